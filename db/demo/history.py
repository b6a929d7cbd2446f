"""Closed cases of the past year with the teams that handled them: past load, separations, and who handled whom."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from db.demo.cases import OpenCase, find_subject, make_clue
from db.demo.draft import COUNTY_ID, Draft
from db.demo.organs import District, Township, Unit
from db.demo.pool import Member
from db.tables import Appraisal, Assignment, Authorisation, Case, CaseParty, CaseStep, Loan, Screening
from terms.cases import (
    AssignmentRole,
    AssignmentState,
    AuthorisationKind,
    CaseGrade,
    CaseStatus,
    ClueSource,
    Mode,
    PartyRole,
    Urgency,
)
from terms.organs import ManagementLevel
from terms.people import AppraisalResult
from terms.periods import Period
from terms.recusal import Verdict

CLOSED_CASES = 22
"""Closed cases of a district; ours, after thirty to sixty crossed cases a year."""

SHANGHAI = ZoneInfo("Asia/Shanghai")

_MODES = (Mode.CROSS, Mode.CROSS, Mode.OFFSITE, Mode.SELF, Mode.CROSS, Mode.ELEVATED, Mode.OFFSITE)
_DOCUMENTS: Mapping[Mode, AuthorisationKind] = {
    Mode.CROSS: AuthorisationKind.MATTER_AUTHORISATION,
    Mode.OFFSITE: AuthorisationKind.DESIGNATED_JURISDICTION,
    Mode.ELEVATED: AuthorisationKind.ELEVATION,
}
_ROLES = (AssignmentRole.LEAD, AssignmentRole.RECORDS, AssignmentRole.MEMBER)
_STATUSES = (CaseStatus.ARCHIVED, CaseStatus.ARCHIVED, CaseStatus.EXECUTING, CaseStatus.DECIDED)
_COURSE = (
    CaseStatus.RECEIVED,
    CaseStatus.REGISTERED,
    CaseStatus.DISPOSITION_PROPOSED,
    CaseStatus.PRELIM_VERIFICATION,
    CaseStatus.FILED,
    CaseStatus.INVESTIGATING,
    CaseStatus.FACT_MEETING,
    CaseStatus.TRANSFERRED_TO_REVIEW,
    CaseStatus.IN_REVIEW,
    CaseStatus.PENDING_DECISION,
    CaseStatus.DECIDED,
    CaseStatus.EXECUTING,
    CaseStatus.ARCHIVED,
)


class History:
    """Writes the closed cases of a district."""

    def __init__(self, draft: Draft, district: District, pool: Sequence[Member]) -> None:
        """Know who serves where."""
        self._draft = draft
        self._district = district
        self._staff: dict[int, list[Member]] = {}
        for member in pool:
            self._staff.setdefault(member.seat.unit.id, []).append(member)
        self._experts = [member for member in pool if not member.seat.full_time]
        self._reviewers = self._staff[district.offices["案件审理室"].id]

    def close_cases(self, wanted: int = CLOSED_CASES) -> tuple[int, ...]:
        """Write so many closed cases, the oldest first; return their keys."""
        chance = self._draft.chance
        ages = sorted((chance.randint(70, 390) for _ in range(wanted)), reverse=True)
        return tuple(self._close(_MODES[number % len(_MODES)], age) for number, age in enumerate(ages))

    def verify_first(self, case: OpenCase) -> None:
        """Write that two of the home organ's people made the preliminary verification of an open case (R23)."""
        start = self._draft.ago((case.matter.filed_ago or 0) + 9)
        during = Period(start, start + timedelta(days=8))
        team = self._staff.get(case.scene.home.id, ())[:2]
        for role, member in zip((AssignmentRole.LEAD, AssignmentRole.RECORDS), team, strict=False):
            self._assign(case.id, member, role, during, effort=30, document=None)

    def _close(self, mode: Mode, age: int) -> int:
        draft, chance = self._draft, self._draft.chance
        home = chance.choice(self._district.townships)
        received, filed = draft.ago(age), draft.ago(age - chance.randint(12, 25))
        during = Period(filed + timedelta(days=2), filed + timedelta(days=chance.randint(18, 32)))
        handler = self._handler(mode, home)
        concerned = chance.choice((home.unit, *home.stations.values(), *home.villages[:3]))
        status = chance.choice(_STATUSES)
        key = draft.register.add(
            Case,
            county_id=COUNTY_ID,
            number=draft.ledger.next("商纪案", received.year),
            clue_id=make_clue(draft, self._district, received, chance.choice(tuple(ClueSource))),
            mode=mode,
            status=status,
            grade=CaseGrade.ORDINARY,
            urgency=Urgency.NORMAL,
            concerned_organ_id=concerned.id,
            home_organ_id=home.commission.id,
            handling_organ_id=handler.id,
            management=ManagementLevel.TOWNSHIP,
            filed_on=filed,
            during=during,
            effort=chance.choice((30, 40, 50)),
            needs_female=False,
        )
        self._course(key, received, filed, during, status)
        subject = find_subject(draft, self._district, concerned, post="工作人员")
        draft.register.add(
            CaseParty, case_id=key, person_id=subject.id, role=PartyRole.SUBJECT, during=Period(received, None)
        )
        self._team(key, mode, handler, during)
        return key

    def _handler(self, mode: Mode, home: Township) -> Unit:
        chance, townships = self._draft.chance, self._district.townships
        if mode is Mode.ELEVATED:
            return self._district.offices[chance.choice(("第五审查调查室", "第六审查调查室"))]
        if mode is Mode.CROSS:
            others = [place for place in townships if place.zone == home.zone and place is not home]
            return chance.choice(others).commission
        if mode is Mode.OFFSITE:
            return chance.choice([place for place in townships if place.zone != home.zone]).commission
        return home.commission

    def _course(self, case: int, received: date, filed: date, during: Period, status: CaseStatus) -> None:
        """Write the steps of the case up to its status, evenly over the time that it took."""
        last = _COURSE.index(status)
        filing = _COURSE.index(CaseStatus.FILED)
        end = during.end or filed
        for place, step in enumerate(_COURSE[: last + 1]):
            if place <= filing:
                day = received + (filed - received) * place // filing
            else:
                day = filed + (end + timedelta(days=20) - filed) * (place - filing) // (len(_COURSE) - filing)
            self._draft.register.add(CaseStep, case_id=case, status=step, happened_on=day)

    def _team(self, case: int, mode: Mode, handler: Unit, during: Period) -> None:
        draft = self._draft
        document = None
        if mode is not Mode.SELF and during.start is not None:
            document = draft.register.add(
                Authorisation,
                case_id=case,
                kind=_DOCUMENTS[mode],
                number=draft.ledger.next("商纪授", during.start.year),
                issued_on=during.start,
                organ_id=handler.id,
                during=during,
            )
        effort = draft.chance.choice((30, 40, 50))
        team = [*self._staff[handler.id][:2], draft.chance.choice(self._experts)]
        for role, member in zip(_ROLES, team, strict=False):
            self._assign(case, member, role, during, effort=effort, document=document)
            draft.register.add(
                Appraisal,
                person_id=member.human.id,
                case_id=case,
                result=draft.chance.choice((AppraisalResult.EXCELLENT, AppraisalResult.COMPETENT)),
                appraised_on=(during.end or draft.day) + timedelta(days=3),
                note="一案一鉴定",
            )
        if document is not None:
            borrowed = team[-1].human.id
            draft.register.add(Loan, person_id=borrowed, to_organ_id=handler.id, case_id=case, during=during)
        reviewer = draft.chance.choice(self._reviewers)
        after = Period(during.end, (during.end or draft.day) + timedelta(days=15))
        self._assign(case, reviewer, AssignmentRole.REVIEWER, after, effort=20, document=document)

    def _assign(
        self, case: int, member: Member, role: AssignmentRole, during: Period, *, effort: int, document: int | None
    ) -> None:
        """Write an assignment that is over, with the screening that came before it."""
        start, end = during.start or self._draft.day, during.end or self._draft.day
        screening = self._draft.register.add(
            Screening,
            case_id=case,
            person_id=member.human.id,
            role=role,
            facts_version=1,
            verdict=Verdict.CLEAR,
            findings=(),
            screened_at=morning(start - timedelta(days=1)),
        )
        self._draft.register.add(
            Assignment,
            case_id=case,
            person_id=member.human.id,
            role=role,
            state=AssignmentState.ENDED,
            state_reason="办结",
            during=during,
            effort=effort,
            authorisation_id=document,
            screening_id=screening,
            assigned_at=morning(start),
            ended_at=morning(end),
        )


def morning(day: date, hour: int = 9) -> datetime:
    """Return nine o'clock, or another hour, of a day in the county."""
    return datetime.combine(day, time(hour), SHANGHAI)
