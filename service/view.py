"""Strawberry's view with our context, a faster encoder, and a door before the schema."""

from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

import orjson
from cross_web import AsyncHTTPRequestAdapter, HTTPException
from graphql import GraphQLError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.http import GraphQLRequestData
from strawberry.types import ExecutionResult

from schema.context import Context
from schema.errors import readable
from service.admission import Admission, Bill, fault
from service.edge_refusals import StreamNeeded
from service.events import takes_events
from service.reading import read_request
from service.refusing import GRAPHQL_JSON, media_type_of, refused
from service.streams import Wanted
from service.trusted import TrustedDocuments
from service.unreadable import Unreadable
from terms.refusals import Refusal

Parsed: TypeAlias = GraphQLRequestData | list[GraphQLRequestData]


class Hurry(Protocol):
    """What an act is given more of than a question."""

    def allow_act(self) -> None:
        """Give the request what an act may take."""


@dataclass(slots=True)
class Answering:
    """One request on its way: its context, its bill and its deadline."""

    context: Context
    bill: Bill
    deadline: Hurry
    wanted: Wanted | None = None
    """The subscription that is to be followed instead of an answer."""


class View(GraphQL[Context, None]):
    """Reads requests, lets documents in, and says in the client's media type what came of it."""

    def __init__(
        self, admission: Admission, documents: TrustedDocuments, schema: Any, *, gets: bool, parts: int
    ) -> None:
        super().__init__(schema, graphql_ide=None, allow_queries_via_get=True, multipart_uploads_enabled=True)
        self._admission = admission
        self._documents = documents
        self._parts = parts
        self.methods = ("GET", "POST") if gets or documents.only else ("POST",)

    async def answer(self, request: Request) -> Response | None:
        """Answer; what cannot be read is refused in the client's language, None where the client went away."""
        try:
            return await self.run(request)
        except ClientDisconnect:
            return None
        except Refusal as refusal:
            return refused(request, refusal, 400)
        except HTTPException as said:
            return refused(request, Unreadable(said.reason), said.status_code)
        finally:
            await request.close()  # files of an upload

    def should_render_graphql_ide(self, request: Any) -> bool:  # noqa: ARG002
        """Show no page here, whatever a browser says that it accepts."""
        return False

    async def parse_http_body(self, request: AsyncHTTPRequestAdapter) -> Parsed:
        """Read the request, with the document that it names where it names one."""
        return await read_request(request, self._documents, parts=self._parts)

    async def execute_single(  # noqa: PLR0917  (strawberry's own order)
        self,
        request: Request,
        request_adapter: AsyncHTTPRequestAdapter,
        sub_response: Response,
        context: Context,
        root_value: None,
        request_data: GraphQLRequestData,
    ) -> ExecutionResult:
        """Let the document in, run it, and tell what it cost."""
        answering: Answering = request.scope["state"]["answering"]
        bill = answering.bill
        try:
            self._documents.require(request_data.query or "")
            admitted = self._admission.admit(
                request_data.query or "",
                request_data.operation_name,
                request_data.variables or {},
                context.caller.identity,
                bill,
            )
        except (GraphQLError, Refusal) as error:
            said = readable(error if isinstance(error, GraphQLError) else fault(error), context.caller.language)
            return ExecutionResult(data=None, errors=[said], extensions={"cost": bill.shown()})
        if admitted.is_stream:
            return self._streamed(answering, request, Wanted(request_data, admitted.estimated))
        if admitted.is_act:
            answering.deadline.allow_act()
        result = await super().execute_single(request, request_adapter, sub_response, context, root_value, request_data)
        bill.settle(result.data)
        result.extensions = {**(result.extensions or {}), "cost": bill.shown()}
        return result

    def _streamed(self, answering: Answering, request: Request, wanted: Wanted) -> ExecutionResult:
        """Leave a subscription to whoever streams it; refuse it where the client takes no events."""
        if takes_events(request.headers.get("accept", "")):
            answering.wanted = wanted
            return ExecutionResult(data=None, errors=None)
        said = readable(fault(StreamNeeded()), answering.context.caller.language)
        return ExecutionResult(data=None, errors=[said], extensions={"cost": answering.bill.shown()})

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Context:  # noqa: ARG002
        """Return the context that the endpoint made."""
        context: Context = request.scope["state"]["answering"].context
        return context

    async def get_sub_response(self, request: Request | WebSocket) -> Response:
        """Return what the answer is made from: the media type that the client prefers."""
        response = await super().get_sub_response(request)
        response.media_type = media_type_of(request.headers.get("accept", ""))
        return response

    def create_response(self, response_data: Any, sub_response: Response) -> Response:
        """Return the answer; a document that did not run has no data, and 400 where the client knows that type."""
        never_ran = response_data.get("data") is None and not any("path" in e for e in response_data.get("errors", ()))
        if never_ran:
            response_data.pop("data", None)
        status = 400 if never_ran and sub_response.media_type == GRAPHQL_JSON else 200
        media_type = f"{sub_response.media_type}; charset=utf-8"
        return Response(self.encode_json(response_data), status_code=status, media_type=media_type)

    def encode_json(self, data: object) -> str | bytes:
        """Return the answer as JSON."""
        return orjson.dumps(data, default=_plain)


def _plain(value: object) -> Any:
    """Say numbers that JSON's encoder does not know; anything else is a mistake of ours."""
    if isinstance(value, int):
        return str(value)
    raise TypeError(type(value))
