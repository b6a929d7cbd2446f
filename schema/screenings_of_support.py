"""Screening the support of a case and its venues (辅助人员审查), and what lies behind RESTRICTED (密封原因)."""

from datetime import date, datetime
from typing import Annotated, Any

import strawberry

from recusal.findings import Finding as FoundFinding
from recusal.registry import RULE_BY_CODE
from recusal.support import VenueFinding as FoundVenueFinding
from resolvers import screening_sealed, screening_support
from resolvers.screening_knowledge import When
from resolvers.screening_support import SupportScreened, VenueScreened
from schema.context import Info
from schema.moments import moment_of
from schema.recusal import Dated, Evidence, Screening, sentence
from schema.recusal_rules import RecusalRule
from schema.references import CASE, ORGAN, PERSON, CaseType, OrganType, PersonType
from schema.words import Word, relation_word
from terms.recusal import Severity


@strawberry.input(description="Who and which places would support a case (辅助人员和谈话场所审查条件).")
class SupportScreeningInput:
    """People and venues of one case."""

    case_number: str = strawberry.field(description="The number of the case (案号).")
    person_numbers: list[str] = strawberry.field(
        default_factory=list,
        description="Numbers of guards, appraisers, experts and interpreters, at most 200 (人员编号).",
    )
    venue_codes: list[str] = strawberry.field(
        default_factory=list, description="Codes of places for talks, at most 200 (谈话场所编号)."
    )
    as_of: datetime | None = strawberry.field(
        default=None,
        description="Answer with what was known at this moment of the past (当时已知); null for what is known now.",
    )
    on: date | None = strawberry.field(
        default=None, description="The day that is asked about (审查日); the day of the moment if null."
    )


@strawberry.type(description="Why a place for talks may not serve a case (谈话场所审查发现).")
class VenueFinding:
    """See ``recusal.support.VenueFinding``."""

    found: strawberry.Private[FoundVenueFinding]
    screened: strawberry.Private[Dated]

    @strawberry.field(description="The rule (规则).")
    def rule(self) -> RecusalRule:
        """Find the rule."""
        return RecusalRule.of(RULE_BY_CODE["R51"])

    @strawberry.field(description="How far it goes under the county's policy (严重程度).")
    def severity(self) -> Severity:
        """Tell the severity."""
        return self.found.severity

    @strawberry.field(description="The unit that it belongs to or lies in (相关单位).")
    async def organ(self, info: Info) -> OrganType:
        """Find the organ."""
        return await ORGAN.load(info, self.found.organ)

    @strawberry.field(description="The subject whose unit or interest it is (相关人员); null where it is the case's.")
    async def other_person(self, info: Info) -> PersonType | None:
        """Find the person."""
        return await PERSON.load_maybe(info, self.found.other_person)

    @strawberry.field(description="The records that it rests on, from the place to the case (证据).")
    def evidence(self) -> list[Evidence]:
        """List the records."""
        return [Evidence.of(step, self.screened) for step in self.found.evidence]

    @strawberry.field(description="The finding as one sentence in the viewer's language (说明).")
    async def explanation(self, info: Info) -> str:
        """Say it in words."""
        language = info.context.caller.language
        rule = RULE_BY_CODE["R51"]
        other = await PERSON.load_maybe(info, self.found.other_person)
        organ = await ORGAN.load(info, self.found.organ)
        return sentence(
            rule.code,
            rule.zh if language == "zh" else rule.en,
            [None if other is None else other.name, organ.name],
            language,
        )


@strawberry.type(description="What the rules answer for one place for talks (谈话场所审查结果).")
class VenueScreening:
    """See ``resolvers.screening_support.VenueScreened``."""

    venue: strawberry.Private[VenueScreened]
    screened: strawberry.Private[Dated]

    @strawberry.field(description="The code of the place (谈话场所编号).")
    def code(self) -> str:
        """Tell the code."""
        return self.venue.row.code

    @strawberry.field(description="The name of the place (谈话场所名称).")
    def name(self) -> str:
        """Tell the name."""
        return self.venue.row.name

    @strawberry.field(description="Everything that was found (审查发现); empty where the place may serve.")
    def findings(self) -> list[VenueFinding]:
        """List the findings."""
        return [VenueFinding(found=finding, screened=self.screened) for finding in self.venue.findings]


