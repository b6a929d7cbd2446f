"""A problem that contradicts itself is refused with what contradicts; the same problem without it is not."""

from dataclasses import replace

import pytest

from allocation import refusals
from allocation.canonical import canonical
from allocation.check_problem import validate
from allocation.document_faults import no_json
from allocation.draft import sum_of
from allocation.model import draft_of
from allocation.problem import Busy, Candidate, CaseToStaff, Limits, Need, Pair, Pin, Place, Problem
from allocation.solve import allocate
from allocation.solver import optimise
from terms.allocation import Level
from terms.cases import AssignmentRole
from terms.people import Skill
from terms.refusals import Refusal
from tests.allocation.small import AT_EASE, LEAD, MEMBER, REVIEWER, case, person

FIRST = Level.URGENCY_STAFFED
SOUND = Problem((case(1), case(2)), (person(1), person(2)), limits=AT_EASE)

DUPLICATES = [
    (replace(SOUND, cases=(case(1), case(1))), "case", (1,)),
    (replace(SOUND, candidates=(person(1), person(2), person(2))), "candidate", (2,)),
    (replace(SOUND, pairs=(Pair(1, 2), Pair(1, 2))), "pair", (2, 1, "")),
    (replace(SOUND, pins=(Pin(1, 2, MEMBER), Pin(1, 2, LEAD))), "pin", (1, 2)),
    (replace(SOUND, others_at_home=((4, 1), (4, 2))), "organ of others at home", (4,)),
    (replace(SOUND, cases=(case(1), case(2, Place(MEMBER, 1), Place(MEMBER, 2)))), "place", (2, "MEMBER")),
    (replace(SOUND, cases=(case(1, needs=(Need(Skill.LAW, 1), Need(Skill.LAW, 2))),)), "need", (1, "LAW")),
    (replace(SOUND, candidates=(person(1, skills=((Skill.LAW, 1), (Skill.LAW, 1))),)), "skill", (1, "LAW")),
    (replace(SOUND, kin=((2, 2),)), "person of a kin pair", (2, 2)),
    (replace(SOUND, linked=((2, 2),)), "case of a linked pair", (2, 2)),
    (replace(SOUND, apart=((2, 2),)), "case of a linked pair", (2, 2)),
    (replace(SOUND, published=(Pin(1, 2, MEMBER), Pin(1, 2, LEAD))), "published seat", (1, 2)),
    (replace(SOUND, limits=Limits(most_from=((4, 1), (4, 2)))), "organ of most_from", (4,)),
    (replace(SOUND, order=(FIRST, Level.FIT, Level.FIT)), "level of the order", ("FIT",)),
    (replace(SOUND, order=(FIRST, FIRST)), "level of the order", ("URGENCY_STAFFED",)),
]
UNKNOWN = [
    (replace(SOUND, pairs=(Pair(1, 9),)), "pairs", "case", 9),
    (replace(SOUND, pairs=(Pair(9, 1),)), "pairs", "person", 9),
    (replace(SOUND, busy=(Busy(9, 0, 1, 10),)), "busy", "person", 9),
    (replace(SOUND, kin=((1, 9),)), "kin", "person", 9),
    (replace(SOUND, linked=((1, 9),)), "linked", "case", 9),
    (replace(SOUND, apart=((1, 9),)), "apart", "case", 9),
    (replace(SOUND, pins=(Pin(9, 1, MEMBER),)), "pins", "case", 9),
    (replace(SOUND, pins=(Pin(1, 9, MEMBER),)), "pins", "person", 9),
    (replace(SOUND, published=(Pin(9, 1, MEMBER),)), "published", "case", 9),
]
ODD_LOADS = tuple(person(5 * step, availability=5 * step, load=1_000_000) for step in range(1, 21))
OUT_OF_RANGE = [
    (replace(SOUND, cases=(case(1, effort=101),)), "effort", 101),
    (replace(SOUND, cases=(case(1, effort=0),)), "effort", 0),
    (replace(SOUND, cases=(case(1, weight=0),)), "weight", 0),
    (replace(SOUND, cases=(case(1, Place(MEMBER, 0)),)), "MEMBER", 0),
    (replace(SOUND, cases=(replace(case(1), places=()),)), "places", 0),
    (replace(SOUND, cases=(case(1, needs=(Need(Skill.LAW, 6),)),)), "LAW", 6),
    (replace(SOUND, candidates=(person(1, capacity=0),)), "capacity", 0),
    (replace(SOUND, candidates=(person(1, capacity=105),)), "capacity", 105),
    (replace(SOUND, candidates=(person(1, capacity=33),)), "capacity", 33),
    (replace(SOUND, candidates=(person(1, load=-1),)), "load", -1),
    (replace(SOUND, candidates=(person(1, skills=((Skill.LAW, 0),)),)), "LAW", 0),
    (replace(SOUND, busy=(Busy(1, 0, 1, 0),)), "effort", 0),
    (replace(SOUND, pairs=(Pair(1, 1, waivers=-1),)), "waivers", -1),
    (replace(SOUND, pairs=(Pair(1, 1, soft=-1),)), "soft", -1),
    (replace(SOUND, others_at_home=((1, -1),)), "others_at_home", -1),
    (replace(SOUND, limits=Limits(most_from_one_organ=0)), "most_from_one_organ", 0),
    (replace(SOUND, limits=Limits(keep_at_home=-1)), "keep_at_home", -1),
    (replace(SOUND, limits=Limits(load_tier=9)), "load_tier", 9),
    (replace(SOUND, cases=(case(1, needs=(Need(Skill.LAW, 0),)),)), "LAW", 0),
    (replace(SOUND, candidates=(person(1, skills=((Skill.LAW, 6),)),)), "LAW", 6),
    (replace(SOUND, candidates=(person(1, availability=4),)), "availability", 4),
    (replace(SOUND, candidates=(person(1, availability=0),)), "availability", 0),
    (replace(SOUND, candidates=(person(1, availability=101),)), "availability", 101),
    (replace(SOUND, candidates=(person(1, availability=43),)), "availability", 43),
    (replace(SOUND, candidates=(person(1, most_reviews=-1),)), "most_reviews", -1),
    (replace(SOUND, pairs=(Pair(1, 1, points=-1),)), "points", -1),
    (replace(SOUND, limits=Limits(waiver_weight=-1)), "waiver_weight", -1),
    (replace(SOUND, limits=Limits(reciprocity_weight=-1)), "reciprocity_weight", -1),
    (replace(SOUND, limits=Limits(ring_weight=-1)), "ring_weight", -1),
    (replace(SOUND, limits=Limits(loan_rest=-1)), "loan_rest", -1),
    (replace(SOUND, busy=(Busy(1, 0, 1, -1, lent=True),)), "effort", -1),
    (replace(SOUND, limits=Limits(most_from=((4, -1),))), "most_from", -1),
    (replace(SOUND, cases=(case(1, Place(MEMBER, 101)),)), "MEMBER", 101),
    (replace(SOUND, cases=(case(1, end=36_526),)), "end", 36_526),
    (replace(SOUND, cases=(case(1, start=-36_526),)), "start", -36_526),
    (replace(SOUND, cases=(case(1, weight=1_000_001),)), "weight", 1_000_001),
    (replace(SOUND, cases=(case(1, x=-1_000_001),)), "x", -1_000_001),
    (replace(SOUND, candidates=(replace(person(1), y=1_000_001),)), "y", 1_000_001),
    (replace(SOUND, candidates=(person(1, load=1_000_001),)), "load", 1_000_001),
    (replace(SOUND, busy=(Busy(1, 0, 36_526, 1),)), "end", 36_526),
    (replace(SOUND, busy=(Busy(1, -36_526, 1, 1),)), "start", -36_526),
    (replace(SOUND, pairs=(Pair(1, 1, soft=1_000_001),)), "soft", 1_000_001),
    (replace(SOUND, pairs=(Pair(1, 1, points=2**30 + 1),)), "points", 2**30 + 1),
    (replace(SOUND, limits=Limits(ring_weight=1_000_001)), "ring_weight", 1_000_001),
]
WITHIN_RANGE = [
    replace(SOUND, cases=(case(1, needs=(Need(Skill.LAW, 5),)),)),
    replace(SOUND, candidates=(person(1, skills=((Skill.LAW, 5),)),)),
    replace(SOUND, candidates=(person(1, availability=5), person(2, availability=100))),
    replace(SOUND, candidates=(person(1, most_reviews=0), person(2, most_reviews=9))),
    replace(SOUND, candidates=(person(1, rank=-3, district=-3),), cases=(case(1, lead_rank=-3, districts=(-3, -3)),)),
    replace(SOUND, pairs=(Pair(1, 1, points=0, soft=0, waivers=0),)),
    replace(SOUND, limits=Limits(waiver_weight=0, reciprocity_weight=0, ring_weight=0, most_from=((4, 0),))),
    replace(SOUND, limits=Limits(loan_rest=0), busy=(Busy(1, 0, 1, 0, lent=True),)),
    replace(SOUND, published=(Pin(1, 77, MEMBER), Pin(2, 1, REVIEWER))),
    replace(SOUND, order=(FIRST,)),
    replace(SOUND, order=(FIRST, Level.FIT, Level.CHANGES)),
    replace(SOUND, cases=(replace(case(1, Place(MEMBER, 100), start=-36_525, end=36_525), y=-1_000_000),)),
    replace(SOUND, busy=(Busy(1, -36_525, 36_525, 1),), pairs=(Pair(1, 1, points=2**30),)),
    replace(SOUND, limits=Limits(load_tier=10), candidates=(person(1, load=1_000_000),)),
    replace(SOUND, order=(FIRST, Level.FIT), cases=tuple(case(size, Place(MEMBER, size)) for size in range(1, 101))),
    replace(SOUND, order=(FIRST,), limits=Limits(load_tier=10), candidates=ODD_LOADS),
]


