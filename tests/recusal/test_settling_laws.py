"""Laws of settling: what lifts only lifts, and never a hard bar; linked records are one person; no sex decides."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from recusal.deciders import competent, ladder
from recusal.facts import AssertedKin, Facts, KinTie, Party, Person, SocialTie
from recusal.findings import Finding, Question, Screening
from recusal.identities import ENDS, unify
from recusal.lifting import ground_of, parties_of
from recusal.policy import Policy
from recusal.records import Dismissal, SamePerson, Waiver
from recusal.registry import TIES
from recusal.screen import find
from recusal.world import World
from terms.cases import AssignmentRole
from terms.people import Gender
from terms.recusal import DecisionLevel, Purpose, Severity, SkippedBecause, Verdict
from terms.ties import KinEdge
from tests.recusal.drawing import CASES, PEOPLE, asserted, facts_strategy, kin_ties, parties, social, two
from tests.recusal.making import ON
from tests.recusal.test_laws import with_one_more

ALL = Question(frozenset(PEOPLE), frozenset(CASES))
LENIENT = Policy({"R08": Severity.WAIVABLE})
LATER = date(2027, 1, 1)
choices = st.lists(st.tuples(st.booleans(), st.integers(0, 200)), min_size=1, max_size=8)
links = st.lists(two, min_size=1, max_size=3).map(
    lambda pairs: tuple(SamePerson(place, *pair) for place, pair in enumerate(pairs, start=1))
)


def told(facts: Facts, question: Question = ALL) -> tuple[Finding, ...]:
    """Return all findings, with the kin clause that policy may soften."""
    return find(facts, question, LENIENT, on=ON)


def barred(findings: Iterable[Finding]) -> set[tuple[int, int]]:
    """Return the pairs that anything bars."""
    answers = (Screening(one.person, one.case, AssignmentRole.MEMBER, (one,)) for one in findings)
    return {(answer.person, answer.case) for answer in answers if answer.bars}


def settle(facts: Facts, chosen: list[tuple[bool, int]]) -> Facts:
    """Return the facts with waivers and dismissals of some findings, whether these may be lifted or not."""
    world = World(facts)
    for place, (waive, number) in enumerate(chosen, start=1):
        found = told(facts)
        if found:
            finding = found[number % len(found)]
            named = finding.person, finding.case
            ground = ground_of(replace(finding, lifted_by=None))
            if waive:
                parties = parties_of(world, finding.case)
                waiver = Waiver(place, *named, AssignmentRole.MEMBER, finding.rule, ground, parties, LATER)
                facts = replace(facts, waivers=(*facts.waivers, waiver))
            else:
                dismissal = Dismissal(place, *named, finding.rule, ground)
                facts = replace(facts, dismissals=(*facts.dismissals, dismissal))
    return facts


@settings(max_examples=15, deadline=None)
@given(facts_strategy, choices)
def test_what_lifts_adds_no_bar_and_what_is_taken_back_clears_nobody(
    facts: Facts, chosen: list[tuple[bool, int]]
) -> None:
    some = settle(facts, chosen[:-1])
    more = settle(some, chosen[-1:])
    assert barred(told(more)) <= barred(told(some)) <= barred(told(facts))


@settings(max_examples=15, deadline=None)
@given(facts_strategy, choices)
def test_a_hard_bar_is_never_lifted_nor_a_requirement_that_is_not_met(
    facts: Facts, chosen: list[tuple[bool, int]]
) -> None:
    for finding in told(settle(facts, chosen)):
        if finding.severity in {Severity.HARD, Severity.ELIGIBILITY} and finding.verdict is Verdict.CONFLICT:
            assert finding.lifted_by is None
        if finding.lifted_by is not None and finding.lifted_by.record == "waiver":
            assert finding.severity in {Severity.ABSOLUTE, Severity.WAIVABLE}


@settings(max_examples=15, deadline=None)
@given(facts_strategy, choices)
def test_what_was_lifted_is_shown_all_the_same(facts: Facts, chosen: list[tuple[bool, int]]) -> None:
    before = {replace(finding, lifted_by=None, evidence=()) for finding in told(facts)}
    after = {replace(finding, lifted_by=None, evidence=()) for finding in told(settle(facts, chosen))}
    assert before <= after


@settings(max_examples=15, deadline=None)
@given(facts_strategy, choices, st.integers(0, 10**6))
def test_one_pair_alone_is_settled_as_among_all(facts: Facts, chosen: list[tuple[bool, int]], pick: int) -> None:
    settled = settle(facts, chosen)
    pair = PEOPLE[pick % len(PEOPLE)], CASES[pick % len(CASES)]
    alone = replace(ALL, people=frozenset({pair[0]}), cases=frozenset({pair[1]}))
    assert told(settled, alone) == tuple(one for one in told(settled) if (one.person, one.case) == pair)


@settings(max_examples=15, deadline=None)
@given(facts_strategy, choices, parties | social | asserted | kin_ties)
def test_a_new_record_clears_nobody_of_whom_something_was_settled(
    facts: Facts, chosen: list[tuple[bool, int]], more: Party | SocialTie | AssertedKin | KinTie
) -> None:
    settled = settle(facts, chosen)
    if isinstance(more, AssertedKin):
        richer = replace(settled, asserted_kin=(*settled.asserted_kin, replace(more, id=50)))
    elif isinstance(more, KinTie):
        edge = KinEdge.PARENT if more.edge is KinEdge.ADOPTIVE_PARENT else more.edge
        richer = replace(settled, kin_ties=(*settled.kin_ties, replace(more, id=50, edge=edge)))
    else:
        richer = with_one_more(settled, more)
    assert barred(told(settled)) <= barred(told(richer))


def renamed(facts: Facts, canonical: dict[int, int]) -> Facts:
    """Return the facts as somebody would have written them who knew who is who, without any link."""
    return unify(replace(facts, same_people=tuple(SamePerson(0, one, other) for one, other in canonical.items())))[0]


@settings(max_examples=15, deadline=None)
@given(facts_strategy, links)
def test_linked_records_are_answered_as_if_all_were_written_under_one(
    facts: Facts, same_people: tuple[SamePerson, ...]
) -> None:
    linked = replace(facts, same_people=same_people)
    _, identities = unify(linked)
    written = replace(renamed(facts, dict(identities.canonical)), same_people=())
    expected = {
        (record, finding.rule, finding.severity, finding.case, finding.other_person, finding.organ, finding.relation)
        for finding in told(written)
        for record in identities.records_of(finding.person)
        if identities.of(finding.person) == finding.person
    }
    assert {
        (one.person, one.rule, one.severity, one.case, one.other_person, one.organ, one.relation)
        for one in told(linked)
    } == expected
    assert set(ENDS) >= {"people", "kin_ties"}


@settings(max_examples=15, deadline=None)
@given(facts_strategy, st.permutations(PEOPLE))
def test_the_sex_of_nobody_decides_on_a_tie(facts: Facts, order: list[int]) -> None:
    sexed = tuple(Person(person, list(Gender)[place % 2]) for place, person in enumerate(order))
    ties = find(facts, ALL, on=ON, rules=TIES)
    assert find(replace(facts, people=sexed), ALL, on=ON, rules=TIES) == ties


@settings(max_examples=15, deadline=None)
@given(facts_strategy, st.sets(st.integers(0, 7)), two, st.sampled_from(DecisionLevel))
def test_who_decides_is_never_the_person_nor_barred_himself(
    facts: Facts, heads: set[int], pair: tuple[int, int], least: DecisionLevel
) -> None:
    members = tuple(replace(fact, heads=place in heads) for place, fact in enumerate(facts.memberships))
    world = World(replace(facts, memberships=members))
    person, case = pair[0], CASES[pair[1] % len(CASES)]
    steps = ladder(world, person, case, on=ON)
    decider = competent(steps, least_level=least)
    levels = list(DecisionLevel)
    assert levels.index(decider.level) >= levels.index(least)
    assert decider.principal != person
    assert [step.level for step in steps] == sorted((step.level for step in steps), key=levels.index)
    for step in steps:
        if step.principal is not None and step.skipped is not SkippedBecause.IS_THE_PERSON:
            question = Question(frozenset({step.principal}), frozenset({case}), purpose=Purpose.DECISION)
            found = find(world, question, on=ON, rules=TIES)
            if barred(found):
                assert step.skipped is SkippedBecause.CONFLICTED
