"""Records of every kind with odd names, as any database may hold them."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from intake.cells import EMPTY_MARKS, clean, read_name, read_person_name
from intake.dates import OPEN_ENDS
from intake.keys import OrganParent, PersonKey, Predecessor, Relation
from intake.problems import CellRefused
from intake.records import (
    AuthorisationRecord,
    CaseRecord,
    InterestRecord,
    LeaveRecord,
    MembershipRecord,
    NeedRecord,
    OrganRecord,
    PartyRecord,
    PersonRecord,
    PlaceRecord,
    PoolRecord,
    Records,
    SkillRecord,
    TieRecord,
)
from intake.words import is_informant_word
from terms.cases import AssignmentRole, AuthorisationKind, CaseGrade, CaseStatus, ClueSource, Mode, PartyRole, Urgency
from terms.organs import ManagementLevel, OrganKind, OrganLinkKind, SuccessionKind
from terms.people import AbsenceKind, Gender, MembershipKind, Skill
from terms.periods import Period
from terms.ties import FactOrigin, InterestKind, KinEdge, Kinship, SocialTieKind

_ODD = st.sampled_from(
    [
        *(
            "=1+1",
            "+8613",
            "-2",
            "@SUM(A1)",
            "0012",
            "1e5",
            "007.10",
            "𠮷某",
            "_x0041_",
            "a,b",
            '"甲、乙"',
            "http://甲",
        ),
        *("2026-03-05", "TRUE", "<b>&amp;", "第一\n第二", "'引", "#甲", "{=1}", "é", "甲、乙；丙"),
    ]
)
_LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn"]), max_size=12)


def _is_plain(text: str) -> bool:
    return text not in EMPTY_MARKS and text.strip() not in {"同上", "〃", "″"} and not is_informant_word(text)


texts = (_ODD | _LETTERS).map(clean).filter(_is_plain)
"""Free text as it is after reading; what reads as nothing is nothing."""


def _organ_name(text: str) -> str:
    return read_name(text) or ""


def _person_name(text: str) -> str:
    try:
        return read_person_name(text) or ""
    except CellRefused:
        return ""


def _survives(name: str) -> bool:
    return bool(name) and _is_plain(name) and any(character.isalnum() for character in name)


organ_names = (_ODD | _LETTERS).map(_organ_name).filter(_survives)
person_names = (_ODD | _LETTERS).map(_person_name).filter(_survives)
codes = texts.filter(lambda text: text.casefold() not in OPEN_ENDS)
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 30))
months = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 30)).map(lambda day: f"{day:%Y-%m}")


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Draw a period of at least one day, open or closed at either end."""
    start, end = draw(st.none() | days), draw(st.none() | days)
    if start is not None and end is not None:
        start, end = min(start, end), max(start, end)
        if start == end:
            end = None
    return Period(start, None if end == date(1900, 1, 1) else end)


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


person_keys = st.builds(
    PersonKey, number=_maybe(codes), name=person_names, organ=_maybe(organ_names), birth_month=_maybe(months)
)


@st.composite
def _linked(draw: st.DrawFn, kinds: type[Any], build: type[Any]) -> tuple[Any, ...]:
    """Draw links in the order in which the columns hold them."""
    return tuple(build(name, kind) for kind in kinds for name in draw(st.lists(organ_names, max_size=2, unique=True)))


