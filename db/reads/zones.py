"""The organs of zones on a day, as a condition that other reads build on."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from db.tables import Zone, ZoneMember
from db.tables.columns import holds_on


def organs_of_zones(of: ColumnElement[bool], day: date) -> Any:
    """Return, as a subquery, the keys of the organs that belong on a day to some zones.

    Args:
        of: a condition on ``zone_members``; it may name the zone of an enclosing query.
        day: the day that counts.
    """
    return (
        select(ZoneMember.organ_id)
        .where(of, col(ZoneMember.superseded_at).is_(None), holds_on(col(ZoneMember.during), day))
        .scalar_subquery()
    )


def of_zone_with_code(code: str) -> ColumnElement[bool]:
    """Return the condition on ``zone_members`` that they are of the zone with this code."""
    return col(ZoneMember.zone_id) == select(Zone.id).where(Zone.code == code).scalar_subquery()
