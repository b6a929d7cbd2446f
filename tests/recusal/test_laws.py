"""Laws that hold for all facts: more ties clear nobody, names and order do not matter, one pair is as many."""

from collections.abc import Callable
from copy import copy
from dataclasses import replace
from datetime import date
from random import Random
from typing import TypeAlias, TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from recusal.facts import (
    AssertedKin,
    Authorisation,
    Case,
    Facts,
    Handling,
    Interest,
    KinTie,
    Membership,
    Party,
    Person,
    PoolStanding,
    SealedFacts,
    Service,
    SocialTie,
    Succession,
)
from recusal.findings import Evidence, Finding, Question
from recusal.screen import find, screen
from terms.cases import AssignmentRole, AssignmentState, Mode, PartyRole
from terms.organs import ManagementLevel, SuccessionKind
from terms.people import MembershipKind
from terms.periods import ALWAYS, Period
from terms.ties import InterestKind, KinEdge, Kinship, SocialTieKind
from tests.recusal.making import LINKS, ON, ORGANS

PEOPLE = tuple(range(1, 9))
CASES = (1, 2, 3)
T = TypeVar("T")


def _with_id(record: T, number: int) -> T:
    fresh = copy(record)
    object.__setattr__(fresh, "id", number)
    return fresh


people = st.sampled_from(PEOPLE)
two = st.permutations(PEOPLE).map(lambda order: (order[0], order[1]))
organs = st.sampled_from([organ.id for organ in ORGANS])
days = st.sampled_from([date(2019, 1, 1), date(2024, 6, 1), date(2025, 9, 1), ON, date(2026, 6, 1)])
periods = st.just(ALWAYS) | st.builds(Period, st.none() | days, st.none() | days)
ids = st.just(0)

kin_ties = st.builds(
    lambda ends, edge, raised, during: KinTie(0, ends[0], ends[1], edge, raised, during),
    two,
    st.sampled_from(KinEdge),
    st.booleans(),
    periods,
)
asserted = st.builds(
    lambda ends, word, during: AssertedKin(0, ends[0], ends[1], word, during), two, st.sampled_from(Kinship), periods
)
social = st.builds(
    lambda ends, kind, during: SocialTie(0, ends[0], ends[1], kind, during),
    two,
    st.sampled_from(SocialTieKind),
    periods,
)
interests = st.builds(
    Interest,
    ids,
    people,
    st.sampled_from(InterestKind),
    st.none() | organs,
    st.none() | st.sampled_from(CASES),
    periods,
)
parties = st.builds(
    Party, ids, st.sampled_from(CASES), st.sampled_from(PartyRole), st.none() | people, st.none() | organs, periods
)
memberships = st.builds(Membership, ids, people, organs, st.sampled_from(MembershipKind), st.booleans(), periods)
services = st.builds(
    Service,
    ids,
    people,
    st.sampled_from(CASES),
    st.sampled_from(AssignmentRole),
    st.sampled_from(AssignmentState),
    periods,
)
handlings = st.builds(Handling, ids, st.just(99), organs, organs, st.booleans(), periods)
standings = st.builds(
    PoolStanding,
    people,
    periods,
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.none() | days,
    st.none() | days,
    st.none() | days,
)
documents = st.builds(Authorisation, ids, st.sampled_from(CASES), st.none() | organs, periods)
successions = st.builds(Succession, ids, organs, organs, st.sampled_from(SuccessionKind), days)


def cases(case: int) -> st.SearchStrategy[Case]:
    """Draw one case."""
    return st.builds(
        Case,
        st.just(case),
        st.sampled_from(Mode),
        organs,
        organs,
        st.none() | organs,
        st.sampled_from(ManagementLevel),
        periods,
        linked_cases=st.lists(st.sampled_from(CASES), max_size=1).map(tuple),
        appeal_of=st.none() | st.sampled_from(CASES),
    )


def numbered(strategy: st.SearchStrategy[T], most: int = 5) -> st.SearchStrategy[tuple[T, ...]]:
    """Draw some records and give them ids by place."""

    def number(records: list[T]) -> tuple[T, ...]:
        return tuple(_with_id(record, place) for place, record in enumerate(records, start=1))

    return st.lists(strategy, max_size=most).map(number)


facts_strategy = st.builds(
    Facts,
    organs=st.just(ORGANS),
    organ_links=st.just(LINKS),
    successions=numbered(successions, 2),
    people=st.just(tuple(Person(person) for person in PEOPLE)),
    memberships=numbered(memberships, 8),
    kin_ties=numbered(kin_ties, 8),
    asserted_kin=numbered(asserted),
    social_ties=numbered(social),
    interests=numbered(interests),
    parties=numbered(parties, 6),
    cases=st.tuples(*(cases(case) for case in CASES)),
    services=numbered(services),
    handlings=numbered(handlings),
    pool=st.lists(standings, max_size=5).map(tuple),
    authorisations=numbered(documents),
    sealed=st.builds(
        SealedFacts,
        st.lists(st.tuples(st.sampled_from(CASES), people), max_size=2).map(tuple),
        st.lists(st.tuples(people, periods), max_size=2).map(tuple),
    ),
)
roles = st.sampled_from(AssignmentRole)
ALL = Question(frozenset(PEOPLE), frozenset(CASES))


def barred(facts: Facts, question: Question) -> set[tuple[int, int]]:
    """Return the pairs that anything bars."""
    return {(answer.person, answer.case) for answer in screen(facts, question, on=ON) if answer.bars}


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


More: TypeAlias = Party | SocialTie | Interest | Membership | Service


def with_one_more(facts: Facts, more: More) -> Facts:
    """Return the facts and one record."""
    record = _with_id(more, 50)
    if isinstance(record, Party):
        return replace(facts, parties=(*facts.parties, record))
    if isinstance(record, SocialTie):
        return replace(facts, social_ties=(*facts.social_ties, record))
    if isinstance(record, Interest):
        return replace(facts, interests=(*facts.interests, record))
    if isinstance(record, Membership):
        return replace(facts, memberships=(*facts.memberships, record))
    return replace(facts, services=(*facts.services, record))


@settings(max_examples=60, deadline=None)
@given(facts_strategy, roles, parties | social | interests | memberships | services)
def test_one_more_party_tie_interest_or_service_clears_nobody(facts: Facts, role: AssignmentRole, more: More) -> None:
    question = replace(ALL, role=role, before_approval=True)
    decided = replace(facts, cases=tuple(replace(case, handling_organ=31) for case in facts.cases))
    assert barred(decided, question) <= barred(with_one_more(decided, more), question)


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
        sealed=SealedFacts(mixed(facts.sealed.informants), mixed(facts.sealed.holds)),
    )


@settings(max_examples=60, deadline=None)
@given(facts_strategy, roles, st.integers(0, 10**6))
def test_the_order_of_facts_does_not_matter(facts: Facts, role: AssignmentRole, seed: int) -> None:
    question = replace(ALL, role=role)
    assert find(shuffled(facts, seed), question, on=ON) == find(facts, question, on=ON)


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