@strawberry.type(description="What the rules answer for the support of a case (辅助人员和谈话场所审查结果).")
class SupportScreening:
    """See ``resolvers.screening_support.SupportScreened``."""

    support: strawberry.Private[SupportScreened]

    @strawberry.field(description="The case (案件).")
    async def case(self, info: Info) -> CaseType:
        """Find the case."""
        return await CASE.load(info, self.support.case)

    @strawberry.field(description="Each person, in the order given (人员审查结果).")
    def people(self) -> list[Screening]:
        """List the screenings."""
        screened = self.support.people
        return [Screening(screening=one, screened=screened) for one in screened.screenings]

    @strawberry.field(description="Each place, in the order given (场所审查结果).")
    def venues(self) -> list[VenueScreening]:
        """List the places."""
        return [VenueScreening(venue=each, screened=self.support.people) for each in self.support.venues]

    @strawberry.field(
        description="Whether sealed facts were looked at: never in a question that is free to ask (已查密封信息)."
    )
    def sealed_facts_consulted(self) -> bool:
        """Tell that they were not."""
        return False


@strawberry.type(description="A ground that everybody else is shown as RESTRICTED (密封原因).")
class SealedGround:
    """See ``recusal.truth``."""

    found: strawberry.Private[FoundFinding]

    @strawberry.field(description="The rule (规则).")
    def rule(self) -> RecusalRule:
        """Find the rule."""
        return RecusalRule.of(RULE_BY_CODE[self.found.rule])

    @strawberry.field(description="How far it goes under the county's policy (严重程度).")
    def severity(self) -> Severity:
        """Tell the severity."""
        return self.found.severity

    @strawberry.field(description="The kinship behind it, in words (关系); null where there is none.")
    def relation(self) -> Word | None:
        """Say the relation."""
        return relation_word(self.found.relation)

    @strawberry.field(
        description="The linked case that it comes from (关联案件); null where it comes from the case itself."
    )
    async def linked_case(self, info: Info) -> CaseType | None:
        """Find the case."""
        cases: list[Any] = [step.id for step in self.found.evidence if step.record == "case"]
        return await CASE.load_maybe(info, cases[0] if cases else None)


@strawberry.type
class SupportScreeningQuery:
    """Questions about the support of a case, and the recusal officer's own."""

    @strawberry.field(
        description="Screen guards, appraisers, experts, interpreters and places for talks (辅助人员和场所回避审查)."
    )
    async def support_screening(
        self,
        info: Info,
        input: Annotated[SupportScreeningInput, strawberry.argument(description="Who and where (审查条件).")],  # noqa: A002
    ) -> SupportScreening:
        """Screen the support."""
        return SupportScreening(
            support=await screening_support.support_screening(
                info.context.caller,
                case_number=input.case_number,
                person_numbers=input.person_numbers,
                venue_codes=input.venue_codes,
                when=When(moment_of(input.as_of), input.on),
            )
        )

    @strawberry.field(
        description="What lies behind RESTRICTED for one person and case (密封原因): the recusal officer's only; each "
        "look is on the audit trail."
    )
    async def sealed_grounds(
        self,
        info: Info,
        person_number: Annotated[str, strawberry.argument(description="The number of the person (人员编号).")],
        case_number: Annotated[str, strawberry.argument(description="The number of the case (案号).")],
    ) -> list[SealedGround]:
        """Show the true grounds."""
        found = await screening_sealed.sealed_grounds(
            info.context.caller, person_number=person_number, case_number=case_number
        )
        return [SealedGround(found=finding) for finding in found]
