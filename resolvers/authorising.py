"""Writing the documents without which nobody handles a case from elsewhere (R36; TL25 arts 11, 51)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from casework.modes import TERMS, Handler
from db.tables import Authorisation, Case, ProposalSeat
from resolvers.booking import Booking
from terms.cases import AssignmentRole, AuthorisationKind, Mode

DOCUMENT: Final[Mapping[Mode, AuthorisationKind]] = MappingProxyType(
    {
        Mode.SELF: AuthorisationKind.CALL_UP,
        Mode.ASSIST: AuthorisationKind.CALL_UP,
        Mode.JOINT: AuthorisationKind.CALL_UP,
        Mode.CROSS: AuthorisationKind.DESIGNATED_JURISDICTION,
        Mode.OFFSITE: AuthorisationKind.DESIGNATED_JURISDICTION,
        Mode.ELEVATED: AuthorisationKind.ELEVATION,
        Mode.LINKED: AuthorisationKind.CALL_UP,
    }
)
"""The document that an approval writes in each mode; in SELF only where somebody, a reviewer, comes from elsewhere."""
SERIES: Final[Mapping[AuthorisationKind, str]] = MappingProxyType(
    {
        AuthorisationKind.CALL_UP: "纪调",
        AuthorisationKind.DESIGNATED_JURISDICTION: "纪指",
        AuthorisationKind.ELEVATION: "纪提",
        AuthorisationKind.MATTER_AUTHORISATION: "纪授",
    }
)
"""The series in which documents of a kind are numbered; ours."""


async def authorise(session: AsyncSession, booking: Booking) -> dict[int, Authorisation]:
    """Decide the handling organ of each case and write its document, unless one is on file; return them by case.

    Numbers run by series and year; the facts are held, so two approvals never draw the same one.
    """
    documents: dict[int, Authorisation] = {}
    for case_id in sorted(booking.cases):
        case = booking.cases[case_id]
        if case.handling_organ_id is None:
            case.handling_organ_id = _handler(booking, case)
        if case.mode is not Mode.SELF or any(not at_home(booking, seat) for seat in booking.seats_of(case_id)):
            documents[case_id] = await _on_file(session, booking, case) or await _written(session, booking, case)
    return documents


def at_home(booking: Booking, seat: ProposalSeat) -> bool:
    """Tell whether the person is of the organ that is at home in the case."""
    member = booking.staffing.members.get(seat.person_id)
    return member is not None and member.organ == booking.cases[seat.case_id].home_organ_id


def _handler(booking: Booking, case: Case) -> int | None:
    """Return the organ that handles the case in its own name: the home organ, or the leader's own."""
    if TERMS[case.mode].handler is Handler.HOME:
        return case.home_organ_id
    for seat in booking.seats_of(case.id):
        if seat.role is AssignmentRole.LEAD:
            member = booking.staffing.members.get(seat.person_id)
            return None if member is None else member.organ
    return None


async def _on_file(session: AsyncSession, booking: Booking, case: Case) -> Authorisation | None:
    window = booking.window(case.id)
    statement = select(Authorisation).where(
        Authorisation.case_id == case.id,
        col(Authorisation.superseded_at).is_(None),
        col(Authorisation.kind).in_({*TERMS[case.mode].authorisations, DOCUMENT[case.mode]}),
    )
    for document in (await session.exec(statement.order_by(col(Authorisation.id)))).all():
        fits = document.organ_id is None or document.organ_id == case.handling_organ_id
        if fits and document.during.overlaps(window) and booking.on in document.during:
            return document
    return None


async def _written(session: AsyncSession, booking: Booking, case: Case) -> Authorisation:
    kind = DOCUMENT[case.mode]
    series = f"{SERIES[kind]}〔{booking.on.year}〕"
    issued = select(Authorisation.number).where(col(Authorisation.number).startswith(series, autoescape=True))
    numbers = [_serial(number, series) for number in (await session.exec(issued)).all()]
    document = Authorisation(
        case_id=case.id,
        kind=kind,
        number=f"{series}{max(numbers, default=0) + 1}号",
        issued_on=booking.on,
        organ_id=None if kind is AuthorisationKind.CALL_UP else case.handling_organ_id,
        during=booking.window(case.id).starting(booking.on),
    )
    session.add(document)
    await session.flush()
    return document


def _serial(number: str, series: str) -> int:
    digits = number.removeprefix(series).removesuffix("号")
    return int(digits) if digits.isascii() and digits.isdigit() else 0
