"""What is the caller's own: her records and her kin, the facts about them, and the cases she must stand aside from.

Nobody decides on herself under another record of hers, nor settles what is known of her or of her kin; the kin are
those for whom a decider is passed over (R38). Offices without a person have nothing of their own.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import BigInteger, func, literal, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.facts import read_facts, read_same_people
from db.facts_kinds import KINDS
from db.facts_part import Part, kin_within
from db.facts_reader import Reader, among
from db.kin_in_sight import LONGEST_BOND
from db.policies import policy_on
from db.tables import Case, CaseParty, ProposalCase
from db.tables.columns import Recorded
from recusal.days import period_from
from recusal.deciders import stands_aside
from recusal.facts import Facts
from recusal.kin_sets import MUTUAL_CS_KIN, PRESUMED
from recusal.world import World
from resolvers.caller import Caller
from resolvers.competence import OwnMatter
from resolvers.fact_acts.kinds import people_of
from resolvers.gate import visible_cases

NOBODY: frozenset[int] = frozenset()


class OwnCases(OwnMatter):
    """Who must stand aside from a case does not allocate it, nor settle how it is handled."""

    zh: ClassVar[str] = "您须回避案件{numbers}，不能办理其派案或办理方式事项。请由他人办理。"
    en: ClassVar[str] = (
        "You must stand aside from case {numbers}: you neither allocate it nor settle how it is handled. "
        "Leave it to somebody else."
    )

    def __init__(self, case_numbers: Iterable[str]) -> None:
        """Keep the cases, as far as the caller may see them."""
        super().__init__()
        self.case_numbers = tuple(case_numbers)
        self.numbers = "、".join(self.case_numbers)


async def closed_to(session: AsyncSession, caller: Caller) -> frozenset[int]:
    """Return the cases against the caller or her near kin, which are not there for her (R53); none for an office."""
    person = caller.identity.person_id
    if person is None:
        return NOBODY
    return frozenset((await session.exec(select(func.closed_cases(literal(person, BigInteger))))).all())


async def own_records(session: AsyncSession, caller: Caller) -> frozenset[int]:
    """Return the caller's person with all records that humans found to be the same; none for an office."""
    own = caller.identity.person_id
    if own is None:
        return NOBODY
    identities = World(Facts(same_people=await read_same_people(Reader(session, None)))).identities
    return frozenset({own, *identities.records_of(identities.of(own))})


async def own_people(session: AsyncSession, caller: Caller) -> frozenset[int]:
    """Return all records of the caller and of her present kin; none for an office."""
    own = caller.identity.person_id
    return NOBODY if own is None else await family_of(session, own, caller.today())


async def family_of(session: AsyncSession, person: int, today: date) -> frozenset[int]:
    """Return all records of a person and of her present kin; open facts only."""
    reader = Reader(session, None)
    around = await kin_within(session, [person], LONGEST_BOND)
    world = World(
        Facts(
            kin_ties=await _ties(reader, "kin_ties", around, "first_id", "second_id"),
            asserted_kin=await _ties(reader, "asserted_kin", around, "person_id", "relative_id"),
            same_people=await read_same_people(reader),
        )
    )
    herself = world.identities.of(person)
    kin = world.kin.kin_in(herself, MUTUAL_CS_KIN | PRESUMED, period_from(today, today))
    people = {herself, *(each.relative for each in kin)}
    return frozenset({person, *(record for one in people for record in world.identities.records_of(one))})


async def refuse_own(
    session: AsyncSession, caller: Caller, people: Iterable[int | None], *, cases: Collection[int | None] = ()
) -> None:
    """Refuse what is about the caller or her kin, or a case of which one of them is a party; open facts only.

    Raises:
        OwnMatter: it is; in the same words whatever else is on record.
    """
    own = await own_people(session, caller)
    if not own:
        return
    parties = select(CaseParty.person_id).where(
        col(CaseParty.case_id).in_([case for case in cases if case is not None]), col(CaseParty.superseded_at).is_(None)
    )
    if not own.isdisjoint([*people, *(await session.exec(parties)).all()]):
        raise OwnMatter


async def refuse_own_fact(session: AsyncSession, caller: Caller, row: Recorded) -> None:
    """Refuse, by ``OwnMatter``, that the caller touches a fact about herself or her kin, or about a case of theirs."""
    cases = () if not hasattr(row, "case_id") else (row.case_id,)
    await refuse_own(session, caller, people_of(row), cases=cases)


async def conflicted_cases(session: AsyncSession, caller: Caller, cases: Collection[int]) -> frozenset[int]:
    """Return the cases on which the caller may decide nothing, on open facts: as a party, or barred by a tie."""
    records = await own_records(session, caller)
    if not records or not cases:
        return NOBODY
    asked, on = frozenset(cases), caller.today()
    known = await read_facts(session, on=on, sealed=False, part=Part(records, asked))
    policy = (await policy_on(session, on)).recusal
    world = World(known.facts)
    return stands_aside(world, world.identities.of(min(records)), asked, policy, on=on)


async def refuse_own_cases(session: AsyncSession, caller: Caller, cases: Collection[int]) -> None:
    """Refuse an act on cases of which the caller must stand aside from one.

    Raises:
        OwnCases: she must; with the numbers of those that she may see.
    """
    conflicted = await conflicted_cases(session, caller, cases)
    if conflicted:
        raise await own_cases(session, caller, conflicted)


async def own_cases(session: AsyncSession, caller: Caller, conflicted: Collection[int]) -> OwnCases:
    """Return the refusal that names those of the cases that the caller may see."""
    seen = select(Case.number).where(among(col(Case.id), conflicted), visible_cases(caller))
    return OwnCases((await session.exec(seen.order_by(col(Case.number)))).all())


async def refuse_own_proposal(session: AsyncSession, caller: Caller, proposal_id: int) -> None:
    """Refuse, by ``OwnCases``, an act on a proposal about a case that the caller must stand aside from."""
    if caller.identity.person_id is not None:
        cases = select(ProposalCase.case_id).where(ProposalCase.proposal_id == proposal_id)
        await refuse_own_cases(session, caller, (await session.exec(cases)).all())


async def _ties(reader: Reader, name: str, around: Collection[int], *ends: str) -> tuple[Any, ...]:
    kind = KINDS[name]
    table: Any = kind.table
    touching = or_(*(among(getattr(table, end), around) for end in ends))
    return tuple(kind.fact(*row) for row in await reader.facts(kind.table, *kind.columns, where=[touching]))
