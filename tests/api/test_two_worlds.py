"""Two counties that differ in sealed facts alone answer acts, and questions after them, alike, and do as much work."""

import io
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from itertools import count
from typing import Any, TypeAlias

import openpyxl
import pytest
from pytest_asyncio import fixture
from sqlalchemy import make_url

from allocation.document import from_json, problem_hash
from db.embedded import EmbeddedPostgres
from db.session import Database
from db.tables import AllocationRun, Informant, KinTie
from resolvers.intake import export_workbook, import_workbook
from terms.periods import Period
from terms.roles import Role
from terms.ties import FactOrigin, KinEdge
from tests.api.allocation_scene import Planner, seats
from tests.api.asking import Asking
from tests.api.fact_scene import Registry
from tests.api.matters_scene import Matters, ago
from tests.api.screening_documents import REPLAY
from tests.api.waiver_scene import CASE, CLERK, Scene
from tests.conftest import Walled, as_owner, clone

TEAM = """query ($case: String!) {
  case(number: $case) { assignments { id role state stateReason person { number } } }
}"""
IDLE = """
SELECT number FROM people AS p
WHERE gender = 'MALE' AND EXISTS (SELECT FROM memberships AS m WHERE m.person_id = p.id)
    AND NOT EXISTS (SELECT FROM pool_members AS m WHERE m.person_id = p.id)
    AND NOT EXISTS (SELECT FROM case_parties AS c WHERE c.person_id = p.id)
    AND NOT EXISTS (SELECT FROM kin_ties AS k WHERE p.id IN (k.first_id, k.second_id))
    AND NOT EXISTS (SELECT FROM asserted_kin_ties AS k WHERE p.id IN (k.person_id, k.relative_id))
ORDER BY p.id LIMIT 1"""
ORGAN = """
SELECT organ_id FROM memberships AS m JOIN people AS p ON p.id = m.person_id
WHERE p.number = :number AND m.superseded_at IS NULL AND m.kind = 'ESTABLISHMENT' ORDER BY m.id LIMIT 1"""

_numbers = count(1)


@dataclass(slots=True)
class Worlds:
    """A county that was prepared, and its two clones."""

    open: Planner
    sealed: Planner

    async def informs(self, number: str) -> None:
        """Let somebody be the informant of the case in one of the two."""
        link = Informant(case_id=await self.sealed.case(CASE), person_id=await self.sealed.person(number))
        await self.sealed.become(link)

    async def both(self, ask: Callable[[Planner], Awaitable[Any]]) -> Any:
        """Return what both answer, which must be the same."""
        answers = [await ask(world) for world in (self.open, self.sealed)]
        assert answers[0] == answers[1]
        return answers[0]


Fork: TypeAlias = Callable[[], Awaitable[Worlds]]


@fixture
async def fork(postgres: EmbeddedPostgres, planner: Planner) -> AsyncIterator[Fork]:
    """Give what makes two worlds of the county as it stands."""
    made: list[tuple[str, Database]] = []
    template = make_url(planner.asking.database.engine.url).database or ""

    async def forked() -> Worlds:
        await planner.asking.database.close()  # a database that is cloned has nobody in it
        for _ in range(2):
            name = f"world_{next(_numbers)}"
            await clone(postgres, template, name=name)
            made.append((name, Walled(postgres.url(name))))
        return Worlds(*(Planner(Asking(database, planner.asking.now)) for _, database in made[-2:]))

    yield forked
    for name, database in made:
        await database.close()
        await as_owner(postgres, f"DROP DATABASE {name} WITH (FORCE)")


async def staffed(planner: Planner) -> str:
    """Put a team on the case, and return its first member by number."""
    proposal = await planner.propose("one", caseNumbers=[CASE], seed=1)
    assert (await planner.approve("one"))["__typename"] == "AllocationApproved"
    return min(seats(proposal))[1]


async def team(planner: Planner) -> dict[str, Any]:
    """Return the assignments on the case by person."""
    found = (await planner.asking.data(TEAM, case=CASE))["case"]["assignments"]
    return {each["person"]["number"]: each for each in found}


