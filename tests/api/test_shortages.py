"""Why a case has no team: who is left for it and whom which reason takes away, by name, and nothing that is sealed."""

import json
from datetime import timedelta
from typing import Any

from db.tables import Absence, AllocationRun, Hold, Person
from schema.shortages import Shortage
from terms.people import WHOLE, AbsenceKind
from terms.periods import ALWAYS, Period
from terms.sealed import HoldKind
from tests.api.allocation_scene import Planner
from tests.api.explaining_scene import EASY, WHAT_IF
from tests.api.repair_scene import CROSS, at_work

WHO = """
  reason { code } role placesMissing candidatesLeft whoIsLeft(first: 100) { number }
  closings { people reason { code } whom(first: 100) { number } } sentence { zh en }
"""
SHORT = f"query ($key: String!) {{ proposal(key: $key) {{ teams {{ shortages {{ {WHO} }} }} }} }}"
FEW = SHORT.replace("(first: 100)", "")
UNFILLED = f"query ($input: RepairInput!) {{ repairs(input: $input) {{ unfilled {{ shortages {{ {WHO} }} }} }} }}"
LEADS = (
    "SELECT array_agg(p.number ORDER BY p.id) FROM people AS p JOIN pool_members AS m ON m.person_id = p.id"
    " WHERE m.superseded_at IS NULL AND m.may_lead"
)
UNSEEN = (
    "SELECT min(p.number) FROM people AS p WHERE p.number = ANY(:gone) AND NOT EXISTS (SELECT FROM assignments AS a"
    " WHERE a.person_id = p.id) AND NOT EXISTS (SELECT FROM case_parties AS c WHERE c.person_id = p.id)"
    " AND NOT EXISTS (SELECT FROM meeting_participants AS m WHERE p.id IN (m.person_id, m.substitute_id))"
)
"""Somebody whom nobody sees who is neither of the pool nor of an organ of discipline."""


async def leave(planner: Planner, *numbers: str, kind: AbsenceKind = AbsenceKind.LEAVE) -> None:
    """Send people on leave for three months."""
    today = planner.asking.now.date()
    days = Period(today, today + timedelta(days=90))
    keys = [await planner.person(number) for number in numbers]
    await planner.become(*(Absence(person_id=key, kind=kind, during=days) for key in keys))


async def shortages(planner: Planner, key: str, document: str = SHORT, **more: Any) -> Any:
    """Return why the only case of a proposal is not staffed."""
    (team,) = (await planner.asking.data(document, key=key, **more))["proposal"]["teams"]
    return team["shortages"]


def numbers(people: list[dict[str, str]]) -> set[str]:
    """Return the numbers of people."""
    return {each["number"] for each in people}


def whom(shortage: dict[str, Any], code: str) -> Any:
    """Return whom a reason takes away."""
    return next(each["whom"] for each in shortage["closings"] if each["reason"]["code"] == code)


async def test_who_comes_back_of_those_who_are_named_is_left_and_lacks_no_more(planner: Planner) -> None:
    leads = await planner.key_of(LEADS)
    await planner.propose("before", caseNumbers=[EASY], seed=1)
    edits = [{"caseNumber": EASY, "personNumber": lead, "reason": "另有安排"} for lead in leads]
    await planner.edit("one", of="before", exclusions=edits)
    (short,) = await shortages(planner, "one")
    assert (short["role"], short["placesMissing"], short["whoIsLeft"]) == ("LEAD", 1, [])
    excluded = next(each for each in short["closings"] if each["reason"]["code"] == "EXCLUDED")
    assert (excluded["people"], numbers(excluded["whom"])) == (len(leads), set(leads))
    only = excluded["whom"][0]["number"]
    assert [each["reason"]["code"] for each in short["closings"] if {"number": only} in each["whom"]] == ["EXCLUDED"]
    first = [each["number"] for each in excluded["whom"][:3]]
    assert f"排除（{len(leads)}人：{'、'.join(first)}，另{len(leads) - 3}人）" in short["sentence"]["zh"]
    assert f"({len(leads)}: {', '.join(first)} and {len(leads) - 3} more)" in short["sentence"]["en"]
    await planner.edit("two", of="one", releases=[{"caseNumber": EASY, "personNumber": only, "reason": "可以参加"}])
    assert await shortages(planner, "two") == []


