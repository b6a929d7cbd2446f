"""What must hold for every problem, whatever its numbers."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allocation.problem import Candidate, Pair, Problem
from allocation.solve import allocate
from tests.allocation.small import people, problems

MANY = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))


def reached(problem: Problem) -> list[int]:
    return [level.value for level in allocate(problem, 5).levels]


@MANY
@given(problem=problems(), shuffle=st.permutations([1, 2, 3, 4, 5]))
def test_new_numbers_for_people_change_no_level(problem: Problem, shuffle: list[int]) -> None:
    new = dict(zip([1, 2, 3, 4, 5], shuffle, strict=True))
    renamed = replace(
        problem,
        candidates=tuple(replace(one, id=new[one.id]) for one in problem.candidates),
        pairs=tuple(replace(pair, person=new[pair.person]) for pair in problem.pairs),
        busy=tuple(replace(row, person=new[row.person]) for row in problem.busy),
        kin=tuple((new[one], new[other]) for one, other in problem.kin),
        published=tuple(replace(pin, person=new.get(pin.person, pin.person)) for pin in problem.published),
    )
    assert reached(renamed) == reached(problem)


@MANY
@given(problem=problems(), place=st.integers(0, 14))
def test_one_more_bar_never_staffs_more_weight(problem: Problem, place: int) -> None:
    case = problem.cases[place % len(problem.cases)].id
    person = problem.candidates[place % len(problem.candidates)].id
    others = tuple(pair for pair in problem.pairs if (pair.case, pair.person) != (case, person))
    barred = replace(problem, pairs=(*others, Pair(person, case)))
    assert reached(barred)[0] <= reached(problem)[0]


@MANY
@given(problem=problems(), newcomer=people(6))
def test_one_more_person_never_staffs_less_weight(problem: Problem, newcomer: Candidate) -> None:
    larger = replace(problem, candidates=(*problem.candidates, newcomer))
    assert reached(larger)[0] >= reached(problem)[0]


@MANY
@given(problem=problems())
def test_the_order_of_the_facts_changes_nothing(problem: Problem) -> None:
    shuffled = replace(
        problem,
        cases=tuple(
            replace(case, places=case.places[::-1], needs=case.needs[::-1], districts=case.districts[::-1])
            for case in reversed(problem.cases)
        ),
        candidates=tuple(replace(person, skills=person.skills[::-1]) for person in reversed(problem.candidates)),
        pairs=problem.pairs[::-1],
        busy=problem.busy[::-1],
        kin=tuple((other, one) for one, other in reversed(problem.kin)),
        handled_before=problem.handled_before[::-1],
        published=problem.published[::-1],
        limits=replace(problem.limits, most_from=problem.limits.most_from[::-1]),
    )
    assert allocate(shuffled, 5) == allocate(problem, 5)
