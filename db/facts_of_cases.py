"""Cases and who handled whose, as facts."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, func
from sqlmodel import col

from casework.statuses import OPEN
from db.facts_part import renamed
from db.facts_reader import Reader, among
from db.knowledge import decisions_on_record, on_record, steps_on_record
from db.tables import CaseLink, CaseNeed, CaseStep, Membership, RecusalDecision, RecusalMatter, RecusalMatterCase
from recusal import facts as frozen
from recusal import records
from recusal.homes import HOME_LED
from terms.cases import AssignmentRole, AssignmentState, CaseStatus
from terms.people import MembershipKind
from terms.recusal import MatterDecision

DROPPED = frozenset({CaseStatus.HELD, CaseStatus.CLOSED_NO_CASE, CaseStatus.WITHDRAWN})
"""A matter that was put aside or given up (R26)."""
IN_REVIEW = frozenset({CaseStatus.TRANSFERRED_TO_REVIEW, CaseStatus.IN_REVIEW})


async def read_cases(reader: Reader) -> tuple[frozen.Case, ...]:
    """Return the cases with their links, needs and the day on which each first went to review."""
    linked: dict[int, list[int]] = {}
    within = reader.within(CaseLink, first_id="cases", second_id="cases")
    for first, second in await reader.facts(CaseLink, "first_id", "second_id", where=within):
        linked.setdefault(first, []).append(second)
        linked.setdefault(second, []).append(first)
    needs = await _needs(reader) if reader.of_requirements else {}
    reviewed = dict(iter(await _reviewed_from(reader))) if reader.of_requirements else {}
    rows = await reader.rows(reader.cases, *reader.cases.c.keys(), where=reader.within(reader.cases, id="cases"))
    return tuple(
        frozen.Case(
            id=row.id,
            mode=row.mode,
            concerned_organ=row.concerned_organ_id,
            home_organ=row.home_organ_id,
            handling_organ=row.handling_organ_id,
            management=row.management,
            window=row.during,
            is_open=row.status in OPEN,
            linked_cases=tuple(linked.get(row.id, ())),
            appeal_of=row.appeal_of_id,
            happened=row.happened,
            reviewed_from=reviewed.get(row.id),
            dropped=row.status in DROPPED,
            needs=tuple(needs.get(row.id, ())),
        )
        for row in rows
    )


async def _needs(reader: Reader) -> dict[int, list[Any]]:
    needs: dict[int, list[Any]] = {}
    within = reader.within(CaseNeed, case_id="cases")
    for case, skill, grade in await reader.facts(CaseNeed, "case_id", "skill", "grade", where=within):
        needs.setdefault(case, []).append((skill, grade))
    return needs


async def _reviewed_from(reader: Reader) -> Any:
    statement = (
        sa.select(col(CaseStep.case_id), func.min(col(CaseStep.happened_on)))
        .where(
            col(CaseStep.status).in_(IN_REVIEW),
            *steps_on_record(reader.known),
            *reader.within(CaseStep, case_id="cases"),
        )
        .group_by(col(CaseStep.case_id))
    )
    return (await (await reader.session.connection()).execute(statement)).all()


async def read_recusals(reader: Reader) -> tuple[records.Recusal, ...]:
    """Return who was decided to stand aside from which case."""
    statement = (
        sa.select(col(RecusalDecision.id), col(RecusalMatter.person_id), col(RecusalMatterCase.case_id))
        .join(RecusalMatter, col(RecusalMatter.id) == RecusalDecision.matter_id)
        .join(RecusalMatterCase, col(RecusalMatterCase.matter_id) == RecusalMatter.id)
        .where(
            col(RecusalDecision.decision) == MatterDecision.RECUSE,
            *decisions_on_record(reader.known),
            *reader.within(RecusalMatterCase, case_id="cases"),
        )
        .order_by(col(RecusalDecision.id), col(RecusalMatterCase.case_id))
    )
    rows = (await (await reader.session.connection()).execute(statement)).all()
    return tuple(records.Recusal(*row) for row in rows)


async def read_handlings(
    reader: Reader, memberships: tuple[frozen.Membership, ...], cases: tuple[frozen.Case, ...]
) -> tuple[frozen.Handling, ...]:
    """Return who investigated whose case: the person's own organ at the time against the case's home organ.

    Open as long as the case is, or an appeal against its decision. Where the home organ leads, others handle nothing.
    Of a part those with a hand in them, or a case among them, of an organ of the people or the cases in sight.
    """
    statement: Any
    if not reader.of_requirements:
        return ()
    if reader.sight is None:
        statement = _handled(reader)
    else:
        named = {case.home_organ for case in cases} | {
            post.organ for post in memberships if post.person in reader.sight.asked
        }
        organs = await renamed(reader.session, named)
        statement = _handled(reader, among(col(Membership.organ_id), organs)).union(
            _handled(reader, among(reader.cases.c.home_organ_id, organs))
        )
    rows = (await (await reader.session.connection()).execute(statement.order_by("id", "handler"))).all()
    return tuple(
        frozen.Handling(row.id, row.case_id, row.handler, row.handled, row.is_open, row.during) for row in rows
    )


def _handled(reader: Reader, *within: ColumnElement[bool]) -> Any:
    service, case, appeal = reader.services.c, reader.cases.c, reader.cases.alias().c
    under_appeal = sa.exists().where(appeal.appeal_of_id == case.id, appeal.status.in_(OPEN))
    return (
        sa.select(
            service.id,
            service.case_id,
            col(Membership.organ_id).label("handler"),
            case.home_organ_id.label("handled"),
            sa.or_(case.status.in_(OPEN), under_appeal).label("is_open"),
            service.during,
        )
        .select_from(reader.services)
        .join(reader.cases, case.id == service.case_id)
        .join(Membership, col(Membership.person_id) == service.person_id)
        .where(
            col(Membership.kind) == MembershipKind.ESTABLISHMENT,
            on_record(Membership, reader.known),
            col(Membership.during).op("@>")(func.lower(service.during)),
            col(Membership.organ_id) != case.home_organ_id,
            case.mode.not_in(HOME_LED),
            service.role != AssignmentRole.REVIEWER,
            service.state != AssignmentState.WITHDRAWN,
            *within,
        )
    )
