"""Who decides whether somebody stands aside or is let pass, and whether the caller may do it or record it (R38)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import ClassVar

from sqlmodel.ext.asyncio.session import AsyncSession

from db.facts import read_facts
from db.facts_part import Part
from db.policies import policy_on
from recusal.deciders import Rung, competent, conflict_of, ladder
from recusal.policy import Policy
from recusal.world import World
from resolvers.caller import Caller
from terms.recusal import DecisionLevel
from terms.refusals import Refusal
from terms.roles import Role

RECORDERS = frozenset({Role.COUNTY, Role.RECUSAL_OFFICER})
"""Roles that may record what somebody else decided on paper."""
LONGEST_DOCUMENT = 200
"""Characters of a document's number; ours."""


class NotCompetent(Refusal):
    """Somebody else decides: the law says who, and why others are passed over."""

    code: ClassVar[str] = "NOT_COMPETENT"
    zh: ClassVar[str] = "此事应由{level.zh}主要负责人决定，您无权决定。请报其决定，或由县纪委监委凭书面决定登记。"
    en: ClassVar[str] = (
        "The principal of another organ decides this ({level.en}). Send it there, or let the county commission or the "
        "recusal officer record the written decision with its number."
    )

    def __init__(self, rung: Rung, rungs: Sequence[Rung]) -> None:
        """Keep who decides, and the whole ladder up to there."""
        super().__init__(rung, rungs)
        self.rung = rung
        self.level = rung.level
        self.rungs = tuple(rungs)


class OwnMatter(Refusal):
    """Nobody decides on herself, nor records what was decided on her."""

    code: ClassVar[str] = "OWN_MATTER"
    zh: ClassVar[str] = "不能决定与本人有关的回避事项，也不能登记有关决定。"
    en: ClassVar[str] = "Nobody decides on a matter of her own, nor records the decision. Leave it to the decider."


class DocumentMissing(Refusal):
    """Somebody else's decision is recorded from its document, and the number of that is missing."""

    code: ClassVar[str] = "DOCUMENT_MISSING"
    zh: ClassVar[str] = "登记他人决定或办理政策禁止事项，须填写书面决定的文号（不超过200字）。"
    en: ClassVar[str] = (
        "Recording somebody else's decision, and whatever must be in writing, needs the number of the document "
        "(200 characters at most)."
    )


async def ladder_of(session: AsyncSession, *, person_id: int, case_id: int, on: date) -> tuple[Rung, ...]:
    """Return the rungs of the ladder for one person and one case, lowest first, on open facts only.

    That a principal is passed over is told to many, so no sealed fact may be the reason.
    """
    known = await read_facts(session, on=on, sealed=False)
    policy = (await policy_on(session, on)).recusal
    return ladder(World(known.facts), person_id, case_id, policy, on=on)


def conflicted_in(
    world: World, policy: Policy, own: frozenset[int], *, person_id: int, cases: Iterable[int], on: date
) -> bool:
    """Tell whether somebody, by her records, may not decide on a person in one of the cases; an office always may."""
    return bool(own) and any(
        conflict_of(world, min(own), person=person_id, case=case, policy=policy, on=on) is not None for case in cases
    )


async def is_conflicted(session: AsyncSession, own: frozenset[int], *, person_id: int, case_id: int, on: date) -> bool:
    """Tell the same of one case on open facts, reading only what is around her, the person and the case."""
    if not own:
        return False
    part = Part(own | {person_id}, frozenset({case_id}))
    known = await read_facts(session, on=on, sealed=False, part=part)
    policy = (await policy_on(session, on)).recusal
    return conflicted_in(World(known.facts), policy, own, person_id=person_id, cases=[case_id], on=on)


def require_competent(
    caller: Caller,
    rungs: Sequence[Rung],
    *,
    own: frozenset[int],
    conflicted: bool,
    person_id: int,
    document: str,
    least_level: DecisionLevel = DecisionLevel.UNIT,
) -> Rung:
    """Return the rung that decides, if the caller is its principal or may record what he decided.

    Args:
        caller: who acts.
        rungs: the ladder, lowest first.
        own: all records of the caller's person (``resolvers.own_matters.own_records``); none for an office.
        conflicted: whether she would have to stand aside herself.
        person_id: the person who is decided on.
        document: the number of the written decision; empty where the decider acts himself.
        least_level: the lowest rung that may decide at all.

    Raises:
        OwnMatter: the caller is the person decided on.
        NotCompetent: somebody else decides, and the caller may not record it: being conflicted herself, or being of
            a role that records nothing.
        DocumentMissing: the caller may record the decision but does not say which document it is.
    """
    if person_id in own:
        raise OwnMatter
    rung = competent(rungs, least_level=least_level)
    if rung.principal in own:
        return rung
    passed_over = {other.principal for other in rungs if other.skipped is not None}
    if caller.identity.role not in RECORDERS or conflicted or own & passed_over:
        raise NotCompetent(rung, rungs)
    if not document.strip() or len(document) > LONGEST_DOCUMENT:
        raise DocumentMissing
    return rung
