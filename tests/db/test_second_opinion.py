"""The database's own opinion on the plainest bars, against the rules, over random small families."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recusal.days import period_from
from recusal.facts import AssertedKin, Case, Facts, KinTie, Party, Person, SealedFacts
from recusal.findings import Question
from recusal.kin_sets import NEAR_SUP
from recusal.registry import TIES
from recusal.screen import find
from recusal.world import World
from terms.cases import AssignmentRole, Mode, PartyRole
from terms.periods import ALWAYS, COUNTY_TIME, Period
from terms.recusal import Severity
from terms.ties import KinEdge, Kinship

PLAIN = {"R01", "R02", "R05"}
PEOPLE = range(6)
BARS = set(Severity) - {Severity.SOFT}
SETTLED = (ALWAYS, Period(date(2020, 1, 1)), Period(None, date(2020, 1, 1)))
"""Periods that are over or go on: in them "today" and "until the work ends" are the same."""
OTHERS = (Period(date(2090, 1, 1)), Period(None, date(2090, 1, 1)), Period(date(2021, 1, 1), date(2090, 1, 1)))
KIN = "INSERT INTO kin_ties (first_id, second_id, edge, raised, origin, during) VALUES ($1, $2, $3, $4, 'DECLARED', $5)"
WORD = (
    "INSERT INTO asserted_kin_ties (person_id, relative_id, kinship, word, origin, during)"
    " VALUES ($1, $2, $3, '亲属', 'DECLARED', $4)"
)
AT_WORK = (
    "INSERT INTO assignments (case_id, person_id, role, during, effort, state, state_reason, screening_id)"
    " VALUES ($1, $2, 'MEMBER', '(,)', 10, 'ACTIVE', '', 0)"
)
PARTY = "INSERT INTO case_parties (case_id, person_id, role, during) VALUES ($1, $2, $3, $4)"


@dataclass(slots=True)
class Ground:
    """A connection inside a transaction that is never committed, one case, and the keys of the people."""

    runner: asyncio.Runner
    sql: asyncpg.Connection
    case: int
    people: list[int]

    def barred(self, facts: Facts) -> set[int]:
        """Return whom the database bars on these facts, as places in the family."""
        return self.runner.run(self._barred(facts))

    async def _barred(self, facts: Facts) -> set[int]:
        within = self.sql.transaction()
        await within.start()
        await self._enter(facts)
        barred = await self._barred_now()
        await within.rollback()
        return barred

    def barred_by_change(self, facts: Facts, change: Facts) -> tuple[set[int], set[int]]:
        """Return whom a change bars who was not barred before, and whom of them its own look finds at work."""
        return self.runner.run(self._barred_by_change(facts, change))

    async def _barred_by_change(self, facts: Facts, change: Facts) -> tuple[set[int], set[int]]:
        within = self.sql.transaction()
        await within.start()
        await self._enter(facts)
        before = await self._barred_now()
        await self._enter(change)
        newly = await self._barred_now() - before
        found = {place for place in newly if await self._is_found_at_work(self.people[place])}
        await within.rollback()
        return newly, found

    async def _is_found_at_work(self, person: int) -> bool:
        within = self.sql.transaction()
        await within.start()
        await self.sql.execute("SET LOCAL session_replication_role = replica")  # past the guard, which would refuse
        await self.sql.execute(AT_WORK, self.case, person)
        found: bool = await self.sql.fetchval(
            "SELECT plainly_barred_by(fact_changes) FROM fact_changes ORDER BY id DESC LIMIT 1"
        )
        await within.rollback()
        return found

    async def _enter(self, facts: Facts) -> None:
        key = self.people.__getitem__
        for tie in facts.kin_ties:
            await self.sql.execute(KIN, key(tie.first), key(tie.second), tie.edge.value, tie.raised, days(tie.during))
        for said in facts.asserted_kin:
            await self.sql.execute(WORD, key(said.person), key(said.relative), said.kinship.value, days(said.during))
        for party in facts.parties:
            assert party.person is not None
            await self.sql.execute(PARTY, self.case, key(party.person), party.role.value, days(party.during))
        for _, person in facts.sealed.informants:
            await self.sql.execute(
                "INSERT INTO sealed.informants (case_id, person_id) VALUES ($1, $2)", self.case, key(person)
            )

    def closed_to(self, facts: Facts) -> set[int]:
        """Return to whom the case is closed on these facts (R53)."""
        return self.runner.run(self._closed_to(facts))

    async def _closed_to(self, facts: Facts) -> set[int]:
        within = self.sql.transaction()
        await within.start()
        await self._enter(facts)
        closed = {
            place
            for place, person in enumerate(self.people)
            if await self.sql.fetchval("SELECT $1 IN (SELECT closed_cases($2))", self.case, person)
        }
        await within.rollback()
        return closed

    async def _barred_now(self) -> set[int]:
        rows = await self.sql.fetch(
            "SELECT place FROM unnest($1::bigint[]) WITH ORDINALITY AS p (person, place)"
            " WHERE barred_directly(person, $2) IS NOT NULL",
            self.people,
            self.case,
        )
        return {row["place"] - 1 for row in rows}


def days(period: Period) -> asyncpg.Range[date]:
    """Return the period as the driver wants it."""
    return asyncpg.Range(period.start, period.end)


@pytest.fixture(scope="module")
def ground(shared: str) -> Iterator[Ground]:
    """Give the ground for all examples."""
    with asyncio.Runner() as runner:
        sql = runner.run(asyncpg.connect(shared.replace("+asyncpg", "")))
        whole = sql.transaction()
        try:
            runner.run(whole.start())
            yield runner.run(_prepared(runner, sql))
        finally:
            runner.run(whole.rollback())
            runner.run(sql.close())


async def _prepared(runner: asyncio.Runner, sql: asyncpg.Connection) -> Ground:
    county = await sql.fetchval(
        "INSERT INTO counties (code, name, name_en) VALUES ('990002', '测试县', '') RETURNING id"
    )
    organ = await sql.fetchval(
        "INSERT INTO organs (county_id, kind, name, name_en, during, x, y)"
        " VALUES ($1, 'TOWNSHIP_COMMISSION', '甲乡纪委', '', '(,)', 0, 0) RETURNING id",
        county,
    )
    people = [
        await sql.fetchval(
            "INSERT INTO people (county_id, number, name, native_place) VALUES ($1, $2, '某', '') RETURNING id",
            county,
            f"S{place}",
        )
        for place in PEOPLE
    ]
    case = await sql.fetchval(
        "INSERT INTO cases (county_id, number, mode, status, grade, urgency, concerned_organ_id, home_organ_id,"
        " management, during, effort, needs_female) VALUES ($1, 'S', 'SELF', 'INVESTIGATING', 'ORDINARY', 'NORMAL',"
        " $2, $2, 'TOWNSHIP', '(,)', 50, false) RETURNING id",
        county,
        organ,
    )
    return Ground(runner, sql, case, people)


def families(periods: tuple[Period, ...], *, sealed: bool) -> st.SearchStrategy[Facts]:
    """Draw kin, declared kin and parties of six people; each tie, word and party once."""
    when = st.sampled_from(periods)
    two = st.permutations(PEOPLE).map(lambda order: (order[0], order[1]))
    tie = st.builds(
        lambda ends, edge, raised, during: KinTie(
            0,
            min(ends) if edge is KinEdge.SPOUSE else ends[0],
            max(ends) if edge is KinEdge.SPOUSE else ends[1],
            edge,
            raised or edge is not KinEdge.STEP_PARENT,
            during,
        ),
        two,
        st.sampled_from(KinEdge),
        st.booleans(),
        when,
    )
    word = st.builds(
        lambda ends, kin, during: AssertedKin(0, ends[0], ends[1], kin, during), two, st.sampled_from(Kinship), when
    )
    party = st.builds(
        lambda person, role, during: Party(0, 1, role, person, None, during),
        st.sampled_from(PEOPLE),
        st.sampled_from(PartyRole),
        when if sealed else st.just(ALWAYS),
    )
    return st.builds(
        lambda ties, words, parties, informants: Facts(
            people=tuple(Person(place) for place in PEOPLE),
            cases=(Case(1, Mode.SELF, 1, 1),),
            kin_ties=tuple(ties),
            asserted_kin=tuple(words),
            parties=tuple(parties),
            sealed=SealedFacts(informants=tuple((1, person) for person in informants)),
        ),
        st.lists(tie, max_size=7, unique_by=lambda one: (frozenset((one.first, one.second)), one.edge)),
        st.lists(word, max_size=3, unique_by=lambda one: frozenset((one.person, one.relative))),
        st.lists(party, min_size=1, max_size=3, unique_by=lambda one: (one.person, one.role)),
        st.sets(st.sampled_from(PEOPLE), max_size=1) if sealed else st.just(set[int]()),
    )


def by_the_rules(facts: Facts, *, plain: bool) -> set[int]:
    """Return whom the rules bar: by the plain ones only, or by any."""
    question = Question(frozenset(PEOPLE), frozenset({1}), AssignmentRole.MEMBER)
    found = find(World(facts), question, on=datetime.now(COUNTY_TIME).date(), rules=TIES)
    return {finding.person for finding in found if finding.severity in BARS and (not plain or finding.rule in PLAIN)}


EXAMPLES = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@EXAMPLES
@given(facts=families(SETTLED, sealed=False))
def test_the_database_bars_parties_witnesses_and_near_kin_exactly_as_the_rules_do(ground: Ground, facts: Facts) -> None:
    assert ground.barred(facts) == by_the_rules(facts, plain=True)


@EXAMPLES
@given(facts=families(SETTLED + OTHERS, sealed=True))
def test_the_database_bars_nobody_whom_the_rules_let_pass(ground: Ground, facts: Facts) -> None:
    assert ground.barred(facts) <= by_the_rules(facts, plain=False)


@EXAMPLES
@given(facts=families(SETTLED, sealed=True), data=st.data())
def test_whoever_is_barred_by_a_change_of_any_kind_is_found_by_what_the_change_touches(
    ground: Ground, facts: Facts, data: st.DataObject
) -> None:
    kind = data.draw(
        st.sampled_from([name for name in ("kin_ties", "asserted_kin", "parties") if getattr(facts, name)])
    )
    *others, last = getattr(facts, kind)
    before: dict[str, Any] = {kind: tuple(others)}
    change: dict[str, Any] = {kind: (last,)}
    newly, found = ground.barred_by_change(replace(facts, **before), Facts(**change))
    assert found == newly


def near_parties(facts: Facts) -> set[int]:
    """Return who is a party of the case, or has one among her near kin today."""
    world, today = World(facts), datetime.now(COUNTY_TIME).date()
    parties = {party.person for party in facts.parties}
    near = {
        place: {kin.relative for kin in world.kin.kin_in(place, NEAR_SUP, period_from(today, today))}
        for place in PEOPLE
    }
    return {place for place in PEOPLE if parties & {place, *near[place]}}


@EXAMPLES
@given(facts=families(SETTLED + OTHERS, sealed=True))
def test_cases_against_her_and_her_near_kin_are_closed_to_her_and_no_informants_case(
    ground: Ground, facts: Facts
) -> None:
    closed = ground.closed_to(facts)
    assert closed >= near_parties(facts)
    if all(tie.edge is not KinEdge.ADOPTIVE_PARENT for tie in facts.kin_ties):  # else birth parents stay, on purpose
        assert closed == near_parties(facts)
    assert closed == ground.closed_to(replace(facts, sealed=SealedFacts()))
