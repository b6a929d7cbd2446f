"""A tie "if it were declared": what the rules would find with it, on open facts alone."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel.ext.asyncio.session import AsyncSession

from allocation import changes as c
from allocation.problem import Pair, Problem
from db.facts_kinds import KINDS
from recusal.facts import Facts
from resolvers.caller import Caller
from resolvers.fact_acts.naming import person_named
from resolvers.fact_acts.ties import TieRow, TieWanted, Wanted, rows_wanted
from resolvers.problem import make_problem
from resolvers.problem_edits import Edits
from resolvers.snapshot import Snapshot
from resolvers.solving import solved
from resolvers.supposed_facts import OpenFacts
from terms.cases import AssignmentRole
from terms.ties import FactOrigin

UNKNOWN = -1
"""The key of a record that is not on record."""


async def changes_by_tie(
    session: AsyncSession, caller: Caller, facts: OpenFacts, *, person_number: str, tie: TieWanted
) -> Sequence[c.Change]:
    """Return what a tie would close, or make kin of, beside what the proposal's problem says already.

    Both worlds, with the tie and without it, hold open facts only, so that no answer tells of a sealed one: what is
    sealed stays closed as the problem has it, whatever is supposed.

    Raises:
        NotFound: a person who is not there or not to be seen.
        Refusal: the tie cannot be (see ``rows_wanted``).
    """
    person = await person_named(session, caller, person_number)
    (row,) = await rows_wanted(session, caller, person, Wanted(ties=(tie,)), FactOrigin.DECLARED)
    return await solved(_difference, await facts.on(caller.today()), row, facts.posed.problem)


def _difference(snapshot: Snapshot, row: TieRow, problem: Problem) -> Sequence[c.Change]:
    known = snapshot.known
    supposed = replace(snapshot, known=replace(known, facts=_with(known.facts, row)))
    before, after = (make_problem(world, zones=None, edits=Edits()) for world in (snapshot, supposed))
    people = {person.id for person in problem.candidates}
    new = [pair for pair in set(after.pairs) - set(before.pairs) if pair.person in people]
    kin = [pair for pair in set(after.kin) - set(before.kin) if people.issuperset(pair)]
    found: list[c.Change] = [c.Kin(one, other) for one, other in sorted(kin)]
    for person in sorted({pair.person for pair in new}):
        of_person = [pair for pair in new if pair.person == person]
        cases = tuple(sorted({pair.case for pair in of_person}))
        standing = [pair for pair in problem.pairs if pair.person == person and pair.case in cases]
        found.append(c.Found(person, cases, _together(standing, of_person)))
    return found


def _with(facts: Facts, row: TieRow) -> Facts:
    name = next(name for name, kind in KINDS.items() if kind.table is type(row))
    fact = KINDS[name].fact(*(UNKNOWN if column == "id" else getattr(row, column) for column in KINDS[name].columns))
    return replace(facts, **{name: (*getattr(facts, name), fact)})  # type: ignore[arg-type]


def _together(standing: Sequence[Pair], new: Sequence[Pair]) -> tuple[Pair, ...]:
    """Return what is found with what the tie would add: a tie closes, and opens nothing."""
    found: dict[tuple[int, AssignmentRole | None], Pair] = {(pair.case, pair.role): pair for pair in standing}
    for pair in new:
        place = pair.case, pair.role
        other = found.get(place, pair)
        found[place] = replace(
            other,
            barred=other.barred or pair.barred,
            waivers=max(other.waivers, pair.waivers),
            soft=max(other.soft, pair.soft),
            rules=tuple(sorted({*other.rules, *pair.rules})),
        )
    return tuple(found.values())
