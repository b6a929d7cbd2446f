"""All that one allocation problem is made from, read in one transaction, and what it says of days and zones."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from db.facts import KnownFacts, read_facts
from db.policies import CountyPolicy, policy_on
from db.staffing import Staffing, Stretch, read_staffing
from recusal.world import World
from terms.people import WHOLE
from terms.periods import Period

HORIZON = 10 * 366
"""The day, counted from the planning day, up to which what has no end is looked at; ours."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that one problem is made from, read in one transaction."""

    known: KnownFacts
    staffing: Staffing
    policy: CountyPolicy
    on: date
    indexed: World | None = None
    """The world of the known facts, where it was made before."""

    @property
    def world(self) -> World:
        """Return the facts so that the rules can ask them."""
        return self.indexed or World(self.known.facts)


async def read_snapshot(session: AsyncSession, *, on: date, cases: Collection[int], sealed: bool) -> Snapshot:
    """Return what a plan for these cases would be made from; sealed facts never for questions that are free to ask."""
    return Snapshot(
        known=await read_facts(session, on=on, sealed=sealed),
        staffing=await read_staffing(session, on=on, cases=cases),
        policy=await policy_on(session, on),
        on=on,
    )


def window_from(during: Period, on: date, default_days: int) -> Period:
    """Return the days in which a team works on a case: from today on, for the policy's length where none is set."""
    start = max(on, during.start or on)
    end = during.end if during.end is not None and during.end > start else start + timedelta(days=default_days)
    return Period(start, end)


def stretch_of_days(during: Period, on: date) -> tuple[int, int]:
    """Return the first day of a period and the day after its last, counted from the planning day on."""
    first = 0 if during.start is None else max(0, (during.start - on).days)
    return first, HORIZON if during.end is None else min(HORIZON, (during.end - on).days)


def in_scope(snapshot: Snapshot, organ: int, zones: Collection[int] | None) -> bool:
    """Tell whether people of an organ may be drawn: organs of the county serve every zone."""
    zone = snapshot.staffing.organs[organ].zone
    return zones is None or zone is None or zone in zones


def is_away(stretch: Stretch, snapshot: Snapshot) -> bool:
    """Tell whether a stretch is an absence that takes all of the time and is too long to be tolerated."""
    return stretch.effort == WHOLE and _counts(stretch, snapshot)


def takes_a_part(stretch: Stretch, snapshot: Snapshot) -> bool:
    """Tell whether a stretch is other work for a part of the time, too long to be tolerated."""
    return stretch.effort < WHOLE and _counts(stretch, snapshot)


def _counts(stretch: Stretch, snapshot: Snapshot) -> bool:
    start, end = stretch.during.start, stretch.during.end
    tolerated = timedelta(days=snapshot.policy.planning.tolerated_absence_days)
    return stretch.is_absence and (start is None or end is None or end - start > tolerated)


def away_in_private(snapshot: Snapshot, person: int, case: int) -> bool:
    """Tell whether private leave keeps a person off a case, told of as a hold is."""
    row, member = snapshot.staffing.cases[case].row, snapshot.staffing.members.get(person)
    window = window_from(row.during, snapshot.on, snapshot.policy.planning.default_days)
    return member is not None and any(
        stretch.is_private and is_away(stretch, snapshot) and stretch.during.overlaps(window)
        for stretch in member.taken
    )
