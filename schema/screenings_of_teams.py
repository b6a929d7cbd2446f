"""Screening a whole team, and everybody who takes part in a meeting (办案组和参会人员回避审查)."""

from datetime import date, datetime
from typing import Annotated

import strawberry

from recusal.findings import TeamFinding as FoundTeamFinding
from recusal.registry import RULE_BY_CODE
from resolvers import screening_meetings, screening_teams
from resolvers.screening_knowledge import When
from resolvers.screening_meetings import ItemScreened
from resolvers.screening_teams import SeatWanted, TeamScreened
from schema.context import Info
from schema.meetings import AgendaItem, Meeting
from schema.moments import moment_of
from schema.nodes import key_of
from schema.recusal import Dated, Evidence, Screening, sentence
from schema.recusal_rules import RecusalRule
from schema.references import CASE, PERSON, CaseType, PersonType
from schema.words import Word, relation_word
from terms.cases import AssignmentRole
from terms.recusal import Severity, Verdict


@strawberry.input(description="One place of a team (岗位).")
class TeamSeatInput:
    """See ``resolvers.screening_teams.SeatWanted``."""

    person_number: str = strawberry.field(description="The number of a member of the talent pool (人员编号).")
    role: AssignmentRole = strawberry.field(default=AssignmentRole.MEMBER, description="The role (岗位).")


@strawberry.input(description="Which team is to be screened for which case (办案组审查条件).")
class TeamScreeningInput:
    """A whole team."""

    case_number: str = strawberry.field(description="The number of the case (案号).")
    seats: list[TeamSeatInput] = strawberry.field(description="Everybody on the team, at most 200 places (岗位).")
    as_of: datetime | None = strawberry.field(
        default=None,
        description="Answer with what was known at this moment of the past (当时已知); null for what is known now.",
    )
    on: date | None = strawberry.field(
        default=None, description="The day that is asked about (审查日); the day of the moment if null."
    )


@strawberry.type(description="One rule hits a team as a whole (办案组审查发现).")
class TeamFinding:
    """See ``recusal.findings.TeamFinding``."""

    found: strawberry.Private[FoundTeamFinding]
    screened: strawberry.Private[Dated]

    @strawberry.field(description="The rule (规则).")
    def rule(self) -> RecusalRule:
        """Find the rule."""
        return RecusalRule.of(RULE_BY_CODE[self.found.rule])

    @strawberry.field(description="How far it goes under the county's policy (严重程度).")
    def severity(self) -> Severity:
        """Tell the severity."""
        return self.found.severity

    @strawberry.field(description="Those whom it concerns (相关人员); empty where somebody is missing.")
    async def people(self, info: Info) -> list[PersonType]:
        """List the people."""
        return await PERSON.kind.load_all(info, self.found.people)

    @strawberry.field(description="The relation, or what is missing, in words (关系); null where the rule names none.")
    def relation(self) -> Word | None:
        """Say the relation."""
        return relation_word(self.found.relation)

    @strawberry.field(description="The records that it rests on, in the order of the path (证据).")
    def evidence(self) -> list[Evidence]:
        """List the records."""
        return [Evidence.of(step, self.screened) for step in self.found.evidence]

    @strawberry.field(description="The finding as one sentence in the viewer's language (说明).")
    async def explanation(self, info: Info) -> str:
        """Say it in words."""
        language = info.context.caller.language
        rule = RULE_BY_CODE[self.found.rule]
        word = relation_word(self.found.relation)
        people = await PERSON.kind.load_all(info, self.found.people)
        parts = [*(person.name for person in people), None if word is None else word.text(language)]
        return sentence(rule.code, rule.zh if language == "zh" else rule.en, parts, language)


