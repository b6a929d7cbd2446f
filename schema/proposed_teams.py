"""The teams of a proposal, and what could not be staffed and why (案件派案结果)."""

from collections.abc import Mapping
from typing import Any

import strawberry

from allocation.plan import ShortageReason
from resolvers import explaining, planned_waivers
from resolvers import proposal_reads as reads
from schema import sentences_of_teams as told
from schema.context import Info
from schema.contributions import SeatContribution
from schema.naming import case_named, cases_numbered
from schema.nodes import Mirror
from schema.planned_waivers import PlannedWaiver
from schema.references import CASE, PERSON, CaseType, PersonType
from schema.sentences import Sentence
from schema.words import Word, closing_word
from terms.cases import AssignmentRole
from terms.people import Skill


@strawberry.type(description="One person in one role, with what she brings to the plan (岗位人选).")
class Seat(Mirror):
    """See ``db.tables.ProposalSeat``."""

    row: strawberry.Private[Any]
    role: AssignmentRole = strawberry.field(description="The role (岗位).")
    fit: int = strawberry.field(description="Points of fit (匹配分): grades above what the case needs.")
    travel: int = strawberry.field(description="Distance from her organ to the case, in hundreds of metres (路程).")
    load_after: int = strawberry.field(
        description="Her load in percent-weeks per full working time if the plan is approved (派案后负荷)."
    )
    pinned: bool = strawberry.field(
        description="Whether a coordinator picked her for the case by name (人工固定, R47)."
    )

    @strawberry.field(description="What she brings to each level of the order of goods, the first first (各目标贡献).")
    async def contributions(self, info: Info) -> list[SeatContribution]:
        """List what the seat brings."""
        of_proposal = await info.context.load(explaining.contributions_of_proposals, self.row.proposal_id)
        return [SeatContribution.of(one) for one in of_proposal.seats.get((self.row.case_id, self.row.person_id), ())]

    @strawberry.field(
        description="How many waivers that nobody had granted the plan counts on for her (所需不回避批准数); 0 unless "
        "the county's policy plans with waivers."
    )
    async def waivers(self, info: Info) -> int:
        """Tell how many."""
        of_proposal = await info.context.load(planned_waivers.counted_on, self.row.proposal_id)
        return of_proposal.get((self.row.case_id, self.row.person_id), 0)

    @strawberry.field(
        description="These waivers, as open facts are now, and who may grant them (待批准不回避); without them the "
        "proposal is not approved. Null to who may not screen."
    )
    async def waivers_needed(self, info: Info) -> list[PlannedWaiver] | None:
        """List the waivers."""
        of_proposal = await info.context.load(planned_waivers.planned_waivers, self.row.proposal_id)
        if of_proposal is None:
            return None
        return [PlannedWaiver.of(one) for one in of_proposal.get((self.row.case_id, self.row.person_id), ())]

    @strawberry.field(description="The person (人员).")
    async def person(self, info: Info) -> PersonType:
        """Find the person."""
        return await PERSON.load(info, self.row.person_id)

    @strawberry.field(description="The needed skills that she has at the needed grade (满足专长).")
    def covers(self) -> list[Skill]:
        """List the skills."""
        return [Skill[code] for code in self.row.covers]


@strawberry.type(description="What closes places of a case to people, and to how many (受限原因).")
class Closing:
    """One entry of a shortage."""

    reason: Word = strawberry.field(description="The rule, or the reason of the planning (原因).")
    people: int = strawberry.field(
        description="To how many people (人数); one person counts under each of her reasons."
    )


@strawberry.type(description="A role on a case (案件岗位).")
class PlaceOfCase:
    """One place of a lack of several cases together."""

    key: strawberry.Private[int]
    role: AssignmentRole = strawberry.field(description="The role (岗位).")

    @strawberry.field(description="The case (案件); null if the viewer may not see it.")
    async def case(self, info: Info) -> CaseType | None:
        """Find the case."""
        return await CASE.load_maybe(info, self.key)


@strawberry.type(description="Places of several cases for which too few people are left together (多案合计缺员).")
class LackTogether:
    """See ``allocation.plan.Together``."""

    wanted: int = strawberry.field(description="How many people these places want (所需人数).")
    people_left: int = strawberry.field(description="How many people are open for any of them (剩余人选).")
    fillable: int = strawberry.field(description="How many of the places they can fill at most (最多可填岗位数).")
    places: list[PlaceOfCase] = strawberry.field(description="The places (岗位).")


