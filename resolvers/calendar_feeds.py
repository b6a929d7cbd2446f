"""Calendar feeds: private addresses at which a calendar finds meetings, as their owner may see them at the moment."""

import asyncio
import hashlib
import secrets
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import ClassVar, Final

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.tables import CalendarFeed, Meeting, MeetingParticipant, Zone
from intake.papers.calendar_feed import CalendarEntry, calendar_feed
from resolvers.caller import Caller
from resolvers.gate import Act, NotFound, require
from resolvers.meeting_papers import meetings_as_seen
from resolvers.meetings import taken_part_in, visible_meetings, with_zones
from terms.refusals import Refusal
from terms.things import Thing

MOST_FEEDS: Final = 20
"""Addresses that one access may have at a time; ours."""
MOST_MEETINGS: Final = 200
"""Meetings in a feed, the latest; ours."""
BACK: Final = timedelta(days=180)
"""For how long a meeting of the past stays in a feed; ours."""
NEEDED: Final = frozenset({Act.READ_MEETINGS, Act.TAKE_PART, Act.READ_ZONES, Act.READ_CASES, Act.READ_POOL})
"""What is done with the owner's rights when her feed is read."""


class TooManyFeeds(Refusal):
    """Somebody has as many addresses as one may have."""

    code: ClassVar[str] = "TOO_MANY_FEEDS"
    zh: ClassVar[str] = "日历订阅地址最多{most}个，请先撤销不再使用的地址。"
    en: ClassVar[str] = "One may have {most} calendar addresses. Revoke those that nobody uses."

    def __init__(self) -> None:
        super().__init__()
        self.most = MOST_FEEDS


@dataclass(frozen=True, slots=True)
class FeedMade:
    """A new feed with its secret, which is told this once."""

    feed: CalendarFeed
    secret: str = field(repr=False)


async def make_feed(caller: Caller, zone_code: str | None) -> FeedMade:
    """Make an address for the caller's own meetings, or for those of a zone.

    Raises:
        NotAllowed, NotFound: as everywhere; also a zone whose meetings the caller does not see.
        TooManyFeeds: she has as many as one may have.
    """
    require(caller, Act.READ_MEETINGS)
    secret = secrets.token_urlsafe(32)
    who = caller.identity

    async def work(session: AsyncSession) -> CalendarFeed:
        name = f"calendar_feeds {who.principal}"
        await session.exec(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))
        standing = select(func.count()).where(_own(caller), col(CalendarFeed.revoked_at).is_(None))
        if (await session.exec(standing)).one() >= MOST_FEEDS:
            raise TooManyFeeds
        zone = None if zone_code is None else await _zone(session, caller, zone_code)
        row = CalendarFeed(
            sha256=hash_of(secret),
            principal=who.principal,
            token_id=who.token_id,
            account_id=who.account_id,
            zone_id=zone,
        )
        session.add(row)
        await session.flush()
        _note(session, caller, row, "FEED_MAKE")
        return row

    return FeedMade(await caller.database.deciding(work, Act.READ_MEETINGS), secret)


async def revoke_feed(caller: Caller, feed_id: int) -> CalendarFeed:
    """End an address of the caller's from the next look on; ended before, it stays as it was."""
    require(caller, Act.READ_MEETINGS)

    async def work(session: AsyncSession) -> CalendarFeed:
        own = select(CalendarFeed).where(CalendarFeed.id == feed_id, _own(caller))
        row = (await session.exec(own.with_for_update())).first()
        if row is None:
            raise NotFound(Thing.CALENDAR_FEED, str(feed_id))
        if row.revoked_at is None:
            row.revoked_at = caller.now()
            _note(session, caller, row, "FEED_REVOKE")
        return row

    return await caller.database.deciding(work, Act.READ_MEETINGS)


async def feeds(caller: Caller) -> list[CalendarFeed]:
    """Return the caller's addresses that stand, the newest first."""
    require(caller, Act.READ_MEETINGS)
    own = (_own(caller), col(CalendarFeed.revoked_at).is_(None))
    async with caller.database.reading() as session:
        statement = select(CalendarFeed).where(*own).order_by(col(CalendarFeed.id).desc())
        return list((await session.exec(statement)).all())


async def calendar_of(caller: Caller, feed: CalendarFeed) -> bytes:
    """Return the calendar of a feed, in its owner's name and with no more of her rights than that needs."""
    acts = caller.identity.acts
    narrowed = replace(caller.identity, acts=NEEDED if acts is None else NEEDED & acts)
    reader = replace(caller, identity=narrowed)
    require(reader, Act.READ_MEETINGS)
    async with reader.database.reading() as session:
        name = "本人会议"
        whose = _mine(reader)
        if feed.zone_id is not None:
            name = (await session.exec(select(Zone.name).where(Zone.id == feed.zone_id))).one()
            whose = with_zones(col(Zone.id) == feed.zone_id)
        since = col(Meeting.starts_at) >= reader.now() - BACK
        found = select(Meeting).where(visible_meetings(reader), whose, since)
        latest = found.order_by(col(Meeting.starts_at).desc(), col(Meeting.id)).limit(MOST_MEETINGS)
        rows = (await session.exec(latest)).all()
    seen = await meetings_as_seen(reader, [row.id for row in rows])
    entries = [
        CalendarEntry(uid=row.uid, sequence=row.sequence, stamp=row.revised_at, meeting=seen[row.id])
        for row in rows
        if row.id in seen  # not where it went out of sight meanwhile
    ]
    return await asyncio.to_thread(calendar_feed, entries, name=name)


def hash_of(secret: str) -> str:
    """Return under which hash an address is kept."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _own(caller: Caller) -> ColumnElement[bool]:
    """Return the condition on feeds that the caller's access made them, and not another one that had its name."""
    who = caller.identity
    return and_(
        col(CalendarFeed.principal) == who.principal,
        col(CalendarFeed.token_id).is_not_distinct_from(who.token_id),
        col(CalendarFeed.account_id).is_not_distinct_from(who.account_id),
    )


def _mine(caller: Caller) -> ColumnElement[bool]:
    """Return the condition on ``meetings`` that the caller or her organ takes part; an office has all it sees."""
    who = caller.identity
    mine = [
        col(column) == key
        for column, key in (
            (MeetingParticipant.person_id, who.person_id),
            (MeetingParticipant.substitute_id, who.person_id),
            (MeetingParticipant.organ_id, who.organ_id),
        )
        if key is not None
    ]
    return taken_part_in(or_(*mine)) if mine else visible_meetings(caller)


async def _zone(session: AsyncSession, caller: Caller, code: str) -> int:
    zone = (await session.exec(select(Zone).where(Zone.code == code))).first()
    held = caller.identity.zone_ids
    if zone is None or (held is not None and zone.id not in held):
        raise NotFound(Thing.ZONE, code)
    return zone.id


def _note(session: AsyncSession, caller: Caller, row: CalendarFeed, act: str) -> None:
    record(session, actor=caller.actor, act=act, object_type="calendar_feeds", object_id=row.id, zone=row.zone_id)
