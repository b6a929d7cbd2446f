"""The county's spreadsheets on the command line, as somebody at a terminal meets them."""

import asyncio
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Protocol

import pytest

from db.session import Database
from intake.parse import read_file
from resolvers.workbooks.reads import known_records
from service.cli import main
from tests.api.intake.scene import ORGANS, PEOPLE, WHOLE
from tests.intake.books import workbook

ROOT = Path(__file__).resolve().parents[2]


class Terminal(Protocol):
    """Runs a command."""

    async def __call__(
        self, *arguments: str | Path, url: str = "", language: str = "en_US.UTF-8"
    ) -> tuple[int, str, str]:
        """Return exit code, output and complaints."""
        ...


@pytest.fixture
def zones(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """Give a terminal for commands, in a thread of their own: each makes its own event loop."""

    async def run(*arguments: str | Path, url: str = "", language: str = "en_US.UTF-8") -> tuple[int, str, str]:
        monkeypatch.setenv("DATABASE_URL", url)
        monkeypatch.setenv("LC_ALL", language)
        capsys.readouterr()
        code = await asyncio.to_thread(main, [str(argument) for argument in arguments])
        said, complaint = capsys.readouterr()
        return code, said, complaint

    return run


@pytest.fixture
async def county_of_ours(database: str, zones: Terminal) -> str:
    """Give the address of a county that was set up by the command line."""
    assert (await zones("init", "--code", "411623", "--name", "某县", url=database))[0] == 0
    return database


async def test_a_template_is_written_and_never_over_another_file(zones: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "模板.xlsx"
    assert (await zones("template", file))[0] == 0
    assert {problem.code.value for problem in read_file(file.read_bytes(), file.name).problems} == {"EXAMPLE_SKIPPED"}
    file.write_bytes(b"mine")
    code, _, complaint = await zones("template", file)
    assert (code, file.read_bytes()) == (2, b"mine")
    assert complaint == f"The file “{file}” is there already and was left alone. Add --force to replace it.\n"
    assert (await zones("template", file, "--force"))[0] == 0
    assert file.read_bytes() != b"mine"
    assert not list(tmp_path.glob(".*"))  # noqa: ASYNC240  (a folder of the test alone)


async def test_a_file_is_tried_imported_and_found_known(zones: Terminal, county_of_ours: str, tmp_path: Path) -> None:
    file = tmp_path / "表.xlsx"
    file.write_bytes(workbook(WHOLE))
    code, said, _ = await zones("import", file, "--dry-run", url=county_of_ours)
    assert (code, said.splitlines()[-1]) == (0, "Dry run: nothing was written; it can be imported.")
    assert "people\t3\t0\t0\t0\t0" in said
    assert "added 人员!2: name 甲一；" in said
    code, said, complaint = await zones("import", file, url=county_of_ours)
    assert (code, said.splitlines()[-1], complaint) == (0, "Imported.", "")
    code, said, _ = await zones("import", file, url=county_of_ours, language="zh_CN.UTF-8")
    assert (code, said.splitlines()[-1]) == (0, "内容均已在库，没有任何更改。")


async def test_what_is_wrong_is_told_by_sheet_row_and_column_in_the_terminals_language(
    zones: Terminal, county_of_ours: str, tmp_path: Path
) -> None:
    file = tmp_path / "表.xlsx"
    file.write_bytes(workbook({"单位": ORGANS, "人员": [*PEOPLE, ["戊五", None, "女", "某年", "柳河镇纪委"]]}))
    for options in ((), ("--dry-run",)):
        code, said, _ = await zones("import", file, *options, url=county_of_ours, language="zh_CN.UTF-8")
        assert code == 1
        assert "✗ 人员!5 D“出生年月”: “某年”不是可识别的日期，请写成2026-03-05。" in said.splitlines()
    database = Database(county_of_ours)
    async with database.reading() as session:
        assert (await known_records(session, on=date(2026, 3, 10))).people == ()
    await database.close()


async def test_what_is_exported_is_what_was_imported(zones: Terminal, county_of_ours: str, tmp_path: Path) -> None:
    file, out = tmp_path / "表.xlsx", tmp_path / "导出.xlsx"
    file.write_bytes(workbook(WHOLE))
    await zones("import", file, url=county_of_ours)
    code, said, _ = await zones("export", out, url=county_of_ours)
    assert (code, said) == (0, f"Everything is in {out}.\n")
    code, said, _ = await zones("import", out, url=county_of_ours)
    assert (code, said.splitlines()[-1]) == (0, "Everything is on file already; nothing was changed.")


@pytest.mark.parametrize(("content", "begins"), [(b"%PDF-1.7", "This is no spreadsheet"), (b"", "The file is empty.")])
async def test_a_file_that_is_no_workbook_gets_a_sentence(
    zones: Terminal, database: str, tmp_path: Path, content: bytes, begins: str
) -> None:
    file = tmp_path / "表.xlsx"
    file.write_bytes(content)
    code, said, complaint = await zones("import", file, url=database)
    assert (code, said) == (2, "")
    assert complaint.startswith(begins)
    assert "Traceback" not in complaint


async def test_a_missing_file_and_a_missing_folder_get_a_sentence(
    zones: Terminal, database: str, tmp_path: Path
) -> None:
    missing = tmp_path / "没有.xlsx"
    code, _, complaint = await zones("import", missing, url=database)
    assert (code, complaint) == (2, f"Cannot read or write the file “{missing}”: No such file or directory.\n")
    nowhere = tmp_path / "没有" / "模板.xlsx"
    code, _, complaint = await zones("template", nowhere)
    assert (code, complaint) == (2, f"Cannot read or write the file “{nowhere}”: No such file or directory.\n")


async def test_a_database_without_a_county_gets_a_sentence(zones: Terminal, database: str, tmp_path: Path) -> None:
    file = tmp_path / "表.xlsx"
    file.write_bytes(workbook(WHOLE))
    code, _, complaint = await zones("import", file, url=database)
    assert (code, complaint) == (2, "The database has no county yet. Run zones migrate, then zones init.\n")


async def test_a_database_that_is_away_gets_a_sentence(zones: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "表.xlsx"
    file.write_bytes(workbook(WHOLE))
    code, _, complaint = await zones("import", file, url="postgresql://nobody@127.0.0.1:1/none")
    assert code == 2
    assert complaint.startswith("The database cannot be reached just now.")


def test_a_process_of_its_own_ends_with_the_same_code_and_words(tmp_path: Path) -> None:
    missing = tmp_path / "没有.xlsx"
    run = subprocess.run(
        [sys.executable, "-m", "service", "import", str(missing)],
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "zh_CN.UTF-8", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    words = f"无法读写文件“{missing}”：No such file or directory。\n"
    assert (run.returncode, run.stdout, run.stderr) == (2, "", words)
