"""A record of a person is corrected; what it said before stays on record beside it (PIPL art. 46)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Final

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.tables import Person
from resolvers.caller import Caller
from resolvers.fact_acts.naming import person_named
from resolvers.fact_acts.recording import Changed, change_facts
from resolvers.fact_acts.refusals import FactRefused, NothingGiven
from resolvers.fact_acts.texts import LONGEST_NAME, LONGEST_REASON, tidy
from resolvers.gate import Act, require
from resolvers.own_matters import refuse_own
from terms.organs import ManagementLevel
from terms.people import Gender

MONTH: Final = re.compile(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])")


class MonthUnfit(FactRefused):
    """A month of birth that is none, or is still to come."""

    code: ClassVar[str] = "MONTH_UNFIT"
    zh: ClassVar[str] = "出生年月“{month}”无效，请填写1900年以来、不晚于本月的年月，如1985-04。"
    en: ClassVar[str] = "The month of birth “{month}” is none. Give year and month from 1900 to now, as 1985-04."

    def __init__(self, month: str) -> None:
        super().__init__(month)
        self.month = month[:20]


@dataclass(frozen=True, slots=True)
class Correction:
    """What the record is to say; None leaves a part as it is, an empty text takes it away where it may be missing."""

    name: str | None = None
    gender: Gender | None = None
    birth_month: str | None = None
    native_place: str | None = None
    management: ManagementLevel | None = None


@dataclass(frozen=True, slots=True)
class Corrected:
    """A record as it stands after a correction."""

    person: Person
    fields: Sequence[str]
    """Columns that say something else than before; none where all of it was on record already."""


async def correct_person(
    caller: Caller, person_number: str, correction: Correction, *, reason: str
) -> Changed[Corrected]:
    """Correct the record of a person, and screen again whom that touches; the same correction twice changes nothing.

    Raises:
        NotAllowed, NotFound: see the gate.
        OwnMatter: the record is the caller's own, or her kin's.
        NothingGiven: nothing is to be corrected.
        WordsUnfit: no reason, or a text that is missing, too long or unreadable.
        MonthUnfit: the month of birth is none.
    """
    require(caller, Act.RECORD_FACTS)
    told = tidy(reason, most=LONGEST_REASON)
    wanted = _wanted(caller, correction)

    async def work(session: AsyncSession) -> Corrected:
        found = await person_named(session, caller, person_number)
        await refuse_own(session, caller, [found.id])
        locked = select(Person).where(col(Person.id) == found.id).with_for_update()
        person = (await session.exec(locked.execution_options(populate_existing=True))).one()
        changed = [name for name, value in wanted.items() if getattr(person, name) != value]
        for name in changed:
            setattr(person, name, wanted[name])
        if changed:
            await session.flush()
            actor = caller.actor
            record(
                session,
                actor=actor,
                act="CORRECT",
                object_type="people",
                object_id=person.id,
                fields=changed,
                reason=told,
            )
        return Corrected(person, changed)

    return await change_facts(caller, work, Act.RECORD_FACTS)


def _wanted(caller: Caller, correction: Correction) -> Mapping[str, Any]:
    given = {field.name: getattr(correction, field.name) for field in fields(correction)}
    wanted: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if not wanted:
        raise NothingGiven
    if "name" in wanted:
        wanted["name"] = tidy(wanted["name"], most=LONGEST_NAME)
    if "native_place" in wanted:
        wanted["native_place"] = tidy(wanted["native_place"], most=LONGEST_NAME, optional=True)
    if "birth_month" in wanted:
        wanted["birth_month"] = _month(caller, wanted["birth_month"])
    return wanted


def _month(caller: Caller, text: str) -> str | None:
    month = text.strip()
    if month and (not MONTH.fullmatch(month) or month > caller.today().isoformat()[:7]):
        raise MonthUnfit(month)
    return month or None
