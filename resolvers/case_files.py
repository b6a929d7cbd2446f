"""What belongs to cases: places, needs, parties, clues, links, documents, course; only of cases in sight."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_
from sqlmodel import col, select

from db.tables import Authorisation, Case, CaseLink, CaseNeed, CaseParty, CasePlace, CaseStep, Clue
from resolvers.caller import Caller
from resolvers.gate import visible_cases
from resolvers.paging import rows_by_id, rows_of


def _in_sight(caller: Caller, column: object) -> ColumnElement[bool]:
    return col(column).in_(select(Case.id).where(visible_cases(caller)))


async def places_of(caller: Caller, cases: Sequence[int]) -> list[list[CasePlace]]:
    """Return for each case how many people it wants in which role."""
    return await rows_of(caller, CasePlace, CasePlace.case_id, cases, _in_sight(caller, CasePlace.case_id))


async def needs_of(caller: Caller, cases: Sequence[int]) -> list[list[CaseNeed]]:
    """Return for each case the skills that the team must have."""
    return await rows_of(caller, CaseNeed, CaseNeed.case_id, cases, _in_sight(caller, CaseNeed.case_id))


async def parties_of(caller: Caller, cases: Sequence[int]) -> list[list[CaseParty]]:
    """Return for each case its parties; informants are never among them."""
    return await rows_of(caller, CaseParty, CaseParty.case_id, cases, _in_sight(caller, CaseParty.case_id))


async def steps_of(caller: Caller, cases: Sequence[int]) -> list[list[CaseStep]]:
    """Return for each case its changes of status, earliest first."""
    seen = _in_sight(caller, CaseStep.case_id)
    return await rows_of(caller, CaseStep, CaseStep.case_id, cases, seen, by=[CaseStep.happened_on])


async def authorisations_of(caller: Caller, cases: Sequence[int]) -> list[list[Authorisation]]:
    """Return for each case the documents that authorise its handling."""
    seen = _in_sight(caller, Authorisation.case_id)
    return await rows_of(caller, Authorisation, Authorisation.case_id, cases, seen, by=[Authorisation.issued_on])


async def authorisations_by_id(caller: Caller, keys: Sequence[int]) -> list[Authorisation | None]:
    """Return the documents with these keys."""
    return await rows_by_id(caller, Authorisation, keys, _in_sight(caller, Authorisation.case_id))


async def clues_by_id(caller: Caller, keys: Sequence[int]) -> list[Clue | None]:
    """Return the clues with these keys that led to a case in sight."""
    led = select(Case.clue_id).where(visible_cases(caller), col(Case.clue_id).is_not(None))
    return await rows_by_id(caller, Clue, keys, col(Clue.id).in_(led))


async def linked_of(caller: Caller, cases: Sequence[int]) -> list[list[int]]:
    """Return for each case the keys of the cases of the same affair that are in sight too."""
    wanted = set(cases)
    async with caller.database.reading() as session:
        statement = select(CaseLink.first_id, CaseLink.second_id).where(
            col(CaseLink.superseded_at).is_(None),
            or_(col(CaseLink.first_id).in_(wanted), col(CaseLink.second_id).in_(wanted)),
            _in_sight(caller, CaseLink.first_id),
            _in_sight(caller, CaseLink.second_id),
        )
        links = (await session.exec(statement.order_by(col(CaseLink.id)))).all()
    found: dict[int, list[int]] = {}
    for first, second in links:
        found.setdefault(first, []).append(second)
        found.setdefault(second, []).append(first)
    return [found.get(key, []) for key in cases]
