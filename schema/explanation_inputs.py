"""What is asked to be explained, and what is supposed (解释与假设)."""

import strawberry

from resolvers import supposing
from schema.fact_acts_inputs import TieInput
from schema.scalars import PeriodInput
from schema.supposition_inputs import NewCaseSupposition, PolicySupposition, SkillGradeInput
from terms.cases import AssignmentRole
from terms.people import Rank

UNSET = strawberry.UNSET


@strawberry.input(description="Why a person does not sit in a place of a proposal (为何未选用).")
class WhyNotInput:
    """See ``resolvers.explaining.why_not``."""

    proposal_key: str = strawberry.field(description="The key of the proposal (方案幂等键).")
    case_number: str = strawberry.field(description="The case (案号).")
    person_number: str = strawberry.field(description="The person (人员编号).")
    role: AssignmentRole = strawberry.field(description="In which role (岗位).")


@strawberry.input(description="The person is away (假设人员缺席).")
class AwaySupposition:
    """See ``resolvers.supposing.AwayThen``."""

    person_number: str = strawberry.field(description="The person (人员编号).")
    during: PeriodInput = strawberry.field(description="In which days (时段).")

    def supposed(self) -> supposing.Supposition:
        """Return it as resolvers know it."""
        return supposing.AwayThen(self.person_number, self.during.period())


@strawberry.input(description="The person may be on cases for another share of her time (假设可用时间).")
class CapacitySupposition:
    """See ``resolvers.supposing.WorksMore``."""

    person_number: str = strawberry.field(description="The person (人员编号).")
    percent: int = strawberry.field(description="Percent of her working time, 5 to 100 in steps of 5 (可用百分比).")

    def supposed(self) -> supposing.Supposition:
        """Return it as resolvers know it."""
        return supposing.WorksMore(self.person_number, self.percent)


@strawberry.input(description="One more person, full-time and without any ties, joins the pool (假设增派一人).")
class NewcomerSupposition:
    """See ``resolvers.supposing.Newcomer``."""

    skills: list[SkillGradeInput] = strawberry.field(description="What she can do (专长); often one thing.")
    female: bool = strawberry.field(default=False, description="Whether she is a woman (女性).")
    may_lead: bool = strawberry.field(default=False, description="Whether she may lead (可任组长).")
    may_review: bool = strawberry.field(default=False, description="Whether she may review (可任审理).")
    rank: Rank | None = strawberry.field(
        default=None, description="Her rank, for cases whose leader needs one (职务职级); null for none."
    )

    def supposed(self) -> supposing.Supposition:
        """Return it as resolvers know it."""
        skills = tuple((each.skill, each.grade) for each in self.skills)
        return supposing.Newcomer(skills, self.female, self.may_lead, self.may_review, self.rank)


@strawberry.input(description="The case is worked on at other times (假设办案时间变动).")
class LaterSupposition:
    """See ``resolvers.supposing.Later``."""

    case_number: str = strawberry.field(description="The case (案号).")
    days: int = strawberry.field(description="So many days later; below zero, sooner (推迟天数).")
    ends_only: bool = strawberry.field(default=False, description="Only its end is moved (仅延长结束日).")

    def supposed(self) -> supposing.Supposition:
        """Return it as resolvers know it."""
        return supposing.Later(self.case_number, self.days, self.ends_only)


@strawberry.input(description="These rules are waived for the person on the case (假设批准不回避).")
class WaiverSupposition:
    """See ``resolvers.supposing.WaiverGiven``."""

    case_number: str = strawberry.field(description="The case (案号).")
    person_number: str = strawberry.field(description="The person (人员编号).")
    rules: list[str] = strawberry.field(
        description="Codes of the rules that bar her now, each of which a human may waive today (规则代码)."
    )

    def supposed(self) -> supposing.Supposition:
        """Return it as resolvers know it."""
        return supposing.WaiverGiven(self.case_number, self.person_number, tuple(self.rules))


@strawberry.input(description="A tie of the person, if it were declared; judged on open facts alone (假设申报关系).")
class TieSupposition:
    """See ``resolvers.supposing.TieDeclared``."""

    person_number: str = strawberry.field(description="The person (人员编号).")
    tie: TieInput = strawberry.field(description="The tie (关系).")

    def supposed(self) -> supposing.Supposition:
        """Return it as resolvers know it."""
        return supposing.TieDeclared(self.person_number, self.tie.wanted())


