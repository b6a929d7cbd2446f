"""What closes cases and roles to people, as pairs of the allocation problem: findings, modes, leave, edits, teams."""

from collections.abc import Collection, Iterable, Iterator

from allocation.problem import Pair
from allocation.rules import NOT_FREE, OUT_OF_REACH
from casework.modes import TERMS, Handler, HomePart, OrganPlace, handler_fits
from db.staffing import Member, Wanted
from recusal.world import World
from resolvers.problem_edits import Edits
from resolvers.problem_findings import Placed, found_on, screened_alike
from resolvers.problem_terms import out_of_reach
from resolvers.snapshot import Snapshot, away_in_private, is_away, window_from
from terms.cases import AssignmentRole
from terms.closings import Closed


def pairs_of(
    world: World, snapshot: Snapshot, members: dict[int, Member], waiting: Collection[Wanted], edits: Edits
) -> tuple[Pair, ...]:
    """Return what closes cases and roles to the members, and what speaks against them, in one order."""
    return tuple(sorted(_pairs(world, snapshot, members, waiting, edits), key=_pair_order))


def _pairs(
    world: World, snapshot: Snapshot, members: dict[int, Member], waiting: Collection[Wanted], edits: Edits
) -> Iterator[Pair]:
    pinned = {(person, case) for case, person, _ in edits.pins}
    found = found_on(world, snapshot, frozenset(members), frozenset(wanted.row.id for wanted in waiting), pinned)
    barring = found.barring
    for person, case in sorted(_away_elsewhere(snapshot, members, pinned, edits)):
        barring[person, case, None].add(NOT_FREE)
    for person, case, role, reason in mode_bars(snapshot, members.values(), waiting):
        for place in screened_alike(role):
            barring[person, case, place].add(reason)
    for person, case in _of_another_handler(members, waiting) if edits.published else ():
        barring[person, case, AssignmentRole.LEAD].add("MODE")
    for person, case in out_of_reach(members.values(), waiting, snapshot, edits):
        barring[person, case, None].add(OUT_OF_REACH)
    closed: dict[Placed, set[str]] = {key: rules for key, rules in barring.items() if key[:2] not in edits.kept}
    for case, person in edits.exclusions:
        closed.setdefault((person, case, None), set()).add(Closed.EXCLUDED.value)
    waivable = {key: rules for key, rules in found.waivable.items() if key[:2] not in edits.kept}
    for key in {*closed, *waivable, *found.soft}:
        bars, needed = closed.get(key, set()), waivable.get(key, [])
        weight = 0 if bars or (*key[:2], None) in closed else found.soft[key]
        if key[0] in members and (bars or needed or weight):
            told = tuple(sorted({*bars, *needed}))
            waivers = 0 if bars else len(needed)
            yield Pair(*key, barred=bool(bars), waivers=waivers, soft=weight, rules=told)


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