def test_a_sound_problem_is_not_refused() -> None:
    validate(SOUND)
    validate(replace(SOUND, pins=(Pin(1, 1, MEMBER), Pin(2, 1, MEMBER)), pairs=(Pair(2, 1), Pair(2, 2))))


@pytest.mark.parametrize("problem", WITHIN_RANGE)
def test_what_a_number_and_an_order_can_mean_is_not_refused(problem: Problem) -> None:
    validate(problem)


@pytest.mark.parametrize("order", [(), (Level.FIT,), (Level.FIT, FIRST), (Level.APPEARANCES, Level.FIT, FIRST)])
def test_an_order_begins_with_the_staffing_of_cases(order: tuple[Level, ...]) -> None:
    with pytest.raises(refusals.OrderUnfit) as refused:
        allocate(replace(SOUND, order=order), 1)
    assert refused.value.order == order


@pytest.mark.parametrize(("problem", "what", "ids"), DUPLICATES)
def test_nothing_is_said_twice(problem: Problem, what: str, ids: tuple[int | str, ...]) -> None:
    with pytest.raises(refusals.DuplicateInProblem) as refused:
        allocate(problem, 1)
    assert (refused.value.what, refused.value.ids) == (what, ids)


@pytest.mark.parametrize(("problem", "where", "what", "number"), UNKNOWN)
def test_nothing_points_to_what_is_not_there(problem: Problem, where: str, what: str, number: int) -> None:
    with pytest.raises(refusals.UnknownInProblem) as refused:
        allocate(problem, 1)
    assert (refused.value.where, refused.value.what, refused.value.id) == (where, what, number)


