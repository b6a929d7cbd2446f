"""Who is who: records of people with similar names, and what a human said of them; nothing is ever linked by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.session import judge
from db.tables import IdentityLink, Person
from recusal.namesakes import Candidate, Named, similar
from resolvers.caller import Caller
from resolvers.fact_acts.naming import person_named
from resolvers.fact_acts.recording import Changed, change_facts, record_fact, standing, take_back
from resolvers.fact_acts.refusals import FactRefused
from resolvers.fact_acts.texts import LONGEST_REASON, tidy
from resolvers.footing import own_organs
from resolvers.gate import Act, require
from resolvers.own_matters import refuse_own
from resolvers.readings import reading_of
from terms.recusal import IdentityVerdict

MOST_CANDIDATES = 20
"""As many are offered at once; who is settled makes room for the next (ours)."""


class OneRecord(FactRefused):
    """Both numbers are one record."""

    code: ClassVar[str] = "ONE_RECORD"
    zh: ClassVar[str] = "两个人员编号相同，无需核对。"
    en: ClassVar[str] = "Both numbers are of one and the same record; there is nothing to settle."


class SettledOtherwise(FactRefused):
    """What was said of other records makes this verdict impossible."""

    code: ClassVar[str] = "SETTLED_OTHERWISE"
    zh: ClassVar[str] = "与已核对的结论矛盾：请先更正涉及这两条记录的其他核对结论。"
    en: ClassVar[str] = "This contradicts what was settled of other records of theirs. Correct that first."


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """One record of a person as far as it tells who she is."""

    person: Person
    organ: int | None


@dataclass(frozen=True, slots=True)
class Namesake:
    """A record that may be the same person, and why."""

    record: PersonRecord
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class SettledRecord:
    """A record of which a human said whether it is the same person."""

    record: PersonRecord
    link: IdentityLink


@dataclass(frozen=True, slots=True)
class Namesakes:
    """A record with those that may be the same person, and those of which it is settled."""

    record: PersonRecord
    candidates: tuple[Namesake, ...]
    """The likeliest first, at most ``MOST_CANDIDATES``."""
    settled: tuple[SettledRecord, ...]


async def namesakes(caller: Caller, number: str) -> Namesakes:
    """Return the records that may be the same person by their names, without those that are settled.

    Raises:
        NotAllowed: the caller may not settle identities.
        NotFound: no such person.
    """
    require(caller, Act.SETTLE_IDENTITY)
    async with caller.database.reading() as session:
        person = await person_named(session, caller, number)
        await judge(session, Act.SETTLE_IDENTITY)
        known = await _named(session, caller, person.county_id)
        links = await _links(session)
        group = _group(links, person.id)
        ends = [(link.first_id, link.second_id) for link in links]
        settled = [(person.id, key) for pair in ends if not group.isdisjoint(pair) for key in pair]
        found = similar(known[person.id], known.values(), settled=settled)[:MOST_CANDIDATES]
        own = [link for link in links if person.id in (link.first_id, link.second_id)]
        others = {link.id: _other(link, person.id) for link in own}
        keys = {person.id, *(each.id for each in found), *others.values()}
        people = (await session.exec(select(Person).where(col(Person.id).in_(keys)))).all()
    records = {row.id: PersonRecord(row, known[row.id].organ) for row in people}
    return Namesakes(
        records[person.id],
        tuple(Namesake(records[each.id], each) for each in found),
        tuple(SettledRecord(records[others[link.id]], link) for link in own),
    )


async def settle_identity(
    caller: Caller, *, first_number: str, second_number: str, verdict: IdentityVerdict, reason: str
) -> Changed[IdentityLink]:
    """Record whether two records are one person, in place of what was said before; said again, nothing is written.

    Raises:
        NotAllowed: the caller may not settle identities.
        NotFound: no such person.
        OwnMatter: one of the records is the caller's, by whatever record of hers, or of her kin.
        OneRecord: both numbers are one record.
        SettledOtherwise: what was said of other records makes the verdict impossible.
        WordsUnfit: the reason is missing, too long or unreadable.
    """
    require(caller, Act.SETTLE_IDENTITY)
    why = tidy(reason, most=LONGEST_REASON)

    async def work(session: AsyncSession) -> IdentityLink:
        people = [await person_named(session, caller, number) for number in (first_number, second_number)]
        first, second = sorted(person.id for person in people)
        if first == second:
            raise OneRecord
        links = await _links(session)
        await refuse_own(session, caller, _group(links, first) | _group(links, second))
        before = await standing(session, IdentityLink, first_id=first, second_id=second)
        if before and before[0].verdict is verdict:
            return before[0]
        others = [link for link in links if (link.first_id, link.second_id) != (first, second)]
        _check(others, first, second, verdict)
        for link in before:
            await take_back(session, link)
        link = IdentityLink(
            first_id=first, second_id=second, verdict=verdict, reason=why, decided_by=caller.identity.principal
        )
        return await record_fact(session, caller, link, act=Act.SETTLE_IDENTITY.value, verdict=verdict.value)

    return await change_facts(caller, work, Act.SETTLE_IDENTITY)


async def records_of_people(caller: Caller, keys: Sequence[int]) -> list[PersonRecord]:
    """Return the records with these keys, for those who may settle identities.

    Raises:
        NotAllowed: the caller may not.
    """
    require(caller, Act.SETTLE_IDENTITY)
    organs = own_organs(caller.today())
    wanted: list[Any] = [Person, organs.c.organ_id]
    statement: Any = select(*wanted).outerjoin(organs, organs.c.person_id == Person.id)
    async with caller.database.judging(Act.SETTLE_IDENTITY) as session:
        rows = (await session.exec(statement.where(col(Person.id).in_(set(keys))))).all()
    found = {person.id: PersonRecord(person, organ) for person, organ in rows}
    return [found[key] for key in keys]


async def _named(session: AsyncSession, caller: Caller, county: int) -> dict[int, Named]:
    """Return what tells all people of the county apart, in columns: they may be hundreds of thousands."""
    organs = own_organs(caller.today())
    wanted: list[Any] = [Person.id, Person.name, Person.birth_month, Person.native_place, organs.c.organ_id]
    statement: Any = select(*wanted).outerjoin(organs, organs.c.person_id == Person.id)
    rows = (await session.exec(statement.where(Person.county_id == county))).all()
    return {
        key: Named(key, name, reading_of(name), month, place or None, organ) for key, name, month, place, organ in rows
    }


async def _links(session: AsyncSession) -> Sequence[IdentityLink]:
    statement = select(IdentityLink).where(col(IdentityLink.superseded_at).is_(None))
    return (await session.exec(statement.order_by(col(IdentityLink.id)))).all()


def _group(links: Sequence[IdentityLink], person: int) -> set[int]:
    """Return the records that are one person with this one."""
    group = {person}
    pairs = [{link.first_id, link.second_id} for link in links if link.verdict is IdentityVerdict.SAME]
    while wider := [pair for pair in pairs if group & pair and not pair <= group]:
        group.update(*wider)
    return group


def _check(others: Sequence[IdentityLink], first: int, second: int, verdict: IdentityVerdict) -> None:
    """Refuse what cannot be with what was said of other records."""
    one, another = _group(others, first), _group(others, second)
    if verdict is IdentityVerdict.DIFFERENT and second in one:
        raise SettledOtherwise
    if verdict is IdentityVerdict.SAME:
        apart = [{link.first_id, link.second_id} for link in others if link.verdict is IdentityVerdict.DIFFERENT]
        if any(pair & one and pair & another for pair in apart):
            raise SettledOtherwise


def _other(link: IdentityLink, person: int) -> int:
    return link.second_id if link.first_id == person else link.first_id
