"""``/sign-out``: whoever came with a token of the identity provider ends it here, with its session."""

from typing import ClassVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from service.door import Door, headers_of, status_of
from service.refusing import refused
from terms.refusals import Refusal


class NothingToEnd(Refusal):
    """The token is no sign-in of the identity provider."""

    code: ClassVar[str] = "NOTHING_TO_END"
    zh: ClassVar[str] = "该令牌不是统一身份认证签发的，请由安全管理员撤销。"
    en: ClassVar[str] = "This token is none of the identity provider's. The security administrator can revoke it."


def leaving_routes(door: Door) -> list[Route]:
    """Return the route ``/sign-out``: 204 when the token and its session are ended."""

    async def leave(request: Request) -> Response:
        try:
            ended = await door.leave(request)
        except Refusal as refusal:
            response = refused(request, refusal, status_of(refusal))
            response.headers.update(headers_of(refusal))
            return response
        return Response(status_code=204) if ended else refused(request, NothingToEnd(), 409)

    return [Route("/sign-out", leave, methods=["POST"])]
