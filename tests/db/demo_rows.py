"""The rows of a demo, by column."""

from typing import Any

from sqlmodel import SQLModel

from db.demo.register import Sheets


def rows(sheets: Sheets, table: type[SQLModel]) -> list[dict[str, Any]]:
    """Return the rows of a table by column."""
    sheet = sheets[table]
    return [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]
