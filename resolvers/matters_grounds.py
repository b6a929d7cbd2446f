"""What speaks for a request that somebody stands aside: how hard the alleged rule is, and what open facts say."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from db.facts import read_facts
from db.facts_part import Part
from db.tables import Case
from recusal.findings import Question
from recusal.policy import Policy
from recusal.registry import TIES
from recusal.screen import find
from recusal.severities import STANDARDS
from recusal.world import World
from resolvers.screening_records import finding_document
from terms.cases import AssignmentRole, Mode
from terms.recusal import Severity


async def open_findings(
    session: AsyncSession, policy: Policy, *, person_id: int, case_id: int, role: AssignmentRole, on: date
) -> list[dict[str, Any]]:
    """Return, as they are kept, the findings on open facts: a request is free to make and tells nothing sealed."""
    question = Question(frozenset({person_id}), frozenset({case_id}), role)
    part = Part(question.people, question.cases, requirements=False)
    known = await read_facts(session, on=on, sealed=False, part=part)
    found = find(World(known.facts), question, policy, on=on, rules=TIES)
    documents: list[dict[str, Any]] = json.loads(json.dumps([finding_document(finding) for finding in found]))
    return documents


def is_hard(rule: str | None, case: Case, policy: Policy) -> bool:
    """Tell whether the alleged rule is a hard bar in any grade that does not belong to another mode than the case's."""
    if rule is None:
        return False
    grades = [key.removeprefix(rule).removeprefix(".") for key in STANDARDS if key.partition(".")[0] == rule]
    other_modes = {mode.value for mode in Mode} - {case.mode.value}
    return any(policy.severity(rule, grade or None) is Severity.HARD for grade in grades if grade not in other_modes)


def is_new(
    alleged: str | None, findings: Sequence[dict[str, Any]], refused: Sequence[Sequence[dict[str, Any]]]
) -> bool:
    """Tell whether a ground may stop the work: after a refusal only one that is found, and was not found then (T36).

    Otherwise each hard rule could be alleged in turn. ``refused`` holds the findings of each matter that was refused.
    """
    held = [finding for finding in findings if finding["rule"] == alleged]
    return not refused or (bool(held) and all(finding not in then for then in refused for finding in held))
