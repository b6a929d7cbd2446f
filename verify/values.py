"""The value of every level of a plan in its unit, exactly, and the figures of every seat."""

from fractions import Fraction
from typing import Final

from verify.facts import each_other, findings_on, grade_of, handlings, investigates
from verify.shapes import Row

MOST_POINTS: Final = 3
"""Points of fit for one needed skill, at most."""
FULL: Final = 100
WEEK: Final = 7


def values_of(facts: Row) -> dict[str, Fraction]:
    """Return the value of each good."""
    seats, loads = facts["seats"], [_load(facts, person) for person in facts["people"].values()]
    taken = {(seat["case"], seat["person"], seat["role"]) for seat in seats}
    published = {(pin["case"], pin["person"], pin["role"]) for pin in facts["problem"]["published"]}
    served = sorted(_mean_fits(facts))
    tenth = _tenth(facts)
    whole = {
        "URGENCY_STAFFED": sum(facts["cases"][number]["weight"] for number, team in facts["teams"].items() if team),
        "APPEARANCES": _appearances(facts),
        "CHANGES": len(published - taken),
        "TRAVEL": sum(travel_of(facts, seat) for seat in seats),
        "FIT": sum(fit_of(facts, seat) for seat in seats),
    }
    return {name: Fraction(value) for name, value in whole.items()} | {
        "WORST_SERVED": min(served, default=Fraction(0)),
        "WORST_TENTH": sum(served[:tenth], Fraction(0)) / max(1, tenth),
        "HIGHEST_LOAD": max(loads, default=Fraction(0)),
        "LOAD_SPREAD": sum((_spread(load, facts["limits"]["load_tier"]) for load in loads), Fraction(0)),
    }


def fit_of(facts: Row, seat: Row) -> int:
    """Return the points of fit of a seat: up to three for each needed skill, and those of her pairs; none to review."""
    if not investigates(seat):
        return 0
    person = facts["people"][seat["person"]]
    points = sum(pair["points"] for pair in findings_on(facts, seat))
    for need in facts["cases"][seat["case"]]["needs"]:
        above = grade_of(person, need["skill"]) - need["grade"] + 1
        points += min(MOST_POINTS, max(0, above))
    return int(points)


def travel_of(facts: Row, seat: Row) -> int:
    """Return the distance from a person to the case along the grid; none to review."""
    case, person = facts["cases"][seat["case"]], facts["people"][seat["person"]]
    return int(abs(case["x"] - person["x"]) + abs(case["y"] - person["y"])) if investigates(seat) else 0


def figures_of(facts: Row, seat: Row) -> Row:
    """Return the figures that the plan states beside a seat."""
    person, found = facts["people"][seat["person"]], findings_on(facts, seat)
    needs = facts["cases"][seat["case"]]["needs"] if investigates(seat) else []
    return {
        "fit": fit_of(facts, seat),
        "travel": travel_of(facts, seat),
        "load_after": -(-_load(facts, person) // 1),
        "waivers": sum(pair["waivers"] for pair in found),
        "soft": sum(pair["soft"] for pair in found),
        "covers": sorted(need["skill"] for need in needs if grade_of(person, need["skill"]) >= need["grade"]),
    }


def _load(facts: Row, person: Row) -> Fraction:
    """Return a person's load in percent-weeks by availability; a week begun counts as a whole one."""
    work = person["load"]
    for case in facts["held"].get(person["id"], []):
        weeks, rest = divmod(case["end"] - case["start"], WEEK)
        work += case["effort"] * (weeks + (rest > 0))
    available = person["availability"]
    return Fraction(work * FULL, person["capacity"] if available is None else available)


def _spread(load: Fraction, tier: int) -> Fraction:
    """Return what lies above the first tier, the second, and so on to the last whole one, added up."""
    tiers = load // tier
    return tiers * load - Fraction(tier * tiers * (tiers + 1), 2)


def _mean_fits(facts: Row) -> list[Fraction]:
    """Return the mean points of fit of every team that is more than reviewers."""
    teams = [[seat for seat in seats if investigates(seat)] for seats in facts["teams"].values()]
    return [Fraction(sum(fit_of(facts, seat) for seat in team), len(team)) for team in teams if team]


def _tenth(facts: Row) -> int:
    """Return a tenth of the cases that want a team, a begun one counted whole, staffed or not."""
    wanting = [case for case in facts["cases"].values() if any(investigates(place) for place in case["places"])]
    return -(-len(wanting) // 10)


def _appearances(facts: Row) -> int:
    """Add up the weights of waivers, soft findings, organs that handle each other, and rings of three."""
    limits = facts["limits"]
    found = [pair for seat in facts["seats"] for pair in findings_on(facts, seat)]
    weight = sum(limits["waiver_weight"] * pair["waivers"] + pair["soft"] for pair in found)
    weight += limits["reciprocity_weight"] * len(each_other(facts))
    return int(weight + limits["ring_weight"] * _rings(facts))


def _rings(facts: Row) -> int:
    """Count the rings of three organs of which each handles the next, one of them at least by this plan.

    The two ways round are two rings. A ring is named from its lowest organ on.
    """
    now = handlings(facts)
    ever = now | {(one, other) for one, other in facts["problem"]["handled_before"] if one != other}
    onward: dict[int, set[int]] = {}
    for handler, handled in ever:
        onward.setdefault(handler, set()).add(handled)
    rings = set()
    for one, other in now:
        for third in onward.get(other, set()) - {one}:
            if (third, one) in ever:
                ring = (one, other, third)
                lowest = ring.index(min(ring))
                rings.add(ring[lowest:] + ring[:lowest])
    return len(rings)
