"""Screening guards, appraisers, experts and interpreters of a case, and the places for its talks (R51)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.knowledge import on_record
from db.session import judge
from db.tables import Venue
from recusal.support import VenueFinding, screen_support
from resolvers.caller import Caller
from resolvers.gate import Act, NotFound, require
from resolvers.screening import MOST_NUMBERS, Screened, TooManyPairs, cases_by_number, people_by_number
from resolvers.screening_knowledge import NOW, Then, When, knowledge, then_of
from terms.recusal import Purpose
from terms.things import Thing


@dataclass(frozen=True, slots=True)
class VenueScreened:
    """One place for talks with what the rules have against it."""

    row: Venue
    findings: tuple[VenueFinding, ...]


@dataclass(frozen=True, slots=True)
class SupportScreened:
    """What the rules answer for the support of one case."""

    people: Screened
    venues: tuple[VenueScreened, ...]
    """In the order given."""
    case: int


async def support_screening(
    caller: Caller,
    *,
    case_number: str,
    person_numbers: Sequence[str],
    venue_codes: Sequence[str],
    when: When = NOW,
) -> SupportScreened:
    """Screen people who would support a case and places that would serve it; nobody need be in the pool.

    Raises:
        NotAllowed: the caller may not screen.
        TooManyPairs: more people or places than one question may name.
        NotFound: no such person or place, or no such case that the caller may see.
        MomentAhead: the moment is still to come.
        BeforeRecords: it lies before anything was on record.
        DayUnusable: the day lies outside any case.
    """
    require(caller, Act.SCREEN)
    if max(len(person_numbers), len(venue_codes)) > MOST_NUMBERS:
        raise TooManyPairs
    async with caller.database.reading() as session:
        then = await then_of(session, caller, when)
        cases = await cases_by_number(session, caller, [case_number])
        await judge(session, Act.SCREEN)
        people = await people_by_number(session, person_numbers, purpose=Purpose.SUPPORT, then=then)
        venues = await _venues(session, venue_codes, then)
        keys = {row.id for row in venues}
        known = await knowledge(session, then, people=people.values(), cases=cases.values(), venues=keys)
    known.require_cases(cases)
    (case,) = cases.values()
    asked = [venue for venue in known.facts.venues if venue.id in keys]
    found = screen_support(known.world, case, people.values(), asked, known.policy, on=known.on)
    answers = {each.person: each for each in found.people}
    screened = Screened(
        tuple(answers[key] for key in people.values()), known, {key: number for number, key in people.items()}, {}
    )
    of_venue = [tuple(hit for hit in found.venues if hit.venue == row.id) for row in venues]
    places = tuple(VenueScreened(row, hits) for row, hits in zip(venues, of_venue, strict=True))
    return SupportScreened(screened, places, case)


async def _venues(session: AsyncSession, codes: Sequence[str], then: Then) -> list[Venue]:
    """Return the places by code, each code once; NotFound where there is none."""
    wanted = list(dict.fromkeys(codes))
    statement = select(Venue).where(col(Venue.code).in_(wanted), on_record(Venue, then.known))
    found = {row.code: row for row in (await session.exec(statement)).all()}
    for code in wanted:
        if code not in found:
            raise NotFound(Thing.VENUE, code)
    return [found[code] for code in wanted]
