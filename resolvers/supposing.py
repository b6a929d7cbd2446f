"""What if: suppositions as people say them, by numbers and days, made into changes of a proposal's problem."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from sqlmodel.ext.asyncio.session import AsyncSession

from allocation import changes as c
from allocation.problem import CaseToStaff
from resolvers.caller import Caller
from resolvers.fact_acts.naming import organ_named
from resolvers.fact_acts.ties import TieWanted
from resolvers.gate import NotFound
from resolvers.people import people_named
from resolvers.posed import Posed
from resolvers.snapshot import stretch_of_days
from resolvers.solving import solved
from resolvers.supposed_cases import NewCase, added_case
from resolvers.supposed_facts import OpenFacts
from resolvers.supposed_policies import OtherPolicy, all_policies, changes_by_policy, policy_with
from resolvers.supposed_ties import changes_by_tie
from resolvers.supposing_refusals import SuppositionImpossible, SuppositionUnfit, TooManySuppositions
from resolvers.waivable import waivable_of
from terms.cases import AssignmentRole
from terms.people import Rank, Skill
from terms.periods import Period
from terms.things import Thing

MOST = 20
"""How many suppositions one question takes; ours."""
NOT_WAIVABLE = "NOT_WAIVABLE"
"""How a waiver is refused that no human may grant."""


@dataclass(frozen=True, slots=True)
class AwayThen:
    """The person is away."""

    person_number: str
    during: Period


@dataclass(frozen=True, slots=True)
class WorksMore:
    """The person may be on cases for this percent of her working time."""

    person_number: str
    percent: int


@dataclass(frozen=True, slots=True)
class Newcomer:
    """One more person without ties joins the pool."""

    skills: tuple[tuple[Skill, int], ...]
    female: bool
    may_lead: bool
    may_review: bool
    rank: Rank | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """The case begins and ends so many days later, or with ``ends_only`` only ends so."""

    case_number: str
    days: int
    ends_only: bool


@dataclass(frozen=True, slots=True)
class WaiverGiven:
    """These rules, each of which a human may waive today, are waived for the person on the case."""

    case_number: str
    person_number: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TieDeclared:
    """A tie of the person were on record."""

    person_number: str
    tie: TieWanted


@dataclass(frozen=True, slots=True)
class MetAt:
    """The case is worked on at the place of this organ."""

    case_number: str
    organ_name: str


@dataclass(frozen=True, slots=True)
class OtherPlaces:
    """The case wants so many in the role."""

    case_number: str
    role: AssignmentRole
    count: int


@dataclass(frozen=True, slots=True)
class Another:
    """One more case like this one comes in."""

    like_case_number: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The case does not wait any more."""

    case_number: str


Single: TypeAlias = (
    AwayThen | WorksMore | Newcomer | Later | WaiverGiven | TieDeclared | MetAt | OtherPlaces | Another | Gone
)
Supposition: TypeAlias = Single | NewCase | OtherPolicy


async def changes_of(
    session: AsyncSession, caller: Caller, posed: Posed, supposed: Sequence[Supposition]
) -> list[c.Change]:
    """Return the changes of the problem that the suppositions are.

    Raises:
        TooManySuppositions: none, or more than one question takes.
        SuppositionUnfit: a period before the proposal.
        NotFound: a person, case or organ that is not there or not to be seen; a case that is not the proposal's.
        SuppositionImpossible: a waiver that no human may grant, a new case's home that handles none, a policy that no
            county may set.
        Refusal: a tie that cannot be (see ``resolvers.fact_acts.ties``).
    """
    if not 1 <= len(supposed) <= MOST:
        raise TooManySuppositions(MOST)
    facts, policies = OpenFacts(session, posed), all_policies(supposed)
    found = [*await changes_by_policy(session, facts, policies)]  # first, and once: the others change what it made
    for number, one in enumerate(supposed):
        if isinstance(one, NewCase):
            _, planning = await policy_with(session, posed, policies)
            found.append(await added_case(session, facts, one, number, planning=planning))
        elif not isinstance(one, OtherPolicy):
            found += await _changes(session, caller, facts, one, number)
    return found


async def _changes(
    session: AsyncSession, caller: Caller, facts: OpenFacts, one: Single, number: int
) -> Sequence[c.Change]:
    posed = facts.posed
    match one:
        case TieDeclared():
            return await changes_by_tie(session, caller, facts, person_number=one.person_number, tie=one.tie)
        case AwayThen() | WorksMore() | WaiverGiven():
            (person,) = await people_named(session, caller, [one.person_number])
            if all(person != candidate.id for candidate in posed.problem.candidates):
                raise NotFound(Thing.PERSON, one.person_number)
            return [await _of_person(caller, facts, one, person)]
        case MetAt():
            organ = await organ_named(session, one.organ_name)
            return [c.Moved(posed.case(one.case_number), organ.x, organ.y)]
        case Newcomer():
            rank = 0 if one.rank is None else one.rank.step
            return [c.OneMore(one.skills, one.female, one.may_lead, one.may_review, rank)]
        case _:
            return [_of_case(posed, one, number)]


async def _of_person(
    caller: Caller, facts: OpenFacts, one: AwayThen | WorksMore | WaiverGiven, person: int
) -> c.Change:
    match one:
        case AwayThen():
            start, end = stretch_of_days(one.during, facts.posed.on)
            if start >= end:
                raise SuppositionUnfit
            return c.Absent(person, start, end)
        case WorksMore():
            return c.OtherCapacity(person, one.percent)
        case WaiverGiven():
            case = facts.posed.case(one.case_number)
            waivable = await solved(waivable_of, await facts.on(caller.today()), {person}, case)
            if not all(waivable.allows(person, case, rule) for rule in one.rules):
                raise SuppositionImpossible(NOT_WAIVABLE)  # nor a leave, so nobody asks what is told as one
            return c.Waived(case, person, one.rules)


def _of_case(posed: Posed, one: Later | OtherPlaces | Another | Gone, number: int) -> c.Change:
    match one:
        case Later():
            case = posed.case(one.case_number)
            return c.Lengthened(case, one.days) if one.ends_only else c.Shifted(case, one.days)
        case OtherPlaces():
            return c.Wanted(posed.case(one.case_number), one.role, one.count)
        case Another():
            return _like(posed, posed.case(one.like_case_number), number)
        case Gone():
            return c.Withdrawn(posed.case(one.case_number))


def _like(posed: Posed, key: int, number: int) -> c.Added:
    """Return one more case with the places, needs, days and bars of another; supposed cases are numbered below zero."""
    like: CaseToStaff = next(case for case in posed.problem.cases if case.id == key)
    own = -1 - number
    pairs = tuple(replace(pair, case=own) for pair in posed.problem.pairs if pair.case == key)
    return c.Added(replace(like, id=own), pairs)
