"""What ready documents leave open until the day and the county are known.

In the variables `{monday+9}` is the day nine days after this week's Monday, `{case 7}` the number of the seventh open
case by age of its row, and `{person P000014}` that person's number. A case or a person is named in the demo only:
elsewhere the words for it stand there, so that no example reaches a real one by accident.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlmodel import col, select

from casework.statuses import OPEN
from db.session import Database
from db.tables import Case
from service.pages import Tab

NO_CASE = "（案件编号 case number）"
NO_PERSON = "（人员编号 person number）"

_DAY = re.compile(r"\{monday\+(\d{1,3})\}")
_CASE = re.compile(r"\{case (\d{1,2})\}")
_PERSON = re.compile(r"\{person ([^{}]+)\}")


def filled(tabs: Sequence[Tab], *, today: date, case_numbers: Sequence[str], demo: bool) -> list[Tab]:
    """Return the tabs with every word filled in; the days stay the same for a week, so that tabs rarely change."""

    def text(words: str) -> str:
        monday = today - timedelta(days=today.weekday())
        words = _DAY.sub(lambda found: str(monday + timedelta(days=int(found[1]))), words)
        words = _CASE.sub(lambda found: dict(enumerate(case_numbers, 1)).get(int(found[1]), NO_CASE), words)
        return _PERSON.sub(lambda found: found[1] if demo else NO_PERSON, words)

    def value(given: Any) -> Any:
        if isinstance(given, str):
            return text(given)
        if isinstance(given, Mapping):
            return {name: value(inner) for name, inner in given.items()}
        return [value(inner) for inner in given] if isinstance(given, list) else given

    return [replace(tab, variables=value(tab.variables)) for tab in tabs]


async def open_case_numbers(database: Database) -> Sequence[str]:
    """Return the numbers of the open cases in the order in which they were entered."""
    async with database.judging() as session:
        return (await session.exec(select(Case.number).where(col(Case.status).in_(OPEN)).order_by(col(Case.id)))).all()
