"""What a screening goes by: the facts, the policy and the day, now or as they were known at a moment of the past."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import ClassVar

from sqlmodel.ext.asyncio.session import AsyncSession

from db.facts import read_facts
from db.facts_part import Part
from db.knowledge import Known, known_at
from db.policies import policy_on
from recusal.facts import Facts
from recusal.policy import Policy
from recusal.world import World
from resolvers.caller import Caller
from resolvers.gate import NotFound
from resolvers.screening_periods import Periods
from terms.periods import COUNTY_TIME
from terms.refusals import Refusal
from terms.things import Thing

EARLIEST_YEAR = 1950
LATEST_YEAR = 2199
"""Days outside these years are no days of any case, and windows of months could not be counted from them (ours)."""


class MomentAhead(Refusal):
    """A question about what will be known one day."""

    code: ClassVar[str] = "MOMENT_AHEAD"
    zh: ClassVar[str] = "“{moment}”尚未到来，只能查询当前或过去某一时刻已知的情况。"
    en: ClassVar[str] = (
        "“{moment}” is still to come. Ask for what was known at a moment of the past, or for the present."
    )

    def __init__(self, moment: datetime) -> None:
        super().__init__(moment)
        self.moment = moment.isoformat()


class DayUnusable(Refusal):
    """A day on which no question can be answered."""

    code: ClassVar[str] = "DAY_UNUSABLE"
    zh: ClassVar[str] = "日期“{day}”超出范围，请使用1950年至2199年之间的日期。"
    en: ClassVar[str] = "The day “{day}” is out of range. Use a day between the years 1950 and 2199."

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day.isoformat()


@dataclass(frozen=True, slots=True)
class When:
    """The moment whose knowledge counts, and the day that is asked about, as a client gives them."""

    as_of: datetime | None = None
    """None for what is known now."""
    on: date | None = None
    """None for the day of the moment."""


NOW = When()


@dataclass(frozen=True, slots=True)
class Then:
    """The knowledge that counts, and the day that is asked about."""

    known: Known | None
    """None for what is known now."""
    on: date


@dataclass(frozen=True)
class Knowledge:
    """The facts with their indexes, the policy and the day."""

    world: World
    policy: Policy
    on: date
    version: int

    @property
    def facts(self) -> Facts:
        """Return the facts."""
        return self.world.facts

    @cached_property
    def periods(self) -> Periods:
        """Return when each record was true."""
        return Periods(self.facts)

    def require_cases(self, cases: Mapping[str, int]) -> None:
        """Refuse, by ``NotFound``, a case by number that was not on record then."""
        for number, case in cases.items():
            if case not in self.world.cases:
                raise NotFound(Thing.CASE, number)


async def then_of(session: AsyncSession, caller: Caller, when: When) -> Then:
    """Return what was known at a moment, and the day asked about.

    Raises:
        MomentAhead: the moment is still to come.
        BeforeRecords: it lies before anything was on record.
        DayUnusable: the day lies outside any case.
    """
    if when.as_of is None:
        return Then(None, usable(caller.today() if when.on is None else when.on))
    if when.as_of > caller.now():
        raise MomentAhead(when.as_of)
    day = usable(when.as_of.astimezone(COUNTY_TIME).date() if when.on is None else when.on)
    return Then(await known_at(session, when.as_of), day)


def usable(day: date) -> date:
    """Return the day, refused by ``DayUnusable`` where it lies outside any case."""
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise DayUnusable(day)
    return day


async def knowledge(
    session: AsyncSession,
    then: Then,
    *,
    people: Collection[int],
    cases: Collection[int],
    venues: Collection[int] = (),
    sealed: bool = False,
) -> Knowledge:
    """Read what a screening of these people against these cases goes by.

    Args:
        session: read in one transaction, so that the facts are of one moment.
        then: the knowledge and the day.
        people: whom the facts must suffice for.
        cases: and against which cases.
        venues: which places for talks they must suffice for.
        sealed: whether sealed facts are among them; never for questions that are free to ask.
    """
    part = Part(frozenset(people), frozenset(cases), frozenset(venues))
    read = await read_facts(session, on=then.on, sealed=sealed, part=part, known=then.known)
    policy = await policy_on(session, then.on, known=then.known)
    return Knowledge(World(read.facts), policy.recusal, then.on, read.version)