async def test_whom_a_hold_takes_away_is_told_as_whom_a_leave_does(planner: Planner) -> None:
    held, hidden, *others = await planner.key_of(LEADS)
    await leave(planner, *others)
    await leave(planner, hidden, kind=AbsenceKind.OTHER)
    await planner.become(Hold(person_id=await planner.person(held), kind=HoldKind.TALK, during=ALWAYS))
    await planner.propose("one", caseNumbers=[EASY])
    told = await shortages(planner, "one")
    codes = {
        lead: {each["reason"]["code"] for each in told[0]["closings"] if {"number": lead} in each["whom"]}
        for lead in (held, hidden, *others)
    }
    assert all("NOT_FREE" in each for each in codes.values())
    alike = [other for other in others if codes[other] == codes[held]]
    assert {held, hidden} & numbers(whom(told[0], "NOT_FREE")) == {held, hidden}
    assert alike
    assert {"RESTRICTED", "OTHER", "TALK"}.isdisjoint(json.dumps(told).split('"'))


async def test_whoever_asks_is_told_of_those_whom_she_may_see(planner: Planner) -> None:
    await leave(planner, *await planner.key_of(LEADS))
    await planner.propose("one", caseNumbers=[EASY])
    (before,) = await shortages(planner, "one")
    gone = numbers(whom(before, "NOT_FREE"))
    who = await planner.key_of(UNSEEN, gone=sorted(gone))
    async with planner.asking.database.engine.begin() as connection:
        await connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for table in ("pool_members", "memberships"):
            await connection.exec_driver_sql(f"DELETE FROM {table} WHERE person_id = {await planner.person(who)}")
    (after,) = await shortages(planner, "one")
    assert numbers(whom(after, "NOT_FREE")) == gone - {who}
    assert [each["people"] for each in after["closings"]] == [each["people"] for each in before["closings"]]
    for size in ("0", "101"):
        asked = SHORT.replace("first: 100", f"first: {size}")
        assert set((await planner.asking(asked, key="one")).codes) == {"BAD_WINDOW"}
    (few,) = await shortages(planner, "one", FEW)
    assert len(whom(few, "NOT_FREE")) == 10


async def test_a_newcomer_who_is_only_supposed_is_counted_and_is_nobody(planner: Planner) -> None:
    await leave(planner, *await planner.key_of(LEADS))
    await planner.propose("one", caseNumbers=[EASY])
    (run,) = await planner.rows(AllocationRun)
    newcomer = max(person["id"] for person in run.problem["problem"]["candidates"]) + 1
    assert newcomer in {person.id for person in await planner.rows(Person)}
    (real,) = await shortages(planner, "one")
    asked = WHAT_IF.replace("shortages { reason { code } }", f"shortages {{ {WHO} }}")
    supposed = {"proposalKey": "one", "supposed": [{"newcomer": {"skills": []}}]}
    (team,) = (await planner.asking.data(asked, input=supposed))["whatIf"]["teams"]
    (short,) = team["shortages"]
    for code, more in (("NOT_QUALIFIED", 1), ("NOT_FREE", 0)):
        people = [
            next(each["people"] for each in one["closings"] if each["reason"]["code"] == code) for one in (real, short)
        ]
        assert people[1] == people[0] + more
        assert whom(short, code)[:50] == whom(real, code)[:50]


async def test_on_open_facts_alone_nobody_is_named_or_who_is_on_no_list_would_be_on_private_leave(
    planner: Planner,
) -> None:
    await at_work(planner, CROSS)
    leads = await planner.key_of(LEADS)
    found = await planner.asking.data(UNFILLED, input={"absentPersonNumbers": leads})
    (short,) = found["repairs"]["unfilled"][0]["shortages"]
    assert short["whoIsLeft"] is None
    assert {each["reason"]["code"] for each in short["closings"]} > {"NOT_FREE"}
    assert [each["whom"] for each in short["closings"]] == [None] * len(short["closings"])


async def test_a_run_of_an_earlier_version_names_nobody(planner: Planner) -> None:
    await planner.propose("county")
    (run,) = await planner.rows(AllocationRun)
    kept, *_ = run.shortages
    earlier = {name: value for name, value in kept.items() if name not in {"who_is_left", "barred_people"}}
    assert Shortage.of(kept).keys == kept["who_is_left"]
    assert [each.keys for each in Shortage.of(kept).closings] == [people for _, people in kept["barred_people"]]
    shown = Shortage.of(earlier)
    assert {shown.keys, *(each.keys for each in shown.closings)} == {None}
    assert [each.people for each in shown.closings] == [count for _, count in kept["barred_by_rule"]]


async def test_a_private_leave_keeps_no_colleague_at_home_or_she_would_be_told_by_it(planner: Planner) -> None:
    told, hidden, *_ = await planner.key_of(LEADS)
    await leave(planner, told)
    await leave(planner, hidden, kind=AbsenceKind.OTHER)
    await planner.propose("one", caseNumbers=[EASY])
    (run,) = await planner.rows(AllocationRun)
    whole = {
        row["person"]: row.get("at_home", False) for row in run.problem["problem"]["busy"] if row["effort"] == WHOLE
    }
    assert [whole[await planner.person(number)] for number in (told, hidden)] == [False, True]