def matters(planner: Planner) -> Matters:
    """Return the county's clerk at recusal matters."""
    return Matters(Scene(planner, 0, [], CLERK, CLERK))


def told_of(member: str) -> Callable[[Planner], Awaitable[Any]]:
    """Return what asks everything that the county may see of a member and her matters."""

    async def ask(world: Planner) -> Any:
        assignments = await team(world)
        replayed = await world.asking.data(REPLAY, id=assignments[member]["id"])
        return assignments, replayed, await matters(world).matters(CLERK)

    return ask


async def test_a_link_that_bars_nobody_shows_in_no_replay_of_who_is_suspended_for_another_reason(
    planner: Planner, fork: Fork
) -> None:
    member, stranger = await staffed(planner), await Registry(planner).stranger()
    worlds = await fork()
    await worlds.informs(stranger)
    await worlds.both(lambda world: matters(world).apply(CLERK, member, allegedRule="R02"))
    _, replayed, _ = await worlds.both(told_of(member))
    assert len(replayed["assignmentReplay"]) == 1


async def test_a_fact_about_an_informant_that_touches_no_kin_costs_and_answers_the_same(
    planner: Planner, fork: Fork
) -> None:
    await staffed(planner)
    stranger, other = [await Registry(planner).stranger() for _ in range(2)]
    worlds = await fork()
    await worlds.informs(stranger)

    async def record(world: Planner) -> tuple[Any, int]:
        before = world.asking.database.statements
        tie = {"otherNumber": other, "social": "CLASSMATE"}
        payload = await Registry(world).act("tieRecord", personNumber=stranger, ties=[tie])
        return payload["__typename"], world.asking.database.statements - before

    assert (await worlds.both(record))[0] == "FactsChanged"


async def test_beside_an_open_conflict_a_sealed_one_is_told_nowhere(planner: Planner, fork: Fork) -> None:
    member, registry = await staffed(planner), Registry(planner)
    subject, wife = await registry.subject(), await registry.stranger()
    ends = sorted([await planner.person(subject), await planner.person(wife)])
    since = Period(ago(planner.asking.now.date(), 4000))
    marriage = KinTie(
        first_id=ends[0], second_id=ends[1], edge=KinEdge.SPOUSE, origin=FactOrigin.REGISTERED, during=since
    )
    await planner.become(marriage)
    worlds = await fork()
    await worlds.informs(wife)
    tie = {"otherNumber": subject, "kinship": "SIBLING", "during": {"start": "2020-01-01"}}
    await worlds.both(lambda world: Registry(world).act("tieRecord", personNumber=member, ties=[tie]))
    assignments, _, found = await worlds.both(told_of(member))
    assert assignments[member]["state"] == "SUSPENDED"
    (case,) = found[0]["cases"]
    assert {each["rule"]["code"] for each in case["findings"]} == {"R02"}
    assert case["since"] is not None


async def test_a_workbook_tells_of_nobody_whom_only_a_sealed_ground_suspends(planner: Planner, fork: Fork) -> None:
    member, relative = await staffed(planner), await planner.key_of(IDLE)
    content = await export_workbook(await planner.asking.caller(Role.COUNTY))
    book = openpyxl.load_workbook(io.BytesIO(content))
    book["关系"].append([None, None, None, member, "表哥", None, None, None, relative, None, "组织登记", None, None])
    changed = io.BytesIO()
    book.save(changed)
    worlds = await fork()
    await worlds.informs(relative)

    async def take_in(world: Planner) -> Any:
        done = await import_workbook(await world.asking.caller(Role.COUNTY), changed.getvalue(), "县.xlsx")
        return done.row is not None, [assignment.id for assignment in done.suspended]

    assert await worlds.both(take_in) == (True, [])
    assert (await team(worlds.sealed))[member]["state"] == "SUSPENDED"


