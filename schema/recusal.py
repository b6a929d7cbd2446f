"""Screenings with their findings and evidence (回避审查)."""

from datetime import date
from typing import Any, Protocol

import strawberry

from recusal.findings import Evidence as FoundEvidence
from recusal.findings import Finding as FoundFinding
from recusal.lifting import ground_of
from recusal.registry import RULE_BY_CODE
from resolvers.screening import Screened
from resolvers.screening_lifting import dismissals_by_id, waivers_by_id
from schema.context import Info
from schema.recusal_rules import RecusalRule
from schema.references import CASE, ORGAN, PERSON, CaseType, OrganType, PersonType
from schema.scalars import Period, shown
from schema.words import Word, relation_word
from terms import periods
from terms.cases import AssignmentRole
from terms.recusal import Severity, Verdict


class Dated(Protocol):
    """Whatever knows when the records behind its findings were true."""

    def period(self, evidence: FoundEvidence) -> periods.Period:
        """Return when the record was true."""
        ...


@strawberry.type(description="One record that a finding rests on (证据).")
class Evidence:
    """See ``recusal.findings.Evidence``."""

    record: Word = strawberry.field(description="What kind of record it is (记录类型).")
    during: Period = strawberry.field(description="The days in which what it says was true (时段).")

    @classmethod
    def of(cls, step: FoundEvidence, dated: Dated) -> "Evidence":
        """Show a record."""
        record = relation_word(step.record) or Word.plain(step.record)
        return cls(record=record, during=shown(dated.period(step)))


@strawberry.type(description="The decision that lets a finding pass: a waiver or a dismissal (放行依据).")
class Lifting:
    """See ``recusal.lifting``."""

    record: Word = strawberry.field(
        description="Whether it is a waiver, or a dismissal of a false alarm (不回避批准或误报认定)."
    )
    reason: str = strawberry.field(description="The reason that was given (理由).")
    conditions: str = strawberry.field(description="On which conditions (条件); empty if on none.")
    until: date | None = strawberry.field(
        description="The first day on which it holds no more (失效日); null if until its evidence changes."
    )

    def text(self, language: str) -> str:
        """Say in words that the finding was let pass."""
        if language == "zh":
            return f"已放行：{self.record.zh}" + (f"，{self.until}前有效" if self.until else "")
        return f"let pass by a {self.record.en}" + (f", before {self.until}" if self.until else "")


@strawberry.type(description="One rule hits one person on one case (审查发现).")
class Finding:
    """See ``recusal.findings.Finding``."""

    found: strawberry.Private[FoundFinding]
    screened: strawberry.Private[Dated]

    @strawberry.field(description="The rule (规则).")
    def rule(self) -> RecusalRule:
        """Find the rule."""
        return RecusalRule.of(RULE_BY_CODE[self.found.rule])

    @strawberry.field(description="How far it goes under the county's policy (严重程度).")
    def severity(self) -> Severity:
        """Tell the severity."""
        return self.found.severity

    @strawberry.field(description="CONFLICT, or UNKNOWN where a fact that the rule needs is missing (审查结论).")
    def verdict(self) -> Verdict:
        """Tell the verdict."""
        return self.found.verdict

    @strawberry.field(
        description="An opaque code of what it says and rests on (发现标识); a waiver or a dismissal names it."
    )
    def ground(self) -> str:
        """Return the ground."""
        return ground_of(self.found)

    @strawberry.field(
        description="The subject, witness or colleague at the other end (相关人员); null where the rule names none."
    )
    async def other_person(self, info: Info) -> PersonType | None:
        """Find the person."""
        return await PERSON.load_maybe(info, self.found.other_person)

    @strawberry.field(description="The organ that the finding is about (相关单位); null where the rule names none.")
    async def organ(self, info: Info) -> OrganType | None:
        """Find the organ."""
        return await ORGAN.load_maybe(info, self.found.organ)

    @strawberry.field(description="The relation, or what is missing, in words (关系); null where the rule names none.")
    def relation(self) -> Word | None:
        """Say the relation."""
        return relation_word(self.found.relation)

    @strawberry.field(
        description="The records that it rests on, in the order of the path (证据); no family tree is shown."
    )
    def evidence(self) -> list[Evidence]:
        """List the records."""
        return [Evidence.of(step, self.screened) for step in self.found.evidence]

    @strawberry.field(description="What lets it pass, so that it bars nobody (放行依据); null where nothing does.")
    async def lifted_by(self, info: Info) -> Lifting | None:
        """Find the waiver or the dismissal."""
        lifted = self.found.lifted_by
        if lifted is None:
            return None
        word = relation_word(lifted.record) or Word.plain(lifted.record)
        if lifted.record == "waiver":
            row: Any = await info.context.load(waivers_by_id, lifted.id)
            return Lifting(record=word, reason=row.reason, conditions=row.conditions, until=row.expires_on)
        row = await info.context.load(dismissals_by_id, lifted.id)
        return Lifting(record=word, reason=row.reason, conditions="", until=None)

    @strawberry.field(description="The finding as one sentence in the viewer's language (说明).")
    async def explanation(self, info: Info) -> str:
        """Say it in words."""
        language = info.context.caller.language
        rule = RULE_BY_CODE[self.found.rule]
        word = relation_word(self.found.relation)
        other = await PERSON.load_maybe(info, self.found.other_person)
        organ = await ORGAN.load_maybe(info, self.found.organ)
        lifted = await self.lifted_by(info)
        parts = [
            None if word is None else word.text(language),
            None if other is None else other.name,
            None if organ is None else organ.name,
            None if lifted is None else lifted.text(language),
        ]
        return sentence(rule.code, rule.zh if language == "zh" else rule.en, parts, language)


