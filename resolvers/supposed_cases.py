"""A case "if it came in": what the rules would find on it, on open facts alone."""

from dataclasses import dataclass, replace

from sqlmodel.ext.asyncio.session import AsyncSession

from allocation import changes as c
from allocation.policy import PlanningPolicy
from db.staffing import Wanted
from db.tables import Case
from recusal import facts as frozen
from resolvers.decoying import in_the_open
from resolvers.fact_acts.naming import organ_named
from resolvers.posed import Posed
from resolvers.problem import make_problem
from resolvers.problem_edits import Edits
from resolvers.snapshot import Snapshot, stretch_of_days
from resolvers.solving import solved
from resolvers.supposed_facts import OpenFacts
from resolvers.supposing_refusals import SuppositionImpossible, SuppositionUnfit
from terms.cases import AssignmentRole, CaseGrade, CaseStatus, Mode, Urgency
from terms.organs import ManagementLevel, OrganKind
from terms.people import Skill
from terms.periods import Period

HANDLES_NONE = "HOME_ORGAN"
"""How a home organ is refused that handles no cases."""
HOMES = frozenset({OrganKind.TOWNSHIP_COMMISSION, OrganKind.RESIDENT_GROUP, OrganKind.COMMISSION_OFFICE})


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case without parties that comes in, as it would be registered."""

    concerned_organ_name: str
    home_organ_name: str
    mode: Mode
    during: Period
    places: tuple[tuple[AssignmentRole, int], ...]
    effort: int
    urgency: Urgency
    grade: CaseGrade
    management: ManagementLevel
    needs: tuple[tuple[Skill, int], ...] = ()
    needs_female: bool = False


async def added_case(
    session: AsyncSession, facts: OpenFacts, wanted: NewCase, number: int, *, planning: PlanningPolicy
) -> c.Added:
    """Return the case with what closes it to whom, had it been registered on the proposal's day, by a policy.

    Supposed cases are numbered below zero.

    Raises:
        NotAllowed: the caller may not propose.
        NotFound: an organ that is not there.
        SuppositionUnfit: days before the proposal, or none.
        SuppositionImpossible: the home organ is none that handles cases.
    """
    concerned = await organ_named(session, wanted.concerned_organ_name)
    home = await organ_named(session, wanted.home_organ_name)
    if home.kind not in HOMES:
        raise SuppositionImpossible(HANDLES_NONE)
    start, end = stretch_of_days(wanted.during, facts.posed.on)
    if start >= end:
        raise SuppositionUnfit
    row = Case(
        id=-1 - number,
        county_id=home.county_id,
        number="",
        mode=wanted.mode,
        status=CaseStatus.FILED,
        grade=wanted.grade,
        urgency=wanted.urgency,
        concerned_organ_id=concerned.id,
        home_organ_id=home.id,
        management=wanted.management,
        during=wanted.during,
        effort=wanted.effort,
        needs_female=wanted.needs_female,
    )
    snapshot = await facts.on(facts.posed.on)
    return await solved(_added, snapshot, planning, Wanted(row, wanted.places, wanted.needs), facts.posed)


def _added(known_then: Snapshot, planning: PlanningPolicy, wanted: Wanted, posed: Posed) -> c.Added:
    snapshot = in_the_open(known_then)
    row, known = wanted.row, snapshot.known
    fact = frozen.Case(
        row.id,
        row.mode,
        row.concerned_organ_id,
        row.home_organ_id,
        management=row.management,
        window=row.during,
    )
    with_it = replace(
        snapshot,
        known=replace(known, facts=replace(known.facts, cases=(*known.facts.cases, fact))),
        staffing=replace(snapshot.staffing, cases={row.id: wanted}),
        policy=replace(snapshot.policy, planning=planning),
        indexed=None,
    )
    problem = make_problem(with_it, zones=None, edits=Edits())
    (case,) = problem.cases
    people = {person.id for person in posed.problem.candidates}
    pairs = tuple(pair for pair in problem.pairs if pair.person in people)
    return c.Added(case, pairs)
