"""Makes the frozen allocation problem from one snapshot: staffing, findings of recusal, policy, edits."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from allocation.problem import Busy, Candidate, CaseToStaff, Need, Pair, Pin, Place, Problem
from allocation.rules import NOT_FREE
from casework.modes import TERMS, Handler, HomePart, OrganPlace, handler_fits
from casework.statuses import WITH_REVIEWERS
from db.staffing import Member, Wanted
from recusal.findings import Finding, Question
from recusal.rules.reciprocity import handled_before
from recusal.rules.sealed import RESTRICTED
from recusal.screen import find
from recusal.team import team_kin
from recusal.world import World
from resolvers.snapshot import Snapshot, away_in_private, in_scope, is_away, stretch_of_days, window_from
from terms.cases import AssignmentRole
from terms.periods import Period
from terms.recusal import Severity

SCREENED_ROLES = (AssignmentRole.LEAD, AssignmentRole.MEMBER, AssignmentRole.REVIEWER)
"""The roles that rules tell apart; records and safety officers are screened as members."""
WEEK = 7
AWAY = 100
Screened: TypeAlias = tuple[int, int, AssignmentRole | None]
"""A person, a case, and the role that was looked at; None for all roles."""


@dataclass(frozen=True, slots=True)
class Edits:
    """How a coordinator steers a proposal: pins (case, person, role) and exclusions (case, person)."""

    pins: tuple[tuple[int, int, AssignmentRole], ...] = ()
    exclusions: tuple[tuple[int, int], ...] = ()


def places_of(wanted: Wanted) -> tuple[Place, ...]:
    """Return the places that the case's stage asks to fill: all in investigation, reviewers alone in review."""
    in_review = wanted.row.status in WITH_REVIEWERS
    return tuple(
        Place(role, count)
        for role, count in sorted(wanted.places, key=lambda place: list(AssignmentRole).index(place[0]))
        if not in_review or role is AssignmentRole.REVIEWER
    )


def make_problem(snapshot: Snapshot, *, zones: frozenset[int] | None, edits: Edits) -> Problem:
    """Return the problem of staffing the snapshot's cases from the pool of these zones (None: the whole county)."""
    members = {
        person: member
        for person, member in snapshot.staffing.members.items()
        if member.organ is not None and in_scope(snapshot, member.organ, zones)
    }
    waiting = [wanted for _, wanted in sorted(snapshot.staffing.cases.items())]
    world = snapshot.world
    planning = snapshot.policy.planning
    return Problem(
        cases=tuple(_case(wanted, snapshot) for wanted in waiting),
        candidates=tuple(_candidate(member, snapshot) for _, member in sorted(members.items())),
        pairs=tuple(sorted(_pairs(world, snapshot, members, waiting, edits), key=_pair_order)),
        busy=tuple(
            sorted(_busy(members.values(), snapshot, edits), key=lambda busy: (busy.person, busy.start, busy.end))
        ),
        kin=tuple((kin.person, kin.relative) for kin in team_kin(world, members, on=snapshot.on)),
        pins=tuple(Pin(case, person, role) for case, person, role in sorted(edits.pins)),
        handled_before=tuple(sorted(handled_before(world, snapshot.on, snapshot.policy.recusal))),
        others_at_home=tuple(
            (organ, len(people - members.keys()))
            for organ, people in sorted(snapshot.staffing.establishment.items())
            if people - members.keys()
        ),
        limits=planning.limits,
        order=planning.order,
        near_ties=tuple(sorted(planning.near_ties.items())),
    )


def _case(wanted: Wanted, snapshot: Snapshot) -> CaseToStaff:
    window = window_from(wanted.row.during, snapshot.on, snapshot.policy.planning.default_days)
    site = snapshot.staffing.organs[wanted.row.concerned_organ_id].row
    return CaseToStaff(
        id=wanted.row.id,
        organ=wanted.row.home_organ_id,
        urgency=wanted.row.urgency,
        weight=snapshot.policy.planning.weights[wanted.row.urgency],
        start=_days(snapshot, window.start),
        end=_days(snapshot, window.end),
        effort=wanted.row.effort,
        places=places_of(wanted),
        needs=tuple(Need(skill, grade) for skill, grade in wanted.needs),
        needs_female=wanted.row.needs_female,
        most_chance=snapshot.policy.planning.most_chance.get(wanted.row.grade, 100),
        x=site.x,
        y=site.y,
    )


def _candidate(member: Member, snapshot: Snapshot) -> Candidate:
    assert member.organ is not None  # noqa: S101  (members without an organ are no candidates)
    home = snapshot.staffing.organs[member.organ].row
    since = snapshot.on - timedelta(weeks=snapshot.policy.planning.load_weeks)
    load = sum(stretch.effort * weeks_within(stretch.during, since) for stretch in member.taken if stretch.is_work)
    return Candidate(
        id=member.person.id,
        organ=member.organ,
        capacity=member.standing.capacity,
        skills=member.skills,
        female=member.is_female,
        may_lead=member.standing.may_lead,
        may_review=member.standing.may_review,
        full_time=member.standing.full_time,
        load=load,
        x=home.x,
        y=home.y,
    )


def weeks_within(during: Period, since: date) -> int:
    """Return how many weeks, begun ones counted whole, a bounded period has from a day on."""
    if during.end is None or during.start is None:
        return 0
    days = (during.end - max(during.start, since)).days
    return max(0, -(-days // WEEK))


def _busy(members: Iterable[Member], snapshot: Snapshot, edits: Edits) -> Iterator[Busy]:
    pinned = {person for _, person, _ in edits.pins}
    for member in members:
        for stretch in member.taken:
            takes = stretch.books or (
                is_away(stretch, snapshot) and not (stretch.is_private and member.person.id in pinned)
            )
            if takes and not stretch.during.ended_by(snapshot.on):
                first, last = stretch_of_days(stretch.during, snapshot.on)
                effort = AWAY if stretch.is_absence else stretch.effort
                yield Busy(member.person.id, first, last, effort, at_home=stretch.at_home)


def _days(snapshot: Snapshot, day: date | None) -> int:
    return 0 if day is None else (day - snapshot.on).days


def _pairs(
    world: World, snapshot: Snapshot, members: dict[int, Member], waiting: Collection[Wanted], edits: Edits
) -> Iterator[Pair]:
    pinned = {(person, case) for case, person, _ in edits.pins}
    found = _findings(world, snapshot, frozenset(members), waiting)
    # What is sealed, or reads like it, is not looked at where somebody is pinned: the county answers that later.
    barring, soft = _weighed(each for each in found if each[1].rule != RESTRICTED or _pair(each[1]) not in pinned)
    for person, case in sorted(_away_elsewhere(snapshot, members, pinned)):
        barring.setdefault((person, case, None), set()).add(NOT_FREE)
    for person, case, role, reason in mode_bars(snapshot, members.values(), waiting):
        barring.setdefault((person, case, role), set()).add(reason)
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
    snapshot: Snapshot, members: Collection[int], pinned: Collection[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the cases to which private leave closes who is pinned to another: her days are not booked as away."""
    for person in {person for person, _ in pinned if person in members}:
        for case in snapshot.staffing.cases:
            if (person, case) not in pinned and away_in_private(snapshot, person, case):
                yield person, case


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
