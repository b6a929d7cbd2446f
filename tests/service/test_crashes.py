"""Processes that are killed in the midst of their work: what was half done is not there, and all goes on."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import folder_in_memory
from tests.service.running import Running, free_port, postmaster, zones

CASES = ["商纪案〔2026〕20号", "商纪案〔2026〕21号", "商纪案〔2026〕24号"]
PROPOSE = """mutation ($input: AllocationProposeInput!) {
  allocationPropose(input: $input) { __typename ... on Refusal { message } }
}"""
APPROVE = """mutation ($input: AllocationApproveInput!) {
  allocationApprove(input: $input) {
    __typename ... on Refusal { code message } ... on AllocationApproved { assignments { id } }
  }
}"""
ZONES = "{ zones(first: 4) { nodes { code } } }"


@pytest.fixture
def data() -> Iterator[Path]:
    """Give an empty folder for the demo's data."""
    with folder_in_memory() as folder:
        yield folder / "data"


def propose(service: Running, key: str) -> None:
    """Propose teams for three cases."""
    answer = service.ask(PROPOSE, input={"key": key, "caseNumbers": CASES}).json()
    assert answer["data"]["allocationPropose"]["__typename"] == "AllocationProposed"


def approve(service: Running, key: str) -> dict[str, Any]:
    """Approve a proposal, and return what came."""
    answer: dict[str, Any] = service.ask(APPROVE, input={"proposal": {"key": key}}).json()
    return answer


def examined(data: Path) -> None:
    """Examine every invariant with the command for it."""
    checked = zones("check", "--data", str(data))
    assert checked.returncode == 0, checked.stdout
    assert checked.stdout == "Every invariant holds. 所有约束均成立。\n"


def test_a_server_killed_during_an_approval_leaves_all_of_it_or_nothing(data: Path) -> None:
    with Running.demo(data) as service:
        propose(service, "one")
    for seconds in (0.05, 0.3):
        with Running.demo(data) as service:
            asked = threading.Thread(target=_approve_unheard, args=(service, "one"))
            asked.start()
            time.sleep(seconds)
            service.kill()
            asked.join()
        examined(data)
    with Running.demo(data) as service:
        approved = approve(service, "one")
        assert approved["data"]["allocationApprove"]["__typename"] == "AllocationApproved"
        assert approve(service, "one") == approved
    examined(data)


def _approve_unheard(service: Running, key: str) -> None:
    try:
        approve(service, key)
    except httpx.TransportError:
        return


def test_a_database_killed_in_the_midst_comes_back_and_nothing_is_half_written(data: Path) -> None:
    with Running.demo(data) as service:
        propose(service, "one")
        heard: list[dict[str, Any]] = []
        asked = threading.Thread(target=lambda: heard.append(approve(service, "one")))
        asked.start()
        time.sleep(0.1)
        os.kill(postmaster(data), signal.SIGKILL)
        asked.join()
        (answer,) = heard
        came = answer.get("data") and answer["data"]["allocationApprove"]
        if came:
            assert came["__typename"] == "AllocationApproved" or came["code"] == "DATABASE_UNAVAILABLE"
        else:
            assert [error["extensions"]["code"] for error in answer["errors"]] == ["DATABASE_UNAVAILABLE"]
        _comes_back(service)
        assert approve(service, "one")["data"]["allocationApprove"]["__typename"] == "AllocationApproved"
    examined(data)


def _comes_back(service: Running) -> None:
    """Ask until the answer is whole; before, every answer says that the database is away."""
    end = time.monotonic() + 30
    while True:
        answer = service.ask(ZONES)
        body = answer.json()
        if answer.status_code == 200 and "errors" not in body:
            assert len(body["data"]["zones"]["nodes"]) == 4
            return
        assert [error["extensions"]["code"] for error in body["errors"]] == ["DATABASE_UNAVAILABLE"]
        assert time.monotonic() < end, "the database did not come back"
        time.sleep(0.1)


def test_a_second_run_keeps_the_data_and_a_second_server_is_refused(data: Path) -> None:
    with Running.demo(data) as service:
        propose(service, "kept")
        again = zones("demo", "--no-reload", "--data", str(data), "--port", str(service.port))
        assert again.returncode == 2
        assert f"127.0.0.1:{service.port}" in again.stderr
        assert f"--port {service.port + 1}" in again.stderr
        elsewhere = zones("demo", "--no-reload", "--data", str(data), "--port", str(free_port()))
        assert elsewhere.returncode == 2
        assert str(data) in elsewhere.stderr
    with Running.demo(data) as service:
        answer = service.ask('{ proposal(key: "kept") { state } }').json()
        assert answer["data"] == {"proposal": {"state": "PROPOSED"}}
