"""Acts on access: issue and revoke tokens, open and close accounts, sign somebody out."""

from typing import Annotated, TypeAlias

import strawberry

from resolvers import access
from resolvers.access_refusals import AccessUnfit, LabelTaken, NoCounty, StandsApart, SubjectTaken
from resolvers.access_wanted import AccountWanted, HolderWanted, TokenWanted
from schema.access import AccessToken, Account
from schema.context import Info
from schema.fact_acts_payloads import FactRefusedMember
from schema.nodes import key_of
from schema.refusals import (
    BusyMember,
    DatabaseUnavailableMember,
    InvalidInputMember,
    NotAllowedMember,
    NotFoundMember,
    RefusalMember,
    handler,
)
from terms.acts import Act
from terms.roles import Role


@strawberry.type(name="AccessRefused", description="The access is not given (不予开通).")
class AccessRefusedMember(RefusalMember):
    """What does not go together, administrators who stand apart, labels and subjects that are taken; see the code."""


HANDLERS = (handler((AccessUnfit, NoCounty, StandsApart, LabelTaken, SubjectTaken), AccessRefusedMember),)
"""Handlers of what managing access refuses."""


@strawberry.input(description="Who is to come in, as whom, and how far (访问主体).")
class AccessGrantInput:
    """See ``resolvers.access.HolderWanted``."""

    label: str = strawberry.field(description="Its name on the audit trail, at most 100 characters (名称).")
    role: Role = strawberry.field(description="As whom it lets in (角色).")
    zone_codes: list[str] = strawberry.field(
        default_factory=list, description="Zones to which it is held (协作区代码); needed for a coordinator."
    )
    organ: str | None = strawberry.field(
        default=None, description="The organ's name (单位名称); needed for an organ secretary."
    )
    person_number: str | None = strawberry.field(
        default=None, description="The number of the person who holds it (人员编号); needed for an investigator."
    )
    bearer: str = strawberry.field(
        default="",
        description="Who holds it, where no person on file does (持有人), at most 100 characters; "
        "an administrator needs a person or this.",
    )

    def wanted(self) -> HolderWanted:
        """Return it as resolvers know it."""
        return HolderWanted(
            label=self.label,
            role=self.role,
            zone_codes=tuple(self.zone_codes),
            organ=self.organ,
            person_number=self.person_number,
            holder=self.bearer,
        )


@strawberry.input(description="A token to be issued (签发令牌).")
class AccessTokenIssueInput:
    """See ``resolvers.access.TokenWanted``."""

    access: AccessGrantInput = strawberry.field(description="Who is to come in (访问主体).")
    days: int = strawberry.field(default=365, description="Days until it ends, 1 to 400 (有效天数).")
    acts: list[Act] | None = strawberry.field(
        default=None, description="The acts of the role to which it is narrowed (权限范围); null for all of them."
    )

    def wanted(self) -> TokenWanted:
        """Return it as resolvers know it."""
        return TokenWanted(self.access.wanted(), self.days, None if self.acts is None else tuple(self.acts))


@strawberry.input(description="An account to be opened for somebody of the identity provider (开通账号).")
class AccountOpenInput:
    """See ``resolvers.access.AccountWanted``."""

    access: AccessGrantInput = strawberry.field(description="Who is to come in (访问主体).")
    issuer: str = strawberry.field(description="The provider, exactly as its tokens say (身份提供方).")
    subject: str = strawberry.field(description="The provider's own name for her, as its tokens say (用户标识).")
    single_use: bool = strawberry.field(
        default=False, description="Whether each token opens the door once only, for programs (一次性令牌)."
    )

    def wanted(self) -> AccountWanted:
        """Return it as resolvers know it."""
        return AccountWanted(self.access.wanted(), self.issuer, self.subject, self.single_use)


@strawberry.input(description="A token that is revoked, and why (撤销令牌).")
class AccessTokenRevokeInput:
    """See ``resolvers.access.revoke_token``."""

    id: strawberry.ID = strawberry.field(description="The token (标识).")
    reason: str = strawberry.field(description="Why, 1 to 500 characters (理由).")


@strawberry.input(description="An account that is closed, and why (注销账号).")
class AccountCloseInput:
    """See ``resolvers.access.close_account``."""

    id: strawberry.ID = strawberry.field(description="The account (标识).")
    reason: str = strawberry.field(description="Why, 1 to 500 characters (理由).")


@strawberry.input(description="An account that is signed out everywhere, and why (强制退出).")
class AccountSignOutInput:
    """See ``resolvers.access.sign_out_account``."""

    id: strawberry.ID = strawberry.field(description="The account (标识).")
    reason: str = strawberry.field(description="Why, 1 to 500 characters (理由).")