@pytest.mark.parametrize(
    ("problem", "level"),
    [
        (replace(SOUND, limits=Limits(load_tier=10), candidates=ODD_LOADS), Level.LOAD_SPREAD),
        (replace(SOUND, cases=tuple(case(size, Place(MEMBER, size)) for size in range(1, 101))), Level.WORST_SERVED),
    ],
)
def test_numbers_that_no_sum_holds_exactly_are_refused(problem: Problem, level: Level) -> None:
    with pytest.raises(refusals.NumbersTooLarge) as refused:
        allocate(problem, 1)
    assert refused.value.where == level.value


def test_a_model_that_the_solver_does_not_take_is_no_answer() -> None:
    draft = draft_of(canonical(SOUND))
    goal = sum_of(2**62 * switch for switch in draft.chairs.values())
    with pytest.raises(refusals.NumbersTooLarge, match="overflow"):
        optimise(draft, goal, known=None)


@pytest.mark.parametrize(("problem", "field", "value"), OUT_OF_RANGE)
def test_no_number_is_outside_what_it_can_mean(problem: Problem, field: str, value: int) -> None:
    with pytest.raises(refusals.OutOfRange) as refused:
        allocate(problem, 1)
    assert (refused.value.field, refused.value.value) == (field, value)


@pytest.mark.parametrize(
    ("problem", "what"),
    [
        (replace(SOUND, cases=(case(1, start=14, end=14),)), "case"),
        (replace(SOUND, busy=(Busy(1, 5, 4, 10),)), "booking of person"),
    ],
)
def test_no_window_is_empty(problem: Problem, what: str) -> None:
    with pytest.raises(refusals.EmptyWindow) as refused:
        allocate(problem, 1)
    assert refused.value.what == what


