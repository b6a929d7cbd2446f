"""The file of a person, asked for through the API."""

from typing import Any

from terms.roles import Role
from tests.api.fact_scene import Registry

FILE = """query ($number: String!, $reason: String) { personalFile(personNumber: $number, reason: $reason) {
  personNumber madeOn inFull
  sections { what { code zh } rows { values {
    what { code zh en } text days
    purpose { code zh en } sensitivity { code } basis { zh en } keeping { code } correcting { code } } } }
  withheld { code zh en }
} }"""


async def file_of(
    registry: Registry, number: str, *, by: Role = Role.COUNTY, person: str | None = None, **more: Any
) -> Any:
    """Return the file of a person as somebody gets it."""
    return (await registry.ask(FILE, role=by, person=person, number=number, **more))["personalFile"]


def rows(file: Any, table: str) -> list[dict[str, str | None]]:
    """Return what a file says of one kind of record, by column."""
    (section,) = [each for each in file["sections"] if each["what"]["code"] == table]
    return [{value["what"]["code"]: value["text"] for value in row["values"]} for row in section["rows"]]


async def logged(registry: Registry, act: str) -> int:
    """Return how many audit lines there are of an act."""
    return int(await registry.planner.key_of("SELECT count(*) FROM audit_entries WHERE act = :act", act=act))
