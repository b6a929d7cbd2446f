"""Subscriptions as they go on: who still may, how often she looks, what she is sent, and when it ends.

Whatever may have changed is looked at again as the viewer sees it, and sent only where it is not what was sent last:
so nobody learns from an event what is out of her sight. A slow client is sent the latest, as looks wait for her.
"""

import asyncio
import hashlib
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import aclosing, contextmanager, suppress
from dataclasses import dataclass
from typing import Any, TypeAlias

import orjson
from graphql import GraphQLError
from strawberry.http import GraphQLRequestData

from db.database_errors import ALLOWANCE, Allowance, Busy, DatabaseUnavailable
from resolvers.caller import Caller
from schema.context import Context
from schema.errors import INTERNAL, root_of
from schema.root import Schema
from service.admission import Bill
from service.cost import Estimate
from service.door import Door, SignIn
from service.edge_refusals import BudgetSpent, TimedOut, TooManyStreams
from service.limits import Limits
from service.provider import ProviderAway
from terms.refusals import Refusal

CHECK = 15.0
"""Seconds after which whoever follows is asked for again at the door, and her connection kept awake; ours."""
RETRY = 1.0
"""Seconds after which is looked again where the database was away; ours."""
AT_ONCE = 4
"""Looks of all followers of one process at the same time, so that questions and acts find connections; ours."""
READ_AGAIN = 3
"""So often in a row is read again, and not sent, what was read while something changed; ours."""

