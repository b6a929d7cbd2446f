"""The problem and the seats of a run, looked up in the ways that rules and values need."""

from collections import defaultdict
from typing import Any

from verify.shapes import Row


def facts_of(problem: Row, seats: list[Row]) -> Row:
    """Return the look-ups; seats of unknown cases or people stand apart, under ``strangers``."""
    cases = {case["id"]: case for case in problem["cases"]}
    people = {person["id"]: person for person in problem["candidates"]}
    known = [seat for seat in seats if seat["case"] in cases and seat["person"] in people]
    findings: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for pair in problem["pairs"]:
        findings[pair["case"], pair["person"]].append(pair)
    teams: dict[int, list[Row]] = {number: [] for number in cases}
    held: dict[int, list[Row]] = defaultdict(list)
    for seat in known:
        teams[seat["case"]].append(seat)
        if investigates(seat) or problem["limits"]["reviews_take_time"]:
            held[seat["person"]].append(cases[seat["case"]])
    return {
        "problem": problem,
        "limits": problem["limits"],
        "cases": cases,
        "people": people,
        "seats": known,
        "strangers": [seat for seat in seats if seat["case"] not in cases or seat["person"] not in people],
        "findings": dict(findings),
        "teams": teams,
        "held": dict(held),
    }


def investigates(seat: Row) -> bool:
    """Tell whether the seat is one of the team; reviewers stand apart from it."""
    return bool(seat["role"] != "REVIEWER")


def team_without_reviewers(facts: Row, case: int) -> list[Row]:
    """Return the people who investigate a case."""
    return [facts["people"][seat["person"]] for seat in facts["teams"][case] if investigates(seat)]


def findings_on(facts: Row, seat: Row) -> list[Row]:
    """Return what recusal found on the person of a seat for this case and this role."""
    found = facts["findings"].get((seat["case"], seat["person"]), [])
    return [pair for pair in found if pair["role"] is None or pair["role"] == seat["role"]]


def handlings(facts: Row) -> set[tuple[int, int]]:
    """Return (handler organ, handled organ) of every case that this plan gives to people of another organ.

    Of a case that its own organ leads, those of others who help there handle nothing.
    """
    return {
        (person["organ"], case["organ"])
        for case in facts["cases"].values()
        for person in (team_without_reviewers(facts, case["id"]) if case["handled_by_others"] else ())
        if person["organ"] != case["organ"]
    }


def each_other(facts: Row) -> set[tuple[int, int]]:
    """Return the pairs of organs that handle each other, at least one of the two ways by this plan."""
    now = handlings(facts)
    before = {(handler, handled) for handler, handled in facts["problem"]["handled_before"]}
    return {(min(one, other), max(one, other)) for one, other in now if (other, one) in now | before}


def runs_on(window: Row, day: int) -> bool:
    """Tell whether the day lies in a window, which does not hold its end."""
    return bool(window["start"] <= day < window["end"])


def grade_of(person: Row, skill: str) -> int:
    """Return the grade of a person in a skill, 0 for none."""
    grades: dict[str, Any] = dict(person["skills"])
    return int(grades.get(skill, 0))
