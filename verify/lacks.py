"""Why a case has no team, as far as counting people tells it: who is left, and which rule takes whom away."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from verify.crowds import NAMED, together
from verify.facts import grade_of, investigates
from verify.faults import Fault, fault
from verify.openings import Closings, closings_of, world_of
from verify.shapes import Row

NAMES_CASES = frozenset({"PROVEN", "FOUND"})
"""What is known of giving way where cases are named."""
BY_SOLVING = frozenset({"TEAM_RULES", "TIME_UP"})
"""Reasons that counting cannot tell: rules of teams that clash, and a limit that came first."""


def contents(run: Row, facts: Row) -> Iterator[Fault]:
    """What a reason says is so: who is left, which rules take whom away, and what is missing.

    What only a solver can tell is left to the replay: that rules of teams clash, which cases, and what gives way.
    """
    told: dict[int, list[Row]] = {}
    for shortage in run["plan"]["shortages"]:
        told.setdefault(shortage["case"], []).append(shortage)
    lacking = {number: told[number] for number, team in facts["teams"].items() if not team and number in told}
    worlds = {beside: world_of(run, facts, beside=beside) for beside in (False, True)} if lacking else {}
    staffed = {number for number, team in facts["teams"].items() if team}
    for number, shortages in lacking.items():
        case = facts["cases"][number]
        if not _are_right(worlds, case, shortages):
            yield fault("SHORTAGE", case=number)
        for shortage in shortages:
            others = {*shortage["clashes_with"], *shortage["gives_way_to"]}
            is_odd = shortage["alone"] and (others or shortage["together"])
            if not others <= staffed or is_odd or not _gives_way(shortage):
                yield fault("CLASH", case=number)
            if shortage["together"] is not None and not together(worlds[False], case, shortage):
                yield fault("TOGETHER", case=number)


def _gives_way(shortage: Row) -> bool:
    """Tell whether what is said of giving way fits the cases that are named; plans of an earlier version do not say."""
    known = shortage.get("giving_way")
    if known is None:
        return True
    named = known in NAMES_CASES
    return named == bool(shortage["gives_way_to"]) and (known == "NOT_ASKED" or not shortage["alone"])


def _are_right(worlds: dict[bool, Row], case: Row, shortages: list[Row]) -> bool:
    """Tell whether the reasons of a case are those that counting gives, alone first, then beside the plan.

    Beside it some may be left out: what would not lack beside another plan of the same cases, only a solver can tell.
    """
    alone = {shortage["alone"] for shortage in shortages}
    closings = {beside: closings_of(world, case) for beside, world in worlds.items()}
    first = list(_counted(worlds[False], case, closings[False]))
    counted = first or ([] if alone == {True} else list(_counted(worlds[True], case, closings[True])))
    if counted:
        left = iter(counted)
        in_order = all(any(_says(shortage, one) for one in left) for shortage in shortages)
        return alone == {bool(first)} and in_order and (not first or len(shortages) == len(counted))
    looked_at = [closings[False]] if alone == {True} else list(closings.values())
    return len(shortages) == 1 and any(_is_of_all(case, one, shortages[0]) for one in looked_at)


def _says(shortage: Row, counted: Row) -> bool:
    """Tell whether a reason says what was counted; whom, plans of an earlier version do not say."""
    return all(shortage.get(name, right) == right for name, right in counted.items())


def _counted(world: Row, case: Row, closings: Closings) -> Iterator[Row]:
    """Yield what counting shows to be missing: people for roles, else for roles together, and skills."""
    short = [lack for place in case["places"] if (lack := _short(closings, [place]))]
    if not short:
        sizes = range(2, len(case["places"]) + 1)
        groups = (list(group) for size in sizes for group in combinations(case["places"], size))
        short = [lack for group in groups if (lack := _short(closings, group))][:1]
    yield from short
    roles = [place["role"] for place in case["places"] if investigates(place)]
    left = _left(closings, roles)
    people = world["facts"]["people"].values()
    needs = [
        ("SKILL", need["skill"], {one["id"] for one in people if grade_of(one, need["skill"]) >= need["grade"]})
        for need in case["needs"]
    ]
    needs += [("WOMAN", None, {one["id"] for one in people if one["female"]})] if case["needs_female"] else []
    for reason, skill, able in needs:
        if not able & left:
            yield _who(closings, roles, able) | {"reason": reason, "role": None, "skill": skill, "places_missing": 1}


def _short(closings: Closings, places: list[Row]) -> Row | None:
    roles, wanted = [place["role"] for place in places], sum(place["count"] for place in places)
    missing = wanted - len(_left(closings, roles))
    if missing <= 0:
        return None
    one = len(roles) == 1
    reason, role = ("ROLE", roles[0]) if one else ("ROLES_TOGETHER", None)
    told = {"reason": reason, "role": role, "skill": None, "places_missing": missing}
    return _who(closings, roles, {person for person, _ in closings}) | told


def _is_of_all(case: Row, closings: Closings, shortage: Row) -> bool:
    """Tell whether a reason that only solving gives has the right people left and taken away."""
    roles = [place["role"] for place in case["places"]]
    return bool(
        shortage["reason"] in BY_SOLVING
        and (shortage["role"], shortage["skill"]) == (None, None)
        and (shortage["reason"] == "TEAM_RULES") == bool(shortage["team_rules"])
        and _says(shortage, _who(closings, roles, {person for person, _ in closings}))
    )


def _left(closings: Closings, roles: list[str]) -> set[int]:
    return {person for (person, role), codes in closings.items() if role in roles and not codes}


def _who(closings: Closings, roles: list[str], among: set[int]) -> Row:
    """Say who of these people is left for the roles and whom each rule takes from all of them: counted, and named.

    Roles that take more to be opened to her than another, and all of that, say nothing of her. The rules that take most
    away come first; under each those with the fewest rules against them, then by number.
    """
    left, taken = _left(closings, roles), dict[int, set[str]]()
    for person in among - left:
        by_size = sorted((closings[person, role] for role in roles), key=len)
        nearest: list[set[str]] = []
        for codes in by_size:
            if all(near == codes or not near <= codes for near in nearest):
                nearest.append(codes)
        taken[person] = {code for codes in nearest for code in codes}
    counts = Counter(code for codes in taken.values() for code in codes)
    rules = sorted(counts, key=lambda code: (-counts[code], code))
    order = sorted(taken, key=lambda person: (len(taken[person]), person))
    return {
        "candidates_left": len(among & left),
        "who_is_left": sorted(among & left)[:NAMED],
        "barred_by_rule": [[code, counts[code]] for code in rules],
        "barred_people": [[code, [person for person in order if code in taken[person]][:NAMED]] for code in rules],
    }
