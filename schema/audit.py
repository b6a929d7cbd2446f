"""The audit trail (审计记录), for auditors alone: who did, read or was refused what, and the head of the chain."""

from datetime import datetime
from typing import Annotated, Any, Self, TypeAlias

import strawberry
from strawberry.scalars import JSON

from db.audit_chain import head_document
from db.tables import AuditEntry as AuditRow
from resolvers import audit
from resolvers.audit import EntriesWanted
from resolvers.paging import kinds_of
from schema.connections import After, Before, Connection, First, Last, connection_of, window_of
from schema.context import Info
from schema.enums import register
from schema.nodes import global_id, kinds
from terms.audit import AuditResult
from terms.roles import Role

register(AuditResult, "审计结果")


@strawberry.type(description="One act, look or refusal on the audit trail (审计记录).")
class AuditEntry:
    """See ``db.tables.AuditEntry``; told so that the order of lines tells nothing of sealed facts."""

    reference: strawberry.ID = strawberry.field(description="The name of the entry, which tells no order (记录标识).")
    at: datetime = strawberry.field(
        description="The moment (时间); of an act on sealed facts only its day, as the beginning of the day."
    )
    day_only: bool = strawberry.field(description="Whether only the day is told (仅示日期).")
    actor: str = strawberry.field(description="The identity that acted (操作者); `service` for what follows by itself.")
    role: Role | None = strawberry.field(
        description="The role in which it acted (角色); null for the service, the command line and old entries."
    )
    on_behalf_of: strawberry.ID | None = strawberry.field(
        description="The id of the person behind the identity (代表人员); null where it is an office's."
    )
    zones: list[strawberry.ID] | None = strawberry.field(
        description="The ids of the zones for which it acted (所属协作区); null for the whole county."
    )
    organ: strawberry.ID | None = strawberry.field(
        description="The id of the organ for which it acted (所属单位); null if it acted for none."
    )
    origin: str = strawberry.field(
        description="Where it came from (来源): `api` with an address, or `command line`; empty for the service."
    )
    act: str = strawberry.field(description="The code of the act (操作).")
    object_type: str = strawberry.field(description="What kind of record it was about (对象类型); may be empty.")
    object_key: str | None = strawberry.field(
        description="The number of that record among its kind (对象编号); null if it was about no single one."
    )
    knowledge: str | None = strawberry.field(
        description="The version of the facts at that moment (事实版本); null for acts on sealed facts and old entries."
    )
    result: AuditResult = strawberry.field(description="What came of it (结果).")
    detail: JSON = strawberry.field(description="What else was kept of it (详情).")

    @classmethod
    def of(cls, row: AuditRow) -> Self:
        """Return the entry as auditors are told it."""
        sealed = audit.is_sealed(row)
        node = kinds()
        return cls(
            reference=strawberry.ID(str(row.mark)),
            at=audit.told_at(row),
            day_only=sealed,
            actor=row.actor,
            role=None if row.role is None else Role[row.role],
            on_behalf_of=None if row.on_behalf_of is None else global_id(node["Person"], row.on_behalf_of),
            zones=None if row.zones is None else [global_id(node["Zone"], key) for key in row.zones],
            organ=None if row.organ_id is None else global_id(node["Organ"], row.organ_id),
            origin=row.origin,
            act=row.act,
            object_type=row.object_type,
            object_key=None if row.object_id is None else str(row.object_id),
            knowledge=None if sealed or row.knowledge is None else str(row.knowledge),
            result=row.result,
            detail=_json(row.detail),
        )


@strawberry.type(description="The end of the chain of hashes over the audit trail (审计链首).")
class AuditHead:
    """See ``db.audit_chain.Head``; the same document as ``zones audit head`` prints."""

    document: JSON = strawberry.field(
        description="Keep it outside of this service; `zones audit verify --head FILE` proves by it (链首文件)."
    )


@strawberry.input(description="Which entries are wanted (筛选); all conditions must hold, null is none.")
class AuditFilter:
    """See ``resolvers.audit.EntriesWanted``."""

    actor: str | None = strawberry.field(default=None, description="By exactly this identity (操作者).")
    acts: list[str] | None = strawberry.field(default=None, description="One of these acts, by code (操作).")
    object_type: str | None = strawberry.field(default=None, description="About records of this kind (对象类型).")
    results: list[AuditResult] | None = strawberry.field(default=None, description="With one of these results (结果).")
    since: datetime | None = strawberry.field(default=None, description="At this moment or later, as told (起).")
    before: datetime | None = strawberry.field(default=None, description="Before this moment, as told (止).")

    def wanted(self) -> EntriesWanted:
        """Return the wish as resolvers know it."""
        return EntriesWanted(**vars(self))


Where: TypeAlias = Annotated[
    AuditFilter | None, strawberry.argument(name="filter", description="Null for the whole trail (筛选).")
]


@strawberry.type
class AuditQuery:
    """Questions about the audit trail."""

    @strawberry.field(
        description="The audit trail, the latest first, for auditors (审计记录); each look is on the trail itself."
    )
    async def audit_entries(
        self,
        info: Info,
        *,
        where: Where = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[AuditEntry]:
        """List entries."""
        window = window_of(kinds_of(audit.ORDER), first=first, after=after, last=last, before=before)
        wanted = (where or AuditFilter()).wanted()
        return connection_of(await audit.entries(info.context.caller, window, wanted=wanted), AuditEntry.of)

    @strawberry.field(
        description="The head of the audit trail to keep elsewhere, for auditors (审计链首); null if it is gone,"
        " which `zones audit verify` tells; each look is on the trail itself."
    )
    async def audit_head(self, info: Info) -> AuditHead | None:
        """Return the head."""
        head = await audit.head(info.context.caller)
        return None if head is None else AuditHead(document=_json(head_document(head)))


def _json(value: Any) -> JSON:
    document: JSON = value
    return document
