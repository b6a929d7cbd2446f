"""What if: each supposed change makes exactly the problem that it says, and refuses what it cannot be about."""

from dataclasses import replace

import pytest

from allocation import changes as c
from allocation.canonical import canonical
from allocation.changing import changed, newcomers
from allocation.problem import Busy, Limits, Pair, Pin, Place, Problem
from allocation.refusals import EmptyWindow, NothingToWaive, OutOfRange, UnknownInProblem
from allocation.solve import allocate
from terms.allocation import Level
from terms.cases import AssignmentRole
from terms.people import Skill
from tests.allocation.small import AT_EASE, LEAD, MEMBER, case, person, planned, staffed, team, value

TWO = Problem(
    cases=(case(1), case(2, Place(LEAD, 1), Place(MEMBER, 1))),
    candidates=(person(1), person(2, may_lead=True)),
    pairs=(Pair(1, 1, rules=("R11",)), Pair(2, 2, role=MEMBER, barred=False, soft=1)),
    busy=(Busy(2, 5, 20, 60, at_home=True), Busy(2, 8, 12, 40)),
    limits=AT_EASE,
)


def test_absence_closes_the_days() -> None:
    assert changed(TWO, [c.Absent(1, 3, 9)]).busy[0] == Busy(1, 3, 9, 100)


@pytest.mark.parametrize(
    ("at_home", "left"),
    [
        (None, (Busy(2, 5, 9, 60, at_home=True), Busy(2, 8, 9, 40), Busy(2, 15, 20, 60, at_home=True))),
        (True, (Busy(2, 5, 9, 60, at_home=True), Busy(2, 8, 12, 40), Busy(2, 15, 20, 60, at_home=True))),
        (False, (Busy(2, 5, 20, 60, at_home=True), Busy(2, 8, 9, 40))),
    ],
)
def test_who_is_back_keeps_what_is_booked_before_and_after(at_home: bool | None, left: tuple[Busy, ...]) -> None:  # noqa: FBT001
    assert changed(TWO, [c.Back(2, 9, 15, at_home)]).busy == left
    with pytest.raises(EmptyWindow):
        changed(TWO, [c.Back(2, 9, 9)])


def test_capacity_window_site_and_places_are_as_supposed() -> None:
    after = changed(
        TWO,
        [
            c.OtherCapacity(1, 50),
            c.Shifted(1, 3),
            c.Lengthened(1, 2),
            c.Lengthened(2, 7, effort=30),
            c.Moved(1, 7, 8),
            c.Wanted(2, MEMBER, 3),
            c.Wanted(2, LEAD, 0),
            c.MostFrom(2, 1),
            c.OtherOrder((Level.URGENCY_STAFFED, Level.FIT)),
        ],
    )
    first, second = after.cases
    assert (first.start, first.end, first.effort, first.x, first.y) == (3, 19, 50, 7, 8)
    assert (second.end, second.effort, second.places) == (21, 30, (Place(MEMBER, 3),))
    assert [one.capacity for one in after.candidates] == [50, 100]
    assert (after.limits.most_from, after.order) == (((2, 1),), (Level.URGENCY_STAFFED, Level.FIT))
    assert changed(TWO, [c.OtherLimits(Limits())]).limits == Limits()
    assert changed(TWO, []) == canonical(TWO)


def test_one_more_person_is_new_untied_and_free_of_the_home_minimum() -> None:
    problem = Problem((case(1, needs=()),), (), handled_before=((40, 90),), limits=Limits(most_from=((95, 1),)))
    one = c.OneMore(
        skills=((Skill.AUDIT, 3),), female=True, may_lead=True, may_review=True, rank=2, district=4, x=1, y=2
    )
    after = changed(problem, [one, c.OneMore(capacity=60)])
    first, second = newcomers(problem, after)
    assert (first.id, first.organ, first.skills, first.rank, first.district) == (1, 96, ((Skill.AUDIT, 3),), 2, 4)
    assert (first.female, first.may_lead, first.may_review, first.x, first.y) == (True, True, True, 1, 2)
    assert (second.id, second.organ, second.capacity) == (2, 97, 60)
    assert (staffed(planned(problem)), staffed(planned(after))) == (set(), {1})