@strawberry.type(description="What the rules answer for a whole team (办案组审查结果).")
class TeamScreening:
    """See ``resolvers.screening_teams.TeamScreened``."""

    team: strawberry.Private[TeamScreened]

    @strawberry.field(description="The case (案件).")
    async def case(self, info: Info) -> CaseType:
        """Find the case."""
        return await CASE.load(info, self.team.case)

    @strawberry.field(
        description="CONFLICT if anything bars anybody or the team, else UNKNOWN if anything is unknown (审查结论)."
    )
    def verdict(self) -> Verdict:
        """Tell the verdict."""
        return self.team.verdict

    @strawberry.field(description="Each place by itself, in the order given (各岗位审查结果).")
    def seats(self) -> list[Screening]:
        """List the screenings."""
        screened = self.team.screened
        return [Screening(screening=one, screened=screened) for one in screened.screenings]

    @strawberry.field(description="What is wrong with the team as a whole (办案组审查发现).")
    def findings(self) -> list[TeamFinding]:
        """List the findings."""
        return [TeamFinding(found=finding, screened=self.team.screened) for finding in self.team.findings]

    @strawberry.field(
        description="Whether sealed facts were looked at: never in a question that is free to ask (已查密封信息)."
    )
    def sealed_facts_consulted(self) -> bool:
        """Tell that they were not."""
        return False


@strawberry.type(description="Who must leave a meeting when an item is called (议题回避审查结果).")
class MeetingItemScreening:
    """See ``resolvers.screening_meetings.ItemScreened``."""

    found: strawberry.Private[ItemScreened]

    @strawberry.field(description="The item of the agenda (议题).")
    def item(self) -> AgendaItem:
        """Show the item."""
        return AgendaItem.of(self.found.item)

    @strawberry.field(description="The cases that it deals with, itself or by its proposal (案件).")
    async def cases(self, info: Info) -> list[CaseType]:
        """List the cases."""
        return await CASE.kind.load_all(info, self.found.cases)

    @strawberry.field(description="Who must leave when it is called (须回避人员), with each case and why.")
    def must_leave(self) -> list[Screening]:
        """List those in conflict."""
        return self._with(Verdict.CONFLICT)

    @strawberry.field(description="Who may have to leave: a human must settle it first (待核实人员).")
    def unsettled(self) -> list[Screening]:
        """List those of whom too little is known."""
        return self._with(Verdict.UNKNOWN)

    @strawberry.field(
        description="Whether sealed facts were looked at: never in a question that is free to ask (已查密封信息)."
    )
    def sealed_facts_consulted(self) -> bool:
        """Tell that they were not."""
        return False

    def _with(self, verdict: Verdict) -> list[Screening]:
        screened = self.found.screened
        return [Screening(screening=one, screened=screened) for one in screened.screenings if one.verdict is verdict]


@strawberry.type
class TeamScreeningQuery:
    """Questions about teams and meetings."""

    @strawberry.field(
        description="Screen a whole team for a case: each member and the team as one, on open facts (办案组回避审查)."
    )
    async def team_screening(
        self,
        info: Info,
        input: Annotated[TeamScreeningInput, strawberry.argument(description="The team (办案组).")],  # noqa: A002
    ) -> TeamScreening:
        """Screen a team."""
        seats = [SeatWanted(seat.person_number, seat.role) for seat in input.seats]
        when = When(moment_of(input.as_of), input.on)
        return TeamScreening(
            team=await screening_teams.team_screening(
                info.context.caller, case_number=input.case_number, seats=seats, when=when
            )
        )

    @strawberry.field(
        description="Who must leave a meeting for which items (参会回避审查), on open facts; only items with a case "
        "that the viewer may see and need not leave for herself."
    )
    async def meeting_screening(
        self, info: Info, meeting: Annotated[strawberry.ID, strawberry.argument(description="The meeting (会议).")]
    ) -> list[MeetingItemScreening]:
        """Screen the participants."""
        found = await screening_meetings.meeting_screening(
            info.context.caller, key_of(meeting, Meeting), key=str(meeting)
        )
        return [MeetingItemScreening(found=each) for each in found]
