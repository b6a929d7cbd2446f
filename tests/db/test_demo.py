"""The demo as rows, without a database: the same every time, as large as asked, and in itself without contradiction."""

import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from casework.statuses import NEXT
from db.demo import generate
from db.demo.places import TOWNSHIPS
from db.demo.register import Register, Sheets, digest
from db.demo.zones import numeral
from db.tables import (
    AgendaItem,
    Assignment,
    Authorisation,
    CalendarDay,
    Case,
    CaseLink,
    CaseNeed,
    CaseParty,
    CasePlace,
    CaseStep,
    Clue,
    Meeting,
    MeetingCadence,
    MeetingParticipant,
    Membership,
    Organ,
    OrganLink,
    OrganSuccession,
    PoolMember,
    Zone,
    ZoneMember,
)
from terms.cases import AssignmentRole, AssignmentState, CaseStatus, Mode, PartyRole, Urgency
from terms.meetings import Attendance, MeetingKind, MeetingState
from terms.organs import OrganKind, OrganLinkKind
from terms.people import MembershipKind
from terms.periods import Period
from tests.db.demo_rows import rows

DAY = date(2026, 11, 23)
OPEN = {CaseStatus.FILED, CaseStatus.PRELIM_VERIFICATION}


@pytest.fixture(scope="module")
def demo() -> Sheets:
    """Give the demo county."""
    return generate("demo", DAY)


def open_cases(sheets: Sheets) -> list[dict[str, Any]]:
    """Return the cases that wait for a team."""
    return [case for case in rows(sheets, Case) if case["status"] in OPEN]


def test_one_seed_makes_one_demo_in_every_process(demo: Sheets) -> None:
    script = (
        "from datetime import date; from db.demo import generate; from db.demo.register import digest;"
        f"print(digest(generate('demo', date({DAY.year}, {DAY.month}, {DAY.day}))))"
    )
    other = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == digest(demo)


def test_another_seed_or_day_makes_another_demo(demo: Sheets) -> None:
    assert digest(generate("demo", DAY, seed=2)) != digest(demo)
    assert digest(generate("demo", date(2026, 11, 24))) != digest(demo)


def test_the_demo_county_has_the_organs_that_a_coordinator_expects(demo: Sheets) -> None:
    kinds = Counter(organ["kind"] for organ in rows(demo, Organ) if organ["during"].end is None)
    assert kinds[OrganKind.COUNTY_COMMISSION] == 1
    assert kinds[OrganKind.COMMISSION_OFFICE] == 14
    assert kinds[OrganKind.TOWNSHIP] == kinds[OrganKind.TOWNSHIP_COMMISSION] == 23
    assert kinds[OrganKind.RESIDENT_GROUP] == 12
    assert kinds[OrganKind.BUREAU] == 60
    assert kinds[OrganKind.SECOND_LEVEL] == 40
    assert kinds[OrganKind.STATION] == 230
    assert 500 <= kinds[OrganKind.VILLAGE] <= 600
    names = {organ["name"] for organ in rows(demo, Organ) if organ["kind"] is OrganKind.TOWNSHIP}
    assert names == {name for name, *_ in TOWNSHIPS}


def test_stations_hang_on_two_parents_and_groups_sit_in_five_hosts(demo: Sheets) -> None:
    kinds = {organ["id"]: organ["kind"] for organ in rows(demo, Organ)}
    ties: defaultdict[int, Counter[OrganLinkKind]] = defaultdict(Counter)
    for link in rows(demo, OrganLink):
        ties[link["child_id"]][link["kind"]] += 1
    for organ, kind in kinds.items():
        if kind is OrganKind.STATION:
            assert ties[organ] == {OrganLinkKind.PART_OF: 1, OrganLinkKind.MANAGED_BY: 1}
        if kind is OrganKind.RESIDENT_GROUP:
            assert ties[organ] == {OrganLinkKind.PART_OF: 1, OrganLinkKind.RESIDENT_IN: 5}


def test_one_unit_was_renamed_and_one_merged_and_both_stood_until_that_day(demo: Sheets) -> None:
    ended = {row["predecessor_id"]: row["happened_on"] for row in rows(demo, OrganSuccession)}
    assert sorted(row["kind"] for row in rows(demo, OrganSuccession)) == ["MERGED", "RENAMED"]
    for organ in rows(demo, Organ):
        assert organ["during"] == Period(None, ended.get(organ["id"]))


