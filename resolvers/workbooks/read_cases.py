"""Cases as records of a workbook, with what their teams need and the document that authorises them."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import Authorisation, Case, CaseNeed, CasePlace, Clue
from intake.records import AuthorisationRecord, CaseRecord, NeedRecord, PlaceRecord
from resolvers.workbooks.rows import grouped, standing
from terms.cases import AssignmentRole, ClueSource

_ROLES = list(AssignmentRole)


async def read_cases(
    session: AsyncSession, organs: Mapping[int, str], incoming: Iterable[CaseRecord]
) -> tuple[CaseRecord, ...]:
    """Return all cases; of several documents the one that the incoming row names, or else the latest."""
    named = {case.number: case.authorisation.number for case in incoming if case.authorisation is not None}
    places = grouped(await standing(session, CasePlace, "case_id role wanted"), "case_id")
    needs = grouped(await standing(session, CaseNeed, "case_id skill grade"), "case_id")
    documents = grouped(await standing(session, Authorisation, "case_id kind number issued_on"), "case_id")
    statement: Any = select(Case, Clue.source).outerjoin(Clue, col(Case.clue_id) == col(Clue.id)).order_by(col(Case.id))
    return tuple(
        CaseRecord(
            id=case.id,
            number=case.number,
            concerned_organ=organs[case.concerned_organ_id],
            home_organ=organs[case.home_organ_id],
            handling_organ=None if case.handling_organ_id is None else organs[case.handling_organ_id],
            mode=case.mode,
            management=case.management,
            clue_source=source or ClueSource.OTHER,
            urgency=case.urgency,
            grade=case.grade,
            status=case.status,
            filed_on=case.filed_on,
            window=case.during,
            effort=case.effort,
            places=_places(places.get(case.id, ())),
            needs=_needs(needs.get(case.id, ())),
            needs_female=case.needs_female,
            authorisation=_document(documents.get(case.id, ()), named.get(case.number)),
        )
        for case, source in (await session.exec(statement)).all()
    )


def _places(rows: Iterable[Any]) -> tuple[PlaceRecord, ...]:
    wanted = {row.role: row.wanted for row in rows if row.wanted}
    return tuple(PlaceRecord(role, wanted[role]) for role in _ROLES if role in wanted)


def _needs(rows: Iterable[Any]) -> tuple[NeedRecord, ...]:
    return tuple(NeedRecord(row.skill, row.grade) for row in rows)


def _document(rows: Iterable[Any], number: str | None) -> AuthorisationRecord | None:
    found = sorted(rows, key=lambda row: (row.number == number, row.issued_on, row.id))
    if not found:
        return None
    return AuthorisationRecord(number=found[-1].number, kind=found[-1].kind, issued_on=found[-1].issued_on)
