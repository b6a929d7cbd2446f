"""How ready documents become tabs."""

import re
from pathlib import Path

import pytest
from graphql import GraphQLSchema, OperationDefinitionNode, build_schema, parse, validate

from schema.root import printed
from service.examples import UnreadableExample, read_examples
from service.pages import Bilingual, Tab

QUERY = "# zh: 看板\n# en: Dashboard\n# Open cases by urgency.\nquery Dashboard { zones { code } }\n"


def test_a_document_becomes_a_tab_with_both_titles_and_its_whole_text(tmp_path: Path) -> None:
    (tmp_path / "01-dashboard.graphql").write_text(QUERY, encoding="utf-8")
    assert read_examples(tmp_path) == [
        Tab(name="01-dashboard", title=Bilingual(zh="看板", en="Dashboard"), query=QUERY, variables=None)
    ]


def test_the_json_file_of_the_same_name_gives_the_variables(tmp_path: Path) -> None:
    (tmp_path / "01-dashboard.graphql").write_text(QUERY, encoding="utf-8")
    (tmp_path / "01-dashboard.json").write_text('{"zone": "一区"}', encoding="utf-8")
    assert read_examples(tmp_path)[0].variables == {"zone": "一区"}


def test_tabs_stand_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for name in ("10-approve", "02-pool", "01-dashboard"):
        (tmp_path / f"{name}.graphql").write_text(QUERY, encoding="utf-8")
    assert [tab.name for tab in read_examples(tmp_path)] == ["01-dashboard", "02-pool", "10-approve"]


def test_a_folder_without_documents_gives_no_tabs(tmp_path: Path) -> None:
    assert read_examples(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("# zh: 看板\nquery A { a }", "the first lines give no title in: en"),
        ("# en: Dashboard\nquery A { a }", "the first lines give no title in: zh"),
        ("query A { a }\n# zh: 看板\n# en: Dashboard", "the first lines give no title in: en, zh"),
        ("", "the first lines give no title in: en, zh"),
    ],
)
def test_a_document_without_both_titles_is_refused_by_name(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "01-dashboard.graphql").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableExample) as raised:
        read_examples(tmp_path)
    assert str(raised.value) == f"01-dashboard.graphql: {reason}"


@pytest.mark.parametrize("name", ["dashboard", "1-dashboard", "01_dashboard", "01-Dashboard"])
def test_a_document_whose_name_gives_no_order_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.graphql").write_text(QUERY, encoding="utf-8")
    with pytest.raises(UnreadableExample, match="the name must be two digits, a hyphen and small letters"):
        read_examples(tmp_path)


@pytest.mark.parametrize(
    ("text", "reason"), [("[1]", "variables must be one JSON object"), ("{zone", "not JSON: Expecting property name")]
)
def test_variables_that_are_not_one_object_are_refused_by_name(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "01-dashboard.graphql").write_text(QUERY, encoding="utf-8")
    (tmp_path / "01-dashboard.json").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableExample) as raised:
        read_examples(tmp_path)
    assert str(raised.value).startswith(f"01-dashboard.json: {reason}")


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema(printed())


@pytest.mark.parametrize("tab", read_examples(), ids=lambda tab: tab.name)
def test_a_document_of_ours_is_one_named_operation_of_the_schema(tab: Tab, schema: GraphQLSchema) -> None:
    document = parse(tab.query)
    (operation,) = document.definitions
    assert isinstance(operation, OperationDefinitionNode)
    assert operation.name is not None
    assert validate(schema, document) == []


def test_no_two_documents_of_ours_have_an_operation_of_the_same_name() -> None:
    names = re.findall(
        r"^(?:query|mutation|subscription) (\w+)", "\n".join(tab.query for tab in read_examples()), re.MULTILINE
    )
    assert len(set(names)) == len(names) == len(read_examples())
