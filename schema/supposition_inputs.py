"""A case that comes in, and another policy, as they are supposed (假设新增案件与派案政策)."""

import strawberry

from resolvers import supposing
from resolvers.supposed_cases import NewCase
from resolvers.supposed_policies import BY_WORD, OtherPolicy
from schema.scalars import PeriodInput
from terms.allocation import Level
from terms.cases import AssignmentRole, CaseGrade, Mode, Urgency
from terms.organs import ManagementLevel
from terms.people import Skill


@strawberry.input(description="A skill and its grade, 1 to 5 (专长与等级).")
class SkillGradeInput:
    """One skill of a newcomer."""

    skill: Skill = strawberry.field(description="The skill (专长).")
    grade: int = strawberry.field(description="Its grade, 1 to 5 (等级).")


@strawberry.input(description="How many people a case wants in a role (岗位人数).")
class CasePlaceInput:
    """One place of a new case."""

    role: AssignmentRole = strawberry.field(description="The role (岗位).")
    count: int = strawberry.field(description="How many, 1 to 100 (人数).")


@strawberry.input(
    description="One more case without parties, judged on open facts as if registered when proposed (假设新增案件)."
)
class NewCaseSupposition:
    """See ``resolvers.supposed_cases.NewCase``."""

    concerned_organ_name: str = strawberry.field(
        description="The unit in which the facts happened, where the team works (发案单位)."
    )
    home_organ_name: str = strawberry.field(
        description="The discipline organ that would handle it by itself (本级纪检机构)."
    )
    mode: Mode = strawberry.field(description="How it is handled (办理方式).")
    during: PeriodInput = strawberry.field(
        description="The days of the team's work, one at least after the proposal (办理时段); without an end, as many "
        "as the policy sets."
    )
    places: list[CasePlaceInput] = strawberry.field(description="Whom it wants, each role once (岗位).")
    effort: int = strawberry.field(
        default=50, description="Percent of each member's working time, 1 to 100 (占用精力)."
    )
    urgency: Urgency = strawberry.field(default=Urgency.NORMAL, description="How pressing it is (紧急程度).")
    grade: CaseGrade = strawberry.field(default=CaseGrade.ORDINARY, description="Its class (案件类别).")
    management: ManagementLevel = strawberry.field(
        default=ManagementLevel.TOWNSHIP, description="The highest level that manages its subjects (管理权限)."
    )
    needs: list[SkillGradeInput] = strawberry.field(
        default_factory=list, description="Skills that the team needs, each once (所需专长)."
    )
    needs_female: bool = strawberry.field(default=False, description="Whether it needs a woman (需女性).")

    def supposed(self) -> supposing.Supposition:
        """Return it as resolvers know it."""
        given = vars(self) | {
            "during": self.during.period(),
            "places": tuple((each.role, each.count) for each in self.places),
            "needs": tuple((each.skill, each.grade) for each in self.needs),
        }
        return NewCase(**given)


@strawberry.input(description="What an urgency is worth (紧急程度权重).")
class UrgencyWeightInput:
    """One of ``weights``."""

    urgency: Urgency = strawberry.field(description="The urgency (紧急程度).")
    weight: int = strawberry.field(description="What staffing such a case is worth, 1 to 1000 (权重).")


@strawberry.input(description="How near a plan must come to the best at a level to be drawn by lot (近似相等幅度).")
class NearTieInput:
    """One of ``near_ties``."""

    level: Level = strawberry.field(description="The level (层级).")
    units: int = strawberry.field(description="By so many whole units it may be worse; 0 for none (幅度).")


@strawberry.input(description="With what chance the lot lets somebody be open for a case of a class (最高入选机会).")
class ChanceInput:
    """One of ``most_chance``."""

    grade: CaseGrade = strawberry.field(description="The class (案件类别).")
    percent: int = strawberry.field(description="Percent, 1 to 100; 100 for no such cap (百分比).")


@strawberry.input(description="What one soft finding of a rule weighs (提示类情形权重).")
class SoftWeightInput:
    """One of ``soft_weights``."""

    rule: str = strawberry.field(description="The rule's code (规则代码).")
    weight: int = strawberry.field(description="What it weighs among the appearances, 0 to 100 (权重).")


@strawberry.input(description="Another policy of planning; what is null stays as it is (假设派案政策).")
class PolicySupposition:
    """See ``resolvers.supposed_policies.OtherPolicy`` and ``allocation.policy.PlanningPolicy``."""

    order: list[Level] | None = strawberry.field(
        default=None, description="The order of goods, the staffing of cases first (目标次序)."
    )
    most_from_one_organ: int | None = strawberry.field(
        default=None, description="Most people of one organ on one team (同单位人数上限)."
    )
    keep_at_home: int | None = strawberry.field(
        default=None, description="Full-time people who stay at each organ (R44 留守人数)."
    )
    forbid_reciprocity: bool | None = strawberry.field(
        default=None, description="Whether two organs may not investigate each other (R39 禁止互查)."
    )
    reciprocity_weight: int | None = strawberry.field(
        default=None, description="What that weighs among the appearances, if they may (R39 互查权重)."
    )
    ring_weight: int | None = strawberry.field(
        default=None, description="What three organs in a ring weigh there (R40 循环互查权重)."
    )
    load_tier: int | None = strawberry.field(default=None, description="Percent-weeks of one tier of load (负荷档距).")
    plan_with_waivers: bool | None = strawberry.field(
        default=None, description="Whether people who need a waiver may be planned with (预先安排待批准不回避人员)."
    )
    waiver_weight: int | None = strawberry.field(
        default=None, description="What one waiver weighs among the appearances (不回避批准权重)."
    )
    weights: list[UrgencyWeightInput] | None = strawberry.field(
        default=None, description="What staffing a case is worth, by urgency, each once (紧急程度权重)."
    )
    near_ties: list[NearTieInput] | None = strawberry.field(
        default=None, description="Within what a plan is drawn by lot, by level, each once (近似相等幅度)."
    )
    most_chance: list[ChanceInput] | None = strawberry.field(
        default=None, description="How surely somebody may be on a case, by class, each once (最高入选机会)."
    )
    soft_weights: list[SoftWeightInput] | None = strawberry.field(
        default=None, description="What soft findings weigh, by rule, each once (提示类情形权重)."
    )
    most_reviews: int | None = strawberry.field(
        default=None, description="Cases that one person reviews at most, 1 to 100 (审理案件数上限)."
    )
    within_zone: list[Mode] | None = strawberry.field(
        default=None,
        description="Modes but OFFSITE in which a case draws on its own zone alone (仅限本协作区抽调的办理方式).",
    )
    load_weeks: int | None = strawberry.field(
        default=None, description="How many weeks back past work counts as load (负荷回溯周数)."
    )
    tolerated_absence_days: int | None = strawberry.field(
        default=None, description="Absences of at most so many days keep nobody off a case (可容忍缺勤天数)."
    )
    default_days: int | None = strawberry.field(
        default=None, description="Length of the window of a case without an end (默认办理天数)."
    )

    def supposed(self) -> supposing.Supposition:
        """Return it as resolvers know it."""
        given = {name: value for name, value in vars(self).items() if value is not None}
        for name in given.keys() & BY_WORD:
            given[name] = tuple(tuple(vars(each).values()) for each in given[name])
        return OtherPolicy({name: tuple(value) if isinstance(value, list) else value for name, value in given.items()})
