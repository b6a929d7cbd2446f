"""Where the service listens: an address that is taken is named before anything starts."""

import asyncio
import socket

import httpx
import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from service.commands.serving import GONE_AFTER, GivingUp, PortInUse, check_port


def test_a_port_on_which_another_program_listens_is_refused_with_the_next_one_as_advice() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortInUse) as refused:
            check_port("127.0.0.1", port)
    assert refused.value.message("en") == (
        f"Cannot listen on 127.0.0.1:{port} (Address already in use). Choose another port: --port {port + 1}."
    )
    assert refused.value.message("zh").startswith(f"地址 127.0.0.1:{port} 无法使用")


def test_a_port_that_became_free_is_taken() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
    check_port("127.0.0.1", port)


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(PortInUse, match=r"192\.0\.2\.1"):
        check_port("192.0.2.1", 8000)


async def test_a_connection_whose_other_end_is_gone_without_a_word_is_given_up_soon() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        config = uvicorn.Config(app, http=GivingUp, lifespan="off", log_level="warning")
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        async with httpx.AsyncClient() as client:
            answer = await client.get(f"http://127.0.0.1:{listener.getsockname()[1]}")
            (held,) = server.server_state.connections
            patience = held.transport.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
        server.should_exit = True
        await serving
    assert (answer.status_code, patience) == (204, GONE_AFTER * 1000)