def test_a_waiver_opens_the_pair_and_counts_once() -> None:
    rows = (
        Pair(1, 1, rules=("R11",), points=2),
        Pair(1, 1, role=MEMBER, rules=("R11", "R19"), soft=1),
        Pair(2, 1, barred=False, waivers=1),
        Pair(2, 2, barred=False, soft=4),
    )
    problem = replace(TWO, pairs=rows, busy=())
    assert staffed(planned(problem)) == {2}
    partly = changed(problem, [c.Waived(1, 1, ("R11",))])
    assert partly.pairs == (
        Pair(1, 1, barred=False, waivers=1, points=2),
        Pair(1, 1, role=MEMBER, rules=("R19",), soft=1),
        Pair(2, 1, rules=("WAIVER_NEEDED",)),
        Pair(2, 2, barred=False, soft=4),
    )
    wholly = changed(partly, [c.Waived(1, 1, ("R19",))])
    assert wholly.pairs[1] == Pair(1, 1, role=MEMBER, barred=False, waivers=1, soft=1)
    at_once = changed(problem, [c.Waived(1, 1, ("R11", "R19"))])
    assert at_once.pairs[1] == Pair(1, 1, role=MEMBER, barred=False, waivers=0, soft=1)
    plan = planned(replace(at_once, cases=at_once.cases[:1], pairs=at_once.pairs[:3]))
    assert (team(plan), value(plan, Level.APPEARANCES)) == ({1}, 3 * 1 + 1)


def test_a_waiver_that_findings_already_ask_for_is_granted_as_it_is() -> None:
    rows = (
        Pair(1, 1, barred=False, waivers=2, rules=("R10",)),
        Pair(1, 2, barred=False, waivers=1, rules=("R10", "R15")),
    )
    problem = replace(TWO, pairs=rows)
    assert changed(problem, [c.Waived(1, 1, ("R10",))]).pairs == (
        Pair(1, 1, barred=False, waivers=2),
        Pair(1, 2, rules=("R10", "R15")),
    )
    left = changed(problem, [c.Waived(2, 1, ("R10",))]).pairs[1]
    assert left == Pair(1, 2, rules=("R15",))
    planning = replace(
        problem, limits=replace(AT_EASE, plan_with_waivers=True), pairs=(*rows, Pair(2, 1, rules=("R10",)))
    )
    opened = changed(planning, [c.Waived(1, 2, ("R10",))]).pairs
    assert opened == (rows[0], Pair(2, 1, barred=False, waivers=1), rows[1])


def test_only_what_closes_can_be_waived() -> None:
    for case_, who, rule in ((1, 1, "R12"), (1, 2, "R11"), (2, 2, "R11")):
        with pytest.raises(NothingToWaive) as refused:
            changed(TWO, [c.Waived(case_, who, (rule,))])
        assert (refused.value.case, refused.value.person, refused.value.rule) == (case_, who, rule)


def test_a_tie_as_if_it_were_declared() -> None:
    found = (Pair(2, 2, rules=("R05",)),)
    after = changed(TWO, [c.Found(2, (1, 2), found), c.Kin(2, 1)])
    assert (after.pairs, after.kin) == ((TWO.pairs[0], *found), ((1, 2),))
    assert changed(after, [c.Kin(1, 2, related=False), c.Found(1, (1,), ())]).kin == ()
    assert changed(after, [c.Found(1, (1,), ())]).pairs == found


def test_a_case_comes_or_goes_with_all_that_is_its_own() -> None:
    new = case(3, weight=50)
    after = changed(TWO, [c.Added(new, (Pair(1, 3),))])
    assert ([one.id for one in after.cases], after.pairs[-1]) == ([1, 2, 3], Pair(1, 3))
    problem = replace(TWO, busy=(), pins=(Pin(2, 2, LEAD),), published=(Pin(2, 1, MEMBER), Pin(1, 2, MEMBER)))
    gone = changed(problem, [c.Withdrawn(2)])
    assert [one.id for one in gone.cases] == [1]
    assert (gone.pairs, gone.pins, gone.published) == (TWO.pairs[:1], (), (Pin(1, 2, MEMBER),))
    alone = changed(replace(TWO, linked=((1, 2),), apart=((1, 2),)), [c.Withdrawn(2)])
    assert (alone.linked, alone.apart) == ((), ())


def test_fewer_stay_at_home() -> None:
    problem = Problem((case(1),), (person(1, organ=7), person(2, organ=7, full_time=False)), limits=Limits())
    assert [seat.person for seat in planned(problem).seats] == [2]
    alone = replace(problem, candidates=problem.candidates[:1])
    assert staffed(planned(alone)) == set()
    assert staffed(planned(changed(alone, [c.FewerAtHome(7)]))) == {1}
    two_to_stay = replace(alone, limits=Limits(keep_at_home=3), others_at_home=((7, 1),))
    assert changed(two_to_stay, [c.FewerAtHome(7, 2)]).others_at_home == ((7, 3),)


