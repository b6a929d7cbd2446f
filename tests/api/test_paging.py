"""Pages run through a list once, forwards and backwards, and refuse what is no page."""

from typing import Any

import pytest

from tests.api.asking import Asking

LISTS = {
    "zones": "",
    "organs": "",
    "organs by kind, the other way": "orderBy: {by: KIND, direction: DESCENDING}, filter: {kinds: [TOWNSHIP, BUREAU]}",
    "people": "filter: {inPool: false}",
    "poolMembers": "",
    "poolMembers by load, the other way": "orderBy: {by: LOAD, direction: DESCENDING}",
    "poolMembers by number": "orderBy: {by: NUMBER}",
    "cases": "",
    "cases by urgency": "orderBy: {by: URGENCY}",
    "cases by day of filing": "orderBy: {by: FILED_ON}",
    "cases by end, the other way": "orderBy: {by: WINDOW_END, direction: DESCENDING}",
    "assignments": "",
    "assignments by case": "orderBy: {by: CASE}",
    "assignments by person, the other way": "orderBy: {by: PERSON, direction: DESCENDING}",
}
PAGE = """edges { cursor node { id } } nodes { id } totalCount
pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"""


async def page(asking: Asking, name: str, **window: Any) -> Any:
    """Ask for one page of a list."""
    field, _, _ = name.partition(" ")
    given = ", ".join(part for part in (LISTS[name], *(f"{key}: ${key}" for key in window)) if part)
    kinds = {"first": "Int", "last": "Int", "after": "String", "before": "String"}
    head = ", ".join(f"${key}: {kinds[key]}" for key in window)
    asked = f"query{f'({head})' if head else ''} {{ {field}{f'({given})' if given else ''} {{ {PAGE} }} }}"
    return (await asking.data(asked, **window))[field]


@pytest.mark.parametrize("name", LISTS)
async def test_forwards_every_row_comes_once(asking: Asking, name: str) -> None:
    first = await page(asking, name, first=40)
    seen, found = list(first["nodes"]), first
    while found["pageInfo"]["hasNextPage"]:
        found = await page(asking, name, first=40, after=found["pageInfo"]["endCursor"])
        assert found["pageInfo"]["hasPreviousPage"] is True
        seen += found["nodes"]
        if len(seen) > 160:
            break
    ids = [node["id"] for node in seen]
    assert len(ids) == len(set(ids))
    assert first["pageInfo"]["hasPreviousPage"] is False
    if not found["pageInfo"]["hasNextPage"]:
        assert len(ids) == first["totalCount"]


@pytest.mark.parametrize("name", LISTS)
async def test_backwards_is_the_same_list_from_the_other_end(asking: Asking, name: str) -> None:
    whole = await page(asking, name, first=30)
    edges = whole["edges"]
    before = await page(asking, name, last=2, before=edges[-1]["cursor"])
    assert before["edges"] == edges[-3:-1]
    assert before["pageInfo"] == {
        "hasNextPage": True,
        "hasPreviousPage": len(edges) > 3,
        "startCursor": edges[-3]["cursor"],
        "endCursor": edges[-2]["cursor"],
    }
    end = await page(asking, name, last=1)
    assert end["pageInfo"]["hasNextPage"] is False
    assert end["totalCount"] == whole["totalCount"]


async def test_a_page_past_the_end_is_empty_and_still_counts(asking: Asking) -> None:
    end = await page(asking, "cases", last=1)
    past = await page(asking, "cases", first=5, after=end["pageInfo"]["endCursor"])
    assert (past["nodes"], past["totalCount"]) == ([], end["totalCount"])
    assert past["pageInfo"] == {
        "hasNextPage": False, "hasPreviousPage": True, "startCursor": None, "endCursor": None,
    }  # fmt: skip


async def test_nested_pages_of_many_parents_are_each_parents_own(asking: Asking) -> None:
    shown = "{ totalCount nodes { number } pageInfo { hasNextPage } }"
    nested = f"{{ zones {{ nodes {{ code cases(first: 3) {shown} }} }} }}"
    alone = f"query($code: String!) {{ cases(first: 3, filter: {{zoneCode: $code}}) {shown} }}"
    for zone in (await asking.data(nested))["zones"]["nodes"]:
        assert zone["cases"] == (await asking.data(alone, code=zone["code"]))["cases"]


async def test_nested_pages_run_on_from_their_cursor_and_back(asking: Asking) -> None:
    asked = """query($after: String, $before: String, $first: Int, $last: Int) { zone(code: "Z1") {
      poolMembers(first: $first, after: $after, last: $last, before: $before) {
        totalCount edges { cursor node { id } } } } }"""

    async def members(**window: Any) -> Any:
        return (await asking.data(asked, **window))["zone"]["poolMembers"]

    whole = await members(first=100)
    edges = whole["edges"]
    assert len(edges) == whole["totalCount"] == 19
    assert (await members(first=5, after=edges[2]["cursor"]))["edges"] == edges[3:8]
    assert (await members(last=5, before=edges[8]["cursor"]))["edges"] == edges[3:8]
    past = await members(first=5, after=edges[-1]["cursor"])
    assert (past["edges"], past["totalCount"]) == ([], 19)


@pytest.mark.parametrize(
    "window",
    [
        "first: 0",
        "first: -1",
        "first: 101",
        "last: 0",
        "last: 101",
        "first: 1, last: 1",
        'last: 1, after: "x"',
        'before: "x"',
    ],
)
async def test_a_window_that_no_page_has_is_refused(asking: Asking, window: str) -> None:
    answer = await asking(f"{{ cases({window}) {{ totalCount }} }}")
    assert (answer.codes, answer.statements) == (["BAD_WINDOW"], 0)


async def test_a_cursor_of_another_list_or_of_nobody_is_refused(asking: Asking) -> None:
    foreign = (await page(asking, "cases by day of filing", first=1))["pageInfo"]["endCursor"]
    for cursor in ("", "x", "商", "W10=", "bnVsbA==", "WzEsMl0=", foreign):
        answer = await asking("query($after: String) { cases(after: $after) { totalCount } }", after=cursor)
        assert (answer.codes, answer.statements) == (["BAD_CURSOR"], 0), cursor
