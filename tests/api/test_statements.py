"""What each question costs: so many statements, however many rows it shows."""

import pytest

from tests.api.allocation_scene import Planner
from tests.api.asking import Asking
from tests.api.explaining_scene import EASY, WHAT_IF
from tests.api.test_supposed_cases_and_policies import new_case

COORDINATORS_DAY = """{
  dashboard {
    day
    totals { openCases waitingCases poolMembers busyMembers capacity bookedPercent }
    openCases { urgency count waiting cases { number } }
    waitingCases { number concernedOrgan { name } }
    loadByPerson { load bookedPercent member { person { name } } }
    loadByOrgan { load bookedPercent organ { name } }
    deadlines { case { number } deadline { code dueOn standing } }
  }
}"""
ZONES_DAY = COORDINATORS_DAY.replace("{\n  dashboard", "{ zones { nodes { dashboard", 1) + " } }"
CASES = """query($first: Int) { cases(first: $first) { totalCount nodes {
  number waiting concernedOrgan { name kind } homeOrgan { name zone { code } } handlingOrgan { name }
  places { role wanted } needs { skill grade } parties { role person { name } organ { name } }
  clue { number source acceptingOrgan { name } } links { number } authorisations { number organ { name } }
  assignments { role state person { name organ { name } } authorisation { number } proposal { id } }
  steps { status happenedOn } deadlines { code dueOn standing }
} } }"""
POOL = """query($first: Int) { poolMembers(first: $first) { totalCount nodes {
  person { number name memberships { post organ { name } } assignments { role case { number } } }
  gender organ { name zone { code } } skills { skill grade } trainings { name } appraisals { result }
  absences { start end } loans { during { start } toOrgan { name } case { number } }
  load bookedPercent freePercent(during: {start: "2026-03-10", end: "2026-04-10"})
} } }"""
ORGANS = """query($first: Int) {
  organs(first: $first, filter: {kinds: [TOWNSHIP_COMMISSION, RESIDENT_GROUP, STATION]}) { totalCount nodes {
    name zone { code leadOrgan { name } } parents { kind organ { name } }
    children { organ { name } } hosts { organ { name } } residents { organ { name } }
    predecessors { organ { name } } successors { organ { name } }
} } }"""
ASSIGNMENTS = """query($first: Int) { assignments(first: $first) { totalCount nodes {
  role state case { number homeOrgan { name } } person { name } authorisation { number } } } }"""
ZONES = """query($first: Int) { zones(first: $first) { nodes { code leadOrgan { name } members { organ { name } }
  cases(first: 5) { totalCount nodes { number homeOrgan { name } } }
  poolMembers(first: 5) { totalCount nodes { person { name } } } } } }"""


@pytest.mark.parametrize(
    ("document", "most"),
    [
        pytest.param(CASES, 29, id="cases"),
        pytest.param(POOL, 24, id="pool"),
        pytest.param(ORGANS, 12, id="organs"),
        pytest.param(ASSIGNMENTS, 7, id="assignments"),
        pytest.param(ZONES, 12, id="zones"),
    ],
)
async def test_a_hundred_rows_take_no_more_statements_than_the_question_has_relations(
    asking: Asking, document: str, most: int
) -> None:
    for rows in (1, 100):
        answer = await asking(document, first=rows)
        assert answer.errors == []
        # Fields that wait for each other may share a statement or not, as the answers come in.
        assert answer.statements <= most, rows


async def test_the_countys_dashboard_takes_few_statements(asking: Asking) -> None:
    answer = await asking(COORDINATORS_DAY)
    assert (answer.errors, answer.statements <= 12) == ([], True)


async def test_the_dashboards_of_all_zones_take_hardly_more_than_one(asking: Asking) -> None:
    answer = await asking(ZONES_DAY)
    assert (answer.errors, answer.statements <= 14) == ([], True)
    assert len(answer.data["zones"]["nodes"]) == 4


async def test_the_facts_are_read_once_for_all_that_is_supposed(planner: Planner) -> None:
    await planner.propose("one", caseNumbers=[EASY])
    wanted, counted = await new_case(planner), []
    for cases in (1, 4):
        things = [wanted] * cases + [{"policy": {"loadWeeks": 4}}]
        answer = await planner.asking(WHAT_IF, input={"proposalKey": "one", "supposed": things})
        assert answer.errors == []
        counted.append(answer.statements)
    organs, policies, chance = 2, 2, 1  # how keys meet in one statement
    assert counted[1] - counted[0] <= 3 * (organs + policies) + chance
