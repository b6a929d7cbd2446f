"""What members of the talent pool are asked for with."""

from typing import Annotated

import strawberry

from resolvers.pool import PoolSort, PoolWanted, SkillWanted
from schema.arguments import Direction
from schema.enums import register
from schema.scalars import PeriodInput
from terms.people import Gender, Skill

register(PoolSort, "人才库排序")


@strawberry.input(description="A skill at a grade or better (专长要求).")
class SkillFilter:
    """See ``resolvers.pool.SkillWanted``."""

    skill: Skill = strawberry.field(description="The skill (专长).")
    grade: int = strawberry.field(default=1, description="The lowest grade that will do, 1 to 3 (最低等级).")


@strawberry.input(description="Who in the pool is wanted (人才库筛选); all conditions must hold, null does not narrow.")
class PoolFilter:
    """See ``resolvers.pool.PoolWanted``."""

    text: str | None = strawberry.field(default=None, description="Part of the name or number (姓名或编号片段).")
    zone_code: str | None = strawberry.field(
        default=None, description="The own organ belongs to this zone today (协作区代码)."
    )
    organ_name: str | None = strawberry.field(default=None, description="The own organ has this name (单位名称).")
    skills: list[SkillFilter] | None = strawberry.field(
        default=None, description="Has all these skills, not expired (所需专长)."
    )
    may_lead: bool | None = strawberry.field(default=None, description="May lead a team (可任组长), or may not.")
    may_review: bool | None = strawberry.field(default=None, description="May review cases (可任审理), or may not.")
    full_time: bool | None = strawberry.field(default=None, description="Works full time in discipline, or not (专职).")
    gender: Gender | None = strawberry.field(default=None, description="Of this sex (性别).")
    free_during: PeriodInput | None = strawberry.field(
        default=None,
        description="Not absent for more than the policy tolerates, and with capacity left, on all days (空闲时段).",
    )
    free_percent: int = strawberry.field(
        default=1, description="Least capacity left in `freeDuring`, in percent (最少可用比例)."
    )
    load_at_most: int | None = strawberry.field(
        default=None, description="Load in percent-weeks not above this (负荷上限)."
    )

    def wanted(self) -> PoolWanted:
        """Return the wish as resolvers know it."""
        given = vars(self) | {
            "skills": tuple(SkillWanted(each.skill, each.grade) for each in self.skills or ()),
            "free_during": self.free_during.period() if self.free_during else None,
        }
        return PoolWanted(**given)


@strawberry.input(description="The order of a list of the pool (人才库排序方式).")
class PoolOrder:
    """By what and which way."""

    by: PoolSort = strawberry.field(default=PoolSort.NAME, description="What to order by (排序依据).")
    direction: Direction = strawberry.field(default=Direction.ASCENDING, description="Which way (排序方向).")


Where = Annotated[PoolFilter | None, strawberry.argument(name="filter", description="Null for the whole pool (筛选).")]
Ordered = Annotated[PoolOrder | None, strawberry.argument(description="By name if null (排序).")]
