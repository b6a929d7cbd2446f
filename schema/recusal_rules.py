"""Rules of recusal with their severities and sources (回避规则)."""

from datetime import date

import strawberry

from recusal.rule import Rule as RegisteredRule
from recusal.severities import STANDARDS
from recusal.sources import Source
from resolvers.screening_rules import policies_of_days
from schema.arguments import On, day_of
from schema.context import Info
from schema.enums import register
from schema.scalars import Period, shown
from terms.recusal import Severity
from terms.term import Term


class RuleScope(Term):
    """What a rule is asked about."""

    PAIR = "PAIR", "人与案", "ties and facts that may bias one person in one case"
    REQUIREMENT = "REQUIREMENT", "派案条件", "what must be in order before one person is assigned to one case"
    TEAM = "TEAM", "办案组", "the team of a case as a whole"
    ALLOCATION = "ALLOCATION", "派案方案", "all teams together"
    VENUE = "VENUE", "谈话场所", "a place for talks and one case"
    FILES = "FILES", "案卷", "which cases somebody may not see"
    DECISION = "DECISION", "审批决定", "who decides"


register(RuleScope, "规则对象")


@strawberry.type(description="An article of a law or rule that a recusal rule rests on (依据).")
class LegalSource:
    """See ``recusal.sources.Source``."""

    law: str = strawberry.field(description="The Chinese name of the law or rule (法律法规).")
    law_en: str = strawberry.field(description="Its English name (英文名称).")
    version: str = strawberry.field(description="The date of the text that is cited (文本日期).")
    article: str = strawberry.field(description="The article, for example 67(1) (条款).")
    in_force: Period = strawberry.field(description="The days on which this text is in force (施行时段).")

    @classmethod
    def of(cls, source: Source) -> "LegalSource":
        """Show a source."""
        law = source.law
        return cls(law=law.zh, law_en=law.en, version=law.version, article=source.article, in_force=shown(law.in_force))


@strawberry.type(description="How hard a rule is, in one of its grades (严重程度).")
class RuleSeverity:
    """One entry of ``recusal.severities.STANDARDS``, beside what the county has set."""

    key: str = strawberry.field(
        description="The policy key: the rule's code, or the code and a grade, as R11.CROSS (政策键)."
    )
    severity: Severity | None = strawberry.field(
        description="The default severity (默认严重程度); null where the rule lets it pass."
    )
    floor: Severity | None = strawberry.field(
        description="The softest that a county may set (最低严重程度); null where it may even let it pass."
    )
    in_force: Severity | None = strawberry.field(
        description="The severity by the county's policy on the day asked about (现行严重程度); null: lets it pass."
    )


@strawberry.type(description="A rule of recusal or of eligibility (回避规则).")
class RecusalRule:
    """See ``recusal.registry.Rule``."""

    rule: strawberry.Private[RegisteredRule]
    on: strawberry.Private[date | None]
    code: str = strawberry.field(description="The stable code, for example R02 (规则代码).")
    name: str = strawberry.field(description="The Chinese name (中文名称).")
    name_en: str = strawberry.field(description="The English name (英文名称).")
    effective: Period = strawberry.field(description="The days on which the service applies it (适用时段).")
    disclosed: bool = strawberry.field(
        description="Whether a finding of it is shown under its own code (是否公开); if not, it shows as RESTRICTED."
    )

    @classmethod
    def of(cls, rule: RegisteredRule, *, on: date | None = None) -> "RecusalRule":
        """Show a rule, as it is on a day; today if None."""
        return cls(
            rule=rule,
            on=on,
            code=rule.code,
            name=rule.zh,
            name_en=rule.en,
            effective=shown(rule.effective),
            disclosed=rule.scope.name != "SEALED",
        )

    @strawberry.field(description="What it is asked about (规则对象).")
    def scope(self) -> RuleScope:
        """Tell the scope; what is not disclosed is asked about one person and one case."""
        return RuleScope[self.rule.scope.name] if self.disclosed else RuleScope.PAIR

    @strawberry.field(description="Whether the service applies it on the day asked about (当日是否适用).")
    def applies(self, info: Info) -> bool:
        """Tell whether it applies."""
        return day_of(info, self.on) in self.rule.effective

    @strawberry.field(description="How hard it is: by default, at least, and in this county, by grade (严重程度).")
    async def severities(self, info: Info) -> list[RuleSeverity]:
        """List the severities."""
        policy = await info.context.load(policies_of_days, day_of(info, self.on))
        return [
            RuleSeverity(
                key=key,
                severity=value,
                floor=STANDARDS[key].floor if key in STANDARDS else value,
                in_force=policy.severities.get(key, value),
            )
            for key, value in sorted(self.rule.severities.items())
        ]

    @strawberry.field(description="The law and articles it rests on whose text is in force on a day (依据).")
    def sources(self, info: Info, on: On = None) -> list[LegalSource]:
        """List the sources; without a day, those of the day asked about."""
        return [LegalSource.of(source) for source in self.rule.sources_on(day_of(info, on or self.on))]

    @strawberry.field(description="All versions of the law that it rests on, past and present (全部依据).")
    def all_sources(self) -> list[LegalSource]:
        """List the sources of all times."""
        return [LegalSource.of(source) for source in self.rule.sources]