@strawberry.input(description="The team of the case meets elsewhere (假设办案地点).")
class PlaceSupposition:
    """See ``resolvers.supposing.MetAt``."""

    case_number: str = strawberry.field(description="The case (案号).")
    organ_name: str = strawberry.field(description="At the place of this organ (单位名称).")

    def supposed(self) -> supposing.Supposition:
        """Return it as resolvers know it."""
        return supposing.MetAt(self.case_number, self.organ_name)


@strawberry.input(description="The case wants another number of people in a role (假设岗位人数).")
class WantedSupposition:
    """See ``resolvers.supposing.OtherPlaces``."""

    case_number: str = strawberry.field(description="The case (案号).")
    role: AssignmentRole = strawberry.field(description="The role (岗位).")
    count: int = strawberry.field(description="How many; 0 for nobody (人数).")

    def supposed(self) -> supposing.Supposition:
        """Return it as resolvers know it."""
        return supposing.OtherPlaces(self.case_number, self.role, self.count)


@strawberry.input(one_of=True, description="One thing that is not so (假设).")
class SuppositionInput:
    """See ``resolvers.supposing``."""

    away: AwaySupposition | None = strawberry.field(default=UNSET, description="Somebody is away (人员缺席).")
    capacity: CapacitySupposition | None = strawberry.field(default=UNSET, description="More or less time (可用时间).")
    newcomer: NewcomerSupposition | None = strawberry.field(default=UNSET, description="One more person (增派一人).")
    later: LaterSupposition | None = strawberry.field(default=UNSET, description="Other days of a case (办案时间).")
    waiver: WaiverSupposition | None = strawberry.field(default=UNSET, description="A waiver (批准不回避).")
    tie: TieSupposition | None = strawberry.field(default=UNSET, description="A declared tie (申报关系).")
    place: PlaceSupposition | None = strawberry.field(default=UNSET, description="Another meeting place (办案地点).")
    wanted: WantedSupposition | None = strawberry.field(default=UNSET, description="Other places (岗位人数).")
    policy: PolicySupposition | None = strawberry.field(
        default=UNSET, description="Another policy (派案政策); several count as one, of a setting the last."
    )
    new_case: NewCaseSupposition | None = strawberry.field(
        default=UNSET, description="One more case, as it would be registered (新增案件)."
    )
    another_like: str | None = strawberry.field(
        default=UNSET, description="One more case like the case of this number, with the same bars (再来一件同类案件)."
    )
    withdrawn: str | None = strawberry.field(
        default=UNSET, description="The case of this number does not wait any more (案件撤出)."
    )

    def supposed(self) -> supposing.Supposition:
        """Return it as resolvers know it."""
        (given,) = (value for value in vars(self).values() if value is not UNSET and value is not None)
        if given is self.another_like:
            return supposing.Another(self.another_like)
        if given is self.withdrawn:
            return supposing.Gone(self.withdrawn)
        known: supposing.Supposition = given.supposed()
        return known


@strawberry.input(description="What if (假设分析): the plan that would be made then; nothing is written.")
class WhatIfInput:
    """See ``resolvers.explaining.what_if``."""

    proposal_key: str = strawberry.field(description="The key of the proposal to set it beside (方案幂等键).")
    supposed: list[SuppositionInput] = strawberry.field(description="1 to 20 things that are not so, in order (假设).")


@strawberry.input(description="What could be granted so that a case is staffed (补救办法).")
class WaysToStaffInput:
    """See ``resolvers.explaining.ways_to_staff``."""

    proposal_key: str = strawberry.field(description="The key of the proposal (方案幂等键).")
    case_number: str = strawberry.field(description="A case of it without a team (案号).")


@strawberry.input(description="Two proposals to be set side by side (方案对比).")
class ProposalsComparedInput:
    """See ``resolvers.explaining.side_by_side``."""

    key: str = strawberry.field(description="The key of the first (原方案幂等键).")
    other_key: str = strawberry.field(description="The key of the second (对比方案幂等键).")
