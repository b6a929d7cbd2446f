"""Screening a whole team against its case on request: each member, and the team as one; open facts only."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from db.session import judge
from db.tables import Case
from recusal.findings import Question, TeamFinding
from recusal.screen import screen
from recusal.team import screen_team
from resolvers.caller import Caller
from resolvers.gate import Act, require
from resolvers.screening import MOST_NUMBERS, Screened, TooManyPairs, cases_by_number, people_by_number
from resolvers.screening_knowledge import NOW, When, knowledge, then_of
from terms.cases import AssignmentRole
from terms.recusal import Purpose, Severity, Verdict


@dataclass(frozen=True, slots=True)
class SeatWanted:
    """One place of the team that is thought of."""

    person_number: str
    role: AssignmentRole


@dataclass(frozen=True, slots=True)
class TeamScreened:
    """What the rules answer for each seat and for the team as a whole."""

    screened: Screened
    """One screening a seat, in the order given."""
    findings: tuple[TeamFinding, ...]
    case: int

    @property
    def verdict(self) -> Verdict:
        """Return CONFLICT if anything bars anybody or the team, else UNKNOWN if anything is unknown, else CLEAR."""
        verdicts = {each.verdict for each in self.screened.screenings}
        if Verdict.CONFLICT in verdicts or any(each.severity is not Severity.SOFT for each in self.findings):
            return Verdict.CONFLICT
        return Verdict.UNKNOWN if Verdict.UNKNOWN in verdicts else Verdict.CLEAR


async def team_screening(
    caller: Caller, *, case_number: str, seats: Sequence[SeatWanted], when: When = NOW
) -> TeamScreened:
    """Screen members of the pool as the team of a case.

    Raises:
        NotAllowed: the caller may not screen.
        TooManyPairs: more seats than a team can have.
        NotFound: no such member of the pool, or no such case that the caller may see.
        MomentAhead, BeforeRecords, DayUnusable: the moment or the day cannot be asked about.
    """
    require(caller, Act.SCREEN)
    if len(seats) > MOST_NUMBERS:
        raise TooManyPairs
    async with caller.database.reading() as session:
        then = await then_of(session, caller, when)
        case = (await cases_by_number(session, caller, [case_number]))[case_number]
        await judge(session, Act.SCREEN)
        numbers = [seat.person_number for seat in seats]
        people = await people_by_number(session, numbers, purpose=Purpose.ASSIGNMENT, then=then)
        needs_female = (await session.exec(select(Case.needs_female).where(col(Case.id) == case))).one()
        known = await knowledge(session, then, people=people.values(), cases=[case])
    known.require_cases({case_number: case})
    placed = list(dict.fromkeys((people[seat.person_number], seat.role) for seat in seats))
    by_role: defaultdict[AssignmentRole, set[int]] = defaultdict(set)
    for person, role in placed:
        by_role[role].add(person)
    answers = {
        (each.person, role): each
        for role, wanted in by_role.items()
        for each in screen(
            known.world,
            Question(frozenset(wanted), frozenset({case}), role, before_approval=True),
            known.policy,
            on=known.on,
        )
    }
    findings = screen_team(known.world, case, placed, known.policy, on=known.on, needs_female=needs_female)
    screened = Screened(
        tuple(answers[seat] for seat in placed), known, {key: number for number, key in people.items()}, {}
    )
    return TeamScreened(screened, findings, case)
