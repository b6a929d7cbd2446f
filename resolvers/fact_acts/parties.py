"""Who is what in a case, and which cases are of one affair."""

from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import CaseLink, CaseParty
from resolvers.caller import Caller
from resolvers.fact_acts.naming import case_named, organ_named, person_named
from resolvers.fact_acts.recording import Changed, change_facts, note, record_fact, standing, take_back
from resolvers.fact_acts.refusals import AboutOneThing, AlreadyRecorded, NotOnRecord
from resolvers.fact_acts.texts import LONGEST_REASON, tidy
from resolvers.gate import Act, require
from resolvers.own_matters import refuse_own_fact
from terms.cases import PartyRole
from terms.periods import ALWAYS, Period


@dataclass(frozen=True, slots=True)
class PartyWanted:
    """Who is what in a case: a person or an organ."""

    case_number: str
    role: PartyRole
    person_number: str | None = None
    organ_name: str | None = None
    during: Period = ALWAYS


async def add_party(caller: Caller, wanted: PartyWanted) -> Changed[CaseParty]:
    """Make a person or an organ a party of a case, however late (T10).

    Raises:
        NotAllowed, NotFound: see the gate.
        AboutOneThing: neither or both of person and organ.
        OwnMatter: the caller or her kin are the party, or parties of the case.
        AlreadyRecorded: it has that part already.
    """
    require(caller, Act.RECORD_FACTS)

    async def work(session: AsyncSession) -> CaseParty:
        row = await _party(session, caller, wanted)
        if await _same_party(session, row) is not None:
            raise AlreadyRecorded
        return await record_fact(session, caller, row)

    return await change_facts(caller, work, Act.RECORD_FACTS)


async def remove_party(caller: Caller, wanted: PartyWanted, *, reason: str) -> Changed[CaseParty]:
    """Withdraw that a person or an organ is a party of a case.

    Raises:
        NotAllowed, NotFound: see the gate.
        OwnMatter: the caller or her kin are the party, or parties of the case.
        NotOnRecord: it has no such part.
        AboutOneThing, WordsUnfit.
    """
    require(caller, Act.RECORD_FACTS)
    told = tidy(reason, most=LONGEST_REASON)

    async def work(session: AsyncSession) -> CaseParty:
        known = await _same_party(session, await _party(session, caller, wanted))
        if known is None:
            raise NotOnRecord
        await take_back(session, known)
        note(session, caller, known, act="WITHDRAW", reason=told)
        return known

    return await change_facts(caller, work, Act.RECORD_FACTS)


async def link_cases(caller: Caller, case_number: str, other_number: str) -> Changed[CaseLink]:
    """Enter that two cases belong to one affair (串案).

    Raises:
        NotAllowed, NotFound: see the gate.
        AboutOneThing: a case is not linked with itself.
        AlreadyRecorded: they are linked.
    """
    require(caller, Act.RECORD_FACTS)

    async def work(session: AsyncSession) -> CaseLink:
        cases = [await case_named(session, caller, number) for number in (case_number, other_number)]
        first, second = sorted(case.id for case in cases)
        if first == second:
            raise AboutOneThing
        if await standing(session, CaseLink, first_id=first, second_id=second):
            raise AlreadyRecorded
        return await record_fact(session, caller, CaseLink(first_id=first, second_id=second))

    return await change_facts(caller, work, Act.RECORD_FACTS)


async def _party(session: AsyncSession, caller: Caller, wanted: PartyWanted) -> CaseParty:
    if (wanted.person_number is None) is (wanted.organ_name is None):
        raise AboutOneThing
    case = await case_named(session, caller, wanted.case_number)
    person = None if wanted.person_number is None else await person_named(session, caller, wanted.person_number)
    organ = None if wanted.organ_name is None else await organ_named(session, wanted.organ_name)
    row = CaseParty(
        case_id=case.id,
        person_id=None if person is None else person.id,
        organ_id=None if organ is None else organ.id,
        role=wanted.role,
        during=wanted.during,
    )
    await refuse_own_fact(session, caller, row)
    return row


async def _same_party(session: AsyncSession, row: CaseParty) -> CaseParty | None:
    said = {name: getattr(row, name) for name in ("case_id", "person_id", "organ_id", "role")}
    return next(iter(await standing(session, CaseParty, **said)), None)
