"""``zones screen``: a list in, the list with its answers out."""

import asyncio
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from db.session import Database
from db.tables import Informant
from intake.read import read_book
from resolvers.rescreening import rescreen
from terms.periods import COUNTY_TIME
from tests.intake.books import workbook
from tests.service.test_workbook_commands import Terminal, zones

__all__ = ["zones"]

CASE = "商纪案〔2026〕20号"
HEADER = ["人员编号", "案号", "岗位", "审查目的"]


def table(file: Path) -> list[list[str]]:
    (sheet,) = read_book(file.read_bytes(), file.name).sheets
    width = max(len(cells) for cells in sheet.rows.values())
    rows = [["" if cell is None else str(cell) for cell in cells] for cells in sheet.rows.values()]
    return [[*row, *[""] * (width - len(row))] for row in rows]


async def one(url: str, statement: str) -> str:
    database = Database(url)
    async with database.engine.connect() as connection:
        found = str((await connection.execute(text(statement))).scalar_one())
    await database.close()
    return found


async def inform(url: str, number: str) -> None:
    """Make somebody the informant of the case."""
    case = int(await one(url, f"SELECT id FROM cases WHERE number = '{CASE}'"))
    person = int(await one(url, f"SELECT id FROM people WHERE number = '{number}'"))

    async def work(session: AsyncSession) -> None:
        session.add(Informant(case_id=case, person_id=person))
        await session.flush()
        await rescreen(session, on=datetime.now(COUNTY_TIME).date())

    database = Database(url)
    await database.deciding(work)
    await database.close()


@pytest.fixture
async def member(county: str) -> str:
    """Give the number of a member of the pool who has no tie to the case."""
    return await one(county, "SELECT max(p.number) FROM people AS p JOIN pool_members AS m ON m.person_id = p.id")


@pytest.fixture
async def subject(county: str) -> str:
    """Give the number of the subject of the case."""
    return await one(
        county,
        "SELECT min(p.number) FROM people AS p JOIN case_parties AS r ON r.person_id = p.id"
        f" JOIN cases AS c ON c.id = r.case_id WHERE c.number = '{CASE}' AND r.role = 'SUBJECT'",
    )


async def test_each_row_is_answered_in_its_place_in_both_formats(
    zones: Terminal, county: str, member: str, subject: str, tmp_path: Path
) -> None:
    asked = tmp_path / "名单.xlsx"
    asked.write_bytes(workbook({"名单": [HEADER, [member, CASE, "成员", None], [subject, CASE, None, "参加会议"]]}))
    for name in ("结果.xlsx", "结果.csv"):
        out = tmp_path / name
        code, said, complaint = await zones("screen", asked, out, url=county)
        assert (code, complaint) == (0, "")
        assert said == (f"2 rows were screened on open facts only, never the sealed ones; the answers are in {out}.\n")
        header, first, second = table(out)
        assert header == [
            *HEADER,
            *("结论", "verdict", "规则 rules", "说明", "explanation", "问题", "problem"),
        ]
        assert first[:3] == [member, CASE, "成员"]
        assert first[5] in {"CLEAR", "CONFLICT", "UNKNOWN"}
        assert second[:6] == [subject, CASE, "", "参加会议", "有冲突", "CONFLICT"]
        assert "R01" in second[6].split("、")
        assert second[7].startswith("R01 本人为当事人")
        assert second[8].startswith("R01 is the reported person")
        assert second[9:] == ["", ""]
    assert (tmp_path / "结果.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    noted = "concat_ws(' ', actor, act, result, origin, detail)"
    line = 'command line SCREEN READ command line {"pairs": 2}'
    assert await one(county, f"SELECT string_agg({noted}, '; ') FROM audit_entries") == f"{line}; {line}"


async def test_bad_rows_are_told_in_their_own_row_and_the_rest_is_answered(
    zones: Terminal, county: str, member: str, subject: str, tmp_path: Path
) -> None:
    asked, out = tmp_path / "list.csv", tmp_path / "out.csv"
    rows = [
        "person number,case number,role,purpose",
        f"{member},{CASE},MEMBER,ASSIGNMENT",
        f"{member},,,",
        f"nobody,{CASE},,",
        f"{member},=1+1,,",
        f"{member},{CASE},驾驶员,",
        f"{subject},{CASE},,",
    ]
    asked.write_text("\n".join(rows), encoding="utf-8")
    code, said, _ = await zones("screen", asked, out, url=county, language="zh_CN.UTF-8")
    assert (code, said.splitlines()) == (
        1,
        [f"已审查1行，结果见{out}。仅依据公开信息，未查密封信息。", "有5行无法读取，见“问题”列。"],
    )
    answers = table(out)[1:]
    assert [bool(row[5]) for row in answers] == [True, False, False, False, False, False]
    assert [row[10] for row in answers] == [
        "",
        "This column must be filled in.",
        "There is no person “nobody” that you may see. Check the number or code.",
        "There is no case “=1+1” that you may see. Check the number or code.",
        answers[4][10],
        f"There is no person “{subject}” that you may see. Check the number or code.",
    ]
    assert answers[4][9].startswith("“驾驶员”不在可选项中")
    assert ',"=""=1+1""",' in out.read_text(encoding="utf-8-sig")


async def test_no_file_is_replaced_without_being_told_to(
    zones: Terminal, county: str, member: str, tmp_path: Path
) -> None:
    asked, out = tmp_path / "list.csv", tmp_path / "out.csv"
    asked.write_text(f"人员编号,案号\n{member},{CASE}\n", encoding="utf-8")
    out.write_bytes(b"mine")
    code, _, complaint = await zones("screen", asked, out, url=county)
    assert (code, out.read_bytes()) == (2, b"mine")
    assert complaint == f"The file “{out}” is there already and was left alone. Add --force to replace it.\n"
    assert (await zones("screen", asked, out, "--force", url=county))[0] == 0
    assert out.read_bytes() != b"mine"


async def test_a_list_without_its_columns_and_no_list_at_all_get_a_sentence(
    zones: Terminal, county: str, tmp_path: Path
) -> None:
    asked, out = tmp_path / "list.csv", tmp_path / "out.csv"
    asked.write_text("姓名,单位\n甲,乙\n", encoding="utf-8")
    code, _, complaint = await zones("screen", asked, out, url=county)
    assert code == 2
    assert complaint.startswith("No sheet of the file has both columns")
    missing = tmp_path / "missing.csv"
    code, _, complaint = await zones("screen", missing, out, url=county)
    assert (code, complaint) == (2, f"Cannot read or write the file “{missing}”: No such file or directory.\n")
    assert not await asyncio.to_thread(out.exists)


async def test_the_answers_are_the_same_bytes_with_and_without_sealed_facts_t02(
    zones: Terminal, county: str, member: str, tmp_path: Path
) -> None:
    asked, before, after = tmp_path / "list.csv", tmp_path / "before.csv", tmp_path / "after.csv"
    asked.write_text(f"人员编号,案号\n{member},{CASE}\n", encoding="utf-8")
    assert (await zones("screen", asked, before, url=county))[0] == 0
    await inform(county, member)
    assert (await zones("screen", asked, after, url=county))[0] == 0
    assert after.read_bytes() == before.read_bytes()
