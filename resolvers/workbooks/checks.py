"""What the database would refuse of a comparison, found before anything is written, row by row."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import TypeVar

from intake.comparison import Comparison
from intake.keys import PersonKey, Record
from intake.person_names import key_of, label
from intake.records import CaseRecord, LeaveRecord, MembershipRecord, OrganRecord, PersonRecord, Records
from intake.sameness import about_party
from resolvers.workbooks.keep_people import OUR_NUMBER
from resolvers.workbooks.keys import new_organs
from resolvers.workbooks.misfits import Misfit, MisfitCode, misfit_at
from resolvers.workbooks.read_organs import SLASH
from terms.organs import OrganKind
from terms.people import STEP, WHOLE, AbsenceKind, MembershipKind

RecordType = TypeVar("RecordType", bound=Record)

DISCIPLINE = frozenset(
    {
        OrganKind.TOWNSHIP_COMMISSION,
        OrganKind.RESIDENT_GROUP,
        OrganKind.COMMISSION_OFFICE,
        OrganKind.COUNTY_COMMISSION,
    }
)
MOST_IN_A_ROLE = 20


def organ_names(comparison: Comparison, known: Records) -> dict[str, str]:
    """Return the name under which each added organ is kept: its own, or after its higher organ's where others share it.

    An organ whose name would still not be the only one is left out.
    """
    taken = Counter(organ.name for organ in known.organs)
    names = {}
    for text, organ in new_organs(comparison).items():
        name = organ.name if not taken[organ.name] else text
        if not taken[name] and (name == organ.name or name.endswith(f"{SLASH}{organ.name}")):
            names[text] = name
            taken[name] += 1
    return names


def misfits(comparison: Comparison, known: Records) -> Iterator[Misfit]:
    """Yield what the county's tables refuse whatever else is in them."""
    names = organ_names(comparison, known)
    texts = {id(organ): text for text, organ in new_organs(comparison).items()}
    for organ in comparison.added.organs:
        if texts.get(id(organ)) not in names:
            yield misfit_at(organ.source, MisfitCode.ORGAN_NAME_TAKEN, "name", organ.name)
    taken = {organ.name for organ in known.organs}
    for organ, before in laid(comparison, OrganRecord):
        yield from _organ(organ)
        if before is not None and before.name != organ.name and organ.name in taken:
            yield misfit_at(organ.source, MisfitCode.ORGAN_NAME_TAKEN, "name", organ.name)
    for person, _ in laid(comparison, PersonRecord):
        yield from _person(person)
    yield from _main_organs(comparison)
    yield from _numbered(comparison, known)
    for leave, _ in laid(comparison, LeaveRecord):
        yield from _leave(leave)
    for case, _ in laid(comparison, CaseRecord):
        yield from _case(case)
    twice = Counter(about_party(party) for party in comparison.added.parties)
    for party in comparison.added.parties:
        if twice[about_party(party)] > 1:
            yield misfit_at(party.source, MisfitCode.PARTY_TWICE, "during.start")


def laid(comparison: Comparison, kind: type[RecordType]) -> Iterator[tuple[RecordType, RecordType | None]]:
    """Yield the records of a kind that the import writes, each with what was known."""
    added = comparison.added
    for record in (*added.organs, *added.people, *added.leave, *added.cases):
        if isinstance(record, kind):
            yield record, None
    for change in comparison.changed:
        if isinstance(change.after, kind) and isinstance(change.before, kind):
            yield change.after, change.before


def _organ(organ: OrganRecord) -> Iterator[Misfit]:
    if organ.zone is not None and organ.kind not in DISCIPLINE:
        yield misfit_at(organ.source, MisfitCode.ZONE_NOT_DISCIPLINE, "zone", organ.zone)


def _person(person: PersonRecord) -> Iterator[Misfit]:
    capacity = WHOLE if person.pool is None else person.pool.capacity
    if _is_no_step(capacity):
        yield misfit_at(person.source, MisfitCode.CAPACITY_STEP, "pool.capacity", f"{capacity}%")


def _leave(leave: LeaveRecord) -> Iterator[Misfit]:
    code = None
    if _is_no_step(leave.percent):
        code = MisfitCode.PERCENT_STEP
    elif leave.kind is AbsenceKind.OTHER and leave.percent < WHOLE:
        code = MisfitCode.PRIVATE_LEAVE_IN_PART
    if code is not None:
        yield misfit_at(leave.source, code, "percent", f"{leave.percent}%")


def _is_no_step(percent: int) -> bool:
    return not STEP <= percent <= WHOLE or percent % STEP != 0


def _case(case: CaseRecord) -> Iterator[Misfit]:
    if case.effort == 0:
        yield misfit_at(case.source, MisfitCode.EFFORT_MISSING, "effort", "0%")
    for place in case.places:
        if place.count > MOST_IN_A_ROLE:
            field = f"places.{place.role.value}"
            yield misfit_at(case.source, MisfitCode.PLACES_TOO_MANY, field, str(place.count), str(MOST_IN_A_ROLE))
    if case.authorisation is not None and case.authorisation.issued_on is None:
        number = case.authorisation.number
        yield misfit_at(case.source, MisfitCode.DOCUMENT_DAY_MISSING, "authorisation.issued_on", number)


def _main_organs(comparison: Comparison) -> Iterator[Misfit]:
    """Find new people whose posts on the establishment are all elsewhere than the row in 人员 says."""
    posts: Mapping[PersonKey, list[MembershipRecord]] = defaultdict(list)
    for post in comparison.added.memberships:
        posts[post.person].append(post)
    for person in comparison.added.people:
        own = posts[key_of(person)]
        established = any(post.kind is MembershipKind.ESTABLISHMENT for post in own)
        organs = list(dict.fromkeys(post.organ for post in own))
        if person.organ is not None and established and person.organ not in organs:
            detail = "、".join(organs)
            yield misfit_at(person.source, MisfitCode.MAIN_ORGAN_CONTRADICTS, "organ", person.organ, detail)


def _numbered(comparison: Comparison, known: Records) -> Iterator[Misfit]:
    """Find new people with numbers of the office's who are on file under the service's own numbers."""
    namesakes: Mapping[str, list[PersonRecord]] = defaultdict(list)
    for person in known.people:
        if person.number is not None and re.match(OUR_NUMBER, person.number):
            namesakes[person.name].append(person)
    for person in comparison.added.people:
        alike = [each for each in namesakes[person.name] if person.number and _may_be_one(person, each)]
        if alike:
            detail = "、".join(label(key_of(each)) for each in alike)
            yield misfit_at(person.source, MisfitCode.PERSON_MAYBE_NUMBERED, "number", person.number or "", detail)


def _may_be_one(person: PersonRecord, other: PersonRecord) -> bool:
    months = {person.birth_month, other.birth_month} - {None}
    organs = {person.organ, other.organ} - {None}
    return len(months) <= 1 and len(organs) <= 1
