"""Seeds that are committed to before they are used, and the act that commits to one (随机种子承诺)."""

from datetime import datetime
from typing import Annotated, Any, TypeAlias

import strawberry

from resolvers import seeds
from schema.context import Info
from schema.nodes import Mirror
from schema.refusals import BusyMember, DatabaseUnavailableMember, NotAllowedMember


@strawberry.type(description="A seed that was drawn and is told by its hash alone until a run uses it (随机种子承诺).")
class SeedCommitment(Mirror):
    """See ``db.tables.SeedCommitment``."""

    row: strawberry.Private[Any]
    commitment: str = strawberry.field(
        description="SHA-256 of the text `seed|salt`, in hexadecimal (承诺值); anybody can compute it from a proposal."
    )
    committed_at: datetime = strawberry.field(description="The moment at which it was drawn (承诺时间).")
    committed_by: str = strawberry.field(description="Who asked for it (承诺人); the seed itself is told nobody.")
    revealed_at: datetime | None = strawberry.field(
        description="The moment at which a run used it (公布时间); null while nobody knows the seed."
    )


@strawberry.input(description="Whether one more is wanted (承诺随机种子).")
class SeedCommitInput:
    """See ``resolvers.seeds.commit``."""

    another: bool = strawberry.field(
        default=False, description="Commit to one more although one waits (另行承诺); else the one that waits is told."
    )


@strawberry.type(description="A seed is committed to (已承诺).")
class SeedCommitted:
    """What committing answers."""

    commitment: SeedCommitment = strawberry.field(
        description="The commitment (随机种子承诺); runs use them in the order in which they were made."
    )


CommitPayload: TypeAlias = Annotated[
    SeedCommitted | NotAllowedMember | BusyMember | DatabaseUnavailableMember,
    strawberry.union("SeedCommitPayload", description="The commitment, or why there is none (承诺结果)."),
]


@strawberry.type
class SeedMutation:
    """Acts on seeds."""

    @strawberry.mutation(
        description="Commit to a seed before a proposal is asked for, so that its hash can be published "
        "(承诺随机种子). A proposal for which none waits commits to one itself, before it looks at any fact."
    )
    async def seed_commit(
        self,
        info: Info,
        input: Annotated[SeedCommitInput, strawberry.argument(description="Whether one more is wanted (要求).")],  # noqa: A002
    ) -> CommitPayload:
        """Commit."""
        row = await seeds.commit(info.context.caller, another=input.another)
        info.context.forget()
        return SeedCommitted(commitment=SeedCommitment.of(row))