@pytest.mark.parametrize(
    ("problem", "rules"),
    [
        (replace(SOUND, pairs=(Pair(1, 1, rules=("R05", "R01")),)), ("R01", "R05")),
        (replace(SOUND, pairs=(Pair(1, 1),)), ("BARRED",)),
        (replace(SOUND, pairs=(Pair(1, 1, barred=False, waivers=1),)), ("WAIVER_NEEDED",)),
        (replace(SOUND, busy=(Busy(1, 13, 15, 100),)), ("NOT_FREE",)),
        (replace(SOUND, limits=Limits()), ("R44",)),
        (replace(SOUND, handled_before=((90, 1),)), ("R39",)),
        (replace(SOUND, cases=(case(1, Place(LEAD, 1)), case(2))), ("NO_SUCH_PLACE",)),
        (replace(SOUND, cases=(case(1, districts=(7,)), case(2)), pairs=(Pair(1, 1),)), ("OUT_OF_REACH",)),
    ],
)
def test_nobody_is_pinned_to_a_place_that_is_closed_to_her(problem: Problem, rules: tuple[str, ...]) -> None:
    with pytest.raises(refusals.PinClosed) as refused:
        allocate(replace(problem, pins=(Pin(1, 1, MEMBER),)), 1)
    assert (refused.value.case, refused.value.person, refused.value.rules) == (1, 1, rules)


@pytest.mark.parametrize(
    ("who", "role", "rules"),
    [
        (person(1, may_lead=True, rank=1), LEAD, ("LEAD_RANK",)),
        (person(1, may_review=True, most_reviews=0), REVIEWER, ("MOST_REVIEWS",)),
        (person(1, most_reviews=0), REVIEWER, ("MOST_REVIEWS", "NOT_QUALIFIED")),
    ],
)
def test_nobody_is_pinned_to_a_role_that_is_closed_to_her(
    who: Candidate, role: AssignmentRole, rules: tuple[str, ...]
) -> None:
    problem = Problem((case(1, Place(role, 1), lead_rank=2),), (who,), pins=(Pin(1, 1, role),), limits=AT_EASE)
    with pytest.raises(refusals.PinClosed) as refused:
        allocate(problem, 1)
    assert (refused.value.role, refused.value.rules) == (role, rules)


def test_more_pinned_reviews_than_she_may_take_contradict_each_other() -> None:
    reviewed = tuple(case(number, Place(REVIEWER, 1), start=20 * number, end=20 * number + 5) for number in (1, 2, 3))
    pins = tuple(Pin(one.id, 1, REVIEWER) for one in reviewed)
    problem = Problem(reviewed, (person(1, may_review=True, most_reviews=2),), pins=pins, limits=AT_EASE)
    with pytest.raises(refusals.PinsContradict) as refused:
        allocate(problem, 1)
    assert refused.value.pins == tuple((pin.case, pin.person, pin.role) for pin in pins)
    assert len(allocate(replace(problem, pins=pins[:2]), 1).seats) == 2


