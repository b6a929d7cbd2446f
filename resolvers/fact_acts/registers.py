"""Registers beside the cases: contacts and interference, duties, venues, answers of home units."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import Duty, Incident, Release, Venue
from resolvers.caller import Caller
from resolvers.fact_acts.naming import case_named, organ_named, person_named
from resolvers.fact_acts.recording import (
    Changed,
    change_facts,
    note,
    record_fact,
    replace_fact,
    standing,
    standing_by_key,
)
from resolvers.fact_acts.refusals import AboutOneThing, AlreadyRecorded
from resolvers.fact_acts.texts import LONGEST_NAME, LONGEST_NOTE, LONGEST_REASON, past_day, tidy
from resolvers.gate import Act, require
from resolvers.own_matters import refuse_own, refuse_own_fact
from terms.periods import ALWAYS, Period
from terms.ties import DutyKind, IncidentKind


@dataclass(frozen=True, slots=True)
class IncidentWanted:
    """A contact or an interference as it was reported."""

    person_number: str
    case_number: str
    kind: IncidentKind
    occurred_on: date
    note: str
    established: bool = False


@dataclass(frozen=True, slots=True)
class DutyWanted:
    """What a person did about a case or an organ outside investigation."""

    person_number: str
    kind: DutyKind
    organ_name: str | None = None
    case_number: str | None = None
    during: Period = ALWAYS


async def record_incident(caller: Caller, wanted: IncidentWanted) -> Changed[Incident]:
    """Enter a contact or an interference; as an allegation until it is established (JCF24 art. 66, TL25 art. 294).

    Raises:
        NotAllowed, NotFound: see the gate.
        OwnMatter: the caller or her kin are the person, or parties of the case.
        AlreadyRecorded: the same of that person in that case on that day.
        DayUnfit, WordsUnfit.
    """
    require(caller, Act.RECORD_FACTS)

    async def work(session: AsyncSession) -> Incident:
        person = await person_named(session, caller, wanted.person_number)
        case = await case_named(session, caller, wanted.case_number)
        what: dict[str, Any] = {
            "person_id": person.id,
            "case_id": case.id,
            "kind": wanted.kind,
            "occurred_on": past_day(caller, wanted.occurred_on),
        }
        await refuse_own(session, caller, [person.id], cases=[case.id])
        if await standing(session, Incident, **what):
            raise AlreadyRecorded
        told = tidy(wanted.note, most=LONGEST_NOTE)
        return await record_fact(session, caller, Incident(**what, established=wanted.established, note=told))

    return await change_facts(caller, work, Act.RECORD_FACTS)


async def establish_incident(caller: Caller, key: int, *, reason: str) -> Changed[Incident]:
    """Note that an allegation was found true; from then on it counts.

    Raises:
        NotAllowed: see the gate.
        NotOnRecord: there is no such incident.
        OwnMatter: the caller or her kin are the person, or parties of the case.
        AlreadyRecorded: it was established before.
        WordsUnfit: no reason.
    """
    require(caller, Act.RECORD_FACTS)
    told = tidy(reason, most=LONGEST_REASON)

    async def work(session: AsyncSession) -> Incident:
        row = await standing_by_key(session, Incident, key)
        await refuse_own_fact(session, caller, row)
        if row.established:
            raise AlreadyRecorded
        done = await replace_fact(session, caller, row, act="ESTABLISH", established=True)
        note(session, caller, done, act="ESTABLISHED_BECAUSE", reason=told)
        return done

    return await change_facts(caller, work, Act.RECORD_FACTS)


async def record_duty(caller: Caller, wanted: DutyWanted) -> Changed[Duty]:
    """Enter that a person dealt with a petition, inspected or assessed.

    Raises:
        NotAllowed, NotFound: see the gate.
        AboutOneThing: neither or both of organ and case.
        OwnMatter: the caller or her kin are the person, or parties of the case.
        AlreadyRecorded: the same in an overlapping period.
    """
    require(caller, Act.RECORD_FACTS)
    if (wanted.organ_name is None) is (wanted.case_number is None):
        raise AboutOneThing

    async def work(session: AsyncSession) -> Duty:
        person = await person_named(session, caller, wanted.person_number)
        organ = None if wanted.organ_name is None else await organ_named(session, wanted.organ_name)
        case = None if wanted.case_number is None else await case_named(session, caller, wanted.case_number)
        await refuse_own(session, caller, [person.id], cases=[None if case is None else case.id])
        what: dict[str, Any] = {
            "person_id": person.id,
            "kind": wanted.kind,
            "organ_id": None if organ is None else organ.id,
            "case_id": None if case is None else case.id,
        }
        if any(known.during.overlaps(wanted.during) for known in await standing(session, Duty, **what)):
            raise AlreadyRecorded
        return await record_fact(session, caller, Duty(**what, during=wanted.during))

    return await change_facts(caller, work, Act.RECORD_FACTS)


async def record_venue(caller: Caller, *, code: str, name: str, owner: str, place: str) -> Changed[Venue]:
    """Enter a place where talks are held, or what changed about the one with this code (R51).

    Raises:
        NotAllowed, NotFound: see the gate.
        AlreadyRecorded: it is on record just so.
        WordsUnfit.
    """
    require(caller, Act.RECORD_FACTS)
    known_as, called = tidy(code, most=LONGEST_NAME), tidy(name, most=LONGEST_NAME)

    async def work(session: AsyncSession) -> Venue:
        owning, lying = await organ_named(session, owner), await organ_named(session, place)
        what: dict[str, Any] = {"name": called, "owner_organ_id": owning.id, "place_organ_id": lying.id}
        for known in await standing(session, Venue, county_id=owning.county_id, code=known_as):
            if what.items() <= known.model_dump().items():
                raise AlreadyRecorded
            return await replace_fact(session, caller, known, act="CHANGE", **what)
        return await record_fact(session, caller, Venue(county_id=owning.county_id, code=known_as, **what))

    return await change_facts(caller, work, Act.RECORD_FACTS)


async def record_release(
    caller: Caller, *, person_number: str, case_number: str, consented: bool, answered_on: date | None, told: str
) -> Changed[Release]:
    """Enter the home unit's answer to a request for one of its people (R45); a later answer takes the earlier's place.

    Raises:
        NotAllowed, NotFound: see the gate.
        OwnMatter: the caller or her kin are the person, or parties of the case.
        AlreadyRecorded: that answer is on record.
        DayUnfit, WordsUnfit.
    """
    require(caller, Act.RECORD_FACTS)
    words = tidy(told, most=LONGEST_NOTE, optional=True)

    async def work(session: AsyncSession) -> Release:
        person = await person_named(session, caller, person_number)
        case = await case_named(session, caller, case_number)
        await refuse_own(session, caller, [person.id], cases=[case.id])
        answer: dict[str, Any] = {"consented": consented, "answered_on": past_day(caller, answered_on), "note": words}
        for known in await standing(session, Release, person_id=person.id, case_id=case.id):
            if known.consented is consented:
                raise AlreadyRecorded
            return await replace_fact(session, caller, known, act="CHANGE", **answer)
        return await record_fact(session, caller, Release(person_id=person.id, case_id=case.id, **answer))

    return await change_facts(caller, work, Act.RECORD_FACTS)
