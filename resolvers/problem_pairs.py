"""What closes cases and roles to people, as pairs of the allocation problem: findings, modes, leave, edits, teams."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from allocation.openings import Chair
from allocation.problem import Pair
from allocation.rules import NOT_FREE
from casework.modes import TERMS, Handler, HomePart, OrganPlace, handler_fits
from db.staffing import Member, Wanted
from recusal.findings import Finding, Question
from recusal.rules.sealed import RESTRICTED
from recusal.screen import find
from recusal.world import World
from resolvers.snapshot import Snapshot, away_in_private, is_away, window_from
from terms.cases import AssignmentRole
from terms.recusal import Severity

SCREENED_ROLES = (AssignmentRole.LEAD, AssignmentRole.MEMBER, AssignmentRole.REVIEWER)
"""The roles that rules tell apart; records and safety officers are screened as members."""
Screened: TypeAlias = tuple[int, int, AssignmentRole | None]
"""A person, a case, and the role that was looked at; None for all roles."""


@dataclass(frozen=True, slots=True)
class Edits:
    """How a problem differs from that of cases that merely wait: how it is steered, and the teams that it repairs."""

    pins: tuple[Chair, ...] = ()
    exclusions: tuple[tuple[int, int], ...] = ()
    """(case, person)"""
    published: tuple[Chair, ...] = ()
    """The seats in force of its cases, which are planned anew."""
    vacant: frozenset[Chair] = frozenset()
    """Those of them that whoever holds them cannot keep."""

    @property
    def planned_anew(self) -> frozenset[tuple[int, int]]:
        """(person, case) of every published seat: its time is the plan's to give."""
        return frozenset((person, case) for case, person, _ in self.published)

    @property
    def kept(self) -> frozenset[tuple[int, int]]:
        """(person, case) of the published seats that can be kept: what was settled of them is not asked again."""
        return frozenset((chair[1], chair[0]) for chair in self.published if chair not in self.vacant)

    @property
    def held(self) -> frozenset[int]:
        """The people of these seats."""
        return frozenset(person for person, _ in self.kept)


def pairs_of(
    world: World, snapshot: Snapshot, members: dict[int, Member], waiting: Collection[Wanted], edits: Edits
) -> tuple[Pair, ...]:
    """Return what closes cases and roles to the members, and what speaks against them, in one order."""
    return tuple(sorted(_pairs(world, snapshot, members, waiting, edits), key=_pair_order))


def _pairs(
    world: World, snapshot: Snapshot, members: dict[int, Member], waiting: Collection[Wanted], edits: Edits
) -> Iterator[Pair]:
    pinned = {(person, case) for case, person, _ in edits.pins}
    found = _findings(world, snapshot, frozenset(members), waiting)
    # What is sealed, or reads like it, is not looked at where somebody is pinned: the county answers that later.
    barring, soft = _weighed(each for each in found if each[1].rule != RESTRICTED or _pair(each[1]) not in pinned)
    for person, case in sorted(_away_elsewhere(snapshot, members, pinned, edits)):
        barring.setdefault((person, case, None), set()).add(NOT_FREE)
    for person, case, role, reason in mode_bars(snapshot, members.values(), waiting):
        barring.setdefault((person, case, role), set()).add(reason)
    for person, case in _of_another_handler(members, waiting) if edits.published else ():
        barring.setdefault((person, case, AssignmentRole.LEAD), set()).add("MODE")
    barring = {screened: why for screened, why in barring.items() if (screened[0], screened[1]) not in edits.kept}
    for case, person in edits.exclusions:
        barring.setdefault((person, case, None), set()).add("EXCLUDED")
    for (person, case, screened), reasons in barring.items():
        for seat in _same_rules(screened) if person in members else ():
            yield Pair(person, case, role=seat, barred=True, rules=tuple(sorted(reasons)))
    for (person, case, screened), weight in soft.items():
        if barring.keys().isdisjoint({(person, case, None), (person, case, screened)}):
            for seat in _same_rules(screened):
                yield Pair(person, case, role=seat, barred=False, soft=weight)


def _pair(finding: Finding) -> tuple[int, int]:
    return finding.person, finding.case


