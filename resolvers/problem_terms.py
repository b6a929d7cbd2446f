"""What facts and policy of the county ask of a team and leave of a person: rank, reach, reviews, share of time.

Whoever holds a seat that a repair keeps was settled before: no policy that came later closes it to her.
"""

from collections.abc import Iterable, Iterator

from db.policies import CountyPolicy
from db.staffing import Member, Staffing, Stretch, Wanted
from db.tables import Case
from recusal.ranks import post_with_rank, step_of, step_to_lead
from resolvers.problem_edits import Edits
from resolvers.snapshot import Snapshot, stretch_of_days, takes_a_part
from terms.cases import AssignmentRole
from terms.people import STEP

EVERYWHERE = 0
"""The district of whoever serves every zone."""


def rank_of(person: int, snapshot: Snapshot, edits: Edits) -> int:
    """Return the level of the person's rank, 1 to 5, and 0 where none is on record.

    Of who leads a case and stays it is not below what the case asks for; from other cases R32 keeps her by her own.
    """
    world = snapshot.world
    own = step_of(post_with_rank(world.memberships_of.get(world.identities.of(person), ()), snapshot.on))
    led = [chair[0] for chair in _kept(edits) if chair[1:] == (person, AssignmentRole.LEAD)]
    return max((own, *(lead_rank_of(case, snapshot) for case in led)))


def lead_rank_of(case: int, snapshot: Snapshot) -> int:
    """Return the least level of rank of who leads the case (R32)."""
    return step_to_lead(snapshot.policy.recusal, snapshot.world.cases[case])


def district_of(organ: int, staffing: Staffing) -> int:
    """Return the district of an organ's people: its zone, or that of organs that serve every zone."""
    return staffing.organs[organ].zone or EVERYWHERE


def reach_of(case: Case, staffing: Staffing, policy: CountyPolicy) -> frozenset[int]:
    """Return the districts that the policy names for the case; none where it draws on every one."""
    zone = staffing.organs[case.home_organ_id].zone
    if zone is None or case.mode not in policy.planning.within_zone:
        return frozenset()
    return frozenset((zone, EVERYWHERE))


def districts_of(wanted: Wanted, snapshot: Snapshot, edits: Edits) -> tuple[int, ...]:
    """Return the districts from which the case draws, and those of who stays on its team; empty for every one."""
    reach = reach_of(wanted.row, snapshot.staffing, snapshot.policy)
    return tuple(sorted(reach | _held(wanted, snapshot, edits))) if reach else ()


def out_of_reach(
    members: Iterable[Member], waiting: Iterable[Wanted], snapshot: Snapshot, edits: Edits
) -> Iterator[tuple[int, int]]:
    """Yield (person, case) of those who are of a district in which a case only keeps whom it has."""
    everybody = list(members)
    for wanted in waiting if edits.published else ():
        reach = reach_of(wanted.row, snapshot.staffing, snapshot.policy)
        beyond = _held(wanted, snapshot, edits) - reach if reach else frozenset()
        for member in everybody:
            if member.organ is not None and district_of(member.organ, snapshot.staffing) in beyond:
                yield member.person.id, wanted.row.id


def most_reviews_of(member: Member, snapshot: Snapshot, edits: Edits) -> int | None:
    """Return how many cases of the problem the person may review, beside those that she reviews already."""
    most = snapshot.policy.planning.most_reviews
    if most is None:
        return None
    person = member.person.id
    others = {
        stretch.case
        for stretch in member.taken
        if stretch.is_review and stretch.in_force and (person, stretch.case) not in edits.planned_anew
    }
    kept = [chair for chair in _kept(edits) if chair[1:] == (person, AssignmentRole.REVIEWER)]
    return max(0, most - len(others), len(kept))


def availability_of(member: Member, snapshot: Snapshot, last: int) -> int | None:
    """Return the percent of full working time that is left for cases on average until a day; None: her capacity.

    What takes a part of her time on days counts; what takes her off cases, leave above all, does not.
    """
    taken = sum(
        stretch.effort * _days_until(stretch, snapshot, last)
        for stretch in member.taken
        if takes_a_part(stretch, snapshot)
    )
    if not taken:
        return None
    left = (member.standing.capacity * last - taken) // last
    return max(STEP, left - left % STEP)


def parts_of(member: Member, snapshot: Snapshot, edits: Edits) -> dict[int, int]:
    """Return how much of her time each stretch of other work takes, by its place in ``taken``; what is over aside.

    Of who keeps seats it takes no more than these and her other cases leave, or she could not keep them.
    """
    is_held = member.person.id in edits.held
    left = _beside_cases(member, snapshot, edits) if is_held else member.standing.capacity
    found = {}
    for place, stretch in enumerate(member.taken):
        if takes_a_part(stretch, snapshot) and not stretch.during.ended_by(snapshot.on):
            found[place] = max(0, min(stretch.effort, left))
            left -= found[place] if is_held else 0
    return found


def _beside_cases(member: Member, snapshot: Snapshot, edits: Edits) -> int:
    """Return the percent of her capacity that neither the seats that she keeps nor her other cases take."""
    person, cases = member.person.id, snapshot.staffing.cases
    kept = sum(cases[case].row.effort for who, case in edits.kept if who == person)
    others = sum(
        stretch.effort
        for stretch in member.taken
        if stretch.books
        and not stretch.during.ended_by(snapshot.on)
        and (person, stretch.case) not in edits.planned_anew
    )
    return member.standing.capacity - kept - others


def _kept(edits: Edits) -> Iterator[tuple[int, int, AssignmentRole]]:
    return (chair for chair in edits.published if chair not in edits.vacant)


def _held(wanted: Wanted, snapshot: Snapshot, edits: Edits) -> frozenset[int]:
    """Return the districts of who keeps a seat on the case."""
    members = snapshot.staffing.members
    organs = {members[person].organ for case, person, _ in _kept(edits) if case == wanted.row.id and person in members}
    return frozenset(district_of(organ, snapshot.staffing) for organ in organs if organ is not None)


def _days_until(stretch: Stretch, snapshot: Snapshot, last: int) -> int:
    first, end = stretch_of_days(stretch.during, snapshot.on)
    return max(0, min(end, last) - first)
