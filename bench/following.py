"""What it costs to follow a meeting: ``python -m bench.following [followers] [rounds]``.

The service runs on a port with the demo county. One follower and many are told of the same kind of change by turns: a
new place of the meeting to come. For each: how long until the last of them was told (median), and what of a core it
took, the service, the act and the followers together.
"""

import argparse
import asyncio
import socket
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import httpx
import uvicorn

from bench.noninterference import KEY, county
from db.embedded import EmbeddedPostgres
from db.wall import api_url, set_key
from service.app import create_app
from service.limits import Limits
from service.settings import Settings

HOST = "127.0.0.1"
FOLLOWERS = ("demo-secretary", "demo-county", "demo-organ")
"""An office, and two in person whose items are screened."""
TO_COME = "{ meetings(filter: {states: [CALLED]}, first: 1) { nodes { id } } }"
WATCH = """subscription Watch($m: ID!) { meetingChanged(meeting: $m) { meeting {
  place state agenda { position subject case { number } } participants { attendance person { name } } } } }"""
MOVE = """mutation Move($input: MeetingChangeInput!) { meetingChange(input: $input) {
  __typename ... on Refusal { code } } }"""


@asynccontextmanager
async def _served(url: str) -> AsyncIterator[str]:
    many = Limits(streams=10_000, budget=10**9, budget_per_second=10**8)
    app = create_app(Settings(database_url=api_url(url), wall_key=KEY, demo=True, limits=many))
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on"))
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started:  # noqa: ASYNC110  (uvicorn tells it by no event)
            await asyncio.sleep(0.01)
        yield f"http://{HOST}:{listener.getsockname()[1]}"
        server.should_exit = True
        await serving


async def _ask(client: httpx.AsyncClient, document: str, **variables: object) -> dict[str, object]:
    asked = {"query": document, "variables": variables}
    answer = await client.post("/graphql", json=asked, headers={"authorization": "Bearer demo-secretary"})
    found: dict[str, object] = answer.json()["data"]
    return found


async def _told(lines: AsyncIterator[str], place: str) -> None:
    async for line in lines:
        if place in line:
            return


async def _follow(client: httpx.AsyncClient, meeting: str, followers: int, rounds: int) -> tuple[float, float]:
    """Return the median seconds until the last was told, and the median seconds of a core."""
    async with AsyncExitStack() as stack:
        streams = []
        for at in range(followers):
            token = f"Bearer {FOLLOWERS[at % len(FOLLOWERS)]}"
            headers = {"authorization": token, "accept": "text/event-stream"}
            asked = {"query": WATCH, "variables": {"m": meeting}}
            opened = client.stream("POST", "/graphql", json=asked, headers=headers)
            lines = (await stack.enter_async_context(opened)).aiter_lines()
            await _told(lines, '"place"')
            streams.append(lines)
        took, spent = [], []
        for turn in range(rounds):
            place = f"{followers}号楼{turn}室"
            began, before = time.perf_counter(), time.process_time()
            told = asyncio.gather(*(_told(lines, place) for lines in streams))
            given = {"meeting": meeting, "place": place}
            answer = await _ask(client, MOVE, input=given)
            if answer["meetingChange"] != {"__typename": "MeetingChanged"}:
                raise SystemExit(f"The meeting was not changed: {answer}")
            await told
            took.append(time.perf_counter() - began)
            spent.append(time.process_time() - before)
    return statistics.median(took), statistics.median(spent)


async def _run(server: EmbeddedPostgres, followers: int, rounds: int) -> None:
    url = server.url()
    await county(url)
    await set_key(url, KEY)
    unbounded = httpx.Limits(max_connections=None)
    async with _served(url) as address, httpx.AsyncClient(base_url=address, timeout=300, limits=unbounded) as client:
        (meeting,) = (await _ask(client, TO_COME))["meetings"]["nodes"]  # type: ignore[index]
        print(f"{'followers':>9}  {'all told after':>14}  {'of one core':>11}")
        for many in (1, followers, 1, followers):
            seconds, core = await _follow(client, meeting["id"], many, rounds)
            print(f"{many:>9}  {seconds:>12.3f} s  {core:>9.3f} s")


def main() -> None:
    """Make the county, serve it, and follow."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("followers", nargs="?", type=int, default=60)
    options.add_argument("rounds", nargs="?", type=int, default=5)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres.start(Path(folder)) as server:
        asyncio.run(_run(server, chosen.followers, chosen.rounds))


if __name__ == "__main__":
    main()
