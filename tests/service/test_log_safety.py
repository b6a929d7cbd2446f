"""What the log holds after real failures: kinds and places, and no token, no value, no name."""

import asyncio
import io
import logging
from collections.abc import Iterator

import pytest
import uvicorn
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from uvicorn.logging import AccessFormatter, DefaultFormatter

from service.log_safety import cleaned, keep_logs_clean
from tests.service.edge import asked

NUMBER = "P000777"
NAME = "王某举"
SECRET = "hunter2"  # noqa: S105  (nobody's)


@pytest.fixture
def everything() -> Iterator[io.StringIO]:
    """Give all that any logger of the process writes, as uvicorn's own formatters write it."""
    keep_logs_clean()
    written = io.StringIO()
    plain, access = logging.StreamHandler(written), logging.StreamHandler(written)
    plain.setFormatter(DefaultFormatter("%(levelprefix)s %(name)s %(message)s", use_colors=False))
    access.setFormatter(AccessFormatter(uvicorn.config.LOGGING_CONFIG["formatters"]["access"]["fmt"], use_colors=False))
    loggers = (logging.getLogger(), logging.getLogger("uvicorn.access"))
    loggers[0].addHandler(plain)
    loggers[1].addHandler(access)
    level, propagates = loggers[1].level, loggers[1].propagate
    loggers[1].setLevel(logging.INFO)
    loggers[1].propagate = False
    yield written
    loggers[0].removeHandler(plain)
    loggers[1].removeHandler(access)
    loggers[1].setLevel(level)
    loggers[1].propagate = propagates


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        ("Authorization: Bearer abc.DEF-123_x", "abc.DEF"),
        ("headers {'authorization': 'Bearer t0ken'}", "t0ken"),
        ("'authorization': 'plain-token-1'", "plain-token-1"),
        ("connecting to postgresql+asyncpg://zones:p%40ss@host:5432/zones", "p%40ss"),
        ("GET /calendar/aB-3_x9secret.ics 200", "aB-3_x9secret"),
        ("jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig-_x end", "eyJzdWIi"),
        ("token=abcdef&x=1", "abcdef"),
        ("password: 'hunter2'", "hunter2"),
        ("[SQL: SELECT 1]\n[parameters: ('P000777', '王某举')]", "王某举"),
        ("DETAIL:  Key (number)=(P000777) already exists.", "P000777"),
        ('body {"query": "{ a }", "variables": {"informant": "P000777"}}', "P000777"),
        ("hash 5be83403bcf6a6d14387dbe913dcfe58cd68d448d387441ab001d817cfdece9f", "5be83403"),
    ],
)
def test_what_must_not_stand_in_a_line_is_taken_out(line: str, gone: str) -> None:
    assert gone in line
    assert gone not in cleaned(line)
    assert cleaned(cleaned(line)) == cleaned(line)


def test_an_ordinary_line_stays_as_it_is() -> None:
    line = "Uvicorn running on http://127.0.0.1:8000 (Press CTRL+C to quit); 3 cases, 2 organs of 商水"
    assert cleaned(line) == line


def test_arguments_exceptions_and_stacks_are_cleaned_wherever_they_are_logged(everything: io.StringIO) -> None:
    log = logging.getLogger("somebody.elses.library")
    try:
        try:
            raise LookupError(NUMBER)  # noqa: TRY301
        except LookupError as error:
            raise ValueError(f"{NAME} {SECRET}") from error
    except ValueError as error:
        log.exception("could not do it for %s", error)  # noqa: TRY401  (what others do)
        log.error("with %s and %r", {"password": SECRET}, ("Bearer " + SECRET,), exc_info=error, stack_info=True)  # noqa: TRY400
    log.error("Authorization: Bearer %s", SECRET)
    log.error("does not fit %s %s", SECRET)  # noqa: PLE1206  (what others do)
    logging.getLogger("uvicorn.access").info(
        '%s - "%s %s HTTP/%s" %d', "127.0.0.1:5", "GET", f"/graphql?variables={NUMBER}&a={SECRET}", "1.1", 200
    )
    said = everything.getvalue()
    assert [word for word in (NUMBER, NAME, SECRET) if word in said] == []
    assert "ValueError (its text of" in said
    assert "LookupError (its text of" in said
    assert "test_log_safety.py, line" in said
    assert '"GET /graphql?… HTTP/1.1" 200' in said


async def test_a_task_that_nobody_waited_for_tells_no_text(everything: io.StringIO) -> None:
    loop = asyncio.get_running_loop()
    loop.call_exception_handler({"message": "Task exception was never retrieved", "exception": ValueError(NUMBER)})
    assert "ValueError" in everything.getvalue()
    assert NUMBER not in everything.getvalue()


async def test_a_masked_error_of_the_database_tells_its_state_and_no_parameter(
    county: str, everything: io.StringIO
) -> None:
    engine = create_async_engine(county)
    async with engine.begin() as connection:  # a fault of ours that no refusal knows: a column is gone
        await connection.execute(text("ALTER TABLE people RENAME COLUMN gender TO sex"))
    await engine.dispose()
    async with asked(county) as client:
        client.headers["x-note"] = SECRET
        answer = await client.post(
            "/graphql",
            json={"query": "query A($n: String!) { person(number: $n) { name } }", "variables": {"n": NUMBER}},
        )
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == "INTERNAL"
    said = everything.getvalue()
    assert error["extensions"]["id"] in said
    assert "SQL state 42703" in said
    assert [word for word in (NUMBER, SECRET, "demo-county", "Bearer") if word in said] == []
    assert NUMBER not in answer.text
