"""Steering a proposal: pins, exclusions and releases, each with its reason, and what no plan can keep."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from allocation.refusals import (
    DuplicateInProblem,
    PinClosed,
    PinsContradict,
    PinsOverCapacity,
    TooManyPins,
    UnknownInProblem,
)
from db.policies import policy_on
from db.tables import Person, Proposal, ProposalEdit
from recusal.registry import RULE_BY_CODE
from resolvers.caller import Caller
from resolvers.choices import NamedPicksRefused
from resolvers.gate import NotFound
from resolvers.people import visible_people
from resolvers.proposal_access import Asked
from resolvers.runs import Run, run_allocation
from resolvers.scope import Scope
from terms.allocation import EditKind
from terms.cases import AssignmentRole
from terms.closings import Closed
from terms.refusals import Refusal
from terms.things import Thing

LONGEST_REASON = 500
NUL = "\x00"


class ReasonMissing(Refusal):
    """A pin, an exclusion or a withdrawal needs a reason."""

    code: ClassVar[str] = "REASON_MISSING"
    zh: ClassVar[str] = "请写明理由（1到500字）。"
    en: ClassVar[str] = "Give a reason of 1 to 500 characters."


class RoleMissing(Refusal):
    """A pin must say in which role."""

    code: ClassVar[str] = "ROLE_MISSING"
    zh: ClassVar[str] = "固定人员{person_number}时须指明担任的角色。"
    en: ClassVar[str] = "Say in which role person {person_number} is pinned."

    def __init__(self, person_number: str) -> None:
        super().__init__(person_number)
        self.person_number = person_number


class PinRefused(Refusal):
    """A pinned person may not have that role on that case, for reasons that are open; others await confirmation."""

    code: ClassVar[str] = "PIN_REFUSED"
    zh: ClassVar[str] = "人员{person_number}不能固定到案件{case_number}担任{role.zh}（{reasons_zh}）。请解除后重试。"
    en: ClassVar[str] = (
        "Person {person_number} cannot be {role.en} of case {case_number} ({reasons_en}). Release the pin."
    )

    def __init__(self, *, case_number: str, person_number: str, role: AssignmentRole, rules: Sequence[str]) -> None:
        super().__init__(case_number, person_number, role, rules)
        self.case_number = case_number
        self.person_number = person_number
        self.role = role
        words = [words_of(rule) for rule in rules]
        self.reasons_zh = "、".join(zh for zh, _ in words)
        self.reasons_en = ", ".join(en for _, en in words)


def words_of(code: str) -> tuple[str, str]:
    """Return the Chinese and the English words of what closes a place: a rule, or a reason of the planning."""
    rule = RULE_BY_CODE.get(code)
    if rule is not None:
        return f"{rule.code} {rule.zh}", f"{rule.code} {rule.en}"
    closed = next((term for term in Closed if term.value == code), None)
    return (code, code) if closed is None else (closed.zh, closed.en)


class PinsImpossible(Refusal):
    """The pins cannot all be kept in one plan."""

    code: ClassVar[str] = "PINS_IMPOSSIBLE"
    zh: ClassVar[str] = "这些固定人选无法同时满足（岗位、时间或组队规则冲突），请解除其中一部分。"
    en: ClassVar[str] = "The pins cannot all be kept: places, time or team rules stand against it. Release some."


@dataclass(frozen=True, slots=True)
class EditRequest:
    """A pin (with role), an exclusion or a release, by case number and person number, with its reason."""

    kind: EditKind
    case_number: str
    person_number: str
    reason: str
    role: AssignmentRole | None = None


def check_edits(edits: Sequence[EditRequest]) -> None:
    """Refuse edits without a reason, and pins without a role: ReasonMissing, RoleMissing."""
    for wanted in edits:
        check_reason(wanted.reason)
        if wanted.kind is EditKind.PIN and wanted.role is None:
            raise RoleMissing(wanted.person_number)


def check_reason(reason: str) -> None:
    """Refuse a reason that is empty or too long: ReasonMissing."""
    if not 1 <= len(reason.strip()) <= LONGEST_REASON or NUL in reason:
        raise ReasonMissing


async def refuse_named_picks(session: AsyncSession, caller: Caller, edits: Sequence[EditRequest]) -> None:
    """Refuse pins where the policy of the day has no emergency picks: NamedPicksRefused."""
    if any(wanted.kind is EditKind.PIN for wanted in edits):
        policy = await policy_on(session, caller.today())
        if not policy.planning.named_picks:
            raise NamedPicksRefused


async def run_steered(session: AsyncSession, caller: Caller, asked: Asked, run: Run) -> Proposal:
    """Run the allocation with a coordinator's edits.

    Raises:
        PinRefused: a pinned person may not have the role on the case.
        PinsImpossible: the pins cannot all be kept.
    """
    try:
        return await run_allocation(session, caller, asked, run)
    except PinClosed as refusal:
        person = await session.get_one(Person, refusal.person)
        numbers = {case.id: case.number for case in run.scope.cases}
        raise PinRefused(
            case_number=numbers[refusal.case], person_number=person.number, role=refusal.role, rules=refusal.rules
        ) from refusal
    except (TooManyPins, PinsOverCapacity, PinsContradict, UnknownInProblem, DuplicateInProblem) as refusal:
        raise PinsImpossible from refusal


async def steered(
    session: AsyncSession,
    caller: Caller,
    scope: Scope,
    *,
    kept: Sequence[ProposalEdit],
    edits: Sequence[EditRequest],
) -> tuple[ProposalEdit, ...]:
    """Return the old edits with the new ones; a later edit of the same person and case replaces the earlier.

    Raises:
        NotFound: a case outside the scope; a person who is not there or not to be seen, both alike.
    """
    cases = {case.number: case.id for case in scope.cases}
    numbers = {wanted.person_number for wanted in edits}
    rows = (await session.exec(select(Person).where(col(Person.number).in_(numbers), visible_people(caller)))).all()
    people = {row.number: row.id for row in rows}
    steered = {(row.case_id, row.person_id): row for row in kept}
    for wanted in edits:
        if wanted.case_number not in cases:
            raise NotFound(Thing.CASE, wanted.case_number)
        if wanted.person_number not in people:
            raise NotFound(Thing.PERSON, wanted.person_number)
        place = cases[wanted.case_number], people[wanted.person_number]
        steered.pop(place, None)
        if wanted.kind is not EditKind.RELEASE:
            steered[place] = ProposalEdit(
                proposal_id=0,
                kind=wanted.kind,
                case_id=place[0],
                person_id=place[1],
                role=wanted.role if wanted.kind is EditKind.PIN else None,
                reason=wanted.reason,
                made_by="",
            )
    return tuple(steered[place] for place in sorted(steered))