organs = st.builds(
    OrganRecord,
    name=organ_names,
    kind=st.sampled_from(OrganKind),
    code=_maybe(codes),
    zone=_maybe(organ_names),
    parents=_linked(OrganLinkKind, OrganParent),
    predecessors=_linked(SuccessionKind, Predecessor),
    during=periods(),
    x=_maybe(st.integers(-100000, 100000)),
    y=_maybe(st.integers(-100000, 100000)),
)
pools = st.builds(
    PoolRecord,
    during=periods(),
    full_time=st.booleans(),
    may_lead=st.booleans(),
    may_review=st.booleans(),
    capacity=st.integers(0, 100),
    declared_on=_maybe(days),
    trained_on=_maybe(days),
    undertaking_on=_maybe(days),
)
people = st.builds(
    PersonRecord,
    name=person_names,
    number=_maybe(codes),
    gender=_maybe(st.sampled_from(Gender)),
    birth_month=_maybe(months),
    organ=_maybe(organ_names),
    management=_maybe(st.sampled_from(ManagementLevel)),
    native_place=_maybe(texts),
    note=_maybe(texts),
    pool=_maybe(pools),
)
memberships = st.builds(
    MembershipRecord,
    person=person_keys,
    organ=organ_names,
    kind=st.sampled_from(MembershipKind),
    post=_maybe(texts),
    leads=st.booleans(),
    heads=st.booleans(),
    during=periods(),
).map(lambda record: replace(record, leads=record.leads or record.heads))
relations = (
    st.builds(Relation, st.just("EDGE"), st.sampled_from([edge.value for edge in KinEdge]))
    | st.builds(Relation, st.just("ASSERTED"), st.sampled_from([kinship.value for kinship in Kinship]))
    | st.builds(Relation, st.just("SOCIAL"), st.sampled_from([kind.value for kind in SocialTieKind]))
)
ties = st.builds(
    TieRecord,
    person=person_keys,
    other=person_keys,
    relation=relations,
    raised=st.booleans(),
    origin=st.sampled_from(FactOrigin),
    during=periods(),
    genders=st.just((None, None)),
)
interests = st.builds(
    InterestRecord,
    person=person_keys,
    kind=st.sampled_from(InterestKind),
    organ=organ_names,
    case=_maybe(codes),
    origin=st.sampled_from(FactOrigin),
    during=periods(),
)
skills = st.builds(
    SkillRecord,
    person=person_keys,
    skill=st.sampled_from(Skill),
    grade=st.integers(0, 3),
    evidence=_maybe(texts),
    expires=_maybe(days),
)
leave = st.builds(
    LeaveRecord,
    person=person_keys,
    kind=st.sampled_from(AbsenceKind),
    during=periods().filter(lambda period: period.start is not None and period.end is not None),
)


@st.composite
def _places(draw: st.DrawFn) -> tuple[PlaceRecord, ...]:
    counts = {role: draw(st.integers(0, 9)) for role in AssignmentRole}
    return tuple(PlaceRecord(role, count) for role, count in counts.items() if count)


cases = st.builds(
    CaseRecord,
    number=codes,
    concerned_organ=organ_names,
    home_organ=organ_names,
    handling_organ=_maybe(organ_names),
    mode=st.sampled_from(Mode),
    management=st.sampled_from(ManagementLevel),
    clue_source=st.sampled_from(ClueSource),
    urgency=st.sampled_from(Urgency),
    grade=st.sampled_from(CaseGrade),
    status=st.sampled_from(CaseStatus),
    filed_on=_maybe(days),
    window=periods(),
    effort=_maybe(st.integers(0, 100)),
    places=_places(),
    needs=st.lists(
        st.builds(NeedRecord, st.sampled_from(Skill), st.integers(1, 3)), unique_by=lambda need: need.skill, max_size=4
    ).map(tuple),
    needs_female=st.booleans(),
    authorisation=_maybe(
        st.builds(AuthorisationRecord, number=codes, kind=st.sampled_from(AuthorisationKind), issued_on=_maybe(days))
    ),
)
parties = st.builds(
    PartyRecord, case=codes, role=st.sampled_from(PartyRole), person=person_keys, during=periods()
) | st.builds(PartyRecord, case=codes, role=st.sampled_from(PartyRole), organ=organ_names, during=periods())


def _some(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(strategy, max_size=3).map(tuple)


records = st.builds(
    Records,
    organs=_some(organs),
    people=_some(people),
    memberships=_some(memberships),
    ties=_some(ties),
    interests=_some(interests),
    skills=_some(skills),
    leave=_some(leave),
    cases=_some(cases),
    parties=_some(parties),
)
