"""Where the service listens: an address that is taken is named before anything starts."""

import socket

import pytest

from service.commands.serving import PortInUse, check_port


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