@strawberry.type(description="Why a case could not be staffed (未配齐原因).")
class Shortage:
    """See ``allocation.plan.Shortage``."""

    case_id: strawberry.Private[int]
    case_ids: strawberry.Private[list[int]]
    reason: Word = strawberry.field(description="What stands between the case and its team (未配齐原因).")
    role: AssignmentRole | None = strawberry.field(
        description="The role that lacks people (缺员岗位); null if not one role."
    )
    skill: Skill | None = strawberry.field(
        description="The skill that nobody left has (所缺专长); null if not a skill."
    )
    places_missing: int = strawberry.field(
        description="How many more people, if the right ones, would fill the gap (缺员数)."
    )
    candidates_left: int = strawberry.field(description="How many people are still open for it (剩余人选).")
    alone: bool = strawberry.field(
        description="Whether it could not be staffed even alone (单独也无法配齐); false: only beside the others."
    )
    closings: list[Closing] = strawberry.field(description="What took the others away, most people first (受限原因).")
    team_rules: list[Word] = strawberry.field(
        description="Rules of teams that cannot be met together (组队规则); often empty."
    )

    clashes: strawberry.Private[list[int]]
    together: LackTogether | None = strawberry.field(
        description="Why it cannot be staffed beside the others, if counting people shows it (合计缺员); else null."
    )

    @strawberry.field(
        description="Staffed cases with which it clashes, none of which can be left out, of those in sight (冲突案件)."
    )
    async def clashes_with(self, info: Info) -> list[CaseType]:
        """List the cases."""
        return await CASE.kind.load_all(info, self.clashes)

    @strawberry.field(
        description="The more pressing cases to which it gives way, of those the viewer may see (让位案件)."
    )
    async def gives_way_to(self, info: Info) -> list[CaseType]:
        """List the cases."""
        return await CASE.kind.load_all(info, self.case_ids)

    @strawberry.field(description="The same in words, of those cases that the viewer may see (说明).")
    async def sentence(self, info: Info) -> Sentence:
        """Say the whole."""
        parts = [
            told.of_shortage(
                await case_named(info, self.case_id),
                self.reason,
                about=self.role or self.skill,
                places_missing=self.places_missing,
                candidates_left=self.candidates_left,
                alone=self.alone,
            )
        ]
        if self.closings:
            parts.append(told.of_closings([(one.reason, one.people) for one in self.closings]))
        if self.team_rules:
            parts.append(told.of_team_rules(self.team_rules))
        if (lack := self.together) is not None:
            parts.append(told.of_lack_together(lack.wanted, lack.people_left, lack.fillable))
        if clashing := await cases_numbered(info, self.clashes):
            parts.append(told.of_clash(clashing))
        if pressing := await cases_numbered(info, self.case_ids):
            parts.append(told.of_giving_way(pressing))
        return Sentence.joined(parts)

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Shortage":
        """Show a shortage as a run kept it."""
        return cls(
            case_id=kept["case"],
            case_ids=kept["gives_way_to"],
            reason=Word.of(ShortageReason[kept["reason"]]),
            role=None if kept["role"] is None else AssignmentRole[kept["role"]],
            skill=None if kept["skill"] is None else Skill[kept["skill"]],
            places_missing=kept["places_missing"],
            candidates_left=kept["candidates_left"],
            alone=kept["alone"],
            closings=[Closing(reason=closing_word(rule), people=count) for rule, count in kept["barred_by_rule"]],
            team_rules=[closing_word(rule) for rule in kept["team_rules"]],
            clashes=kept.get("clashes_with", ()),
            together=_together(kept.get("together")),
        )


def _together(kept: Mapping[str, Any] | None) -> LackTogether | None:
    if kept is None:
        return None
    return LackTogether(
        wanted=kept["wanted"],
        people_left=kept["people_left"],
        fillable=kept["fillable"],
        places=[PlaceOfCase(key=case, role=AssignmentRole[role]) for case, role in kept["places"]],
    )


@strawberry.type(description="A case of the proposal with its team, or why it has none (案件派案结果).")
class ProposedTeam:
    """One case of a proposal."""

    row: strawberry.Private[Any]
    proposal: strawberry.Private[Any]
    staffed: bool = strawberry.field(description="Whether the case got its whole team (已配齐).")

    @strawberry.field(description="The case (案件); null if the viewer may not see it any more.")
    async def case(self, info: Info) -> CaseType | None:
        """Find the case."""
        return await CASE.load_maybe(info, self.row.case_id)

    @strawberry.field(description="The team (岗位人选); empty if the case could not be staffed.")
    async def seats(self, info: Info) -> list[Seat]:
        """List the team."""
        seats = await info.context.load(reads.seats_of, self.proposal.id)
        return [Seat.of(row) for row in seats if row.case_id == self.row.case_id]

    @strawberry.field(description="Why the case could not be staffed (未配齐原因); empty if it is.")
    async def shortages(self, info: Info) -> list[Shortage]:
        """List the reasons."""
        run = await info.context.load(reads.runs_by_id, self.proposal.run_id)
        kept = run.shortages if run is not None else []
        return [Shortage.of(shortage) for shortage in kept if shortage["case"] == self.row.case_id]
