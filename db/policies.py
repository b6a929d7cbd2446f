"""The county's policy in force: the newest row by effective day, the defaults where there is none."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from allocation.policy import PlanningPolicy
from casework.retention import RetentionPolicy
from db.knowledge import Known
from db.tables import Policy as PolicyRow
from recusal.policy import Policy as RecusalPolicy


@dataclass(frozen=True, slots=True)
class CountyPolicy:
    """What the county has set, and the row that says so."""

    id: int | None
    recusal: RecusalPolicy
    planning: PlanningPolicy
    retention: RetentionPolicy


async def policy_on(session: AsyncSession, day: date, *, known: Known | None = None) -> CountyPolicy:
    """Return the policy in force on a day, as it was set at a version of the facts; None means now."""
    on_record = [] if known is None else [col(PolicyRow.recorded_in) <= known.version]
    statement = (
        select(PolicyRow)
        .where(col(PolicyRow.effective_from) <= day, *on_record)
        .order_by(col(PolicyRow.effective_from).desc(), col(PolicyRow.id).desc())
        .limit(1)
    )
    row = (await session.exec(statement)).first()
    document = {} if row is None else row.document
    return CountyPolicy(
        id=None if row is None else row.id,
        recusal=RecusalPolicy.from_json(document.get("recusal", {})),
        planning=PlanningPolicy.from_json(document.get("planning", {})),
        retention=RetentionPolicy.from_json(document.get("retention", {})),
    )
