"""The GraphQL endpoint: who asks, in which language, over which database, and how long she may take."""

import asyncio
from dataclasses import dataclass

from starlette.requests import Request
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

from db.database_errors import ALLOWANCE, Allowance
from resolvers.caller import Caller
from schema.context import Context
from service.admission import Admission
from service.door import Door, headers_of, status_of
from service.edge_refusals import TimedOut, TooManyStreams
from service.events import EventStream
from service.limits import Limits
from service.listening import Line, while_there
from service.refusing import language_of, refused
from service.sockets import Sockets
from service.streams import Follower, Stream, Streams, Wanted
from service.unreadable import MethodNotAllowed
from service.view import Answering, View
from terms.refusals import Refusal

__all__ = ["Deadline", "Endpoint"]


@dataclass(slots=True)
class Deadline:
    """The seconds and the statements of one request: those of a question, until it turns out to be an act."""

    limits: Limits
    seconds: int
    allowance: Allowance
    timeout: asyncio.Timeout

    @classmethod
    def of_question(cls, limits: Limits) -> "Deadline":
        """Return the deadline that every request begins with; entered by ``async with deadline.timeout``."""
        seconds = limits.question_seconds
        return cls(limits, seconds, Allowance(limits.question_statements), asyncio.timeout(seconds))

    def allow_act(self) -> None:
        """Give the request what an act may take, from now on."""
        self.seconds = self.limits.act_seconds
        self.allowance.most = self.limits.act_statements
        self.timeout.reschedule(asyncio.get_running_loop().time() + self.seconds)


class Endpoint:
    """Lets in only requests with a known token, and hands them to strawberry with their caller."""

    def __init__(self, view: View, admission: Admission, door: Door, streams: Streams, sockets: Sockets) -> None:
        self._door = door
        self._admission = admission
        self._graphql = view
        self._streams = streams
        self._sockets = sockets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Identify, then answer: 405 for other methods, else by the door: 401, 403, 429, 503."""
        if scope["type"] == "websocket":
            await self._sockets.answer(WebSocket(scope, receive, send))
            return
        line = Line(receive, has_body=scope["method"] != "GET")
        request = Request(scope, line)
        methods = self._graphql.methods
        if request.method not in methods:
            response = refused(request, MethodNotAllowed(request.method, methods), 405)
            response.headers["allow"] = ", ".join(methods)
            await response(scope, receive, send)
            return
        try:
            caller = await self._door.caller_of(request, language_of(request))
        except Refusal as refusal:
            response = refused(request, refusal, status_of(refusal))
            response.headers.update(headers_of(refusal))
            await response(scope, receive, send)
            return
        await self._answer(caller, request, line, send)

    async def _answer(self, caller: Caller, request: Request, line: Line, send: Send) -> None:
        """Answer within the time and the statements of the request; what is not done by then is given up.

        So is what is not done when the client goes away.
        """
        deadline = Deadline.of_question(self._admission.limits)
        bill = self._admission.bill(caller.identity)
        answering = Answering(Context(caller), bill, deadline)
        request.scope.setdefault("state", {})["answering"] = answering
        counted = ALLOWANCE.set(deadline.allowance)
        try:
            async with deadline.timeout:
                response = await while_there(line, self._graphql.answer(request))
        except TimeoutError:
            if not deadline.timeout.expired():
                raise
            answering.context.abandon()
            response = refused(request, TimedOut(deadline.seconds), 503, cost=bill.shown())
        finally:
            ALLOWANCE.reset(counted)
        if response is None:
            answering.context.abandon()
            return
        if answering.wanted is not None:
            follower = Follower(caller, request.headers.get("authorization"), bill)
            await self._stream(request, send, follower, answering.wanted)
            return
        await response(request.scope, request.receive, send)

    async def _stream(self, request: Request, send: Send, follower: Follower, wanted: Wanted) -> None:
        """Answer with a stream of events, as long as the caller has room for one more."""
        try:
            with self._streams.slot(follower.caller.identity.principal):
                stream = Stream(self._streams, follower, wanted)
                await EventStream(stream, follower.caller.language)(request.scope, request.receive, send)
        except TooManyStreams as refusal:
            await refused(request, refusal, 429)(request.scope, request.receive, send)
