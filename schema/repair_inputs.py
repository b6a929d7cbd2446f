"""What questions and acts about repairs are told: who fell out, and what may move for it (补员)."""

import strawberry

from resolvers.repairing import Wish
from terms.allocation import RepairChoice


@strawberry.input(description="Whose places are to be filled on teams at work, and what may move for it (补员范围).")
class RepairInput:
    """See ``resolvers.repairing.Wish``."""

    zone_codes: list[str] | None = strawberry.field(
        default=None,
        description="Codes of the zones whose cases are repaired, out of their pool (协作区代码); null for the whole "
        "county, which coordinators may not.",
    )
    absent_person_numbers: list[str] = strawberry.field(
        default_factory=list, description="People who fall out of all their cases of the scope (缺席人员编号)."
    )
    case_numbers: list[str] = strawberry.field(
        default_factory=list, description="Cases whose vacant places are filled (缺员案件案号)."
    )
    may_move: list[str] = strawberry.field(
        default_factory=list,
        description="Cases whose teams may be changed for it (可调整案件案号); without them, and unless the policy "
        "lets all move, whoever is at work stays.",
    )

    def wish(self) -> Wish:
        """Return the wish as resolvers know it."""
        return Wish(
            zone_codes=None if self.zone_codes is None else tuple(self.zone_codes),
            absent=tuple(self.absent_person_numbers),
            cases=tuple(self.case_numbers),
            may_move=tuple(self.may_move),
        )


@strawberry.input(description="Which repair is proposed (生成补员方案).")
class AllocationRepairInput:
    """See ``resolvers.proposals.propose_repair``."""

    key: str = strawberry.field(
        description="Idempotency key, 1 to 200 characters: the same key and request answers the same proposal (幂等键)."
    )
    repair: RepairInput = strawberry.field(description="Whose places are to be filled (补员范围).")
    choice: RepairChoice = strawberry.field(
        default=RepairChoice.FEWEST_CHANGES, description="Which of the plans (方案取舍)."
    )
    most_changes: int | None = strawberry.field(
        default=None,
        description="For BEST: at most so many seats change, vacant ones included (最多改动岗位数); null for any.",
    )
