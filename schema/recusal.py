"""Screenings with their findings and evidence (回避审查)."""

from typing import Annotated, Any

import strawberry

from recusal.findings import Finding as FoundFinding
from recusal.registry import RULE_BY_CODE, RULES
from resolvers import screening
from resolvers.screening import Screened
from schema.connections import After, Before, Connection, First, Last, connection_of, window_of
from schema.context import Info
from schema.recusal_rules import RecusalRule
from schema.references import CASE, ORGAN, PERSON, CaseType, OrganType, PersonType
from schema.scalars import Period, shown
from schema.slices import slice_of
from schema.words import Word, relation_word
from terms.cases import AssignmentRole
from terms.recusal import Severity, Verdict


@strawberry.type(description="One record that a finding rests on (证据).")
class Evidence:
    """See ``recusal.findings.Evidence``."""

    record: Word = strawberry.field(description="What kind of record it is (记录类型).")
    during: Period = strawberry.field(description="The days in which what it says was true (时段).")


@strawberry.type(description="One rule hits one person on one case (审查发现).")
class Finding:
    """See ``recusal.findings.Finding``."""

    found: strawberry.Private[FoundFinding]
    screened: strawberry.Private[Screened]

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
        return [
            Evidence(
                record=relation_word(step.record) or Word.plain(step.record), during=shown(self.screened.period(step))
            )
            for step in self.found.evidence
        ]

    @strawberry.field(description="The finding as one sentence in the viewer's language (说明).")
    async def explanation(self, info: Info) -> str:
        """Say it in words."""
        language = info.context.caller.language
        rule = RULE_BY_CODE[self.found.rule]
        said = rule.zh if language == "zh" else rule.en
        word = relation_word(self.found.relation)
        other = await PERSON.load_maybe(info, self.found.other_person)
        organ = await ORGAN.load_maybe(info, self.found.organ)
        parts = [
            word.text(language) if word is not None else None,
            other.name if other is not None else None,
            organ.name if organ is not None else None,
        ]
        detail = ("，" if language == "zh" else ", ").join(part for part in parts if part)
        if not detail:
            return f"{rule.code} {said}"
        return f"{rule.code} {said}（{detail}）" if language == "zh" else f"{rule.code} {said} ({detail})"


@strawberry.type(description="What the rules answer for one person, one case and one role (审查结果).")
class Screening:
    """See ``recusal.findings.Screening``."""

    screening: strawberry.Private[Any]
    screened: strawberry.Private[Screened]

    @strawberry.field(description="The member of the talent pool (人才库成员).")
    async def person(self, info: Info) -> PersonType:
        """Find the person."""
        return await PERSON.load(info, self.screening.person)

    @strawberry.field(description="The case (案件).")
    async def case(self, info: Info) -> CaseType:
        """Find the case."""
        return await CASE.load(info, self.screening.case)

    @strawberry.field(description="The role that was asked about (岗位).")
    def role(self) -> AssignmentRole:
        """Tell the role."""
        role: AssignmentRole = self.screening.role
        return role

    @strawberry.field(description="CLEAR, CONFLICT, or UNKNOWN, which is never a pass (审查结论).")
    def verdict(self) -> Verdict:
        """Tell the verdict."""
        verdict: Verdict = self.screening.verdict
        return verdict

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


@strawberry.input(description="Who is to be screened against what (回避审查条件).")
class ScreenInput:
    """One pair."""

    person_number: str = strawberry.field(description="The number of a member of the talent pool (人员编号).")
    case_number: str = strawberry.field(description="The number of the case (案号).")
    role: AssignmentRole = strawberry.field(default=AssignmentRole.MEMBER, description="The role asked about (岗位).")


@strawberry.input(description="Whom of the pool to show for a case (人才库审查条件).")
class CaseScreeningInput:
    """One case against the pool."""

    case_number: str = strawberry.field(description="The number of the case (案号).")
    role: AssignmentRole = strawberry.field(default=AssignmentRole.MEMBER, description="The role asked about (岗位).")
    verdict: Verdict | None = strawberry.field(
        default=None, description="Only people with this verdict (审查结论); null for all."
    )
    rule: str | None = strawberry.field(
        default=None, description="Only people whom this rule hits (规则); null for all."
    )


@strawberry.type
class RecusalQuery:
    """Questions about recusal."""

    @strawberry.field(description="Every rule of recusal and eligibility that the service applies, by code (回避规则).")
    def recusal_rules(self) -> list[RecusalRule]:
        """List the rules."""
        return [RecusalRule.of(rule) for rule in RULES]

    @strawberry.field(
        description="Screen one member of the pool against one case, on open facts as they are now (回避审查)."
    )
    async def screen(
        self,
        info: Info,
        input: Annotated[ScreenInput, strawberry.argument(description="Who and what (审查条件).")],  # noqa: A002
    ) -> Screening:
        """Screen a pair."""
        screened = await screening.screen_pair(
            info.context.caller, person_number=input.person_number, case_number=input.case_number, role=input.role
        )
        return Screening(screening=screened.screenings[0], screened=screened)

    @strawberry.field(
        description="Who of the pool may not touch a case and why, on open facts as they are now (全库回避审查)."
    )
    async def case_screenings(
        self,
        info: Info,
        input: Annotated[  # noqa: A002
            CaseScreeningInput, strawberry.argument(description="Which case, and whom to show (审查条件).")
        ],
        *,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Screening]:
        """Screen the pool."""
        window = window_of((int,), first=first, after=after, last=last, before=before)
        screened = await screening.screen_pool(
            info.context.caller, case_number=input.case_number, role=input.role, verdict=input.verdict, rule=input.rule
        )
        page = slice_of(screened.screenings, window, lambda one: one.person)
        return connection_of(page, lambda one: Screening(screening=one, screened=screened))
