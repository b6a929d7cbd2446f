"""What ready documents leave open until the day and the county are known.

In the variables `{monday+9}` is the day nine days after this week's Monday, `{case 7}` the number of the seventh open
case by age of its row, `{meeting}` the id of the first meeting that is not over, and `{person P000014}` that person's
number. All but days are named in the demo only: elsewhere the words for them stand there, so that no example reaches a
real one by accident.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlmodel import col, select

from casework.statuses import OPEN
from db.session import Database
from db.tables import Case, Meeting
from schema.meetings import Meeting as ShownMeeting
from schema.nodes import global_id
from service.pages import Tab
from terms.meetings import MeetingState

NO_CASE = "（案件编号 case number）"
NO_MEETING = "（会议标识 meeting id）"
NO_PERSON = "（人员编号 person number）"

_DAY = re.compile(r"\{monday([+-]\d{1,3})\}")
_CASE = re.compile(r"\{case (\d{1,2})\}")
_PERSON = re.compile(r"\{person ([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Named:
    """What of the demo is named by its place in it; nothing while the database is away."""

    cases: Sequence[str] = ()
    """The numbers of the open cases in the order in which they were entered."""
    meeting: str = NO_MEETING


def filled(tabs: Sequence[Tab], *, today: date, named: Named | None) -> list[Tab]:
    """Return the tabs with every word filled in, of the demo if one is named; days stay the same for a week."""
    cases = dict(enumerate(named.cases if named else (), 1))

    def text(words: str) -> str:
        monday = today - timedelta(days=today.weekday())
        words = _DAY.sub(lambda found: str(monday + timedelta(days=int(found[1]))), words)
        words = _CASE.sub(lambda found: cases.get(int(found[1]), NO_CASE), words)
        words = words.replace("{meeting}", named.meeting if named else NO_MEETING)
        return _PERSON.sub(lambda found: found[1] if named else NO_PERSON, words)

    def value(given: Any) -> Any:
        if isinstance(given, str):
            return text(given)
        if isinstance(given, Mapping):
            return {name: value(inner) for name, inner in given.items()}
        return [value(inner) for inner in given] if isinstance(given, list) else given

    return [replace(tab, variables=value(tab.variables)) for tab in tabs]


async def named_in(database: Database) -> Named:
    """Return what is named of the county in the database."""
    cases = select(Case.number).where(col(Case.status).in_(OPEN)).order_by(col(Case.id))
    waits = col(Meeting.state).in_((MeetingState.CALLED, MeetingState.RUNNING))
    async with database.judging() as session:
        numbers = (await session.exec(cases)).all()
        meeting = (await session.exec(select(Meeting.id).where(waits).order_by(col(Meeting.id)).limit(1))).first()
    return Named(numbers, NO_MEETING if meeting is None else str(global_id(ShownMeeting, meeting)))