async def test_older_plans_with_the_informant_and_with_her_colleague_are_confirmed_neither(
    planner: Planner, fork: Fork
) -> None:
    proposal = await planner.propose("base", caseNumbers=[CASE], seed=1)
    by_organ: dict[int, list[str]] = {}
    for number in sorted({number for _, number, _ in seats(proposal)}):
        by_organ.setdefault(await planner.key_of(ORGAN, number=number), []).append(number)
    colleagues = next(numbers for numbers in by_organ.values() if len(numbers) > 1)[:2]
    for number in colleagues:
        await planner.propose(f"with {number}", caseNumbers=[CASE], seed=1)
        left_out = {"caseNumber": CASE, "personNumber": number, "reason": "另有任务"}
        await planner.edit(f"without {number}", f"with {number}", exclusions=[left_out])
    worlds = await fork()
    await worlds.informs(colleagues[0])
    answers = [(await worlds.sealed.approve(f"without {number}"))["__typename"] for number in colleagues]
    assert answers == ["NotConfirmed", "NotConfirmed"]
    assert (await worlds.open.approve(f"without {colleagues[0]}"))["__typename"] == "AllocationApproved"


async def test_the_hash_of_a_problem_is_salted_so_that_nobody_finds_the_sealed_pairs_by_trying(
    planner: Planner,
) -> None:
    for key in ("one", "two"):
        await planner.propose(key, caseNumbers=[CASE], seed=1)
    first, second = await planner.rows(AllocationRun)
    assert first.problem == second.problem
    assert first.problem_hash != second.problem_hash
    for run in (first, second):
        problem = from_json(json.dumps(run.problem))
        assert run.problem_hash == problem_hash(problem, salt=run.problem_salt) != problem_hash(problem)


async def test_who_informed_while_an_application_was_pending_has_a_matter_when_it_is_refused(
    planner: Planner, fork: Fork
) -> None:
    member = await staffed(planner)
    applied = await matters(planner).apply(CLERK, member, allegedRule="R02")
    worlds = await fork()
    await worlds.informs(member)
    key, given = applied["matter"]["id"], {"document": "商纪回〔2026〕1号"}
    answered = await matters(worlds.sealed).decide(CLERK, key, "REFUSE", **given)
    assert answered["__typename"] == "RecusalDecided"
    assert (await team(worlds.sealed))[member]["state"] == "SUSPENDED"
    states = {each["form"]: each["state"] for each in await matters(worlds.sealed).matters(CLERK)}
    assert states == {"APPLICATION": "REFUSED", "CAME_TO_LIGHT": "OPEN"}


@pytest.mark.parametrize("code", ["R03", "R04", "R09", "R49"])
async def test_no_policy_lets_a_sealed_rule_pass_for_a_while(planner: Planner, code: str) -> None:
    registry = Registry(planner)
    before = await registry.counts()
    document = {"recusal": {"severities": {code: "SOFT"}}}
    day = planner.asking.now.date().isoformat()
    refused = await registry.act("policySet", effectiveFrom=day, document=document, reason="试一试")
    assert (refused["__typename"], refused["code"]) == ("PolicyRefused", "POLICY_SOFTER_THAN_LAW")
    assert await registry.counts() == before


async def test_putting_the_informant_on_a_case_by_hand_is_answered_and_costs_the_same_until_the_county_answers(
    planner: Planner, fork: Fork
) -> None:
    proposal = await planner.propose("old", caseNumbers=[CASE], seed=1)
    _, member, role = min(seats(proposal))
    worlds = await fork()
    await worlds.informs(member)

    async def told(world: Planner) -> Any:
        before = world.asking.database.statements
        pin = {"caseNumber": CASE, "personNumber": member, "role": role, "reason": "熟悉业务"}
        edited = await world.edit("new", of="old", pins=[pin])
        listed = [(edit["confirmation"], edit["person"]["number"]) for edit in edited["edits"]]
        return listed, (CASE, member, role) in seats(edited), world.asking.database.statements - before

    async def answered(world: Planner) -> Any:
        before = world.asking.database.statements
        states = [edit["confirmation"] for edit in (await world.confirm("new"))["edits"]]
        return states, world.asking.database.statements - before

    assert (await worlds.both(told))[:2] == ([("AWAITING", member)], True)
    (open_states, cost), (sealed_states, same_cost) = [await answered(each) for each in (worlds.open, worlds.sealed)]
    assert (open_states, sealed_states) == (["CONFIRMED"], ["NOT_CONFIRMED"])
    assert cost == same_cost