def test_four_zones_share_all_township_commissions_and_groups(demo: Sheets) -> None:
    assert [(zone["code"], zone["name"]) for zone in rows(demo, Zone)] == [
        ("Z1", "第一协作区"),
        ("Z2", "第二协作区"),
        ("Z3", "第三协作区"),
        ("Z4", "第四协作区"),
    ]
    present = Counter(member["zone_id"] for member in rows(demo, ZoneMember) if DAY in member["during"])
    assert present == {1: 9, 2: 9, 3: 9, 4: 8}
    assert sum(not member["during"].ended_by(DAY) for member in rows(demo, ZoneMember)) == 35
    assert len(rows(demo, ZoneMember)) == 36


@pytest.mark.parametrize(
    ("number", "word"), [(1, "一"), (10, "十"), (12, "十二"), (40, "四十"), (305, "三百零五"), (480, "四百八十")]
)
def test_zones_are_counted_in_chinese(number: int, word: str) -> None:
    assert numeral(number) == word


def test_the_pool_has_130_people_two_or_three_of_each_township_commission(demo: Sheets) -> None:
    pool = {member["person_id"] for member in rows(demo, PoolMember)}
    assert len(pool) == 130
    commissions = {organ["id"] for organ in rows(demo, Organ) if organ["kind"] is OrganKind.TOWNSHIP_COMMISSION}
    staff = Counter(
        row["organ_id"]
        for row in rows(demo, Membership)
        if row["person_id"] in pool and row["organ_id"] in commissions and row["during"].end is None
    )
    assert set(staff) == commissions
    assert set(staff.values()) == {2, 3}


def test_memberships_of_every_kind_are_there_past_and_present(demo: Sheets) -> None:
    found = rows(demo, Membership)
    assert {row["kind"] for row in found} == set(MembershipKind)
    assert {row["during"].ended_by(DAY) for row in found} == {True, False}


def test_fourteen_cases_in_all_modes_wait_without_authorisation_or_people(demo: Sheets) -> None:
    waiting = open_cases(demo)
    assert len(waiting) == 14
    assert {case["mode"] for case in waiting} == set(Mode)
    assert {case["urgency"] for case in waiting} > {Urgency.URGENT, Urgency.NORMAL}
    keys = {case["id"] for case in waiting}
    assert not keys & {row["case_id"] for row in rows(demo, Authorisation)}
    assert {row["state"] for row in rows(demo, Assignment)} == {AssignmentState.ENDED}
    assert len(rows(demo, CaseLink)) == 1


def test_every_open_case_wants_one_leader_one_safety_officer_and_reviewers_in_pairs(demo: Sheets) -> None:
    wanted: defaultdict[int, dict[AssignmentRole, int]] = defaultdict(dict)
    for place in rows(demo, CasePlace):
        wanted[place["case_id"]][place["role"]] = place["wanted"]
    assert set(wanted) == {case["id"] for case in open_cases(demo)}
    for places in wanted.values():
        assert places[AssignmentRole.LEAD] == places[AssignmentRole.SAFETY_OFFICER] == 1
        assert places.get(AssignmentRole.REVIEWER, 2) == 2
    assert {need["case_id"] for need in rows(demo, CaseNeed)} < set(wanted)


def test_every_case_has_a_subject_and_its_numbers_are_the_only_ones(demo: Sheets) -> None:
    subjects = {party["case_id"] for party in rows(demo, CaseParty) if party["role"] is PartyRole.SUBJECT}
    cases = rows(demo, Case)
    assert subjects == {case["id"] for case in cases}
    for table in (Case, Clue, Authorisation):
        numbers = [row["number"] for row in rows(demo, table)]
        assert len(set(numbers)) == len(numbers)
    assert "商纪案〔2026〕01号" in {case["number"] for case in cases}


