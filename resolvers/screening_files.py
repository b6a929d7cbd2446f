"""Screening a list of pairs at once: the facts are read once for all of them, and each bad row is told for itself."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.session import judge
from db.tables import Case, Person
from recusal.findings import Question, Screening
from recusal.screen import screen
from resolvers.caller import Caller
from resolvers.gate import Act, NotFound, require, visible_cases
from resolvers.screening import pool_on
from resolvers.screening_knowledge import NOW, knowledge, then_of
from terms.audit import AuditResult
from terms.cases import AssignmentRole
from terms.recusal import Purpose
from terms.things import Thing

_Pair: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PairWanted:
    """One person against one case."""

    person_number: str
    case_number: str
    role: AssignmentRole
    purpose: Purpose


async def screen_pairs(caller: Caller, wanted: Sequence[PairWanted]) -> list[Screening | NotFound]:
    """Return for each pair, in order, what the rules answer, or whom or what was not found; note that they were taken.

    Open facts only.

    Raises:
        NotAllowed: the caller may not screen.
    """
    require(caller, Act.SCREEN)
    async with caller.database.reading() as session:
        then = await then_of(session, caller, NOW)
        seen = select(Case.number, Case.id).where(visible_cases(caller))
        cases = dict((await session.exec(seen)).all())
        await judge(session, Act.SCREEN)
        people = await _numbered(session, select(Person.number, Person.id), [pair.person_number for pair in wanted])
        pool = await _numbered(session, pool_on(then), [pair.person_number for pair in wanted])
        found = [_keys(pair, pool if pair.purpose is Purpose.ASSIGNMENT else people, cases) for pair in wanted]
        pairs = [keys for keys in found if not isinstance(keys, NotFound)]
        known = await knowledge(session, then, people={key for key, _ in pairs}, cases={key for _, key in pairs})
    groups: defaultdict[tuple[AssignmentRole, Purpose, int], set[int]] = defaultdict(set)
    for pair, keys in zip(wanted, found, strict=True):
        if not isinstance(keys, NotFound):
            groups[pair.role, pair.purpose, keys[1]].add(keys[0])
    answers: dict[tuple[AssignmentRole, Purpose, _Pair], Screening] = {}
    for (role, purpose, case), group in groups.items():
        question = Question(frozenset(group), frozenset({case}), role, before_approval=True, purpose=purpose)
        for answer in screen(known.world, question, known.policy, on=known.on):
            answers[role, purpose, (answer.person, case)] = answer
    await caller.database.deciding(partial(_note, caller, len(wanted)), Act.SCREEN)
    return [
        keys if isinstance(keys, NotFound) else answers[pair.role, pair.purpose, keys]
        for pair, keys in zip(wanted, found, strict=True)
    ]


async def _note(caller: Caller, pairs: int, session: AsyncSession) -> None:
    record(
        session,
        actor=caller.actor,
        act=Act.SCREEN.value,
        object_type="screenings",
        object_id=None,
        result=AuditResult.READ,
        pairs=pairs,
    )


async def _numbered(session: AsyncSession, statement: Any, numbers: Sequence[str]) -> Mapping[str, int]:
    return dict((await session.exec(statement.where(col(Person.number).in_(set(numbers))))).all())


def _keys(pair: PairWanted, people: Mapping[str, int], cases: Mapping[str, int]) -> _Pair | NotFound:
    if pair.person_number not in people:
        return NotFound(Thing.PERSON, pair.person_number)
    if pair.case_number not in cases:
        return NotFound(Thing.CASE, pair.case_number)
    return people[pair.person_number], cases[pair.case_number]
