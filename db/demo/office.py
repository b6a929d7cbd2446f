"""What the office itself has on file: the county, its policy, and the calendar of working days."""

from datetime import date

from chinese_calendar.constants import holidays, workdays

from allocation.policy import PlanningPolicy
from db.demo.draft import COUNTY_ID, Draft
from db.demo.places import COUNTY, COUNTY_CODE, COUNTY_EN
from db.tables import CalendarDay, County
from db.tables import Policy as PolicyRow
from recusal.policy import Policy
from terms.organs import ManagementLevel
from terms.people import Rank

_NOTICED = (2025, 2026)
"""Years whose holidays the State Council's notices fix."""

_UNNOTICED: tuple[tuple[date, str], ...] = ((date(2027, 1, 1), "元旦"), (date(2027, 10, 1), "国庆节"))
"""Statutory holidays on weekdays of a year without a notice; its make-up days are not known."""

_SATURDAY = 5
_RECUSAL = Policy(lead_rank={ManagementLevel.COUNTY: Rank.SECTION_DEPUTY})
"""The defaults, but that a case against somebody whom the county manages is led by a section's deputy or above."""


def open_office(draft: Draft) -> None:
    """Write the county, the policy that it begins with, and the days that differ from the week's pattern."""
    draft.register.add(County, code=COUNTY_CODE, name=COUNTY, name_en=COUNTY_EN, demo=True)
    draft.register.add(
        PolicyRow,
        county_id=COUNTY_ID,
        effective_from=draft.ago(365),
        document={"recusal": _RECUSAL.to_json(), "planning": PlanningPolicy().to_json()},
        reason="演示县启用政策：县管干部案件由乡科级副职以上任组长，其余取默认",
        decided_by="县纪委监委",
    )
    for day in sorted({*holidays, *workdays}):
        working = day in workdays
        if day.year in _NOTICED and working is (day.weekday() >= _SATURDAY):
            draft.register.add(CalendarDay, day=day, is_working_day=working, source="国务院办公厅节假日安排通知")
    for day, name in _UNNOTICED:
        source = f"{name}；放假调休安排待国务院办公厅通知"
        draft.register.add(CalendarDay, day=day, is_working_day=False, source=source, provisional=True)
