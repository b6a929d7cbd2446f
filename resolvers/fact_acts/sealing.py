"""Sealed facts come in: who informed, from the clue office; holds, from the recusal officer. Nothing comes out.

No answer and no audit line tells whom it was about, whether it was known before, or what it touched (T05).
"""

from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.tables import Hold, Informant
from db.tables.columns import Recorded
from resolvers.caller import Caller
from resolvers.fact_acts.naming import case_named, person_named
from resolvers.fact_acts.recording import change_facts, standing, take_back
from resolvers.fact_acts.refusals import GroundUnknown
from resolvers.fact_acts.texts import LONGEST_REASON, tidy
from resolvers.gate import Act, require
from resolvers.own_matters import refuse_own
from terms.periods import Period
from terms.sealed import HoldKind


async def link_informant(caller: Caller, *, case_number: str, person_number: str) -> None:
    """Note that a person informed in a case; a second time changes nothing.

    Raises:
        NotAllowed, NotFound: see the gate; only the clue office may.
        OwnMatter: the caller or her kin are the person, or parties of the case; told whatever is sealed.
    """
    require(caller, Act.RECORD_SEALED)

    async def work(session: AsyncSession) -> None:
        who = await _informant(session, caller, case_number, person_number)
        if not await standing(session, Informant, **who):
            session.add(Informant(**who))
        _noted(session, caller, Informant, act="SEAL")

    await change_facts(caller, work, Act.RECORD_SEALED)


async def unlink_informant(caller: Caller, *, case_number: str, person_number: str, reason: str) -> None:
    """Withdraw that a person informed in a case; where nothing was on record, nothing changes.

    Raises:
        NotAllowed, NotFound: see the gate; only the clue office may.
        OwnMatter: the caller or her kin are the person, or parties of the case; told whatever is sealed.
        WordsUnfit: no reason; it is kept nowhere else than on the paper, for it may name her.
    """
    require(caller, Act.RECORD_SEALED)
    tidy(reason, most=LONGEST_REASON)

    async def work(session: AsyncSession) -> None:
        for known in await standing(
            session, Informant, **await _informant(session, caller, case_number, person_number)
        ):
            await take_back(session, known)
        _noted(session, caller, Informant, act="UNSEAL")

    await change_facts(caller, work, Act.RECORD_SEALED)


async def set_hold(caller: Caller, *, person_number: str, ground: str, during: Period) -> None:
    """Note that a person may not be drawn in a period (R49); the same hold twice changes nothing.

    Raises:
        NotAllowed, NotFound: see the gate; only the recusal officer may.
        OwnMatter: the person is the caller or her kin; told whatever is sealed.
        GroundUnknown: the word is not one of the officer's form.
    """
    require(caller, Act.READ_SEALED)
    kind = _kind(ground)

    async def work(session: AsyncSession) -> None:
        person = await person_named(session, caller, person_number)
        await refuse_own(session, caller, [person.id])
        known = await standing(session, Hold, person_id=person.id, kind=kind)
        if not any(row.during == during for row in known):
            session.add(Hold(person_id=person.id, kind=kind, during=during))
        _noted(session, caller, Hold, act="SEAL")

    await change_facts(caller, work, Act.READ_SEALED)


async def lift_hold(caller: Caller, *, person_number: str, ground: str, reason: str) -> None:
    """Lift the holds of a kind that a person is under; where there is none, nothing changes.

    Raises:
        NotAllowed, NotFound: see the gate; only the recusal officer may.
        OwnMatter: the person is the caller or her kin; told whatever is sealed.
        GroundUnknown: the word is not one of the officer's form.
        WordsUnfit: no reason; it is kept on the paper only.
    """
    require(caller, Act.READ_SEALED)
    kind = _kind(ground)
    tidy(reason, most=LONGEST_REASON)

    async def work(session: AsyncSession) -> None:
        person = await person_named(session, caller, person_number)
        await refuse_own(session, caller, [person.id])
        for known in await standing(session, Hold, person_id=person.id, kind=kind):
            await take_back(session, known)
        _noted(session, caller, Hold, act="UNSEAL")

    await change_facts(caller, work, Act.READ_SEALED)


def _kind(ground: str) -> HoldKind:
    """Return the kind by its Chinese word or code; clients know neither, so that no list of grounds leaves the wall."""
    for kind in HoldKind:
        if ground.strip() in {kind.zh, kind.value}:
            return kind
    raise GroundUnknown


async def _informant(session: AsyncSession, caller: Caller, case_number: str, person_number: str) -> dict[str, Any]:
    case = await case_named(session, caller, case_number)
    person = await person_named(session, caller, person_number)
    await refuse_own(session, caller, [person.id], cases=[case.id])
    return {"case_id": case.id, "person_id": person.id}


def _noted(session: AsyncSession, caller: Caller, table: type[Recorded], *, act: str) -> None:
    name = str(table.__tablename__)
    record(session, actor=caller.actor, act=act, object_type=f"sealed.{name}", object_id=None)
