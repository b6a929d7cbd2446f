"""``zones person-file``, ``personal-data`` and ``retention``."""

import asyncio
import json
from dataclasses import dataclass

import pytest
from pytest_asyncio import fixture

from service.cli import main
from service.personal_data import printed
from tests.api.fact_scene import Registry, registry
from tests.api.personal_scene import an_old_meeting, logged

__all__ = ["registry"]


@dataclass(frozen=True, slots=True)
class CommandLine:
    """The command line in this process, which halves the wait."""

    said: pytest.CaptureFixture[str]

    async def __call__(self, *words: str) -> tuple[int, str]:
        """Give a command, and return its exit code and what it printed."""
        self.said.readouterr()
        code = await asyncio.to_thread(main, list(words))
        return code, self.said.readouterr().out


@fixture
async def zones(county: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """Give the command line of the county, in English."""
    monkeypatch.setenv("DATABASE_URL", county)
    for name, value in (("LC_ALL", "C.UTF-8"), ("LANG", "C.UTF-8")):
        monkeypatch.setenv(name, value)
    return CommandLine(capsys)


async def test_the_file_of_a_person_is_printed_as_json_masked_and_noted(registry: Registry, zones: CommandLine) -> None:
    number = str(await registry.planner.key_of("SELECT min(number) FROM people WHERE birth_month IS NOT NULL"))
    code, printed_file = await zones("person-file", number)
    assert code == 0
    document = json.loads(printed_file)
    assert (document["personNumber"], document["inFull"]) == (number, False)
    (people,) = [each for each in document["sections"] if each["table"] == "people"]
    values = {each["column"]: each["value"] for each in people["rows"][0]}
    assert values["birth_month"].endswith("***")
    assert await zones("person-file", "no such number") == (2, "")
    assert await logged(registry, "READ_PERSONAL_FILE") == 1


async def test_what_is_past_its_time_is_listed_and_blanked_once_where_no_history_holds_it(
    registry: Registry, zones: CommandLine
) -> None:
    meeting = await an_old_meeting(registry)
    await registry.planner.become(meeting)
    code, listed = await zones("retention")
    assert code == 0
    assert "✗ meetings (place): 1 rows past 1095 days" in listed
    (_, first), (_, second) = [await zones("retention", "--apply") for _ in range(2)]
    assert "✓ meetings (place): 1 rows" in first
    assert "✓" not in second
    assert await registry.planner.key_of("SELECT place FROM meetings WHERE id = :id", id=meeting.id) == ""
    assert await logged(registry, "RETENTION") == 1


async def test_the_register_is_printed(zones: CommandLine) -> None:
    assert await zones("personal-data") == (0, printed())
