"""Repairing teams at work after people fell out: what was lost, what may move for it, and the plan that fills it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from allocation.openings import Chair
from allocation.plan import Shortage
from allocation.problem import Problem
from allocation.repair import Option, best, repair
from allocation.vacancies import Loss
from casework.statuses import WITH_INVESTIGATORS, WITH_REVIEWERS
from db.policies import policy_on
from db.reads.zones import organs_of_zones
from db.staffing import IN_FORCE
from db.tables import AllocationRun, Assignment, Case, Proposal, Zone, ZoneMember
from resolvers.caller import Caller
from resolvers.gate import NotFound, visible_cases
from resolvers.own_matters import conflicted_cases, own_cases
from resolvers.people import people_named
from resolvers.problem_edits import Edits
from resolvers.scope import CaseNotWaiting, NothingToStaff, Scope, zones_of
from resolvers.snapshot import Snapshot, in_scope
from terms.allocation import RepairChoice
from terms.cases import AssignmentState
from terms.things import Thing

GONE = (AssignmentState.SUSPENDED, AssignmentState.RECUSED)
"""Who is in one of these states on a case does not come back to it by a repair."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be repaired, as a human asks it."""

    zone_codes: tuple[str, ...] | None = None
    """The zones whose cases are repaired, out of their pool; None for the whole county."""
    absent: tuple[str, ...] = ()
    """The numbers of people who fall out of all their cases."""
    cases: tuple[str, ...] = ()
    """The numbers of cases whose vacant places are filled."""
    may_move: tuple[str, ...] = ()
    """The numbers of other cases whose teams may be changed for it (T29)."""
    choice: RepairChoice = RepairChoice.FEWEST_CHANGES
    most_changes: int | None = None
    """For the best plan: at most so many seats change, vacant ones included; None for as many as it takes."""

    def to_json(self) -> dict[str, Any]:
        """Return the wish as plain values; the same for the same wish."""
        return {
            "zones": None if self.zone_codes is None else sorted(set(self.zone_codes)),
            "absent": sorted(set(self.absent)),
            "cases": sorted(set(self.cases)),
            "may_move": sorted(set(self.may_move)),
            "choice": self.choice.value,
            "most_changes": self.most_changes,
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        """Read a wish as a run keeps it."""
        return cls(
            zone_codes=None if kept["zones"] is None else tuple(kept["zones"]),
            absent=tuple(kept["absent"]),
            cases=tuple(kept["cases"]),
            may_move=tuple(kept["may_move"]),
            choice=RepairChoice[kept["choice"]],
            most_changes=kept["most_changes"],
        )


@dataclass(frozen=True, slots=True)
class Teams:
    """The teams that a repair is about, as they stand."""

    wish: Wish
    seats: tuple[Assignment, ...]
    """Everybody in force on its cases, by key."""
    loss: Loss
    gone: tuple[tuple[int, int], ...]
    """(case, person) of those who do not come back."""

    def edits(self, steered: Edits, snapshot: Snapshot, zones: Collection[int] | None) -> Edits:
        """Return how the problem of the repair differs from that of its cases if they merely waited.

        Who works on a team and is not of the zones stays on it, and is drawn for nothing else.
        """
        published = tuple((row.case_id, row.person_id, row.role) for row in self.seats)
        members = snapshot.staffing.members
        guests = {
            row.person_id
            for row in self.seats
            if row.person_id in members and not _is_of(snapshot, members[row.person_id].organ, zones)
        }
        seated = {(case, person) for case, person, _ in published}
        elsewhere = {(case, person) for case in snapshot.staffing.cases for person in guests} - seated
        return replace(
            steered,
            exclusions=(*steered.exclusions, *sorted({*elsewhere, *self.gone} - {*steered.exclusions})),
            published=published,
            vacant=self.loss.seats,
        )


def _is_of(snapshot: Snapshot, organ: int | None, zones: Collection[int] | None) -> bool:
    return organ is not None and in_scope(snapshot, organ, zones)


async def teams_of(session: AsyncSession, caller: Caller, wish: Wish) -> tuple[Scope, Teams]:
    """Return the cases of a wish with their teams, locked against nothing: the approval looks again.

    Cases that the caller must stand aside from are refused where they are named, else left to others.

    Raises:
        NotFound: a zone, case or person that is not there or not to be seen, both alike.
        CaseNotWaiting: a named case on which nobody is at work.
        NothingToStaff: no seat of these cases is vacant.
        OwnCases: the caller must stand aside from a case of which something fell out, or that is named.
    """
    zones = await zones_of(session, wish.zone_codes)
    absent = frozenset(await people_named(session, caller, wish.absent))
    at_work = await _at_work(session, caller, None if wish.zone_codes is None else zones)
    named = {number: await _named(session, caller, at_work, number) for number in (*wish.cases, *wish.may_move)}
    rows = await _seats(session, at_work)
    touched = {named[number] for number in wish.cases} | {row.case_id for row in rows if row.person_id in absent}
    movable = {named[number] for number in wish.may_move}
    if (await policy_on(session, caller.today())).planning.teams_may_move:
        movable |= at_work.keys() - {row.case_id for row in rows if row.state in GONE}
    own = await conflicted_cases(session, caller, touched | movable)
    if own & (touched | set(named.values())):
        raise await own_cases(session, caller, own & (touched | set(named.values())))
    chosen = touched | (movable - own)
    if not chosen:
        raise NothingToStaff
    seats = tuple(row for row in rows if row.case_id in chosen)
    lost = {chair_of(row) for row in seats if row.person_id in absent or row.state in GONE}
    gone = {*await _gone(session, chosen), *((case, person) for case in chosen for person in absent)}
    loss = Loss(frozenset(lost), frozenset(touched), frozenset(movable & chosen))
    scope = Scope(zones, whole_county=wish.zone_codes is None, cases=tuple(at_work[case] for case in sorted(chosen)))
    return scope, Teams(wish, seats, loss, tuple(sorted(gone)))


async def _at_work(session: AsyncSession, caller: Caller, zones: Sequence[Zone] | None) -> dict[int, Case]:
    """Return the cases on which somebody is in force and that the caller may see, of these zones' organs, by key."""
    in_force = select(Assignment.case_id).where(col(Assignment.state).in_(IN_FORCE))
    statement = select(Case).where(
        visible_cases(caller),
        col(Case.status).in_(WITH_INVESTIGATORS | WITH_REVIEWERS),
        col(Case.id).in_(in_force),
    )
    if zones is not None:
        members = organs_of_zones(col(ZoneMember.zone_id).in_([zone.id for zone in zones]), caller.today())
        statement = statement.where(col(Case.home_organ_id).in_(members))
    return {row.id: row for row in (await session.exec(statement.order_by(col(Case.id)))).all()}


async def _named(session: AsyncSession, caller: Caller, at_work: dict[int, Case], number: str) -> int:
    for case in at_work.values():
        if case.number == number:
            return case.id
    if (await session.exec(select(Case.id).where(Case.number == number, visible_cases(caller)))).first() is None:
        raise NotFound(Thing.CASE, number)
    raise CaseNotWaiting(number)


async def _seats(session: AsyncSession, cases: Collection[int]) -> list[Assignment]:
    statement = select(Assignment).where(col(Assignment.case_id).in_(cases), col(Assignment.state).in_(IN_FORCE))
    return list((await session.exec(statement.order_by(col(Assignment.id)))).all())


async def _gone(session: AsyncSession, cases: Collection[int]) -> set[tuple[int, int]]:
    statement = select(Assignment.case_id, Assignment.person_id).where(
        col(Assignment.case_id).in_(cases), col(Assignment.state).in_(GONE)
    )
    return set((await session.exec(statement)).all())


def chair_of(row: Assignment) -> Chair:
    """Return the seat of an assignment."""
    return row.case_id, row.person_id, row.role


def repaired(problem: Problem, teams: Teams, seed: int) -> tuple[Option, tuple[Shortage, ...]]:
    """Return the plan of a repair as it was wished, and why cases could not be filled.

    Raises:
        NothingToStaff: the teams are whole, and nothing is better.
        Refusal: what ``allocate`` refuses of pins by hand.
    """
    found = repair(problem, teams.loss, seed=seed)
    option = found.fewest
    if teams.wish.choice is RepairChoice.BEST:
        option = best(option, seed=seed, most_changes=teams.wish.most_changes)
    if not option.moves and not found.unfilled:
        raise NothingToStaff
    return option, found.unfilled


async def wish_of(session: AsyncSession, proposal: Proposal) -> Wish | None:
    """Return what a repair was asked for; an edit of it keeps the wish. None for a proposal that is no repair."""
    first = proposal
    while first.supersedes_id is not None:
        first = await session.get_one(Proposal, first.supersedes_id)
    request = (await session.get_one(AllocationRun, first.run_id)).request
    return Wish.from_json(request["repair"]) if "repair" in request else None
