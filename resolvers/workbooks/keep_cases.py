"""Cases of a workbook into rows: with clue, course, places, needs and authorising document."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import col, select

from db.tables import Authorisation, Case, CaseNeed, CasePlace, CaseStep, Clue
from intake.comparison import Comparison
from intake.records import CaseRecord
from resolvers.workbooks.writing import Writing
from terms.cases import AuthorisationKind, CaseStatus, ClueSource
from terms.periods import Period

EFFORT = 50
"""Percent taken for cases whose row says nothing; ours, as for cases entered otherwise."""
OF_CASE = frozenset(
    {
        *("concerned_organ", "home_organ", "handling_organ", "mode", "management", "urgency", "grade"),
        *("status", "filed_on", "window", "effort", "needs_female"),
    }
)


async def keep_cases(writing: Writing, comparison: Comparison) -> None:
    """Write cases added and changed; a changed status is a step of the case's course."""
    added = comparison.added.cases
    clues = await _clues(writing, [case for case in added if case.clue_source is not ClueSource.OTHER])
    rows = [
        _row(case, writing) | {"county_id": writing.county_id, "number": case.number, "clue_id": clues.get(case.number)}
        for case in added
    ]
    keys = await writing.insert(Case, rows)
    writing.keys.cases.update(zip((case.number for case in added), keys, strict=True))
    laid: list[tuple[int, CaseRecord | None, CaseRecord]] = [
        (key, None, case) for key, case in zip(keys, added, strict=True)
    ]
    for change in comparison.changed:
        before, after = change.before, change.after
        if not isinstance(before, CaseRecord) or not isinstance(after, CaseRecord) or before.id is None:
            continue
        laid.append((before.id, before, after))
        if OF_CASE.intersection(change.fields):
            await writing.update(Case, [_row(after, writing) | {"id": before.id}])
        if "clue_source" in change.fields:
            await _change_clue(writing, before.id, after)
        writing.changed("cases", before, change.fields)
    await _keep_course(writing, laid)
    await _keep_places(writing, laid)
    await _keep_needs(writing, laid)
    await _keep_documents(writing, laid)


def _row(case: CaseRecord, writing: Writing) -> dict[str, Any]:
    return {
        "mode": case.mode,
        "status": case.status,
        "grade": case.grade,
        "urgency": case.urgency,
        "concerned_organ_id": writing.keys.organs[case.concerned_organ],
        "home_organ_id": writing.keys.organs[case.home_organ],
        "handling_organ_id": writing.keys.organ(case.handling_organ),
        "management": case.management,
        "filed_on": case.filed_on,
        "during": case.window,
        "effort": EFFORT if case.effort is None else case.effort,
        "needs_female": case.needs_female,
    }


async def _clues(writing: Writing, cases: Sequence[CaseRecord]) -> dict[str, int]:
    """Enter the clue that led to each case under the case's number, received at the latest when the case began."""
    numbers = select(Clue.number, Clue.id).where(col(Clue.number).in_({case.number for case in cases}))
    there = dict((await writing.session.exec(numbers)).all()) if cases else {}
    new = [case for case in cases if case.number not in there]
    rows = [
        {
            "county_id": writing.county_id,
            "number": case.number,
            "source": case.clue_source,
            "received_on": min(day for day in (case.filed_on, case.window.start, writing.on) if day is not None),
            "accepting_organ_id": writing.keys.organs[case.home_organ],
        }
        for case in new
    ]
    return there | dict(zip((case.number for case in new), await writing.insert(Clue, rows), strict=True))


async def _change_clue(writing: Writing, case_id: int, case: CaseRecord) -> None:
    clue_id = (await writing.session.exec(select(Case.clue_id).where(col(Case.id) == case_id))).one()
    if clue_id is not None:
        await writing.update(Clue, [{"id": clue_id, "source": case.clue_source}])
        return
    made = await _clues(writing, [case])
    await writing.update(Case, [{"id": case_id, "clue_id": made[case.number]}])


async def _keep_course(writing: Writing, laid: Sequence[tuple[int, CaseRecord | None, CaseRecord]]) -> None:
    steps = []
    for key, before, case in laid:
        if case.filed_on is not None and (before is None or before.filed_on is None):
            steps.append({"case_id": key, "status": CaseStatus.FILED, "happened_on": case.filed_on, "note": ""})
            if case.status is CaseStatus.FILED:
                continue
        if before is None or before.status is not case.status:
            steps.append({"case_id": key, "status": case.status, "happened_on": writing.on, "note": ""})
    await writing.insert(CaseStep, steps)


async def _keep_places(writing: Writing, laid: Sequence[tuple[int, CaseRecord | None, CaseRecord]]) -> None:
    fresh = [(key, case) for key, before, case in laid if before is None or before.places != case.places]
    await writing.supersede(CasePlace, [key for key, _ in fresh], by="case_id")
    rows = [{"case_id": key, "role": place.role, "wanted": place.count} for key, case in fresh for place in case.places]
    await writing.insert(CasePlace, rows)


async def _keep_needs(writing: Writing, laid: Sequence[tuple[int, CaseRecord | None, CaseRecord]]) -> None:
    fresh = [(key, case) for key, before, case in laid if before is None or before.needs != case.needs]
    await writing.supersede(CaseNeed, [key for key, _ in fresh], by="case_id")
    rows = [{"case_id": key, "skill": need.skill, "grade": need.grade} for key, case in fresh for need in case.needs]
    await writing.insert(CaseNeed, rows)


async def _keep_documents(writing: Writing, laid: Sequence[tuple[int, CaseRecord | None, CaseRecord]]) -> None:
    """Write documents that are new; one whose number stays and whose words change is superseded."""
    fresh = [
        (key, case)
        for key, before, case in laid
        if case.authorisation is not None and (before is None or before.authorisation != case.authorisation)
    ]
    numbers = {case.authorisation.number for _, case in fresh if case.authorisation is not None}
    old = select(Authorisation.id).where(
        col(Authorisation.number).in_(numbers), col(Authorisation.superseded_at).is_(None)
    )
    if numbers:
        await writing.supersede(Authorisation, (await writing.session.exec(old)).all())
    await writing.insert(Authorisation, [_document(writing, key, case) for key, case in fresh])


def _document(writing: Writing, case_id: int, case: CaseRecord) -> dict[str, Any]:
    """Return the row of the case's document, in force until the case's last day."""
    document = case.authorisation
    if document is None or document.issued_on is None:
        raise TypeError(case)
    end = case.window.end
    by_name = document.kind is AuthorisationKind.CALL_UP
    return {
        "case_id": case_id,
        "kind": document.kind,
        "number": document.number,
        "issued_on": document.issued_on,
        "organ_id": None if by_name else writing.keys.organ(case.handling_organ),
        "during": Period(document.issued_on, end if end is None or end > document.issued_on else None),
    }