def _away_elsewhere(
    snapshot: Snapshot, members: dict[int, Member], pinned: Collection[tuple[int, int]], edits: Edits
) -> Iterator[tuple[int, int]]:
    """Yield the cases to which leave closes who is on another team, or private leave who is pinned to another.

    Their days are not booked as away, or they could not be kept where they are.
    """
    for person in {person for person, _ in pinned if person in members}:
        for case in snapshot.staffing.cases:
            if (person, case) not in pinned and away_in_private(snapshot, person, case):
                yield person, case
    for person in edits.held & members.keys():
        away = [stretch.during for stretch in members[person].taken if is_away(stretch, snapshot)]
        for case, wanted in snapshot.staffing.cases.items():
            window = window_from(wanted.row.during, snapshot.on, snapshot.policy.planning.default_days)
            if (person, case) not in edits.kept and any(during.overlaps(window) for during in away):
                yield person, case


def _of_another_handler(members: dict[int, Member], waiting: Collection[Wanted]) -> Iterator[tuple[int, int]]:
    """Yield who cannot lead a case because another organ handles it already, in its own name and by a document."""
    for wanted in waiting:
        handler = wanted.row.handling_organ_id
        for member in members.values() if handler is not None else ():
            if member.organ != handler:
                yield member.person.id, wanted.row.id


def _weighed(found: Iterable[tuple[AssignmentRole, Finding]]) -> tuple[dict[Screened, set[str]], Counter[Screened]]:
    """Return why each person is barred from each case and role, and how much speaks against those who are not."""
    barring: defaultdict[Screened, set[str]] = defaultdict(set)
    soft: Counter[Screened] = Counter()
    for role, finding in found:
        if finding.lifted_by is not None:
            # Who works by a waiver still looks partial, so others come first; a false alarm weighs nothing.
            soft[finding.person, finding.case, role] += finding.lifted_by.record == "waiver"
        elif finding.severity is not Severity.SOFT:
            # A sealed ground reads like a leave, here and in all that is made from the problem.
            reason = NOT_FREE if finding.rule == RESTRICTED else finding.rule
            barring[finding.person, finding.case, role].add(reason)
        elif role is AssignmentRole.MEMBER:
            soft[finding.person, finding.case, None] += 1
    return barring, +soft


def _findings(
    world: World, snapshot: Snapshot, people: frozenset[int], waiting: Collection[Wanted]
) -> Iterator[tuple[AssignmentRole, Finding]]:
    cases = frozenset(wanted.row.id for wanted in waiting)
    for role in SCREENED_ROLES:
        question = Question(people, cases, role, before_approval=True, widen_sealed=True)
        for finding in find(world, question, snapshot.policy.recusal, on=snapshot.on):
            yield role, finding


def _same_rules(role: AssignmentRole | None) -> tuple[AssignmentRole | None, ...]:
    """Return the places that are screened like the role."""
    if role is AssignmentRole.MEMBER:
        return (AssignmentRole.MEMBER, AssignmentRole.RECORDS, AssignmentRole.SAFETY_OFFICER)
    return (role,)


def mode_bars(
    snapshot: Snapshot, members: Iterable[Member], waiting: Iterable[Wanted]
) -> Iterator[tuple[int, int, AssignmentRole, str]]:
    """Yield (person, case, role, reason) for everybody whom the case's mode keeps from a role.

    The leader comes from the organ that the mode puts in charge; in SELF all investigators do; in modes that keep the
    home organ out its people do not investigate.
    """
    everybody = list(members)
    for wanted in waiting:
        terms = TERMS[wanted.row.mode]
        home = _place(snapshot, wanted.row.home_organ_id)
        for member in everybody:
            assert member.organ is not None  # noqa: S101  (as above)
            organ = _place(snapshot, member.organ)
            if not handler_fits(terms.handler, home=home, organ=organ):
                yield member.person.id, wanted.row.id, AssignmentRole.LEAD, "MODE"
                if terms.handler is Handler.HOME and terms.home_part is HomePart.HANDLES:
                    yield member.person.id, wanted.row.id, AssignmentRole.MEMBER, "MODE"
            if organ.id == home.id and terms.home_part in {HomePart.LIAISON, HomePart.NONE}:
                yield member.person.id, wanted.row.id, AssignmentRole.MEMBER, "MODE"


def _place(snapshot: Snapshot, organ: int) -> OrganPlace:
    place = snapshot.staffing.organs[organ]
    return OrganPlace(id=organ, kind=place.row.kind, zone=place.zone)


def _pair_order(pair: Pair) -> tuple[int, int, str]:
    return pair.case, pair.person, pair.role or ""
