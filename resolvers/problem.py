"""Makes the frozen allocation problem from one snapshot: staffing, findings of recusal, policy, edits, teams."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from allocation.problem import Busy, Candidate, CaseToStaff, Limits, Need, Pin, Place, Problem
from allocation.rules import investigates
from casework.statuses import WITH_REVIEWERS
from db.staffing import Member, Stretch, Wanted
from recusal.homes import HOME_LED
from recusal.rules.loans import loan_rest
from recusal.rules.reciprocity import handled_before
from recusal.team import team_kin
from resolvers.problem_edits import Edits
from resolvers.problem_pairs import pairs_of
from resolvers.problem_terms import (
    availability_of,
    district_of,
    districts_of,
    lead_rank_of,
    most_reviews_of,
    parts_of,
    rank_of,
)
from resolvers.snapshot import Snapshot, in_scope, is_away, stretch_of_days, takes_a_part, window_from
from terms.cases import AssignmentRole, Mode
from terms.people import WHOLE
from terms.periods import Period

WEEK = 7


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
    snapshot = replace(snapshot, indexed=snapshot.world)  # indexed once, not for each question below
    members = {
        person: member
        for person, member in snapshot.staffing.members.items()
        if member.organ is not None and (in_scope(snapshot, member.organ, zones) or person in edits.held)
    }
    waiting = [wanted for _, wanted in sorted(snapshot.staffing.cases.items())]
    world = snapshot.world
    planning = snapshot.policy.planning
    cases = tuple(_case(wanted, snapshot, edits) for wanted in waiting)
    last = max((case.end for case in cases), default=0)
    return Problem(
        cases=cases,
        candidates=tuple(_candidate(member, snapshot, edits, last) for _, member in sorted(members.items())),
        pairs=pairs_of(world, snapshot, members, waiting, edits),
        busy=tuple(
            sorted(_busy(members.values(), snapshot, edits), key=lambda busy: (busy.person, busy.start, busy.end))
        ),
        kin=tuple((kin.person, kin.relative) for kin in team_kin(world, members, on=snapshot.on)),
        linked=_linked(snapshot),
        apart=_apart(snapshot),
        pins=tuple(Pin(case, person, role) for case, person, role in sorted(edits.pins)),
        handled_before=tuple(sorted(handled_before(world, snapshot.on, snapshot.policy.recusal))),
        others_at_home=tuple(
            (organ, len(people - members.keys()))
            for organ, people in sorted(snapshot.staffing.establishment.items())
            if people - members.keys()
        ),
        published=tuple(Pin(case, person, role) for case, person, role in sorted(edits.published)),
        limits=_limits(snapshot),
        order=planning.order,
        near_ties=tuple(sorted(planning.near_ties.items())),
    )


def _case(wanted: Wanted, snapshot: Snapshot, edits: Edits) -> CaseToStaff:
    window = window_from(wanted.row.during, snapshot.on, snapshot.policy.planning.default_days)
    site = snapshot.staffing.organs[wanted.row.concerned_organ_id].row
    places = places_of(wanted)
    investigated = any(investigates(place.role) for place in places)
    return CaseToStaff(
        id=wanted.row.id,
        organ=wanted.row.home_organ_id,
        urgency=wanted.row.urgency,
        weight=snapshot.policy.planning.weights[wanted.row.urgency],
        start=_days(snapshot, window.start),
        end=_days(snapshot, window.end),
        effort=wanted.row.effort,
        places=places,
        needs=tuple(Need(skill, grade) for skill, grade in wanted.needs if investigated),
        needs_female=wanted.row.needs_female and investigated,
        lead_rank=lead_rank_of(wanted.row.id, snapshot),
        districts=districts_of(wanted, snapshot, edits),
        own_organs=_own_organs(wanted, snapshot),
        handled_by_others=wanted.row.mode not in HOME_LED,
        most_chance=snapshot.policy.planning.most_chance.get(wanted.row.grade, 100),
        x=site.x,
        y=site.y,
    )


def _linked(snapshot: Snapshot) -> tuple[tuple[int, int], ...]:
    """Return the pairs of cases to staff that are linked, each once (R23)."""
    waiting, linked = snapshot.staffing.cases.keys(), snapshot.world.linked
    return tuple(
        (one, other) for one in sorted(waiting) for other in sorted(linked.get(one, ())) if one < other in waiting
    )


def _apart(snapshot: Snapshot) -> tuple[tuple[int, int], ...]:
    """Return the pairs of cases to staff of which one re-examines the other, or what that is linked with (R24)."""
    waiting, world = snapshot.staffing.cases.keys(), snapshot.world
    return tuple(sorted({(one, other) for one in waiting for other in world.re_examined(one) if other in waiting}))


def _limits(snapshot: Snapshot) -> Limits:
    """Return the rules of teams, with the days of rest between two loans where R46 bars."""
    return replace(snapshot.policy.planning.limits, loan_rest=loan_rest(snapshot.policy.recusal))


def _own_organs(wanted: Wanted, snapshot: Snapshot) -> tuple[int, ...]:
    """Return the organs whose people are not lent to the case; none where loans are not looked at or not made."""
    row = wanted.row
    if loan_rest(snapshot.policy.recusal) is None or row.mode is Mode.SELF:
        return ()
    return tuple(sorted({row.home_organ_id, row.handling_organ_id or row.home_organ_id}))


def _candidate(member: Member, snapshot: Snapshot, edits: Edits, last: int) -> Candidate:
    assert member.organ is not None  # noqa: S101  (members without an organ are no candidates)
    home = snapshot.staffing.organs[member.organ].row
    since = snapshot.on - timedelta(weeks=snapshot.policy.planning.load_weeks)
    work = [
        (_past(stretch, snapshot) if _is_open(member, stretch, edits) else stretch.during, stretch.effort)
        for stretch in member.taken
        if stretch.is_work
    ]
    load = sum(effort * weeks_within(during, since) for during, effort in work)
    return Candidate(
        id=member.person.id,
        organ=member.organ,
        capacity=member.standing.capacity,
        skills=member.skills,
        female=member.is_female,
        may_lead=member.standing.may_lead,
        may_review=member.standing.may_review,
        rank=rank_of(member.person.id, snapshot, edits),
        most_reviews=most_reviews_of(member, snapshot, edits),
        full_time=member.standing.full_time,
        district=district_of(member.organ, snapshot.staffing),
        availability=availability_of(member, snapshot, last),
        load=load,
        x=home.x,
        y=home.y,
    )


def _is_open(member: Member, stretch: Stretch, edits: Edits) -> bool:
    """Tell whether a stretch is work on a team that is planned anew, and not what the plan has to go round."""
    return stretch.in_force and (member.person.id, stretch.case) in edits.planned_anew


def _past(stretch: Stretch, snapshot: Snapshot) -> Period:
    """Return the part of a stretch that is over."""
    start = stretch.during.start or snapshot.on
    return Period(min(start, snapshot.on), snapshot.on)


def weeks_within(during: Period, since: date) -> int:
    """Return how many weeks, begun ones counted whole, a bounded period has from a day on."""
    if during.end is None or during.start is None:
        return 0
    days = (during.end - max(during.start, since)).days
    return max(0, -(-days // WEEK))


def _busy(members: Iterable[Member], snapshot: Snapshot, edits: Edits) -> Iterator[Busy]:
    pinned = {person for _, person, _ in edits.pins}
    for member in members:
        parts = parts_of(member, snapshot, edits)
        for place, stretch in enumerate(member.taken):
            told_elsewhere = member.person.id in edits.held or (stretch.is_private and member.person.id in pinned)
            effort = parts.get(place, 0)
            if stretch.books and not _is_open(member, stretch, edits):
                effort = stretch.effort
            elif is_away(stretch, snapshot) and not told_elsewhere:
                effort = WHOLE
            if effort > 0 and not stretch.during.ended_by(snapshot.on):
                first, last = stretch_of_days(stretch.during, snapshot.on)
                share = takes_a_part(stretch, snapshot)
                # private leave closes the case to her alone: colleagues kept at home for it (R44) would tell of it
                at_home = stretch.at_home or stretch.is_private
                yield Busy(member.person.id, first, last, effort, at_home=at_home, share=share)


def _days(snapshot: Snapshot, day: date | None) -> int:
    return 0 if day is None else (day - snapshot.on).days
