"""The waivers that a proposal counts on, each with whoever may grant it (待批准不回避)."""

from typing import Self

import strawberry

from recusal.lifting import ground_of
from recusal.registry import RULE_BY_CODE
from resolvers.planned_waivers import PlannedWaiver as Planned
from schema.deciding import DecisionRung
from schema.recusal_rules import RecusalRule


@strawberry.type(description="A waiver without which the holder of a seat may not be approved (待批准不回避).")
class PlannedWaiver:
    """See ``resolvers.planned_waivers.PlannedWaiver``."""

    rule: RecusalRule = strawberry.field(description="The rule whose finding is to be let pass (规则).")
    ground: str = strawberry.field(description="The opaque code of the finding, as `waiverGrant` wants it (发现标识).")
    granted: bool = strawberry.field(description="Whether the waiver is there and holds (已批准).")
    decider: DecisionRung = strawberry.field(description="Who may grant it now (有权决定者).")

    @classmethod
    def of(cls, found: Planned) -> Self:
        """Show a waiver."""
        return cls(
            rule=RecusalRule.of(RULE_BY_CODE[found.finding.rule]),
            ground=ground_of(found.finding),
            granted=found.granted,
            decider=DecisionRung.of(found.decider),
        )
