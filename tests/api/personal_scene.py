"""The file of a person, asked for through the API."""

from datetime import timedelta
from typing import Any

from db.tables import Meeting
from terms.meetings import MeetingKind, MeetingState
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


async def an_old_meeting(registry: Registry) -> Meeting:
    """Return a meeting, not kept yet, that was held a day longer ago than its place is kept."""
    held = registry.planner.asking.now - timedelta(days=1096)
    return Meeting(
        county_id=int(await registry.planner.key_of("SELECT min(id) FROM counties")),
        kind=MeetingKind.WORKING,
        state=MeetingState.HELD,
        title="工作会议",
        convener_organ_id=int(await registry.planner.key_of("SELECT min(id) FROM organs")),
        place="三楼会议室",
        starts_at=held - timedelta(hours=1),
        ends_at=held,
        called_by="clerk",
    )
