"""Every word of the house has a code and both names."""

import pkgutil
from importlib import import_module
from types import ModuleType

import pytest

import terms
from terms.meetings import Attendance
from terms.people import POST_OF_STEP, STEPS, Rank
from terms.roles import Role
from terms.term import Term

MODULES = [import_module(module.name) for module in pkgutil.iter_modules(terms.__path__, "terms.")]


def vocabularies(module: ModuleType) -> list[type[Term]]:
    """Return the vocabularies that a module defines."""
    found = (value for value in vars(module).values() if isinstance(value, type) and issubclass(value, Term))
    return [one for one in found if one.__module__ == module.__name__ and one is not Term]


@pytest.mark.parametrize(
    "vocabulary",
    [one for module in MODULES for one in vocabularies(module)],
    ids=lambda one: one.__name__,
)
def test_every_member_has_a_code_a_chinese_and_an_english_name_of_its_own(vocabulary: type[Term]) -> None:
    members = list(vocabulary)
    assert members
    for member in members:
        assert member.zh.strip()
        assert member.en.strip()
    for words in ("zh", "en"):
        assert len({getattr(member, words) for member in members}) == len(members)


def test_a_word_is_told_in_chinese_or_else_in_english() -> None:
    assert (Role.AUDITOR.word("zh"), Role.AUDITOR.word("en"), Role.AUDITOR.word("fr")) == (
        "安全审计员",
        "audit administrator",
        "audit administrator",
    )


def test_that_somebody_left_for_an_item_is_told_as_that_she_was_there() -> None:
    assert {each.told for each in Attendance} == set(Attendance) - {Attendance.LEFT_FOR_ITEM}
    assert Attendance.LEFT_FOR_ITEM.told is Attendance.PRESENT


def test_a_grade_counts_as_the_post_beside_it() -> None:
    assert set(STEPS) == set(Rank)
    beside = [
        (Rank.STAFF_1, Rank.STAFF_2),
        (Rank.PRINCIPAL_STAFF_4, Rank.SECTION_DEPUTY),
        (Rank.PRINCIPAL_STAFF_2, Rank.SECTION_HEAD),
        (Rank.CONSULTANT_4, Rank.COUNTY_DEPUTY),
        (Rank.CONSULTANT_2, Rank.COUNTY_HEAD),
    ]
    assert [(one.step, other.step) for one, other in beside] == [(step, step) for step in range(1, 6)]
    assert all(POST_OF_STEP[step].step == step for step in range(1, 6))