UNKNOWN = [
    (c.Absent(9, 0, 1), "person"),
    (c.Back(9, 0, 1), "person"),
    (c.OtherCapacity(9, 50), "person"),
    (c.Shifted(9, 1), "case"),
    (c.Lengthened(9, 1), "case"),
    (c.Waived(9, 1, ("R11",)), "case"),
    (c.Waived(1, 9, ("R11",)), "person"),
    (c.Found(9, (1,), ()), "person"),
    (c.Found(1, (9,), ()), "case"),
    (c.Found(1, (1,), (Pair(9, 1),)), "person"),
    (c.Found(1, (1,), (Pair(1, 9),)), "case"),
    (c.Kin(9, 1), "person"),
    (c.Kin(1, 9), "person"),
    (c.Moved(9, 0, 0), "case"),
    (c.Wanted(9, AssignmentRole.LEAD, 1), "case"),
    (c.Added(case(3), (Pair(1, 9),)), "case"),
    (c.Withdrawn(9), "case"),
    (c.FewerAtHome(9), "organ"),
    (c.MostFrom(9, 1), "organ"),
]


@pytest.mark.parametrize(("change", "what"), UNKNOWN)
def test_what_is_not_in_the_problem_is_refused(change: c.Change, what: str) -> None:
    with pytest.raises(UnknownInProblem) as refused:
        changed(TWO, [change])
    assert (refused.value.where, refused.value.what, refused.value.id) == ("changes", what, 9)


def test_a_change_that_no_problem_can_have_is_refused() -> None:
    with pytest.raises(OutOfRange):
        changed(TWO, [c.OtherCapacity(1, 0)])
    with pytest.raises(EmptyWindow):
        changed(TWO, [c.Lengthened(1, -14)])


def test_a_day_more_or_a_closer_place_brings_what_solving_again_says() -> None:
    away = Problem((case(1, x=50),), (person(1),), busy=(Busy(1, 0, 2, 100),), limits=AT_EASE)
    assert staffed(allocate(away, 1)) == set()
    later = changed(away, [c.Shifted(1, 2)])
    assert (staffed(planned(later)), value(planned(later), Level.TRAVEL)) == ({1}, 50)
    assert value(planned(changed(later, [c.Moved(1, 10, 0)])), Level.TRAVEL) == 10


def test_another_policy_is_what_it_makes_of_cases_people_findings_and_bookings() -> None:
    terms = c.OtherTerms(
        cases=(c.CaseTerms(1, weight=7, most_chance=60, districts=(0, 3), longer=-4), c.CaseTerms(9, 1, 1, ())),
        people=(c.PersonTerms(2, most_reviews=1, availability=40, more_load=30), c.PersonTerms(9, None, None)),
        softer=(
            Pair(1, 1, barred=False, soft=5),
            Pair(2, 2, role=MEMBER, barred=False, soft=4),
            Pair(1, 2, role=LEAD, barred=False, soft=2),
            Pair(9, 1, soft=1),
            Pair(1, 9, soft=1),
        ),
        freed=(Busy(2, 8, 12, 40), Busy(2, 8, 12, 40)),
        booked=(Busy(1, 0, 2, 10), Busy(9, 0, 2, 10)),
    )
    after = changed(TWO, [terms, c.OtherNearTies(((Level.TRAVEL, 3),))])
    first, second = after.cases
    assert (first.weight, first.most_chance, first.districts, first.end) == (7, 60, (0, 3), TWO.cases[0].end - 4)
    assert second == canonical(TWO).cases[1]
    assert after.candidates == (person(1), replace(person(2, may_lead=True), most_reviews=1, availability=40, load=30))
    assert after.pairs == (
        Pair(1, 1, rules=("R11",), soft=5),
        Pair(1, 2, role=LEAD, barred=False, soft=2),
        Pair(2, 2, role=MEMBER, barred=False, soft=4),
    )
    assert after.busy == (Busy(1, 0, 2, 10), Busy(2, 5, 20, 60, at_home=True))
    assert after.near_ties == ((Level.TRAVEL, 3),)
    none = changed(TWO, [c.OtherTerms(softer=(Pair(2, 2, role=MEMBER, barred=False, soft=0),))])
    assert none.pairs == TWO.pairs[:1]
    less = changed(TWO, [c.OtherTerms(people=(c.PersonTerms(1, None, None, more_load=-5),))])
    assert (less.candidates[0].load, changed(TWO, [c.OtherTerms()])) == (0, canonical(TWO))


def test_another_policy_closes_and_opens_whole_cases_to_people_and_leaves_what_closes_them_beside() -> None:
    known = (Pair(1, 1, rules=("EXCLUDED", "OUT_OF_REACH")), Pair(1, 2, rules=("NOT_FREE",)))
    before = replace(TWO, pairs=(*known, Pair(2, 2, barred=False, soft=1)))
    terms = c.OtherTerms(
        opened=(Pair(1, 1, rules=("OUT_OF_REACH",)), Pair(1, 2, rules=("NOT_FREE",)), Pair(2, 1, rules=("NOT_FREE",))),
        closed=(Pair(2, 2, rules=("OUT_OF_REACH",)), Pair(1, 9), Pair(9, 1)),
    )
    after = changed(before, [terms])
    assert after.pairs == (Pair(1, 1, rules=("EXCLUDED",)), Pair(2, 2, soft=1, rules=("OUT_OF_REACH",)))
