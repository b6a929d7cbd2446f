"""What an import would do, cell by cell; and rows that depend on refused ones."""

import pytest

from intake.compare import compare
from intake.keys import OrganParent, PersonKey, Place
from intake.organ_names import references
from intake.preview import ChangedCell, ShownCell, changed_cells, shown
from intake.problem_codes import ProblemCode
from intake.records import MembershipRecord, OrganRecord, PersonRecord, Records, SkillRecord
from terms.organs import OrganKind, OrganLinkKind
from terms.people import Gender, MembershipKind, Skill
from tests.intake.books import Rows, compared, kept, parsed, refusals

ORGANS: Rows = [["单位名称", "类别"], ["柳河镇纪委", "乡镇纪委"]]


def test_a_record_is_shown_by_its_filled_cells() -> None:
    assert shown(PersonRecord(name="王某", gender=Gender.FEMALE, birth_month="1985-03")) == (
        ShownCell("姓名", "name", "王某"),
        ShownCell("性别", "sex", "女"),
        ShownCell("出生年月", "birth month", "1985-03"),
    )


@pytest.mark.parametrize(
    ("word", "raised", "told"), [("表哥", None, []), ("继父", "是", ["是"]), ("继父", "否", ["否"])]
)
def test_whether_the_child_was_raised_is_shown_for_step_parents_alone(
    word: str, raised: str | None, told: list[str]
) -> None:
    people: Rows = [["姓名", "单位"], ["王某", "柳河镇纪委"], ["李某", "柳河镇纪委"]]
    ties: Rows = [["姓名", "关系", "关系人姓名", "受其抚养"], ["王某", word, "李某", raised]]
    comparison = compared({"单位": ORGANS, "人员": people, "关系": ties})
    assert comparison.refused == ()
    (tie,) = comparison.added.ties
    assert [cell.text for cell in shown(tie) if cell.zh == "受其抚养"] == told


def test_a_change_is_shown_with_the_place_of_each_cell() -> None:
    people: Rows = [["籍贯", "单位", "姓名", "入库日期"], ["柳河", "柳河镇纪委", "王某", "2026-03-05"]]
    before = kept(compared({"单位": ORGANS, "人员": [["姓名", "单位", "籍贯"], ["王某", "柳河镇纪委", "东关"]]}))
    (change,) = compared({"人员": people}, before).changed
    assert changed_cells(change) == (
        ChangedCell("籍贯", "native place", "东关", "柳河", Place("A", "籍贯")),
        ChangedCell("在人才库", "in the talent pool", "", "是", Place()),
        ChangedCell("入库日期", "in the pool from", "", "2026-03-05", Place("D", "入库日期")),
        ChangedCell("专职", "full-time", "", "否", Place()),
        ChangedCell("可任组长", "may lead", "", "否", Place()),
        ChangedCell("可任审理", "may review", "", "否", Place()),
        ChangedCell("可用精力", "capacity", "", "100%", Place()),
    )


def test_rows_about_a_refused_person_or_organ_say_that_it_is_refused() -> None:
    book: dict[str, Rows] = {
        "单位": [*ORGANS, ["东关镇纪委", "不知什么"]],
        "人员": [
            ["姓名", "单位", "性别"],
            ["王某", "柳河镇纪委", "?"],
            ["李某", "东关镇纪委", "男"],
            ["赵某", "西关", "男"],
        ],
        "能力": [["姓名", "能力", "等级"], ["王某", "笔录", "2"], ["李某", "笔录", "2"], ["钱某", "笔录", "2"]],
    }
    result = parsed(book)
    assert refusals(result.problems) == [ProblemCode.WORD_UNKNOWN, ProblemCode.WORD_UNKNOWN]
    comparison = compare(result.records, Records(), refused_names=result.refused_names)
    told = [(problem.sheet, problem.row, problem.code) for problem in comparison.refused]
    assert told == [
        ("人员", 3, ProblemCode.DEPENDS_ON_REFUSED),
        ("人员", 4, ProblemCode.ORGAN_UNKNOWN),
        ("能力", 2, ProblemCode.DEPENDS_ON_REFUSED),
        ("能力", 3, ProblemCode.DEPENDS_ON_REFUSED),
        ("能力", 4, ProblemCode.PERSON_UNKNOWN),
    ]


def test_the_name_of_an_informant_is_not_among_the_refused_names() -> None:
    result = parsed({"人员": [["姓名", "身份"], ["孙某", "举报人"]]})
    assert result.refused_names == frozenset()


TOWN = OrganRecord(name="柳河镇", kind=OrganKind.TOWNSHIP)


def village(parent: str | None, code: str | None = None) -> OrganRecord:
    """Return a village of the name that repeats."""
    parents = () if parent is None else (OrganParent(parent, OrganLinkKind.PART_OF),)
    return OrganRecord(name="王庄村", kind=OrganKind.VILLAGE, parents=parents, code=code)


def test_each_organ_has_the_shortest_reference_that_means_it_alone() -> None:
    assert references([TOWN, village("柳河镇"), village("东关镇"), village(None, "07")]) == (
        "柳河镇",
        "柳河镇/王庄村",
        "东关镇/王庄村",
        "07",
    )


def test_known_organs_that_cannot_be_told_apart_are_left_alone_and_never_matched() -> None:
    known = Records(
        organs=(village(None), village(None)),
        people=(PersonRecord(name="王某", organ="王庄村", id=4),),
    )
    assert compare(Records(), known).refused == ()
    comparison = compared({"人员": [["姓名", "单位"], ["王某", "王庄村"]]}, known)
    assert refusals(comparison.refused) == [ProblemCode.ORGAN_AMBIGUOUS]


def test_known_people_that_cannot_be_told_apart_are_left_alone_and_never_matched() -> None:
    twin = PersonRecord(name="王某")
    skill = SkillRecord(person=PersonKey(name="王某"), skill=Skill.LAW, grade=1)
    post = MembershipRecord(person=PersonKey(name="王某"), organ="柳河镇", kind=MembershipKind.ESTABLISHMENT)
    known = Records(organs=(TOWN,), people=(twin, twin), skills=(skill,), memberships=(post,))
    assert compare(Records(), known).refused == ()
    comparison = compared({"能力": [["姓名", "能力", "等级"], ["王某", "法律", "1"]]}, known)
    assert refusals(comparison.refused) == [ProblemCode.PERSON_AMBIGUOUS]
    by_row = compared({"人员": [["姓名"], ["王某"]]}, known)
    assert refusals(by_row.refused) == [ProblemCode.PERSON_MAYBE_KNOWN]
