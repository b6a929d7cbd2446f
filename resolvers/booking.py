"""One approval's seats with all that is needed to screen and book them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Self

from sqlmodel.ext.asyncio.session import AsyncSession

from db.facts import read_facts
from db.policies import CountyPolicy
from db.staffing import Staffing
from db.tables import Assignment, Case, Proposal, ProposalSeat
from db.tables import Screening as ScreeningRow
from recusal.facts import Service
from recusal.findings import Finding, Lack
from recusal.homes import HOME_LED
from recusal.rules.loans import loan_rest
from recusal.team import screen_team
from recusal.world import World
from resolvers.decoying import Pair, closed_out_of_sight, with_decoys
from resolvers.screening_records import findings_of, screening_row
from resolvers.snapshot import Snapshot, window_from
from terms.cases import AssignmentRole, AssignmentState, Mode
from terms.periods import Period
from terms.recusal import Severity, Verdict

SEPARATIONS = frozenset({"R23", "R24"})


@dataclass(frozen=True, slots=True)
class Booking:
    """The seats of a proposal with its locked cases, the pool, and the policy of the day."""

    proposal: Proposal
    seats: tuple[ProposalSeat, ...]
    """In order of person."""
    cases: Mapping[int, Case]
    staffing: Staffing
    policy: CountyPolicy
    on: date
    kept: frozenset[int] = frozenset()
    """Keys of the seats whose people are at work on them already, and stay."""
    ending: tuple[Assignment, ...] = ()
    """Who is in force on the cases and has no seat any more."""

    @classmethod
    def of(
        cls,
        proposal: Proposal,
        seats: Sequence[ProposalSeat],
        standing: Sequence[Assignment],
        *,
        cases: Mapping[int, Case],
        staffing: Staffing,
        policy: CountyPolicy,
        on: date,
    ) -> Self:
        """Return the booking of the cases in which something changes, beside who is in force on them."""
        at_work = {(row.case_id, row.person_id, row.role) for row in standing}
        kept = [seat for seat in seats if (seat.case_id, seat.person_id, seat.role) in at_work]
        staying = {(seat.case_id, seat.person_id, seat.role) for seat in kept}
        ending = [row for row in standing if (row.case_id, row.person_id, row.role) not in staying]
        changed = {row.case_id for row in ending} | {seat.case_id for seat in seats if seat not in kept}
        return cls(
            proposal=proposal,
            seats=tuple(seat for seat in seats if seat.case_id in changed),
            cases={key: case for key, case in cases.items() if key in changed},
            kept=frozenset(seat.id for seat in kept),
            ending=tuple(ending),
            staffing=staffing,
            policy=policy,
            on=on,
        )

    @property
    def entering(self) -> tuple[ProposalSeat, ...]:
        """The seats that are booked anew, in order of person."""
        return tuple(seat for seat in self.seats if seat.id not in self.kept)

    def seats_of(self, case: int) -> list[ProposalSeat]:
        """Return the seats of a case, in order of person."""
        return [seat for seat in self.seats if seat.case_id == case]

    def borrower(self, seat: ProposalSeat) -> int | None:
        """Return the organ to which the person of the seat is lent (R46); None where she works for her own."""
        case, member = self.cases[seat.case_id], self.staffing.members.get(seat.person_id)
        borrower = case.handling_organ_id or case.home_organ_id
        return None if member is None or member.organ == borrower or case.mode is Mode.SELF else borrower

    def window(self, case: int) -> Period:
        """Return the days for which the people of a case are booked."""
        return window_from(self.cases[case].during, self.on, self.policy.planning.default_days)


async def closed_now(session: AsyncSession, booking: Booking) -> set[Pair]:
    """Return the seats that a plan made at this moment would keep closed by what is told as one word, decoys too."""
    known = await read_facts(session, on=booking.on, sealed=True)
    snapshot = Snapshot(known=known, staffing=booking.staffing, policy=booking.policy, on=booking.on)
    seats = {(seat.person_id, seat.case_id) for seat in booking.entering}
    return closed_out_of_sight(await with_decoys(session, snapshot), seats)


async def screen_teams(session: AsyncSession, booking: Booking) -> list[tuple[ScreeningRow, Sequence[Finding]]]:
    """Screen every new seat and every team of the booking on the facts as they are now, sealed ones included.

    Who is at work already is screened with her team alone (T12): of herself every change of facts was looked at.

    Returns:
        For each seat the record of its screening, not yet written, and what was found. A finding about a team is
        told of every member that it names, or of the leader where it names nobody.
    """
    known = await read_facts(session, on=booking.on, sealed=True, share_lock=True)
    world = World(known.facts)
    found = findings_of(world, booking.entering, booking.policy.recusal, on=booking.on, widen_sealed=True)
    for (person, case_id), findings in _apart_within(world, booking).items():
        found[person, case_id] += [finding for finding in findings if finding not in found[person, case_id]]
    for case in booking.cases.values():
        for finding in _team_findings(world, booking, case):
            found[finding.person, finding.case].append(finding)
    reciprocal = _reciprocal_seats(booking) if booking.policy.planning.forbid_reciprocity else ()
    for finding in (*reciprocal, *_close_loans(booking)):
        found[finding.person, finding.case].append(finding)
    return [
        (screening_row(seat, known.version, findings), findings)
        for seat in booking.seats
        for findings in (found[seat.person_id, seat.case_id],)
    ]


def _apart_within(world: World, booking: Booking) -> dict[tuple[int, int], list[Finding]]:
    """Return R23 and R24 as they would stand with all seats booked: one booking may hold two linked cases."""
    services = tuple(
        Service(0, seat.person_id, seat.case_id, seat.role, AssignmentState.ACTIVE, booking.window(seat.case_id))
        for seat in booking.entering
    )
    supposed = World(replace(world.facts, services=(*world.facts.services, *services)))
    return findings_of(supposed, booking.entering, booking.policy.recusal, on=booking.on, rules=SEPARATIONS)


def _team_findings(world: World, booking: Booking, case: Case) -> list[Finding]:
    team = booking.seats_of(case.id)
    findings = screen_team(
        world,
        case.id,
        [(seat.person_id, seat.role) for seat in team],
        booking.policy.recusal,
        on=booking.on,
        needs_female=case.needs_female,
    )
    told, coming = [], {seat.person_id for seat in booking.entering if seat.case_id == case.id}
    for finding in findings:
        if finding.rule == "R32" and finding.people and coming.isdisjoint(finding.people):
            continue  # she leads or reviews it already, and a rank that the county asks for later moves nobody (0033)
        people = finding.people or tuple(seat.person_id for seat in team if seat.role is AssignmentRole.LEAD)
        for person in people or (team[0].person_id,):
            others = [other for other in finding.people if other != person]
            told.append(
                Finding(
                    rule=finding.rule,
                    severity=finding.severity,
                    verdict=Verdict.CONFLICT,
                    person=person,
                    case=case.id,
                    evidence=finding.evidence,
                    other_person=others[0] if others else None,
                    relation=finding.relation,
                )
            )
    return told


def _reciprocal_seats(booking: Booking) -> Iterator[Finding]:
    """Yield R39 for everybody whose organ would investigate an organ that investigates hers, by this booking alone."""
    hands: dict[tuple[int, int], list[ProposalSeat]] = defaultdict(list)
    for seat in booking.seats:
        member, case = booking.staffing.members.get(seat.person_id), booking.cases[seat.case_id]
        investigates = seat.role is not AssignmentRole.REVIEWER and case.mode not in HOME_LED
        if member is not None and member.organ not in {None, case.home_organ_id} and investigates:
            hands[member.organ or 0, case.home_organ_id].append(seat)
    for (handler, handled), seats in hands.items():
        if (handled, handler) in hands:
            for seat in seats:
                if seat.id in booking.kept:
                    continue
                yield Finding("R39", Severity.ABSOLUTE, Verdict.CONFLICT, seat.person_id, seat.case_id, organ=handled)


def _close_loans(booking: Booking) -> Iterator[Finding]:
    """Yield R46 for everybody whom this booking alone would lend twice without the days of rest between."""
    policy = booking.policy.recusal
    rest, severity = loan_rest(policy), policy.severity("R46", "CONSECUTIVE")
    if rest is None or severity is None:
        return
    until_rested: defaultdict[int, dict[int, Period]] = defaultdict(dict)
    for seat in booking.entering:
        if booking.borrower(seat) is not None:
            window = booking.window(seat.case_id)
            end = None if window.end is None else window.end + timedelta(days=rest)
            until_rested[seat.person_id][seat.case_id] = Period(window.start, end)
    for person, loans in until_rested.items():
        for case, days in loans.items():
            if any(days.overlaps(others) for other, others in loans.items() if other != case):
                yield Finding("R46", severity, Verdict.CONFLICT, person, case, relation=Lack.REST)
