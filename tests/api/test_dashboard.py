"""The dashboard's figures are those of the lists that it sums up."""

from collections import Counter
from typing import Any

from terms.roles import Role
from tests.api.asking import Asking

DASHBOARD = """{
  day totals { openCases waitingCases poolMembers busyMembers capacity bookedPercent }
  openCases { urgency count waiting cases(first: 100) { number urgency } }
  waitingCases(first: 100) { number }
  loadByPerson(first: 100) { load bookedPercent member { capacity person { number } organ { name } } }
  loadByOrgan(first: 100) { load members capacity organ { name } }
  deadlines(first: 100) { case { number } deadline { code dueOn standing } }
}"""
OPEN = """query($code: String) { cases(first: 100, filter: {isOpen: true, zoneCode: $code}) {
  nodes { number urgency waiting deadlines { code dueOn standing } } } }"""


async def dashboard(asking: Asking, of: str | None, **who: Any) -> Any:
    if of is None:
        return (await asking.data(f"{{ dashboard {DASHBOARD} }}", **who))["dashboard"]
    document = f"query($code: String!) {{ zone(code: $code) {{ dashboard {DASHBOARD} }} }}"
    return (await asking.data(document, code=of, **who))["zone"]["dashboard"]


async def test_cases_are_grouped_by_urgency_and_counted(asking: Asking) -> None:
    for zone in (None, "Z1", "Z2", "Z3", "Z4"):
        shown = await dashboard(asking, zone)
        cases = (await asking.data(OPEN, code=zone))["cases"]["nodes"]
        urgencies = Counter(case["urgency"] for case in cases)
        groups = {group["urgency"]: group for group in shown["openCases"]}
        assert list(groups) == ["URGENT", "HIGH", "NORMAL", "LOW"]
        assert {name: group["count"] for name, group in groups.items() if group["count"]} == urgencies
        for name, group in groups.items():
            assert [case["number"] for case in group["cases"]] == sorted(
                case["number"] for case in cases if case["urgency"] == name
            )
        waiting = {case["number"] for case in cases if case["waiting"]}
        assert {case["number"] for case in shown["waitingCases"]} == waiting
        assert (shown["totals"]["openCases"], shown["totals"]["waitingCases"]) == (len(cases), len(waiting))


async def test_deadlines_are_those_of_open_cases_that_press(asking: Asking) -> None:
    cases = (await asking.data(OPEN, code=None))["cases"]["nodes"]
    expected = sorted(
        (deadline["dueOn"], case["number"], deadline["code"])
        for case in cases
        for deadline in case["deadlines"]
        if deadline["standing"] != "RUNNING"
    )
    shown = (await dashboard(asking, None))["deadlines"]
    assert [(one["deadline"]["dueOn"], one["case"]["number"], one["deadline"]["code"]) for one in shown] == expected
    assert {one["deadline"]["standing"] for one in shown} == {"OVERDUE", "DUE_SOON"}


async def test_load_by_person_and_by_organ_agree(asking: Asking) -> None:
    shown = await dashboard(asking, "Z1")
    people, organs = shown["loadByPerson"], shown["loadByOrgan"]
    assert [person["load"] for person in people] == sorted((person["load"] for person in people), reverse=True)
    by_organ: Counter[str] = Counter()
    for person in people:
        by_organ[person["member"]["organ"]["name"]] += person["load"]
    assert {organ["organ"]["name"]: organ["load"] for organ in organs} == by_organ
    assert shown["totals"]["poolMembers"] == len(people) == sum(organ["members"] for organ in organs)
    assert shown["totals"]["capacity"] == sum(person["member"]["capacity"] for person in people)


async def test_a_coordinator_sees_no_case_on_another_zones_dashboard_but_hers(asking: Asking) -> None:
    own = await dashboard(asking, "Z1", role=Role.COORDINATOR, zone="Z1")
    county = await dashboard(asking, None, role=Role.COORDINATOR, zone="Z1")
    assert own["totals"]["openCases"] == county["totals"]["openCases"] > 0
    assert own["totals"]["openCases"] < (await dashboard(asking, None))["totals"]["openCases"]
    numbers = {case["number"] for group in own["openCases"] for case in group["cases"]}
    for zone in ("Z2", "Z3", "Z4"):
        other = await dashboard(asking, zone, role=Role.COORDINATOR, zone="Z1")
        assert {case["number"] for group in other["openCases"] for case in group["cases"]} <= numbers
        assert {one["case"]["number"] for one in other["deadlines"]} <= numbers


async def test_lists_are_as_long_as_asked_and_no_longer_than_a_page(asking: Asking) -> None:
    shown = await asking.data("{ dashboard { loadByPerson(first: 3) { load } } }")
    assert len(shown["dashboard"]["loadByPerson"]) == 3
    for most in (0, 101):
        answer = await asking(f"{{ dashboard {{ loadByPerson(first: {most}) {{ load }} }} }}")
        assert answer.codes == ["BAD_WINDOW"]


BARS = "{ bars { pairs barredPairs byRule { rule { code zh } pairs } } }"


async def test_bars_count_each_pair_of_pool_and_waiting_case(asking: Asking) -> None:
    zones = await asking.data(f"{{ dashboard {BARS} zones {{ nodes {{ code dashboard {BARS} }} }} }}")
    county = zones["dashboard"]["bars"]
    waiting = (await asking.data("{ cases(filter: {waiting: true}) { totalCount } }"))["cases"]["totalCount"]
    assert county["pairs"] == waiting * 130
    assert 0 < county["barredPairs"] < county["pairs"]
    assert [rule["pairs"] for rule in county["byRule"]] == sorted(
        (rule["pairs"] for rule in county["byRule"]), reverse=True
    )
    assert {"R02", "R13"} <= {rule["rule"]["code"] for rule in county["byRule"]}
    of_zones = [zone["dashboard"]["bars"]["barredPairs"] for zone in zones["zones"]["nodes"]]
    assert all(0 <= barred <= county["barredPairs"] for barred in of_zones)


async def test_bars_of_one_case_are_those_that_its_screenings_show(asking: Asking) -> None:
    asked = """query($number: String!, $verdict: Verdict) {
      caseScreenings(input: {caseNumber: $number, verdict: $verdict}, first: 100) {
        totalCount nodes { person { number } verdict } } }"""
    waiting = (await asking.data("{ cases(filter: {waiting: true}, first: 100) { nodes { number } } }"))["cases"][
        "nodes"
    ]
    barred = 0
    for case in waiting:
        for verdict in ("CONFLICT", "UNKNOWN"):
            found = (await asking.data(asked, number=case["number"], verdict=verdict))["caseScreenings"]
            barred += found["totalCount"]
    county = (await asking.data(f"{{ dashboard {BARS} }}"))["dashboard"]["bars"]
    assert county["barredPairs"] == barred


async def test_bars_of_all_zones_come_from_one_screening(asking: Asking) -> None:
    one = await asking(f"{{ dashboard {BARS} }}")
    four = await asking(f"{{ zones {{ nodes {{ dashboard {BARS} }} }} }}")
    assert four.statements <= one.statements + 2 <= 42


async def test_who_may_not_screen_is_refused_the_bars(asking: Asking) -> None:
    assert (await asking(f"{{ dashboard {BARS} }}", role=Role.SCHEDULER)).codes == ["NOT_ALLOWED"]
