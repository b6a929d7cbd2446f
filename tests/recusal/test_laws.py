"""Laws that hold for all facts: more ties clear nobody, names and order do not matter, one pair is as many."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from random import Random
from typing import Any, TypeAlias, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recusal.facts import (
    AssertedKin,
    Facts,
    Handling,
    Interest,
    KinTie,
    Membership,
    Party,
    SealedFacts,
    Service,
    SocialTie,
)
from recusal.findings import Evidence, Finding, Question
from recusal.records import Duty, Incident, Loan, PlaceTie
from recusal.registry import SCREENED
from recusal.rules.sealed import RESTRICTED, SEALED
from recusal.screen import find, screen
from recusal.truth import sealed_truth
from recusal.world import World
from terms.cases import AssignmentRole
from terms.recusal import Severity, Verdict
from terms.ties import KinEdge
from tests.recusal.drawing import (
    CASES,
    PEOPLE,
    asserted,
    duties,
    facts_strategy,
    handlings,
    incidents,
    interests,
    kin_ties,
    loans,
    memberships,
    parties,
    place_ties,
    services,
    social,
    with_id,
)
from tests.recusal.making import ON

T = TypeVar("T")
roles = st.sampled_from(AssignmentRole)
ALL = Question(frozenset(PEOPLE), frozenset(CASES))
OF_ONES_OWN = frozenset({"R36", "R45", "R46", "R50"})
"""Requirements that somebody meets by belonging to an organ, so that another post may be just what they ask for."""


def barred(facts: Facts, question: Question, rules: Collection[str] = SCREENED) -> set[tuple[int, int]]:
    """Return the pairs that one of the rules bars."""
    found = find(facts, question, on=ON, rules=rules)
    return {(finding.person, finding.case) for finding in found if finding.severity is not Severity.SOFT}


@pytest.mark.no_cover
@settings(max_examples=60, deadline=None)
@given(facts_strategy, roles, kin_ties | asserted)
def test_one_more_kin_clears_nobody_but_by_adoption(
    facts: Facts, role: AssignmentRole, more: KinTie | AssertedKin
) -> None:
    question = replace(ALL, role=role)
    if isinstance(more, AssertedKin):
        richer = replace(facts, asserted_kin=(*facts.asserted_kin, replace(more, id=50)))
    else:
        edge = KinEdge.PARENT if more.edge is KinEdge.ADOPTIVE_PARENT else more.edge
        richer = replace(facts, kin_ties=(*facts.kin_ties, replace(more, id=50, edge=edge)))
    assert barred(facts, question) <= barred(richer, question)


More: TypeAlias = Party | SocialTie | Interest | Membership | Service | Handling | PlaceTie | Incident | Duty | Loan
GROUPS: Mapping[type[More], str] = {
    Party: "parties",
    SocialTie: "social_ties",
    Interest: "interests",
    Membership: "memberships",
    Service: "services",
    Handling: "handlings",
    PlaceTie: "place_ties",
    Incident: "incidents",
    Duty: "duties",
    Loan: "loans",
}


def with_one_more(facts: Facts, more: More) -> Facts:
    """Return the facts and one record."""
    group = GROUPS[type(more)]
    changed: dict[str, Any] = {group: (*getattr(facts, group), with_id(more, 50))}
    return replace(facts, **changed)


@pytest.mark.no_cover
@settings(max_examples=100, deadline=None)
@given(
    facts_strategy,
    roles,
    parties | social | interests | memberships | services | handlings | place_ties | incidents | duties | loans,
)
def test_one_more_party_tie_interest_or_service_clears_nobody(facts: Facts, role: AssignmentRole, more: More) -> None:
    question = replace(ALL, role=role, before_approval=True)
    decided = replace(facts, cases=tuple(replace(case, handling_organ=31) for case in facts.cases))
    rules = SCREENED - OF_ONES_OWN if isinstance(more, Membership) else SCREENED
    assert barred(decided, question, rules) <= barred(with_one_more(decided, more), question, rules)


@pytest.mark.no_cover
@settings(max_examples=60, deadline=None)
@given(facts_strategy, st.tuples(st.sampled_from(CASES), st.sampled_from(PEOPLE)), st.booleans())
def test_one_more_informant_clears_nobody_and_is_told_in_no_other_words(
    facts: Facts,
    informant: tuple[int, int],
    widen: bool,  # noqa: FBT001
) -> None:
    question = replace(ALL, widen_sealed=widen)
    sealed = replace(facts.sealed, informants=(*facts.sealed.informants, informant))
    before = set(find(facts, question, on=ON))
    added = set(find(replace(facts, sealed=sealed), question, on=ON)) - before
    assert before <= set(find(replace(facts, sealed=sealed), question, on=ON))
    assert added <= {
        Finding(RESTRICTED, Severity.HARD, Verdict.CONFLICT, person, case) for person in PEOPLE for case in CASES
    }


@settings(max_examples=60, deadline=None)
@given(facts_strategy, st.booleans())
def test_who_is_restricted_has_a_true_ground_and_the_reverse(facts: Facts, widen: bool) -> None:  # noqa: FBT001
    question = replace(ALL, widen_sealed=widen)
    restricted = {(one.person, one.case) for one in find(facts, question, on=ON, rules={RESTRICTED})}
    told = sealed_truth(facts, question, on=ON)
    assert {(one.person, one.case) for one in told} == restricted
    assert {one.rule for one in told} <= SEALED | {RESTRICTED}


def relabelled(facts: Facts, name: Callable[[int], int]) -> Facts:
    """Give every person another id."""
    return replace(
        facts,
        people=tuple(replace(fact, id=name(fact.id)) for fact in facts.people),
        memberships=tuple(replace(fact, person=name(fact.person)) for fact in facts.memberships),
        kin_ties=tuple(replace(fact, first=name(fact.first), second=name(fact.second)) for fact in facts.kin_ties),
        asserted_kin=tuple(
            replace(fact, person=name(fact.person), relative=name(fact.relative)) for fact in facts.asserted_kin
        ),
        social_ties=tuple(
            replace(fact, first=name(fact.first), second=name(fact.second)) for fact in facts.social_ties
        ),
        interests=tuple(replace(fact, person=name(fact.person)) for fact in facts.interests),
        parties=tuple(
            fact if fact.person is None else replace(fact, person=name(fact.person)) for fact in facts.parties
        ),
        services=tuple(replace(fact, person=name(fact.person)) for fact in facts.services),
        pool=tuple(replace(fact, person=name(fact.person)) for fact in facts.pool),
        place_ties=tuple(replace(fact, person=name(fact.person)) for fact in facts.place_ties),
        incidents=tuple(replace(fact, person=name(fact.person)) for fact in facts.incidents),
        duties=tuple(replace(fact, person=name(fact.person)) for fact in facts.duties),
        loans=tuple(replace(fact, person=name(fact.person)) for fact in facts.loans),
        releases=tuple(replace(fact, person=name(fact.person)) for fact in facts.releases),
        sealed=SealedFacts(
            tuple((case, name(person)) for case, person in facts.sealed.informants),
            tuple((name(person), during) for person, during in facts.sealed.holds),
        ),
    )


def renamed(finding: Finding, name: Callable[[int], int]) -> Finding:
    """Return the finding with other ids of people."""
    return replace(
        finding,
        person=name(finding.person),
        other_person=None if finding.other_person is None else name(finding.other_person),
        evidence=tuple(
            Evidence("pool", name(record.id)) if record.record == "pool" else record for record in finding.evidence
        ),
    )


@pytest.mark.no_cover
@settings(max_examples=60, deadline=None)
@given(facts_strategy, roles, st.permutations(PEOPLE))
def test_other_names_for_people_give_the_same_findings_under_those_names(
    facts: Facts, role: AssignmentRole, order: list[int]
) -> None:
    names = dict(zip(PEOPLE, order, strict=True))
    question = replace(ALL, role=role)
    expected = {renamed(finding, names.__getitem__) for finding in find(facts, question, on=ON)}
    assert set(find(relabelled(facts, names.__getitem__), question, on=ON)) == expected


def shuffled(facts: Facts, seed: int) -> Facts:
    """Return the same facts in another order."""
    random = Random(seed)  # noqa: S311

    def mixed(records: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(random.sample(records, len(records)))

    return Facts(
        organs=mixed(facts.organs),
        organ_links=mixed(facts.organ_links),
        successions=mixed(facts.successions),
        people=mixed(facts.people),
        memberships=mixed(facts.memberships),
        kin_ties=mixed(facts.kin_ties),
        asserted_kin=mixed(facts.asserted_kin),
        social_ties=mixed(facts.social_ties),
        interests=mixed(facts.interests),
        parties=mixed(facts.parties),
        cases=mixed(facts.cases),
        services=mixed(facts.services),
        handlings=mixed(facts.handlings),
        pool=mixed(facts.pool),
        authorisations=mixed(facts.authorisations),
        place_ties=mixed(facts.place_ties),
        incidents=mixed(facts.incidents),
        duties=mixed(facts.duties),
        loans=mixed(facts.loans),
        releases=mixed(facts.releases),
        sealed=SealedFacts(mixed(facts.sealed.informants), mixed(facts.sealed.holds)),
    )


@settings(max_examples=60, deadline=None)
@given(facts_strategy, roles, st.integers(0, 10**6))
def test_the_order_of_facts_does_not_matter(facts: Facts, role: AssignmentRole, seed: int) -> None:
    question = replace(ALL, role=role)
    assert find(shuffled(facts, seed), question, on=ON) == find(facts, question, on=ON)


@pytest.mark.no_cover
@settings(max_examples=40, deadline=None)
@given(facts_strategy, roles)
def test_one_pair_alone_is_answered_as_among_all(facts: Facts, role: AssignmentRole) -> None:
    question = replace(ALL, role=role)
    alone = [
        answer
        for person in PEOPLE
        for case in CASES
        for answer in screen(facts, replace(question, people=frozenset({person}), cases=frozenset({case})), on=ON)
    ]
    assert tuple(alone) == screen(facts, question, on=ON)


@settings(max_examples=40, deadline=None)
@given(facts_strategy, facts_strategy, roles)
def test_a_world_with_other_sealed_facts_answers_as_one_made_of_them(
    facts: Facts, other: Facts, role: AssignmentRole
) -> None:
    question, sealed = replace(ALL, role=role), replace(other.sealed, decoys=((CASES[0], PEOPLE[0]),))
    world = World(facts)
    before = find(world, question, on=ON)
    assert find(world.with_sealed(sealed), question, on=ON) == find(replace(facts, sealed=sealed), question, on=ON)
    assert find(world, question, on=ON) == before
