"""The audit trail for auditors, and what the gate refused put on it.

Auditors may not know sealed facts. A line of an act on them, beside the next line by its moment or its number, would
tell what it touched; so entries are told by the moment, of such acts by the day only, and by marks, never by numbers.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, DateTime, and_, case, cast, func
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record, record_refused
from db.audit_chain import Head, head_of
from db.reads.rows import Order, Page, Window, page_of
from db.tables import AuditEntry
from resolvers.caller import Caller
from resolvers.gate import Act, require
from terms.audit import SEALED_ACTS, AuditResult
from terms.periods import COUNTY_TIME
from terms.refusals import Refusal

log = logging.getLogger("zones")

LONGEST = 200
"""Characters of a name to look for; ours."""
IS_SEALED = and_(col(AuditEntry.act).in_(sorted(SEALED_ACTS)), col(AuditEntry.result) != AuditResult.REFUSED)
COUNTY_DAY = func.timezone("Asia/Shanghai", func.date_trunc("day", func.timezone("Asia/Shanghai", col(AuditEntry.at))))
TOLD_AT: ColumnElement[datetime] = cast(
    case((IS_SEALED, COUNTY_DAY), else_=col(AuditEntry.at)), DateTime(timezone=True)
)
"""The moment of an entry as auditors are told it: of an act on sealed facts, the beginning of its day."""
MARK: Any = AuditEntry.mark
ORDER = (Order(TOLD_AT, descending=True), Order(MARK, descending=True))


def is_sealed(entry: AuditEntry) -> bool:
    """Tell whether an entry is of an act on sealed facts; a refused one touched none."""
    return entry.act in SEALED_ACTS and entry.result is not AuditResult.REFUSED


def told_at(entry: AuditEntry) -> datetime:
    """Return the moment of an entry as auditors are told it; the same as ``TOLD_AT``."""
    local = entry.at.astimezone(COUNTY_TIME)
    return datetime.combine(local.date(), time(), COUNTY_TIME) if is_sealed(entry) else local


class NameTooLong(Refusal):
    """A name to look for that no entry can have."""

    code: ClassVar[str] = "NAME_TOO_LONG"
    zh: ClassVar[str] = "筛选用的名称最多{most}个字。请缩短后重试。"
    en: ClassVar[str] = "A name to look for has at most {most} characters. Shorten it."

    def __init__(self) -> None:
        super().__init__()
        self.most = LONGEST


@dataclass(frozen=True, slots=True)
class EntriesWanted:
    """Which entries are wanted; None leaves a property open."""

    actor: str | None = None
    acts: Sequence[str] | None = None
    object_type: str | None = None
    results: Sequence[AuditResult] | None = None
    since: datetime | None = None
    before: datetime | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return the conditions on ``audit_entries``; times are those that are told."""
        found: list[ColumnElement[bool]] = []
        if self.actor is not None:
            found.append(col(AuditEntry.actor) == self.actor)
        if self.acts is not None:
            found.append(col(AuditEntry.act).in_(self.acts))
        if self.object_type is not None:
            found.append(col(AuditEntry.object_type) == self.object_type)
        if self.results is not None:
            found.append(col(AuditEntry.result).in_(self.results))
        if self.since is not None:
            found.append(self.since <= TOLD_AT)
        if self.before is not None:
            found.append(self.before > TOLD_AT)
        return found

    def told(self) -> dict[str, Any]:
        """Return the conditions as the trail keeps them.

        Raises:
            NameTooLong: a name is longer than any that is on the trail.
        """
        names = [self.actor or "", self.object_type or "", *(self.acts or ())]
        if max(map(len, names)) > LONGEST or len(names) > LONGEST:
            raise NameTooLong
        wanted = {
            "actor": self.actor,
            "acts": None if self.acts is None else list(self.acts),
            "object_type": self.object_type,
            "results": None if self.results is None else [each.value for each in self.results],
            "since": None if self.since is None else self.since.isoformat(),
            "before": None if self.before is None else self.before.isoformat(),
        }
        return {name: value for name, value in wanted.items() if value is not None}


async def entries(caller: Caller, window: Window, *, wanted: EntriesWanted) -> Page[AuditEntry]:
    """Return one page of the trail, the latest first; the look itself is on the trail after it.

    Raises:
        NotAllowed: the caller is no auditor.
        NameTooLong: see ``EntriesWanted.told``.
    """
    require(caller, Act.READ_AUDIT)
    told = wanted.told()

    async def look(session: AsyncSession) -> Page[AuditEntry]:
        page = await page_of(session, AuditEntry, window, *wanted.conditions(), order=ORDER)
        _looked(session, caller, "audit_entries", wanted=told)
        return page

    return await caller.database.deciding(look, Act.READ_AUDIT)


async def head(caller: Caller) -> Head | None:
    """Return the head of the chain as it was before this look.

    Raises:
        NotAllowed: the caller is no auditor.
    """
    require(caller, Act.READ_AUDIT)

    async def look(session: AsyncSession) -> Head | None:
        found = await head_of(session)
        _looked(session, caller, "audit_head")
        return found

    return await caller.database.deciding(look, Act.READ_AUDIT)


def _looked(session: AsyncSession, caller: Caller, what: str, **detail: Any) -> None:
    record(
        session,
        actor=caller.actor,
        act=Act.READ_AUDIT.value,
        object_type=what,
        object_id=None,
        result=AuditResult.READ,
        **detail,
    )


async def note_refused(caller: Caller) -> None:
    """Put on the trail what the gate refused in this request, each act once; an answer is never lost over it."""
    acts = list(dict.fromkeys(caller.refused))
    caller.refused.clear()
    if not acts:
        return

    async def work(session: AsyncSession) -> None:
        await record_refused(session, actor=caller.actor, acts=acts)

    try:
        await caller.database.noting(work)
    except Refusal as refusal:
        log.warning("a refusal is not on the audit trail: %s", refusal.code)
