"""Calendar feeds: make an address, revoke it, list one's own."""

from datetime import datetime
from typing import Annotated, Any, TypeAlias

import strawberry

from resolvers import calendar_feeds
from resolvers.calendar_feeds import TooManyFeeds
from schema.context import Info
from schema.nodes import Mirror
from schema.references import ZONE, ZoneType
from schema.refusals import (
    BusyMember,
    DatabaseUnavailableMember,
    InvalidInputMember,
    NotAllowedMember,
    NotFoundMember,
    RefusalMember,
    handler,
)


@strawberry.type(name="CalendarFeedRefused", description="No address is given (不予生成订阅地址).")
class CalendarFeedRefusedMember(RefusalMember):
    """Too many addresses; see the code."""


HANDLERS = (handler(TooManyFeeds, CalendarFeedRefusedMember),)
"""Handlers of what making a feed refuses."""
Refused: TypeAlias = NotAllowedMember | NotFoundMember | InvalidInputMember | BusyMember | DatabaseUnavailableMember


@strawberry.type(description="A private address at which a calendar finds meetings (日历订阅).")
class CalendarFeed(Mirror):
    """See ``db.tables.CalendarFeed``."""

    row: strawberry.Private[Any]
    made_at: datetime = strawberry.field(description="When it was made (生成时间).")
    revoked_at: datetime | None = strawberry.field(description="When it was revoked (撤销时间); null while it stands.")

    @strawberry.field(description="By what it is named when it is revoked (编号).")
    def number(self) -> int:
        """Return its number."""
        return int(self.row.id)

    @strawberry.field(description="The zone whose meetings it holds (协作区); null for one's own meetings.")
    async def zone(self, info: Info) -> ZoneType | None:
        """Find the zone."""
        return await ZONE.load_maybe(info, self.row.zone_id)


@strawberry.input(description="Which meetings an address is for (生成日历订阅地址).")
class CalendarFeedMakeInput:
    """See ``resolvers.calendar_feeds.make_feed``."""

    zone_code: str | None = strawberry.field(
        default=None, description="The zone whose meetings it holds (协作区代码); null for one's own."
    )


@strawberry.input(description="The address that is revoked (撤销日历订阅地址).")
class CalendarFeedRevokeInput:
    """See ``resolvers.calendar_feeds.revoke_feed``."""

    number: int = strawberry.field(description="Its number (编号).")


@strawberry.type(description="An address was made (日历订阅地址已生成); it is told this once.")
class CalendarFeedMade:
    """What making a feed answers."""

    feed: CalendarFeed = strawberry.field(description="The feed (日历订阅).")
    address: str = strawberry.field(
        description="The path to give to a calendar, after the service's own address (订阅地址); "
        "whoever has it reads what its owner may see."
    )


@strawberry.type(description="An address was revoked; the next look at it finds nothing (日历订阅地址已撤销).")
class CalendarFeedRevoked:
    """What revoking answers."""

    feed: CalendarFeed = strawberry.field(description="The feed (日历订阅).")


MakePayload: TypeAlias = Annotated[
    CalendarFeedMade | CalendarFeedRefusedMember | Refused,
    strawberry.union("CalendarFeedMakePayload", description="The address, or why there is none (生成结果)."),
]
RevokePayload: TypeAlias = Annotated[
    CalendarFeedRevoked | Refused,
    strawberry.union("CalendarFeedRevokePayload", description="The feed, or why it was not revoked (撤销结果)."),
]


@strawberry.type
class CalendarFeedQuery:
    """Questions about feeds."""

    @strawberry.field(
        description="The viewer's own calendar addresses that stand, the newest first (日历订阅); at most 20."
    )
    async def calendar_feeds(self, info: Info) -> list[CalendarFeed]:
        """List feeds."""
        return [CalendarFeed.of(row) for row in await calendar_feeds.feeds(info.context.caller)]


@strawberry.type
class CalendarFeedMutation:
    """Acts on feeds."""

    @strawberry.mutation(description="Make a private address at which a calendar finds meetings (生成日历订阅地址).")
    async def calendar_feed_make(
        self,
        info: Info,
        input: Annotated[CalendarFeedMakeInput, strawberry.argument(description="Which meetings (范围).")],  # noqa: A002
    ) -> MakePayload:
        """Make a feed."""
        made = await calendar_feeds.make_feed(info.context.caller, input.zone_code)
        return CalendarFeedMade(feed=CalendarFeed.of(made.feed), address=f"/calendar/{made.secret}.ics")

    @strawberry.mutation(description="Revoke a calendar address (撤销日历订阅地址); revoked before, it stays so.")
    async def calendar_feed_revoke(
        self,
        info: Info,
        input: Annotated[CalendarFeedRevokeInput, strawberry.argument(description="Which one (地址).")],  # noqa: A002
    ) -> RevokePayload:
        """Revoke a feed."""
        row = await calendar_feeds.revoke_feed(info.context.caller, input.number)
        return CalendarFeedRevoked(feed=CalendarFeed.of(row))