@pytest.mark.parametrize(
    "needy", [case(2, Place(REVIEWER, 1), needs=(Need(Skill.LAW, 1),)), case(2, Place(REVIEWER, 1), needs_female=True)]
)
def test_reviewers_alone_meet_no_need(needy: CaseToStaff) -> None:
    """The reviewer has the skill and is a woman, but for both only investigators count."""
    able = person(2, may_review=True, female=True, skills=((Skill.LAW, 5),))
    problem = replace(SOUND, cases=(case(1), needy), candidates=(person(1), able, person(3, may_review=True)))
    with pytest.raises(refusals.NeedsOfNobody) as refused:
        allocate(problem, 1)
    assert refused.value.case == 2
    together = replace(needy, places=(Place(MEMBER, 1), Place(REVIEWER, 1)))
    without = replace(needy, needs=(), needs_female=False)
    for one in (together, without):
        assert {seat.case for seat in allocate(replace(problem, cases=(case(1), one)), 1).seats} == {1, 2}


def test_no_more_are_pinned_than_there_are_places() -> None:
    with pytest.raises(refusals.TooManyPins) as refused:
        allocate(replace(SOUND, pins=(Pin(1, 1, MEMBER), Pin(1, 2, MEMBER))), 1)
    assert (refused.value.case, refused.value.places, refused.value.pins) == (1, 1, 2)


def test_nobody_is_pinned_over_her_capacity() -> None:
    over = replace(
        SOUND, cases=(case(1), case(2, start=10, end=20, effort=60)), pins=(Pin(1, 1, MEMBER), Pin(2, 1, MEMBER))
    )
    with pytest.raises(refusals.PinsOverCapacity) as refused:
        allocate(over, 1)
    assert (refused.value.person, refused.value.day, refused.value.effort, refused.value.capacity) == (1, 10, 110, 100)


def test_pins_that_only_together_cannot_be_kept_are_named_and_no_other() -> None:
    wanted = (case(1, Place(MEMBER, 2)), case(2))
    problem = Problem(
        wanted,
        (person(1), person(2), person(3)),
        kin=((1, 2),),
        pins=(Pin(1, 1, MEMBER), Pin(1, 2, MEMBER), Pin(2, 3, MEMBER)),
        limits=AT_EASE,
    )
    with pytest.raises(refusals.PinsContradict) as refused:
        allocate(problem, 1)
    assert refused.value.pins == ((1, 1, MEMBER), (1, 2, MEMBER))
    assert {seat.case for seat in allocate(replace(problem, pins=problem.pins[1:]), 1).seats} == {1, 2}


@pytest.mark.parametrize(
    "refusal",
    [
        refusals.MalformedProblem(where="$", fault=no_json(1, 2)),
        refusals.DuplicateInProblem(what="case", ids=(1,)),
        refusals.UnknownInProblem(where="pins", what="case", id=1),
        refusals.OutOfRange(what="case", id=1, field="effort", value=0, least=1, most=100),
        refusals.OutOfRange(what="limits", id=None, field="load_tier", value=0, least=10, most=100),
        refusals.NotInSteps(what="candidate", id=1, field="capacity", value=7, least=5, most=100),
        refusals.NoPlaces(what="case", id=1, field="places", value=0, least=1, most=100),
        refusals.NearTieUnfit(level=Level.FIT),
        refusals.NumbersTooLarge(where="FIT"),
        refusals.OrderUnfit(order=(Level.FIT, FIRST)),
        refusals.EmptyWindow(what="case", id=1, start=1, end=1),
        refusals.NeedsOfNobody(case=1),
        refusals.PinClosed(case=1, person=2, role=LEAD, rules=("R01",)),
        refusals.TooManyPins(case=1, role=LEAD, places=1, pins=2),
        refusals.PinsOverCapacity(person=1, day=0, effort=110, capacity=100),
        refusals.PinsContradict(pins=((1, 2, LEAD),)),
        refusals.LimitReached(deterministic_limit=1.0),
        refusals.Cancelled(),
        refusals.NothingToWaive(case=1, person=2, rule="R11"),
        refusals.AlreadyStaffed(case=1),
    ],
)
def test_every_refusal_speaks_both_languages(refusal: Refusal) -> None:
    assert "{" not in refusal.message("en") + refusal.message("zh")
    assert refusal.message("en") != refusal.message("zh")
    assert str(refusal) == refusal.message("en")
