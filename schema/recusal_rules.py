"""Rules of recusal with their severities and sources (回避规则)."""

import strawberry

from recusal.rule import Rule as RegisteredRule
from recusal.sources import Source
from schema.arguments import On, day_of
from schema.context import Info
from schema.scalars import Period, shown
from terms.recusal import Severity


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


@strawberry.type(description="How hard a rule is by default, in one of its grades (严重程度).")
class RuleSeverity:
    """One entry of ``recusal.severities.STANDARDS``."""

    key: str = strawberry.field(
        description="The policy key: the rule's code, or the code and a grade, as R11.CROSS (政策键)."
    )
    severity: Severity | None = strawberry.field(
        description="The default severity (默认严重程度); null where the rule lets it pass."
    )


@strawberry.type(description="A rule of recusal or of eligibility (回避规则).")
class RecusalRule:
    """See ``recusal.registry.Rule``."""

    rule: strawberry.Private[RegisteredRule]
    code: str = strawberry.field(description="The stable code, for example R02 (规则代码).")
    name: str = strawberry.field(description="The Chinese name (中文名称).")
    name_en: str = strawberry.field(description="The English name (英文名称).")
    effective: Period = strawberry.field(description="The days on which the service applies it (适用时段).")

    @classmethod
    def of(cls, rule: RegisteredRule) -> "RecusalRule":
        """Show a rule."""
        return cls(rule=rule, code=rule.code, name=rule.zh, name_en=rule.en, effective=shown(rule.effective))

    @strawberry.field(description="How hard it is by default, by grade (严重程度).")
    def severities(self) -> list[RuleSeverity]:
        """List the severities."""
        return [RuleSeverity(key=key, severity=value) for key, value in sorted(self.rule.severities.items())]

    @strawberry.field(description="The law and articles it rests on whose text is in force on a day (依据).")
    def sources(self, info: Info, on: On = None) -> list[LegalSource]:
        """List the sources."""
        return [LegalSource.of(source) for source in self.rule.sources_on(day_of(info, on))]
