"""Access: tokens and accounts as the security administrator sees them, and what the door refused (访问管理)."""

from datetime import datetime
from typing import Annotated, Any, TypeAlias

import strawberry

from resolvers import access_lists
from resolvers.access_lists import Hold, HoldKey
from resolvers.paging import kinds_of
from schema.connections import After, Before, Connection, First, Last, connection_of, window_of
from schema.context import Info
from schema.enums import register
from schema.nodes import Mirror, Node
from terms.access import SignInRefusal
from terms.acts import Act
from terms.roles import Role

register(Act, "权限")
register(SignInRefusal, "登录拒绝原因")


@strawberry.type(description="What an access is held to (访问范围); null and empty mean the whole county.")
class AccessReach:
    """See ``resolvers.access_lists.Hold``."""

    zone_codes: list[str] = strawberry.field(description="Codes of its zones (协作区代码); empty for the whole county.")
    organ: str | None = strawberry.field(description="The organ of its secretary (单位); null for other roles.")
    person_number: str | None = strawberry.field(
        description="The number of the person who holds it (人员编号); null where no person on file does."
    )

    @classmethod
    async def of(cls, info: Info, row: Any) -> "AccessReach":
        """Show what a token or an account is held to."""
        key: HoldKey = (tuple(row.zone_ids or ()), row.organ_id, row.person_id)
        found: Hold = await info.context.load(access_lists.holds_of, key)
        return cls(zone_codes=list(found.zone_codes), organ=found.organ, person_number=found.person_number)


@strawberry.type
class Access:
    """What a token and an account have in common; beside ``Node``, whose own subclasses alone are types with ids."""

    row: strawberry.Private[Any]
    label: str = strawberry.field(description="Its name on the audit trail (名称).")
    role: Role = strawberry.field(description="As whom it lets in (角色).")
    last_used_at: datetime | None = strawberry.field(
        description="When it last let somebody in, to the minute (最近使用); null if it never did."
    )

    @strawberry.field(description="Who holds it (持有人); empty where a person on file does.")
    def bearer(self) -> str:
        """Tell the name."""
        name: str = self.row.holder
        return name

    @strawberry.field(description="What it is held to (访问范围).")
    async def held_to(self, info: Info) -> AccessReach:
        """Show zones, organ and person."""
        return await AccessReach.of(info, self.row)


@strawberry.type(description="A token of an office or a program; its secret is not kept (访问令牌).")
class AccessToken(Access, Node):
    """See ``db.tables.AccessToken``."""

    batch = access_lists.access_tokens_by_id

    prefix: str = strawberry.field(description="Its first characters, to know it by (前缀); empty for the oldest.")
    created_at: datetime = strawberry.field(description="When it was issued (签发时间).")
    created_by: str = strawberry.field(description="Who issued it (签发人); empty for the oldest.")
    expires_at: datetime = strawberry.field(description="When it ends by itself (到期时间).")
    revoked_at: datetime | None = strawberry.field(description="When it was revoked (撤销时间); null if it was not.")
    revoked_by: str | None = strawberry.field(description="Who revoked it (撤销人); null if it was not, or long ago.")

    @strawberry.field(description="The acts to which it is narrowed (权限范围); null for all of its role.")
    def acts(self) -> list[Act] | None:
        """List the acts that are known today."""
        acts: list[str] | None = self.row.acts
        return None if acts is None else [Act[name] for name in acts if name in Act.__members__]

    @strawberry.field(description="Whether it opens the door now (是否有效).")
    def stands(self, info: Info) -> bool:
        """Tell whether it is neither revoked nor expired."""
        return self.revoked_at is None and bool(self.expires_at > info.context.caller.now())


@strawberry.type(description="Somebody of the identity provider who may come in (账号).")
class Account(Access, Node):
    """See ``db.tables.Account``."""

    batch = access_lists.accounts_by_id

    issuer: str = strawberry.field(description="The identity provider (身份提供方).")
    subject: str = strawberry.field(description="The provider's own name for her (用户标识).")
    single_use: bool = strawberry.field(description="Whether each of its tokens opens the door once only (一次性令牌).")
    created_at: datetime = strawberry.field(description="When it was opened (开通时间).")
    created_by: str = strawberry.field(description="Who opened it (开通人).")
    tokens_from: datetime | None = strawberry.field(
        description="Until when all that was issued is signed out (强制退出时间); null if never."
    )
    revoked_at: datetime | None = strawberry.field(description="When it was closed (注销时间); null if it was not.")
    revoked_by: str | None = strawberry.field(description="Who closed it (注销人); null if nobody did.")

    @strawberry.field(description="Whether it opens the door now (是否有效).")
    def stands(self) -> bool:
        """Tell whether it was not closed."""
        return self.revoked_at is None


@strawberry.type(description="What the door refused: one minute, one address, one reason (登录失败记录).")
class SignInRecord(Mirror):
    """See ``db.tables.SignIn``."""

    row: strawberry.Private[Any]
    minute: datetime = strawberry.field(description="The minute in which it began (时间).")
    origin: str = strawberry.field(description="The address, or `others` past 200 in a minute (来源地址).")
    refusal: SignInRefusal = strawberry.field(description="Why (原因).")
    mark: str = strawberry.field(
        description="What the first came with (标记): a token's beginning or a hash after `#`; empty without a token."
    )
    count: int = strawberry.field(description="How many in that minute (次数).")
    latest_at: datetime = strawberry.field(description="When the last was (最近时间).")


Standing: TypeAlias = Annotated[
    bool | None,
    strawberry.argument(
        description="True for those that open the door, false for those that ended, null for all (有效)."
    ),
]
Refusals: TypeAlias = Annotated[
    list[SignInRefusal] | None, strawberry.argument(description="For these reasons only; null for all (原因).")
]


@strawberry.type
class AccessQuery:
    """Questions about access."""

    @strawberry.field(description="Tokens, the newest first, for the security administrator (访问令牌).")
    async def access_tokens(
        self,
        info: Info,
        *,
        standing: Standing = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[AccessToken]:
        """List tokens."""
        window = window_of(kinds_of(access_lists.TOKENS), first=first, after=after, last=last, before=before)
        page = await access_lists.access_tokens(info.context.caller, window, standing=standing)
        return connection_of(page, AccessToken.of)

    @strawberry.field(description="Accounts of people of the identity provider, the newest first (账号).")
    async def accounts(
        self,
        info: Info,
        *,
        standing: Standing = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Account]:
        """List accounts."""
        window = window_of(kinds_of(access_lists.ACCOUNTS), first=first, after=after, last=last, before=before)
        page = await access_lists.accounts(info.context.caller, window, standing=standing)
        return connection_of(page, Account.of)

    @strawberry.field(
        description="What the door refused, the latest first; for security and audit administrators (登录记录)."
    )
    async def sign_ins(
        self,
        info: Info,
        *,
        refusals: Refusals = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[SignInRecord]:
        """List refusals."""
        window = window_of(kinds_of(access_lists.SIGN_INS), first=first, after=after, last=last, before=before)
        page = await access_lists.sign_ins(info.context.caller, window, refusals=refusals)
        return connection_of(page, SignInRecord.of)
