"""Acts on the registers: parties, linked cases, contacts and interference, duties, venues, answers of home units."""

from typing import Annotated, Any, TypeAlias

import strawberry

from resolvers.fact_acts import parties, posts, registers
from resolvers.fact_acts.kinds import FactKind
from resolvers.fact_acts.parties import PartyWanted
from resolvers.fact_acts.posts import PostWanted
from resolvers.fact_acts.recording import Changed
from resolvers.fact_acts.registers import DutyWanted, IncidentWanted
from schema.context import Info
from schema.fact_acts_inputs import fact_of, period_of
from schema.fact_acts_payloads import FactsChanged, Refused
from schema.fact_acts_register_inputs import (
    CaseLinkInput,
    DutyRecordInput,
    IncidentEstablishInput,
    IncidentRecordInput,
    MembershipChangeInput,
    PartyAddInput,
    PartyRemoveInput,
    ReleaseRecordInput,
    VenueRecordInput,
)
from schema.nodes import BadId


def wanted_party(given: PartyAddInput | PartyRemoveInput) -> PartyWanted:
    """Return the party that an input means."""
    during = period_of(given.during if isinstance(given, PartyAddInput) else None)
    return PartyWanted(given.case_number, given.role, given.person_number, given.organ_name, during)


def incident_key(text: str) -> int:
    """Return the key of the incident that an id names; BadId where it names another fact."""
    fact = fact_of(text)
    if fact.kind is not FactKind.INCIDENT:
        raise BadId(text)
    return fact.key


def done(info: Info, changed: Changed[Any]) -> FactsChanged:
    """Show what an act did, to a reader who has not read it before."""
    info.context.forget()
    return FactsChanged.of(changed)


PartyAddPayload: TypeAlias = Annotated[
    FactsChanged | Refused,
    strawberry.union("PartyAddPayload", description="The party, or why it was not added (增加当事人结果)."),
]
PartyRemovePayload: TypeAlias = Annotated[
    FactsChanged | Refused,
    strawberry.union(
        "PartyRemovePayload", description="The party as it was, or why nothing was withdrawn (撤销当事人结果)."
    ),
]
CaseLinkPayload: TypeAlias = Annotated[
    FactsChanged | Refused,
    strawberry.union("CaseLinkPayload", description="The link, or why there is none (登记串案结果)."),
]
IncidentRecordPayload: TypeAlias = Annotated[
    FactsChanged | Refused,
    strawberry.union("IncidentRecordPayload", description="The entry, or why there is none (登记结果)."),
]
IncidentEstablishPayload: TypeAlias = Annotated[
    FactsChanged | Refused,
    strawberry.union("IncidentEstablishPayload", description="The entry, or why it is not established (查实结果)."),
]
DutyRecordPayload: TypeAlias = Annotated[
    FactsChanged | Refused,
    strawberry.union("DutyRecordPayload", description="The entry, or why there is none (登记经历结果)."),
]
VenueRecordPayload: TypeAlias = Annotated[
    FactsChanged | Refused,
    strawberry.union("VenueRecordPayload", description="The venue, or why it was not entered (登记谈话场所结果)."),
]
ReleaseRecordPayload: TypeAlias = Annotated[
    FactsChanged | Refused,
    strawberry.union("ReleaseRecordPayload", description="The answer, or why it was not entered (登记答复结果)."),
]
MembershipChangePayload: TypeAlias = Annotated[
    FactsChanged | Refused,
    strawberry.union("MembershipChangePayload", description="The post, or why it was not taken up (任职变动结果)."),
]


