"""The words in ready documents that the day and the county fill in."""

from collections.abc import Mapping
from datetime import date

from db.session import Database
from service.example_words import NO_CASE, NO_MEETING, NO_PERSON, Named, filled, named_in
from service.pages import Bilingual, Tab

WEDNESDAY = date(2026, 11, 25)
MEETING = "TWVldGluZzoz"
NUMBERS = ["商纪案〔2026〕29号", "商纪案〔2026〕30号"]


def asked(variables: Mapping[str, object], *, today: date = WEDNESDAY, demo: bool = True) -> object:
    tab = Tab(name="01-a", title=Bilingual(zh="甲", en="A"), query="query A { a }", variables=variables)
    (answer,) = filled([tab], today=today, named=Named(NUMBERS, MEETING) if demo else None)
    return answer.variables


def test_a_day_is_counted_from_the_monday_of_the_week() -> None:
    assert asked({"startsAt": "{monday+9}T09:00:00+08:00"}) == {"startsAt": "2026-12-02T09:00:00+08:00"}


def test_a_day_stays_the_same_all_week_and_moves_with_the_next() -> None:
    week = [asked({"on": "{monday+0}"}, today=date(2026, 11, day)) for day in range(23, 30)]
    assert week == [{"on": "2026-11-23"}] * 7
    assert asked({"on": "{monday+0}"}, today=date(2026, 11, 30)) == {"on": "2026-11-30"}


def test_a_day_before_the_monday_is_named_with_a_minus() -> None:
    assert asked({"on": "{monday-14}"}) == {"on": "2026-11-09"}


def test_the_day_nine_days_after_monday_is_always_ahead() -> None:
    for day in range(23, 30):
        assert asked({"on": "{monday+9}"}, today=date(2026, 11, day)) == {"on": "2026-12-02"}


def test_cases_and_people_are_filled_in_at_any_depth() -> None:
    given = {"input": {"pins": [{"caseNumber": "{case 2}", "personNumber": "{person P000045}", "places": 2}]}}
    assert asked(given) == {"input": {"pins": [{"caseNumber": NUMBERS[1], "personNumber": "P000045", "places": 2}]}}


def test_a_case_that_does_not_exist_is_named_as_a_place_to_fill_in() -> None:
    assert asked({"number": "{case 3}"}) == {"number": NO_CASE}


def test_outside_the_demo_no_case_and_no_person_is_named() -> None:
    given = {"number": "{case 1}", "person": "{person P000045}", "meeting": "{meeting}"}
    assert asked(given, demo=False) == {"number": NO_CASE, "person": NO_PERSON, "meeting": NO_MEETING}


def test_the_meeting_to_come_is_named_by_its_id() -> None:
    assert asked({"meeting": "{meeting}"}) == {"meeting": MEETING}


def test_a_tab_without_variables_stays_as_it_is() -> None:
    tab = Tab(name="01-a", title=Bilingual(zh="甲", en="A"), query="query A { a }", variables=None)
    assert filled([tab], today=WEDNESDAY, named=Named()) == [tab]


async def test_the_demo_names_its_fourteen_open_cases_and_its_meeting_to_come(demo_county: str) -> None:
    database = Database(demo_county)
    named = await named_in(database)
    await database.close()
    assert len(set(named.cases)) == 14
    assert named.meeting == MEETING


async def test_a_county_without_a_meeting_to_come_names_none(database: str) -> None:
    empty = Database(database)
    assert await named_in(empty) == Named(cases=[])
    await empty.close()