def test_filing_days_lie_around_the_local_limits_and_never_ahead(demo: Sheets) -> None:
    ages = sorted((DAY - case["filed_on"]).days for case in open_cases(demo) if case["filed_on"] is not None)
    assert ages[0] >= 0
    assert {13, 14, 16, 29, 33} <= set(ages)
    assert all(clue["received_on"] <= DAY for clue in rows(demo, Clue))


def test_every_case_went_through_the_statuses_in_order_up_to_its_own(demo: Sheets) -> None:
    steps: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for step in rows(demo, CaseStep):
        steps[step["case_id"]].append(step)
    for case in rows(demo, Case):
        course = steps[case["id"]]
        assert course[0]["status"] is CaseStatus.RECEIVED
        assert course[-1]["status"] is case["status"]
        for before, after in pairwise(course):
            assert after["status"] in NEXT[before["status"]]
            assert before["happened_on"] <= after["happened_on"] <= DAY


def test_nobody_investigated_and_reviewed_one_case(demo: Sheets) -> None:
    sides: defaultdict[tuple[int, int], set[bool]] = defaultdict(set)
    for row in rows(demo, Assignment):
        sides[row["case_id"], row["person_id"]].add(row["role"] is AssignmentRole.REVIEWER)
    assert all(len(found) == 1 for found in sides.values())


def test_two_meetings_are_over_and_one_participant_sent_a_substitute_each_time(demo: Sheets) -> None:
    meetings = [row for row in rows(demo, Meeting) if row["state"] is MeetingState.HELD]
    assert [meeting["kind"] for meeting in meetings] == [MeetingKind.WORKING, MeetingKind.JOINT]
    assert all(meeting["ends_at"].date() < DAY for meeting in meetings)
    by_meeting = Counter(
        row["meeting_id"] for row in rows(demo, MeetingParticipant) if row["attendance"] is Attendance.SUBSTITUTE
    )
    assert by_meeting == {1: 1, 2: 1}


def test_a_meeting_of_all_zones_is_to_come_with_open_cases_on_its_agenda(demo: Sheets) -> None:
    (meeting,) = [row for row in rows(demo, Meeting) if row["state"] is MeetingState.CALLED]
    assert meeting["starts_at"].date() > DAY
    seats = [row for row in rows(demo, MeetingParticipant) if row["meeting_id"] == meeting["id"]]
    assert {row["attendance"] for row in seats} == {Attendance.INVITED}
    assert meeting["quorum"] == len(seats) // 2 + 1
    agenda = [row for row in rows(demo, AgendaItem) if row["meeting_id"] == meeting["id"]]
    assert [row["position"] for row in agenda] == [1, 2, 3, 4, 5]
    open_cases = {row["id"] for row in rows(demo, Case) if row["status"] in OPEN}
    assert {row["case_id"] for row in agenda} - {None} <= open_cases


def test_every_zone_has_its_board_of_the_week_and_its_sheet_of_the_month_and_all_meet_by_the_quarter(
    demo: Sheets,
) -> None:
    found = rows(demo, MeetingCadence)
    zones = {row["id"] for row in rows(demo, Zone)}
    (joint,) = (row for row in found if row["other_zones"])
    assert (joint["title"], {joint["zone_id"], *joint["other_zones"]}) == ("季度联席会议", zones)
    assert sorted((row["zone_id"], row["title"]) for row in found if row is not joint) == sorted(
        (zone, title) for zone in zones for title in ("周亮表", "月晒单")
    )


def test_the_calendar_knows_holidays_and_make_up_days_and_says_what_is_provisional(demo: Sheets) -> None:
    days = {row["day"]: row for row in rows(demo, CalendarDay)}
    assert days[date(2026, 10, 1)]["is_working_day"] is False
    assert days[date(2026, 10, 10)]["is_working_day"] is True
    assert date(2026, 10, 3) not in days  # a Saturday
    assert [day for day, row in days.items() if row["provisional"]] == [date(2027, 1, 1), date(2027, 10, 1)]


def test_a_row_must_have_its_columns_and_no_others() -> None:
    register = Register()
    with pytest.raises(TypeError):
        register.add(Zone, county_id=1, code="Z1")
    with pytest.raises(TypeError):
        register.add(Zone, county_id=1, code="Z1", name="第一协作区", colour="red")
    assert register.add(Zone, county_id=1, code="Z1", name="第一协作区") == 1