@strawberry.type
class RegisterMutation:
    """Acts on the registers."""

    @strawberry.mutation(description="Make a person or an organ a party of a case, however late (增加当事人).")
    async def party_add(
        self,
        info: Info,
        input: Annotated[PartyAddInput, strawberry.argument(description="What is entered (登记内容).")],  # noqa: A002
    ) -> PartyAddPayload:
        """Add a party."""
        caller = info.context.caller
        return done(info, await parties.add_party(caller, wanted_party(input)))

    @strawberry.mutation(description="Withdraw that a person or an organ is a party of a case (撤销当事人).")
    async def party_remove(
        self,
        info: Info,
        input: Annotated[PartyRemoveInput, strawberry.argument(description="What is entered (登记内容).")],  # noqa: A002
    ) -> PartyRemovePayload:
        """Remove a party."""
        caller = info.context.caller
        return done(info, await parties.remove_party(caller, wanted_party(input), reason=input.reason))

    @strawberry.mutation(description="Enter that two cases are of one affair (登记串案).")
    async def case_link(
        self,
        info: Info,
        input: Annotated[CaseLinkInput, strawberry.argument(description="What is entered (登记内容).")],  # noqa: A002
    ) -> CaseLinkPayload:
        """Link two cases."""
        caller = info.context.caller
        return done(info, await parties.link_cases(caller, input.case_number, input.other_number))

    @strawberry.mutation(
        description="Enter a contact or an interference (登记违规接触或干预); an allegation until established."
    )
    async def incident_record(
        self,
        info: Info,
        input: Annotated[IncidentRecordInput, strawberry.argument(description="What is entered (登记内容).")],  # noqa: A002
    ) -> IncidentRecordPayload:
        """Record an incident."""
        caller = info.context.caller
        return done(info, await registers.record_incident(caller, IncidentWanted(**vars(input))))

    @strawberry.mutation(description="Note that an allegation was found true (查实); from then on it counts.")
    async def incident_establish(
        self,
        info: Info,
        input: Annotated[IncidentEstablishInput, strawberry.argument(description="What is entered (登记内容).")],  # noqa: A002
    ) -> IncidentEstablishPayload:
        """Establish an incident."""
        caller = info.context.caller
        return done(info, await registers.establish_incident(caller, incident_key(input.incident), reason=input.reason))

    @strawberry.mutation(description="Enter that somebody dealt with a petition, inspected or assessed (登记经历).")
    async def duty_record(
        self,
        info: Info,
        input: Annotated[DutyRecordInput, strawberry.argument(description="What is entered (登记内容).")],  # noqa: A002
    ) -> DutyRecordPayload:
        """Record a duty."""
        caller = info.context.caller
        return done(
            info, await registers.record_duty(caller, DutyWanted(**vars(input) | {"during": period_of(input.during)}))
        )

    @strawberry.mutation(description="Enter a place where talks are held, or what changed about it (登记谈话场所).")
    async def venue_record(
        self,
        info: Info,
        input: Annotated[VenueRecordInput, strawberry.argument(description="What is entered (登记内容).")],  # noqa: A002
    ) -> VenueRecordPayload:
        """Record a venue."""
        caller = info.context.caller
        return done(
            info,
            await registers.record_venue(
                caller, code=input.code, name=input.name, owner=input.owner_name, place=input.place_name
            ),
        )

    @strawberry.mutation(
        description="Enter the home unit's answer to a request for one of its people (登记派出单位答复)."
    )
    async def release_record(
        self,
        info: Info,
        input: Annotated[ReleaseRecordInput, strawberry.argument(description="What is entered (登记内容).")],  # noqa: A002
    ) -> ReleaseRecordPayload:
        """Record a release."""
        caller = info.context.caller
        return done(
            info,
            await registers.record_release(
                caller,
                person_number=input.person_number,
                case_number=input.case_number,
                consented=input.consented,
                answered_on=input.answered_on,
                told=input.note,
            ),
        )

    @strawberry.mutation(
        description="Let somebody take up a post (任职变动); a transfer ends the establishment held so far."
    )
    async def membership_change(
        self,
        info: Info,
        input: Annotated[MembershipChangeInput, strawberry.argument(description="What is entered (登记内容).")],  # noqa: A002
    ) -> MembershipChangePayload:
        """Change a membership."""
        caller = info.context.caller
        return done(info, await posts.change_membership(caller, PostWanted(**vars(input))))