@strawberry.type(description="A token was issued (令牌已签发); its secret is told this once.")
class AccessTokenIssued:
    """What issuing answers."""

    token: AccessToken = strawberry.field(description="The token (令牌).")
    secret: str = strawberry.field(description="What to send as `Authorization: Bearer` (令牌内容); never told again.")


@strawberry.type(description="A token was revoked; the next request with it is refused (令牌已撤销).")
class AccessTokenRevoked:
    """What revoking answers."""

    token: AccessToken = strawberry.field(description="The token (令牌).")


@strawberry.type(description="An account was opened, closed or signed out (账号已更新).")
class AccountChanged:
    """What acts on accounts answer."""

    account: Account = strawberry.field(description="The account (账号).")


Refused: TypeAlias = (
    NotAllowedMember
    | NotFoundMember
    | InvalidInputMember
    | AccessRefusedMember
    | FactRefusedMember
    | BusyMember
    | DatabaseUnavailableMember
)
Issue: TypeAlias = Annotated[
    AccessTokenIssued | Refused,
    strawberry.union("AccessTokenIssuePayload", description="The token, or why there is none (签发结果)."),
]
Revoke: TypeAlias = Annotated[
    AccessTokenRevoked | Refused,
    strawberry.union("AccessTokenRevokePayload", description="The token, or why nothing was changed (撤销结果)."),
]
Open: TypeAlias = Annotated[
    AccountChanged | Refused,
    strawberry.union("AccountOpenPayload", description="The account, or why there is none (开通结果)."),
]
Close: TypeAlias = Annotated[
    AccountChanged | Refused,
    strawberry.union("AccountClosePayload", description="The account, or why nothing was changed (注销结果)."),
]
Out: TypeAlias = Annotated[
    AccountChanged | Refused,
    strawberry.union("AccountSignOutPayload", description="The account, or why nothing was changed (退出结果)."),
]
IssueArgument: TypeAlias = Annotated[AccessTokenIssueInput, strawberry.argument(description="For whom (签发内容).")]
RevokeArgument: TypeAlias = Annotated[
    AccessTokenRevokeInput, strawberry.argument(description="Which, and why (撤销内容).")
]
OpenArgument: TypeAlias = Annotated[AccountOpenInput, strawberry.argument(description="For whom (开通内容).")]
CloseArgument: TypeAlias = Annotated[AccountCloseInput, strawberry.argument(description="Which, and why (注销内容).")]
OutArgument: TypeAlias = Annotated[AccountSignOutInput, strawberry.argument(description="Which, and why (退出内容).")]


@strawberry.type
class AccessMutation:
    """Acts on access."""

    @strawberry.mutation(description="Issue a token; its secret is told this once and kept nowhere (签发令牌).")
    async def access_token_issue(self, info: Info, input: IssueArgument) -> Issue:  # noqa: A002
        """Issue a token."""
        issued = await access.issue_token(info.context.caller, input.wanted())
        info.context.forget()
        return AccessTokenIssued(token=AccessToken.of(issued.token), secret=issued.secret)

    @strawberry.mutation(description="Revoke a token; the next request with it is refused (撤销令牌).")
    async def access_token_revoke(self, info: Info, input: RevokeArgument) -> Revoke:  # noqa: A002
        """Revoke a token."""
        key = key_of(input.id, AccessToken)
        row = await access.revoke_token(info.context.caller, key, reason=input.reason)
        info.context.forget()
        return AccessTokenRevoked(token=AccessToken.of(row))

    @strawberry.mutation(description="Open an account for somebody of the identity provider (开通账号).")
    async def account_open(self, info: Info, input: OpenArgument) -> Open:  # noqa: A002
        """Open an account."""
        row = await access.open_account(info.context.caller, input.wanted())
        info.context.forget()
        return AccountChanged(account=Account.of(row))

    @strawberry.mutation(description="Close an account; the next request of hers is refused (注销账号).")
    async def account_close(self, info: Info, input: CloseArgument) -> Close:  # noqa: A002
        """Close an account."""
        row = await access.close_account(info.context.caller, key_of(input.id, Account), reason=input.reason)
        info.context.forget()
        return AccountChanged(account=Account.of(row))

    @strawberry.mutation(
        description="Sign an account out everywhere: what the provider issued to it until now is refused (强制退出)."
    )
    async def account_sign_out(self, info: Info, input: OutArgument) -> Out:  # noqa: A002
        """Sign an account out."""
        row = await access.sign_out_account(info.context.caller, key_of(input.id, Account), reason=input.reason)
        info.context.forget()
        return AccountChanged(account=Account.of(row))
