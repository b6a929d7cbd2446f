"""Screening people against cases on request: open facts only, never the sealed ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.knowledge import on_record
from db.session import judge
from db.tables import Case, Person, PoolMember
from db.tables.columns import holds_on
from recusal.findings import Evidence, Question, Screening
from recusal.screen import screen
from resolvers.caller import Caller
from resolvers.gate import Act, NotFound, require, visible_cases
from resolvers.screening_knowledge import NOW, Knowledge, Then, When, knowledge, then_of
from terms.cases import AssignmentRole
from terms.periods import Period
from terms.recusal import Purpose, Verdict
from terms.refusals import Refusal
from terms.things import Thing

MOST_NUMBERS = 200
MOST_PAIRS = 2000
"""As much as one question may ask, so that nobody lists the pool by a few of them (T48; ours)."""


class TooManyPairs(Refusal):
    """More people, cases or pairs than one question may name."""

    code: ClassVar[str] = "TOO_MANY_PAIRS"
    zh: ClassVar[str] = "一次最多列出{numbers}人、{numbers}案，且人数乘以案数不超过{pairs}。请分批查询。"
    en: ClassVar[str] = "Name at most {numbers} people and {numbers} cases, and no more than {pairs} pairs of them."

    def __init__(self) -> None:
        super().__init__()
        self.numbers = MOST_NUMBERS
        self.pairs = MOST_PAIRS


@dataclass(frozen=True, slots=True)
class Asked:
    """What people are screened for, and when."""

    role: AssignmentRole = AssignmentRole.MEMBER
    purpose: Purpose = Purpose.ASSIGNMENT
    when: When = NOW


@dataclass(frozen=True, slots=True)
class Screened:
    """Screenings with what their evidence rests on."""

    screenings: tuple[Screening, ...]
    known: Knowledge
    numbers: Mapping[int, str]
    """The number of each person asked about, as it was given."""
    order: Mapping[tuple[int, int], int]
    """Where each pair of person and case stands among those asked about."""

    def period(self, evidence: Evidence) -> Period:
        """Return when the record was true; unbounded for records without a period."""
        return self.known.periods.of(evidence)

    def place(self, screening: Screening) -> int:
        """Return where the screening stands among all that were asked for."""
        return self.order[screening.person, screening.case]


async def screen_pair(
    caller: Caller, *, person_number: str, case_number: str, role: AssignmentRole, purpose: Purpose, when: When
) -> Screened:
    """Screen one person against one case; for an assignment she must be a member of the pool.

    Raises:
        NotAllowed: the caller may not screen.
        NotFound: no such person, or no such case that the caller may see.
        MomentAhead: the moment is still to come.
        BeforeRecords: it lies before anything was on record.
        DayUnusable: the day lies outside any case.
    """
    asked = Asked(role, purpose, when)
    return await screen_many(caller, people=[person_number], cases=[case_number], asked=asked)


async def screen_many(
    caller: Caller, *, people: Sequence[str], cases: Sequence[str], asked: Asked, verdict: Verdict | None = None
) -> Screened:
    """Screen each of these people against each of these cases, in the order in which they are named.

    Args:
        caller: who asks.
        people: their numbers; for assignments, of members of the pool.
        cases: numbers of cases that the caller may see.
        asked: what for, and when.
        verdict: keep those with this verdict; None for all.

    Raises:
        NotAllowed: the caller may not screen.
        TooManyPairs: more than one question may name.
        NotFound: no such person, or no such case that the caller may see.
        MomentAhead: the moment is still to come.
        BeforeRecords: it lies before anything was on record.
        DayUnusable: the day lies outside any case.
    """
    require(caller, Act.SCREEN)
    if max(len(people), len(cases)) > MOST_NUMBERS or len(people) * len(cases) > MOST_PAIRS:
        raise TooManyPairs
    async with caller.database.reading() as session:
        then = await then_of(session, caller, asked.when)
        seen = await cases_by_number(session, caller, cases)
        await judge(session, Act.SCREEN)
        named = await people_by_number(session, people, purpose=asked.purpose, then=then)
        return await screened(session, then, people=named, cases=seen, asked=asked, verdict=verdict)


async def screen_pool(
    caller: Caller, *, case_number: str, role: AssignmentRole, verdict: Verdict | None, rule: str | None
) -> Screened:
    """Screen the whole pool against one case, and keep those with the verdict, and those that the rule hits.

    Raises:
        NotAllowed: the caller may not screen.
        NotFound: no such case that the caller may see.
    """
    require(caller, Act.SCREEN)
    asked = Asked(role)
    async with caller.database.reading() as session:
        then = await then_of(session, caller, asked.when)
        cases = await cases_by_number(session, caller, [case_number])
        await judge(session, Act.SCREEN)
        people = dict((await session.exec(pool_on(then).order_by(col(Person.id)))).all())
        found = await screened(session, then, people=people, cases=cases, asked=asked, verdict=verdict)
    kept = (each for each in found.screenings if rule is None or any(hit.rule == rule for hit in each.findings))
    return Screened(tuple(kept), found.known, found.numbers, found.order)


async def screened(
    session: AsyncSession,
    then: Then,
    *,
    people: Mapping[str, int],
    cases: Mapping[str, int],
    asked: Asked,
    verdict: Verdict | None = None,
) -> Screened:
    """Screen people against cases that the caller was found to see; both are keys by number.

    Raises:
        NotFound: a case was not known at the moment asked about.
    """
    known = await knowledge(session, then, people=people.values(), cases=cases.values())
    known.require_cases(cases)
    question = Question(
        frozenset(people.values()), frozenset(cases.values()), asked.role, before_approval=True, purpose=asked.purpose
    )
    pairs = ((person, case) for person in people.values() for case in cases.values())
    order = {pair: place for place, pair in enumerate(pairs)}
    found = screen(known.world, question, known.policy, on=known.on)
    kept = sorted(
        (each for each in found if verdict in {None, each.verdict}), key=lambda each: order[each.person, each.case]
    )
    return Screened(tuple(kept), known, {key: number for number, key in people.items()}, order)


async def cases_by_number(session: AsyncSession, caller: Caller, numbers: Iterable[str]) -> dict[str, int]:
    """Return the keys of the cases, each number once; NotFound where one is not there or out of the caller's sight."""
    wanted = list(dict.fromkeys(numbers))
    statement = select(Case.number, Case.id).where(col(Case.number).in_(wanted), visible_cases(caller))
    return _all_of(Thing.CASE, wanted, dict((await session.exec(statement)).all()))


async def people_by_number(
    session: AsyncSession, numbers: Iterable[str], *, purpose: Purpose, then: Then
) -> dict[str, int]:
    """Return the keys of the people, each number once; NotFound where there is none, or none in the pool.

    Only members of the pool can be assigned; guards, experts and those who sit in meetings may be anybody.
    """
    wanted = list(dict.fromkeys(numbers))
    named = pool_on(then) if purpose is Purpose.ASSIGNMENT else select(Person.number, Person.id)
    rows = (await session.exec(named.where(col(Person.number).in_(wanted)))).all()
    return _all_of(Thing.PERSON, wanted, dict(rows))


def _all_of(kind: Thing, wanted: Iterable[str], found: Mapping[str, int]) -> dict[str, int]:
    for number in wanted:
        if number not in found:
            raise NotFound(kind, number)
    return {number: found[number] for number in wanted}


def pool_on(then: Then) -> Any:
    """Return the statement for number and key of everybody in the talent pool on a day."""
    return (
        select(Person.number, Person.id)
        .join(PoolMember, col(PoolMember.person_id) == Person.id)
        .where(on_record(PoolMember, then.known), holds_on(col(PoolMember.during), then.on))
    )
