"""What clerks enter into the registers: parties, linked cases, incidents, duties, venues, answers, posts."""

from datetime import date

import strawberry

from schema.scalars import PeriodInput
from terms.cases import PartyRole
from terms.people import MembershipKind, Rank
from terms.ties import DutyKind, IncidentKind


@strawberry.input(description="A party of a case: a person or an organ (增加当事人).")
class PartyAddInput:
    """See ``resolvers.fact_acts.parties.add_party``."""

    case_number: str = strawberry.field(description="The number of the case (案号).")
    role: PartyRole = strawberry.field(description="What it is in the case (涉案身份).")
    person_number: str | None = strawberry.field(
        default=None, description="The number of the person (人员编号); or else an organ."
    )
    organ_name: str | None = strawberry.field(
        default=None, description="The name of the organ (单位名称); or else a person."
    )
    during: PeriodInput | None = strawberry.field(
        default=None, description="From when and until when (时段); always if null."
    )


@strawberry.input(description="A party that is none (撤销当事人).")
class PartyRemoveInput:
    """See ``resolvers.fact_acts.parties.remove_party``."""

    case_number: str = strawberry.field(description="The number of the case (案号).")
    role: PartyRole = strawberry.field(description="What it was said to be (涉案身份).")
    person_number: str | None = strawberry.field(
        default=None, description="The number of the person (人员编号); or else an organ."
    )
    organ_name: str | None = strawberry.field(
        default=None, description="The name of the organ (单位名称); or else a person."
    )
    reason: str = strawberry.field(description="Why, 1 to 500 characters; goes on the audit trail (理由).")


@strawberry.input(description="Two cases of one affair (串案).")
class CaseLinkInput:
    """See ``resolvers.fact_acts.parties.link_cases``."""

    case_number: str = strawberry.field(description="The number of one case (案号).")
    other_number: str = strawberry.field(description="The number of the other (另一案号).")


@strawberry.input(description="A contact or an interference, as it was reported (违规接触或干预).")
class IncidentRecordInput:
    """See ``resolvers.fact_acts.registers.record_incident``."""

    person_number: str = strawberry.field(description="Whose it was (人员编号).")
    case_number: str = strawberry.field(description="The number of the case (案号).")
    kind: IncidentKind = strawberry.field(description="What happened (类型).")
    occurred_on: date = strawberry.field(description="The day on which it happened (发生日期).")
    note: str = strawberry.field(description="What was reported, 1 to 1000 characters (情况说明).")
    established: bool = strawberry.field(default=False, description="Whether it was found true already (已查实).")


@strawberry.input(description="An allegation that was found true (查实).")
class IncidentEstablishInput:
    """See ``resolvers.fact_acts.registers.establish_incident``."""

    incident: strawberry.ID = strawberry.field(description="The entry (登记).")
    reason: str = strawberry.field(description="On what ground, 1 to 500 characters (依据).")


@strawberry.input(
    description="What somebody did about a case or an organ outside investigation (信访、巡察、考核经历)."
)
class DutyRecordInput:
    """See ``resolvers.fact_acts.registers.record_duty``."""

    person_number: str = strawberry.field(description="Whose it was (人员编号).")
    kind: DutyKind = strawberry.field(description="What was done (类型).")
    organ_name: str | None = strawberry.field(
        default=None, description="The name of the organ (单位名称); or else a case."
    )
    case_number: str | None = strawberry.field(
        default=None, description="The number of the case (案号); or else an organ."
    )
    during: PeriodInput | None = strawberry.field(default=None, description="When (时段); always if null.")


@strawberry.input(description="A place where talks are held (谈话场所).")
class VenueRecordInput:
    """See ``resolvers.fact_acts.registers.record_venue``."""

    code: str = strawberry.field(description="The office's code for it (代码).")
    name: str = strawberry.field(description="What it is called (名称).")
    owner_name: str = strawberry.field(description="The name of the organ that owns it (所有单位).")
    place_name: str = strawberry.field(description="The name of the village or township where it lies (所在村镇).")


@strawberry.input(description="The home unit's answer (派出单位答复); silence is no consent.")
class ReleaseRecordInput:
    """See ``resolvers.fact_acts.registers.record_release``."""

    person_number: str = strawberry.field(description="Who was asked for (人员编号).")
    case_number: str = strawberry.field(description="The number of the case (案号).")
    consented: bool = strawberry.field(description="Whether the unit consents (同意).")
    answered_on: date | None = strawberry.field(
        default=None, description="The day of the answer (答复日期); today if null."
    )
    note: str = strawberry.field(default="", description="What else was said, at most 1000 characters (说明).")


@strawberry.input(description="A post that somebody takes up (任职变动).")
class MembershipChangeInput:
    """See ``resolvers.fact_acts.posts.change_membership``."""

    person_number: str = strawberry.field(description="Who (人员编号).")
    organ_name: str = strawberry.field(description="The name of the organ (单位名称).")
    kind: MembershipKind = strawberry.field(description="On what footing (任职方式).")
    start: date = strawberry.field(description="The first day (开始日).")
    end: date | None = strawberry.field(
        default=None, description="The first day on which it is held no more (结束日); null for no end."
    )
    post: str = strawberry.field(default="", description="The name of the post (职务).")
    leads: bool = strawberry.field(default=False, description="A member of the leading body (班子成员).")
    heads: bool = strawberry.field(default=False, description="The organ's principal (主要负责人).")
    rank: Rank | None = strawberry.field(
        default=None, description="The rank that goes with the post (职务职级); null where it is not known."
    )
