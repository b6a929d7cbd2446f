"""``zones audit``: the trail verified, its head exported and proved against, and who looked behind the wall."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from service.commands.audit import HeadUnreadable, read_head
from service.commands.workbooks import FileRefused
from tests.api.fact_scene import CROSS, Registry, registry
from tests.api.test_audit_sealed import look
from tests.db.audit_scene import ACTS, Trail
from tests.service.test_workbook_commands import Terminal, zones

__all__ = ["registry", "zones"]

HEAD = {
    "format": "zones audit 1",
    "county": "411623",
    "sequence": 3,
    "hash": "a" * 64,
    "entry": 3,
    "taken_at": "2026-11-28T09:00:00+08:00",
}


async def overwrite(engine: AsyncEngine, *statements: str) -> None:
    async with engine.begin() as connection:
        await connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for statement in statements:
            await connection.execute(text(statement))


async def test_the_head_is_exported_and_what_is_cut_off_or_changed_later_is_named(
    zones: Terminal, database: str, engine: AsyncEngine, tmp_path: Path
) -> None:
    trail = Trail(engine)
    await trail.write()
    head = tmp_path / "head.json"
    code, printed, _ = await zones("audit", "head", url=database)
    head.write_text(printed, encoding="utf-8")
    document = json.loads(printed)
    assert (code, document["sequence"], document["entry"]) == (0, ACTS, ACTS)
    code, said, _ = await zones("audit", "verify", "--head", head, url=database)
    assert (code, said) == (0, "The audit trail is whole: 24 entries, 1 exported heads proved.\n")
    await overwrite(engine, "UPDATE audit_entries SET actor = 'nobody' WHERE id = 5")
    code, said, _ = await zones("audit", "verify", url=database, language="zh_CN.UTF-8")
    line = "✗ 内容被更改：序号 5，记录 5，时间 "
    assert (code, said.startswith(line), "操作 SUSPEND\n" in said) == (1, True, True)
    assert "审计记录有1处异常，共查24条" in said
    await overwrite(
        engine,
        "DELETE FROM audit_entries WHERE id > 4",
        "DELETE FROM audit_links WHERE sequence > 4",
        "UPDATE audit_head SET sequence = 4, hash = (SELECT hash FROM audit_links WHERE sequence = 4)",
    )
    assert (await zones("audit", "verify", url=database))[0] == 0
    code, said, _ = await zones("audit", "verify", "--head", head, url=database)
    assert code == 1
    assert said.startswith(
        "✗ cut: the exported head lies beyond the end of the trail: sequence 24, entry -, at -, act -\n"
        "The audit trail is wrong in 1 places; 4 entries, 0 exported heads proved."
    )


async def test_a_head_of_another_county_proves_nothing_here(zones: Terminal, database: str, tmp_path: Path) -> None:
    head = tmp_path / "head.json"
    head.write_text(json.dumps(HEAD), encoding="utf-8")
    code, said, complaint = await zones("audit", "verify", "--head", head, url=database)
    assert (code, said) == (2, "")
    assert "is no head of this county's trail" in complaint


async def test_who_looked_at_a_pair_is_told_to_whoever_knows_the_pair(
    zones: Terminal, registry: Registry, county: str
) -> None:
    one, two = await registry.stranger(), await registry.stranger()
    for _ in range(2):
        await look(registry, one)
    asked = ("audit", "looks", "--case", CROSS, "--person")
    code, said, _ = await zones(*asked, one, url=county)
    assert (code, said.count("RECUSAL_OFFICER-of-the-test")) == (0, 2)
    assert said.endswith("2 looks.\n")
    assert (await zones(*asked, two, url=county))[:2] == (0, "0 looks.\n")
    assert (await zones(*asked, "nobody", url=county))[0] == 2


def test_a_head_is_read_as_it_was_printed(tmp_path: Path) -> None:
    file = tmp_path / "head.json"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(HEAD).encode())
    head = read_head(file)
    assert (head.county, head.sequence, head.hash, head.entry_id) == ("411623", 3, "a" * 64, 3)


WRONG: list[Any] = [
    b"",
    b"\xff\xfe",
    b"[]",
    b"3",
    b"{}",
    b"[" * 60_000,
    *(
        json.dumps({**HEAD, **wrong}).encode()
        for wrong in (
            {"format": "zones audit 2"},
            {"sequence": "3"},
            {"sequence": True},
            {"sequence": -1},
            {"hash": "a"},
            {"hash": 3},
            {"taken_at": "yesterday"},
            {"padding": " " * 70_000},
        )
    ),
]


@pytest.mark.parametrize("content", WRONG, ids=range(len(WRONG)))
def test_a_file_that_is_no_head_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "head.json"
    file.write_bytes(content)
    with pytest.raises(HeadUnreadable):
        read_head(file)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        read_head(tmp_path / "nothing.json")
