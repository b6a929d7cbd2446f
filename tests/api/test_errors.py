"""Errors: mistakes in the question in full, refusals by code, the rest masked, logged and numbered."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from db.session import Database
from resolvers import zones
from schema.root import build_schema
from tests.api import asking as asked
from tests.api.asking import Asking


@pytest.fixture(scope="module", autouse=True)
def without_caches() -> Iterator[None]:
    """Ask as one who remembers no document: what cannot be parsed would leave the cache before it is masked."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(asked, "SCHEMA", build_schema())
        yield


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("{ zones { nodes { code }", "Syntax Error: Expected Name, found <EOF>."),
        ("{ zones { nodes { secrets } } }", "Cannot query field 'secrets' on type 'Zone'."),
        (
            "{ organ }",
            "Field 'organ' of type 'Organ' must have a selection of subfields. Did you mean 'organ { ... }'?",
        ),
        (
            "{ cases(filter: {statuses: [NO_SUCH]}) { totalCount } }",
            "Value 'NO_SUCH' does not exist in 'CaseStatus' enum.",
        ),
    ],
)
async def test_a_mistake_in_the_question_is_told_in_full(
    asking: Asking, document: str, message: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await asking(document)
    assert message in [error["message"] for error in answer.errors]
    assert set(answer.codes) == {"BAD_REQUEST"}
    assert answer.statements == 0
    assert caplog.records == []


async def test_a_variable_that_is_no_day_is_told_in_full(asking: Asking, caplog: pytest.LogCaptureFixture) -> None:
    document = 'query($on: Date) { zone(code: "Z1") { members(on: $on) { organ { name } } } }'
    answer = await asking(document, on="2026-02-30")
    assert answer.codes == ["BAD_REQUEST"]
    assert "Value cannot represent a Date" in answer.errors[0]["message"]
    assert caplog.records == []


async def test_a_period_without_a_day_is_refused_by_code(asking: Asking) -> None:
    document = "query($free: PeriodInput) { poolMembers(filter: {freeDuring: $free}) { totalCount } }"
    answer = await asking(document, free={"start": "2026-03-10", "end": "2026-03-10"})
    assert (answer.codes, answer.statements) == (["EMPTY_PERIOD"], 0)


async def test_an_error_of_ours_is_masked_logged_and_numbered(
    asking: Asking, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(zones, "county", _broken)
    answer = await asking("{ county { name } }", language="zh")
    (error,) = answer.errors
    assert (answer.data, error["path"], error["extensions"]["code"]) == ({"county": None}, ["county"], "INTERNAL")
    number = error["extensions"]["id"]
    assert error["message"] == f"服务内部出错，已记录，编号{number}。请将编号告知管理员。"
    (record,) = caplog.records
    assert (record.name, record.levelno) == ("zones", logging.ERROR)
    assert number in record.getMessage()
    assert "ZeroDivisionError" in caplog.text


async def _broken(_: object) -> None:
    raise ZeroDivisionError("a secret")


async def test_a_database_that_is_away_is_told_by_code_and_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    database = Database("postgresql+asyncpg://nobody@127.0.0.1:9/nothing")
    away = Asking(database, datetime(2026, 3, 10, tzinfo=UTC))
    answer = await away("{ cases { totalCount } }")
    await database.close()
    assert (answer.data, answer.codes) == (None, ["DATABASE_UNAVAILABLE"])
    assert caplog.records == []