def sentence(code: str, said: str, parts: list[str | None], language: str) -> str:
    """Return a finding in words: the rule's code and name, and what is known more closely in brackets."""
    detail = ("，" if language == "zh" else ", ").join(part for part in parts if part)
    if not detail:
        return f"{code} {said}"
    return f"{code} {said}（{detail}）" if language == "zh" else f"{code} {said} ({detail})"


@strawberry.type(description="What the rules answer for one person, one case and one role (审查结果).")
class Screening:
    """See ``recusal.findings.Screening``."""

    screening: strawberry.Private[Any]
    screened: strawberry.Private[Screened]

    @strawberry.field(
        description="The person (人员); null for somebody whom the viewer may screen by number but not see."
    )
    async def person(self, info: Info) -> PersonType | None:
        """Find the person."""
        return await PERSON.load_maybe(info, self.screening.person)

    @strawberry.field(
        description="The number of the person, as the viewer gave it (人员编号); null where it was not given."
    )
    def person_number(self) -> str | None:
        """Tell the number."""
        return self.screened.numbers.get(self.screening.person)

    @strawberry.field(description="The case (案件).")
    async def case(self, info: Info) -> CaseType:
        """Find the case."""
        return await CASE.load(info, self.screening.case)

    @strawberry.field(description="The role that was asked about (岗位).")
    def role(self) -> AssignmentRole:
        """Tell the role."""
        role: AssignmentRole = self.screening.role
        return role

    @strawberry.field(description="The day that was asked about (审查日).")
    def on(self) -> date:
        """Tell the day."""
        return self.screened.known.on

    @strawberry.field(description="CLEAR, CONFLICT, or UNKNOWN, which is never a pass (审查结论).")
    def verdict(self) -> Verdict:
        """Tell the verdict."""
        verdict: Verdict = self.screening.verdict
        return verdict

    @strawberry.field(
        description="Whether something bars the person, and a competent decider could waive all of it (可批准不回避)."
    )
    def waivable(self) -> bool:
        """Tell whether all could be waived."""
        waivable: bool = self.screening.waivable
        return waivable

    @strawberry.field(description="Everything that was found, hardest first (审查发现).")
    def findings(self) -> list[Finding]:
        """List the findings."""
        return [Finding(found=finding, screened=self.screened) for finding in self.screening.findings]

    @strawberry.field(
        description="Whether sealed facts were looked at: never in a question that is free to ask (已查密封信息)."
    )
    def sealed_facts_consulted(self) -> bool:
        """Tell that they were not."""
        return False
