"""All that is held on one person, for herself or for the county commission to hand to her (PIPL art. 45).

Nothing in it depends on a sealed fact: neither the facts nor what they led to are told, and what is left out is told in
the same words always.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from casework.retention import RetentionPolicy
from db.audit import record
from db.facts_reader import among
from db.personal import COLUMN_WORDS, TABLE_WORDS, Holding
from db.policies import policy_on
from db.tables import Assignment, Case, CaseParty, Meeting, MeetingParticipant, Organ, Person
from resolvers.caller import Caller
from resolvers.fact_acts.texts import LONGEST_NAME, LONGEST_REASON, tidy
from resolvers.gate import Act, NotFound, Reach, reach, require
from resolvers.own_matters import family_of, own_records
from resolvers.personal_rows import Around, rows_of_person, text_of, told_columns
from terms.periods import COUNTY_TIME
from terms.personal import Withheld
from terms.things import Thing

WITHHELD: Final = tuple(Withheld)
"""What is left out of every file."""


@dataclass(frozen=True, slots=True)
class PersonalValue:
    """One column of one row, as it is told."""

    column: str
    zh: str
    text: str | None
    holding: Holding
    days: int | None
    """How many days it is kept, where it is kept by days."""


@dataclass(frozen=True, slots=True)
class PersonalSection:
    """What one table holds on the person."""

    table: str
    zh: str
    rows: tuple[tuple[PersonalValue, ...], ...]


@dataclass(frozen=True, slots=True)
class PersonalFile:
    """All that is told of what is held on a person."""

    person_number: str
    made_on: date
    in_full: bool
    sections: tuple[PersonalSection, ...]


async def personal_file(caller: Caller, *, person_number: str, reason: str | None = None) -> PersonalFile:
    """Return what is held on a person, and note who took it and why.

    What is sensitive is masked, but for the person herself, and for the county commission where it gives a reason.

    Raises:
        NotAllowed: the caller's role takes no such file.
        NotFound: there is no such person, or it is another's file than the caller's own, and she may take only that.
        WordsUnfit: the reason is too long, or unreadable.
    """
    require(caller, Act.READ_PERSONAL_FILE)
    told = None if reason is None else tidy(reason, most=LONGEST_REASON)
    async with caller.database.judging(Act.READ_PERSONAL_FILE) as session:
        await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        person, is_own = await _person(session, caller, person_number)
        around = await _around(session, caller, person, in_full=is_own or told is not None)
        days = (await policy_on(session, caller.today())).retention
        sections = [await _section(session, table, columns, around, days) for table, columns in told_columns().items()]

    async def note(session: AsyncSession) -> None:
        record(
            session,
            actor=caller.actor,
            act=Act.READ_PERSONAL_FILE.value,
            object_type="people",
            object_id=person.id,
            in_full=around.in_full,
            reason=told,
        )

    await caller.database.deciding(note, Act.READ_PERSONAL_FILE)
    return PersonalFile(person.number, caller.today(), around.in_full, tuple(sections))


def document_of(file: PersonalFile) -> dict[str, Any]:
    """Return the file as plain values, for JSON."""
    return {
        "personNumber": file.person_number,
        "madeOn": file.made_on.isoformat(),
        "inFull": file.in_full,
        "withheld": [{"zh": each.zh, "en": each.en} for each in WITHHELD],
        "sections": [
            {
                "table": section.table,
                "zh": section.zh,
                "rows": [[_value(value) for value in row] for row in section.rows],
            }
            for section in file.sections
        ],
    }


def _value(value: PersonalValue) -> dict[str, Any]:
    holding = value.holding
    return {
        "column": value.column,
        "zh": value.zh,
        "value": value.text,
        "purpose": f"{holding.purpose.zh} {holding.purpose.en}",
        "class": f"{holding.data_class.zh} {holding.data_class.en}",
        "keeping": f"{holding.keeping.zh} {holding.keeping.en}",
        "days": value.days,
        "basis": f"{holding.basis.zh} {holding.basis.en}",
    }


async def _person(session: AsyncSession, caller: Caller, number: str) -> tuple[Person, bool]:
    """Return the person, and whether it is the caller herself; hidden and missing answer alike."""
    named = number.strip()
    own = await own_records(session, caller)
    statement = select(Person).where(col(Person.number) == named)
    if reach(caller, Act.READ_PERSONAL_FILE) is not Reach.COUNTY:
        statement = statement.where(among(col(Person.id), own))
    found = (await session.exec(statement)).first() if 0 < len(named) <= LONGEST_NAME else None
    if found is None:
        raise NotFound(Thing.PERSON, named[:LONGEST_NAME])
    return found, found.id in own


async def _around(session: AsyncSession, caller: Caller, person: Person, *, in_full: bool) -> Around:
    """Return what the rows are read with; the caller's own cases are closed too, whosever file she takes."""
    families = set(await family_of(session, person.id, caller.today()))
    if caller.identity.person_id is not None:
        families |= await family_of(session, caller.identity.person_id, caller.today())
    closed = await _cases_against(session, families)
    numbers = (
        select(Case.id, Case.number)
        .join(Assignment, col(Assignment.case_id) == col(Case.id))
        .where(Assignment.person_id == person.id)
    )
    organs = select(Organ.id, Organ.name)
    days = (
        select(Meeting.id, Meeting.starts_at)
        .join(MeetingParticipant, col(MeetingParticipant.meeting_id) == col(Meeting.id))
        .where((col(MeetingParticipant.person_id) == person.id) | (col(MeetingParticipant.substitute_id) == person.id))
    )
    return Around(
        person=person.id,
        closed=closed,
        worked_on={key: number for key, number in (await session.exec(numbers)).all() if key not in closed},
        organs=dict((await session.exec(organs)).all()),
        meetings={key: at.astimezone(COUNTY_TIME).date() for key, at in (await session.exec(days)).all()},
        in_full=in_full,
    )


async def _cases_against(session: AsyncSession, people: Collection[int]) -> frozenset[int]:
    parties = select(CaseParty.case_id).where(
        among(col(CaseParty.person_id), people), col(CaseParty.superseded_at).is_(None)
    )
    return frozenset((await session.exec(parties)).all())


async def _section(
    session: AsyncSession, table: str, columns: Mapping[str, Holding], around: Around, policy: RetentionPolicy
) -> PersonalSection:
    rows = await rows_of_person(session, table, around)
    return PersonalSection(
        table,
        TABLE_WORDS[table],
        tuple(
            tuple(
                PersonalValue(
                    column,
                    COLUMN_WORDS[column],
                    text_of(column, row[column], holding, around),
                    holding,
                    policy.days.get(holding.keeping),
                )
                for column, holding in columns.items()
            )
            for row in rows
        ),
    )
