"""Who decides on recusals, waivers and dismissals, and how it is refused to those who do not (谁来决定)."""

import strawberry

from recusal.deciders import Rung
from resolvers.competence import DocumentMissing, NotCompetent, OwnMatter
from schema.context import Info
from schema.references import ORGAN, PERSON, OrganType, PersonType
from schema.refusals import InvalidInputMember, RefusalMember, handler
from terms.recusal import DecisionLevel, SkippedBecause


@strawberry.type(description="One step of the ladder of those who decide (决定层级).")
class DecisionRung:
    """See ``recusal.deciders.Rung``."""

    rung: strawberry.Private[Rung]
    level: DecisionLevel = strawberry.field(description="Which level it is (层级).")
    skipped: SkippedBecause | None = strawberry.field(
        description="Why it is passed over (跳过原因); null where it can decide."
    )

    @classmethod
    def of(cls, rung: Rung) -> "DecisionRung":
        """Show a rung."""
        return cls(rung=rung, level=rung.level, skipped=rung.skipped)

    @strawberry.field(description="The organ (单位); null for the city, whose organs are not known here.")
    async def organ(self, info: Info) -> OrganType | None:
        """Find the organ."""
        return await ORGAN.load_maybe(info, self.rung.organ)

    @strawberry.field(description="Its principal (主要负责人); null where none is on record, and for the city.")
    async def principal(self, info: Info) -> PersonType | None:
        """Find the principal."""
        return await PERSON.load_maybe(info, self.rung.principal)


@strawberry.type(name="NotCompetent", description="Somebody else decides this (无权决定).")
class NotCompetentMember(RefusalMember):
    """See ``resolvers.competence.NotCompetent``."""

    rung: strawberry.Private[Rung]
    rungs: strawberry.Private[tuple[Rung, ...]]

    @strawberry.field(description="Who decides (有权决定者).")
    def decider(self) -> DecisionRung:
        """Show the rung."""
        return DecisionRung.of(self.rung)

    @strawberry.field(description="The whole ladder, nearest first, with those who are passed over (决定层级).")
    def ladder(self) -> list[DecisionRung]:
        """Show all rungs."""
        return [DecisionRung.of(rung) for rung in self.rungs]


@strawberry.type(name="OwnMatter", description="Nobody decides on a matter of her own (本人事项).")
class OwnMatterMember(RefusalMember):
    """See ``resolvers.competence.OwnMatter``."""


HANDLERS = (
    handler(NotCompetent, NotCompetentMember, "rung", "rungs"),
    handler(OwnMatter, OwnMatterMember),
    handler(DocumentMissing, InvalidInputMember),
)
"""Handlers of what competence refuses."""
