"""The workbook: nine sheets in the template's order."""

from typing import Any

from intake.columns import Sheet
from intake.sheets.cases import CASES
from intake.sheets.interests import INTERESTS
from intake.sheets.leave import LEAVE
from intake.sheets.memberships import MEMBERSHIPS
from intake.sheets.organs import ORGANS
from intake.sheets.parties import PARTIES
from intake.sheets.people import PEOPLE
from intake.sheets.skills import SKILLS
from intake.sheets.ties import TIES

SHEETS: tuple[Sheet[Any], ...] = (ORGANS, PEOPLE, MEMBERSHIPS, TIES, INTERESTS, SKILLS, LEAVE, CASES, PARTIES)

GUIDE_SHEET = "说明"
"""The sheet of the template that explains the others."""