Payload: TypeAlias = dict[str, Any]
Send: TypeAlias = Callable[[Payload], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A subscription that may run, and what each look could cost."""

    data: GraphQLRequestData
    estimated: Estimate


class Streams:
    """The open streams of one process."""

    def __init__(self, schema: Schema, door: Door, limits: Limits) -> None:
        self.schema = schema
        self.door = door
        self.limits = limits
        self.looking = asyncio.Semaphore(AT_ONCE)
        self._open: Counter[str] = Counter()

    @contextmanager
    def slot(self, principal: str) -> Iterator[None]:
        """Count a stream or a socket of somebody for as long as it is open.

        Raises:
            TooManyStreams: she has as many as she may.
        """
        if self._open[principal] >= self.limits.streams:
            raise TooManyStreams(self.limits.streams)
        self._open[principal] += 1
        try:
            yield
        finally:
            self._open[principal] -= 1
            if not self._open[principal]:
                del self._open[principal]


@dataclass(slots=True)
class Follower:
    """Who follows: with what she came in, and what it costs her."""

    caller: Caller
    authorization: str | None
    bill: Bill


class Pace:
    """When somebody who follows looks: when told, while she may, and as her budget and the others let her."""

    def __init__(self, streams: Streams, follower: Follower, estimated: Estimate) -> None:
        self.allowance = Allowance(streams.limits.question_statements)
        self.deadline: asyncio.Timeout | None = None
        """Of the look that goes on; waiting has none."""
        self.bill = follower.bill
        """Of the look that goes on; the first was charged as the stream was opened."""
        self._streams = streams
        self._follower = follower
        self._estimated = estimated
        self._following = follower.bill.of_following()
        self.told = asyncio.Event()
        """Set as something may have changed since the look began."""
        self._is_looking = False

    async def looks(self, told: asyncio.Event) -> AsyncGenerator[None, None]:
        """Yield for each look; the first was charged and let in as the stream was opened."""
        self.told = told
        is_first = True
        try:
            while True:
                await self._until_told()
                if not is_first:
                    await self.check()
                    await self._pay()
                is_first = False
                await self._begin()
                yield
        finally:
            self.looked()

    def looked(self) -> None:
        """Let others look: the answer is there, however long the client takes for it."""
        if self._is_looking:
            self._is_looking = False
            self._streams.looking.release()

    def again(self) -> None:
        """Look again soon, as this look came to nothing."""
        asyncio.get_running_loop().call_later(RETRY, self.told.set)

    async def check(self) -> None:
        """Refuse, by ``SignIn`` or ``ProviderAway``, whoever may not stay; while the database is away nobody looks."""
        follower = self._follower
        self.allowance.sent = 0
        with suppress(DatabaseUnavailable, Busy):
            await self._streams.door.check_again(follower.authorization, follower.caller.identity)

    async def _until_told(self) -> None:
        while not self.told.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(CHECK):
                    await self.told.wait()
                break
            await self.check()

    async def _pay(self) -> None:
        self.bill = self._following
        while True:
            try:
                return self.bill.take(self._estimated)
            except BudgetSpent as spent:
                await asyncio.sleep(spent.seconds)

    async def _begin(self) -> None:
        await self._streams.looking.acquire()
        self._is_looking = True
        self.told.clear()
        self.allowance.sent = 0
        if self.deadline is not None:
            self.deadline.reschedule(asyncio.get_running_loop().time() + self._streams.limits.question_seconds)


class Stream:
    """One subscription of one client."""

    def __init__(self, streams: Streams, follower: Follower, wanted: Wanted) -> None:
        self._streams = streams
        self._follower = follower
        self._wanted = wanted
        self._pace = Pace(streams, follower, wanted.estimated)

    async def run(self, send: Send) -> None:
        """Send what the subscription comes to, each time that it differs from what was sent last, until it ends.

        Raises:
            SignIn, ProviderAway: whoever follows may not stay.
            TimedOut: a look took too long.
        """
        data = self._wanted.data
        context = Context(self._follower.caller, self._pace.looks)
        counted = ALLOWANCE.set(self._pace.allowance)
        try:
            results: Any = await self._streams.schema.subscribe(
                data.query, data.variables, context_value=context, operation_name=data.operation_name
            )
            async with aclosing(results):
                await self._follow(results, send)
        except TimedOut:
            context.abandon()
            raise
        finally:
            ALLOWANCE.reset(counted)

    async def _follow(self, results: AsyncGenerator[Any, None], send: Send) -> None:
        """Send each result whose data are not those that were sent last; in which order fields fail is chance.

        A look is several transactions: of what changed meanwhile it may show a part. Only the first is sent as it is.
        """
        last, read_again = None, 0
        while (result := await self._next(results)) is not None:
            self._pace.looked()
            self._pace.bill.settle(result.data)
            causes = [root_of(error) for error in result.errors or ()]
            if any(isinstance(cause, DatabaseUnavailable | Busy) for cause in causes):
                self._pace.again()
                continue
            for cause in causes:
                if isinstance(cause, SignIn | ProviderAway):
                    raise cause
            is_over = result.data is None or any(is_fault(error) for error in result.errors or ())
            if last is not None and not is_over and self._pace.told.is_set() and read_again < READ_AGAIN:
                read_again += 1
                continue
            read_again = 0
            digest = hashlib.sha256(orjson.dumps(result.data, default=str)).digest()
            if is_over or digest != last:
                await send(said(result))
            if is_over:
                return
            last = digest

    async def _next(self, results: AsyncGenerator[Any, None]) -> Any:
        """Return the next result; None where there are no more."""
        deadline = asyncio.timeout(None)
        self._pace.deadline = deadline
        try:
            async with deadline:
                return await anext(results, None)
        except TimeoutError:
            if not deadline.expired():
                raise
            raise TimedOut(self._streams.limits.question_seconds) from None


def is_fault(error: GraphQLError) -> bool:
    """Tell whether the service itself failed, which it says each time by another number."""
    return (error.extensions or {}).get("code") == INTERNAL


def said(result: Any) -> Payload:
    """Return a result as clients read it."""
    errors = [error.formatted for error in result.errors or ()]
    return {"data": result.data, "errors": errors} if errors else {"data": result.data}


def refusal_said(refusal: Refusal, language: str) -> list[dict[str, Any]]:
    """Return a refusal as the errors of a stream."""
    return [{"message": refusal.message(language), "extensions": {"code": refusal.code}}]
