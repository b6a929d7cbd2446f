"""The register of personal data holds every column that says something about a person, and no other."""

import re
from collections import Counter

import pytest

from db.personal import ABOUT_NOBODY, COLUMN_WORDS, HOLDINGS, TABLE_WORDS, by_column
from db.tables import metadata
from terms.personal import DataClass, Telling

CONTACT = re.compile(
    r"id_?card|citizen|national_id|identity_number|passport|phone|mobile|telephone|email|mail|address|wechat|bank|plate"
)
"""Names of columns that would hold a citizen's number, or how to reach somebody."""


def columns() -> set[tuple[str, str]]:
    """Return every column of every table that is not about nobody."""
    tables = [table for name, table in metadata.tables.items() if name not in ABOUT_NOBODY]
    return {(table.fullname, column.name) for table in tables for column in table.columns}


def test_every_table_is_in_the_register_or_about_nobody() -> None:
    registered = {holding.table for holding in HOLDINGS}
    assert registered | set(ABOUT_NOBODY) == set(metadata.tables)
    assert registered & set(ABOUT_NOBODY) == set()


def test_every_column_of_a_table_in_the_register_has_one_purpose_and_one_retention() -> None:
    entries = Counter((holding.table, column) for holding in HOLDINGS for column in holding.columns)
    assert columns() - set(entries) == set(), "say in db/personal/ why it is held, and how long"
    assert set(entries) - columns() == set(), "no such column"
    assert [column for column, count in entries.items() if count > 1] == []


def test_no_table_that_refers_to_people_is_about_nobody() -> None:
    referring = {
        table.fullname
        for table in metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "people"
    }
    assert referring
    assert referring & set(ABOUT_NOBODY) == set()


def test_whatever_lies_behind_the_wall_is_sealed_and_never_told() -> None:
    for (table, _), holding in by_column().items():
        is_sealed = table.startswith("sealed.")
        assert (holding.data_class is DataClass.SEALED) is is_sealed
        assert not is_sealed or holding.telling is Telling.WITHHELD


def test_no_citizens_number_and_no_contact_data_are_held() -> None:
    found = {(table.fullname, column.name) for table in metadata.tables.values() for column in table.columns}
    assert {each for each in found if CONTACT.search(each[1])} == set(), "mask it, and say so in db/personal/"


@pytest.mark.parametrize("name", ["id_card", "mobile", "home_address", "email"])
def test_the_pattern_finds_what_it_is_for(name: str) -> None:
    assert CONTACT.search(name)


def test_what_is_sensitive_is_masked_by_default_or_not_told_or_says_no_more_than_a_kind() -> None:
    """Kinds of ties are codes; with whom they are is masked always, so no family tree can be drawn (T45)."""
    told = {
        column
        for column, holding in by_column().items()
        if holding.data_class is DataClass.SENSITIVE and holding.telling is Telling.SHOWN
    }
    assert {column for _, column in told} == {
        "case_id",
        "during",
        "edge",
        "kind",
        "kinship",
        "note",
        "organ_id",
        "raised",
        "recorded_at",
        "superseded_at",
    }


def test_everything_that_is_told_has_a_chinese_word() -> None:
    told = {column for (_, column), each in by_column().items() if each.telling is not Telling.WITHHELD}
    assert told == set(COLUMN_WORDS)
    assert {holding.table for holding in HOLDINGS} == set(TABLE_WORDS)
