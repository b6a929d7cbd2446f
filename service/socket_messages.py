"""The words of graphql-transport-ws: messages as they come, and with which code a socket is closed."""

from collections.abc import Mapping
from typing import Any, Final

import orjson
from starlette.websockets import WebSocket, WebSocketDisconnect

PROTOCOL: Final = "graphql-transport-ws"
INTRODUCTION: Final = 10.0
"""Seconds in which a client says who she is; ours."""
UNREADABLE, UNAUTHORIZED, FORBIDDEN, NOT_ACCEPTABLE = 4400, 4401, 4403, 4406
TOO_LATE, TAKEN, TOO_OFTEN = 4408, 4409, 4429
TOO_BIG, TRY_LATER = 1009, 1013
GONE: Final = (WebSocketDisconnect, OSError)
"""How a socket says that it was closed from the other end."""


class Closed(Exception):  # noqa: N818  (how a socket ends)
    """The socket is to be closed with a code and a reason."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason


async def message_of(websocket: WebSocket, most: int) -> Mapping[str, Any]:
    """Return the next message, an object with a type.

    Raises:
        Closed: it is none, or has more than so many characters.
        WebSocketDisconnect: the client has gone.
    """
    came = await websocket.receive()
    if came["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(came.get("code", 1000))
    text = came.get("text")
    if text is None:
        raise Closed(UNREADABLE, "WebSocket message type must be text")
    if len(text) > most:
        raise Closed(TOO_BIG, "Message too big")
    try:
        message = orjson.loads(text)
    except ValueError:
        raise Closed(UNREADABLE, "WebSocket message must be valid JSON") from None
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        raise Closed(UNREADABLE, "Failed to parse message")
    return message
