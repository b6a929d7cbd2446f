"""Hypothesis strategies: any facts about eight people, three cases and the county of the tests."""

from copy import copy
from datetime import date
from typing import TypeVar

from hypothesis import strategies as st

from recusal.facts import (
    AssertedKin,
    Case,
    Facts,
    Handling,
    Interest,
    KinTie,
    Membership,
    Party,
    Person,
    SealedFacts,
    Service,
    SocialTie,
    Succession,
)
from recusal.records import Authorisation, Duty, Incident, Loan, PlaceTie, PoolStanding, Release
from terms.cases import AssignmentRole, AssignmentState, Mode, PartyRole
from terms.organs import ManagementLevel, SuccessionKind
from terms.people import MembershipKind
from terms.periods import ALWAYS, Period
from terms.ties import (
    DutyKind,
    IncidentKind,
    InterestKind,
    KinEdge,
    Kinship,
    PlaceTieKind,
    SocialTieKind,
)
from tests.recusal.making import LINKS, ON, ORGANS

PEOPLE = tuple(range(1, 9))
CASES = (1, 2, 3)
T = TypeVar("T")


def with_id(record: T, number: int) -> T:
    """Return the record under another id."""
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
handlings = st.builds(Handling, ids, st.integers(97, 99), organs, organs, st.booleans(), periods)
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
place_ties = st.builds(PlaceTie, ids, people, organs, st.sampled_from(PlaceTieKind), periods)
incidents = st.builds(
    Incident, ids, people, st.sampled_from(CASES), st.sampled_from(IncidentKind), established=st.booleans(), on=days
)
duties = st.builds(
    Duty, ids, people, st.sampled_from(DutyKind), st.none() | organs, st.none() | st.sampled_from(CASES), periods
)
loans = st.builds(Loan, ids, people, organs, st.none() | st.sampled_from(CASES), periods)
releases = st.builds(Release, ids, people, st.sampled_from(CASES), st.booleans())


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
        happened=st.none() | periods,
        reviewed_from=st.none() | days,
        dropped=st.booleans(),
    )


def numbered(strategy: st.SearchStrategy[T], most: int = 5) -> st.SearchStrategy[tuple[T, ...]]:
    """Draw some records and give them ids by place."""

    def number(records: list[T]) -> tuple[T, ...]:
        return tuple(with_id(record, place) for place, record in enumerate(records, start=1))

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
    place_ties=numbered(place_ties),
    incidents=numbered(incidents, 2),
    duties=numbered(duties),
    loans=numbered(loans, 3),
    releases=numbered(releases, 2),
    sealed=st.builds(
        SealedFacts,
        st.lists(st.tuples(st.sampled_from(CASES), people), max_size=2).map(tuple),
        st.lists(st.tuples(people, periods), max_size=2).map(tuple),
    ),
)
