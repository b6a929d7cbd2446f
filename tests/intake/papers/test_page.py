"""The page of GB/T 9704-2012, as another program would read it from the files."""

import pytest

from intake.papers.blank import blank
from intake.papers.documents import agenda, attendance_sheet, notice
from intake.papers.fonts import FONTS
from intake.papers.minutes import minutes
from intake.papers.writing import width_of
from tests.intake.papers.meetings import MARCH_1, MEETING, W, elements, opened, parts, stamps

DOCUMENTS = {
    "notice": notice(MEETING, issued=MARCH_1),
    "agenda": agenda(MEETING),
    "attendance": attendance_sheet(MEETING),
    "minutes": minutes(MEETING, issued=MARCH_1),
}
each = pytest.mark.parametrize("content", DOCUMENTS.values(), ids=DOCUMENTS)
TWIPS_IN_MILLIMETRE = 1440 / 25.4
STYLES = "word/styles.xml"
BODY = "word/document.xml"


def millimetres(twips: str | int) -> float:
    return round(int(twips) / TWIPS_IN_MILLIMETRE, 1)


@each
def test_the_paper_is_a4_with_the_margins_and_the_type_area_of_the_standard(content: bytes) -> None:
    (size,), (margin,) = elements(content, BODY, "pgSz"), elements(content, BODY, "pgMar")
    assert (size["w"], size["h"]) == ("11906", "16838")
    assert (margin["top"], margin["left"]) == ("2098", "1587")
    assert (millimetres(margin["top"]), millimetres(margin["left"])) == (37.0, 28.0)
    assert millimetres(int(size["w"]) - int(margin["left"]) - int(margin["right"])) == 156.0
    assert millimetres(int(size["h"]) - int(margin["top"]) - int(margin["bottom"])) == 225.0


@each
def test_the_grid_holds_22_lines_of_28_characters_and_no_more(content: bytes) -> None:
    (grid,) = elements(content, BODY, "docGrid")
    assert grid == {"type": "linesAndChars", "linePitch": "579", "charSpace": "-849"}
    height, width = 12756, 8844
    assert height // int(grid["linePitch"]) == 22
    assert width // (20 * (16 + int(grid["charSpace"]) / 4096)) == 28


def test_a_program_that_knows_no_grid_sets_as_many_lines_and_characters() -> None:
    document = opened(blank())
    normal = document.styles["Normal"]
    assert normal.paragraph_format.line_spacing.twips == 579
    (spacing, *_) = (found["val"] for found in elements(blank(), STYLES, "spacing") if "val" in found)
    assert 8844 // (20 * 16 + int(spacing)) == 28
    assert 8844 // (20 * (16 - 849 / 4096) + int(spacing)) == 28


@each
def test_page_numbers_stand_outside_between_dashes_on_both_sides_of_the_paper(content: bytes) -> None:
    assert list(elements(content, "word/settings.xml", "evenAndOddHeaders")) == [{}]
    assert list(elements(content, "word/settings.xml", "mirrorMargins")) == [{}]
    document = opened(content)
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        text = "".join(found.text or "" for found in paragraph._p.iter(W + "t"))
        assert text == "— 1 —"
        assert [found.get(W + "instr") for found in paragraph._p.iter(W + "fldSimple")] == [" PAGE "]
        assert paragraph._p.pPr.jc.get(W + "val") == side
        assert paragraph._p.pPr.ind.get(W + side) == "280"
        assert paragraph.style.name == "Footer"


def test_the_dash_beside_the_page_number_is_seven_millimetres_below_the_type_area() -> None:
    (margin,) = elements(blank(), BODY, "pgMar")
    middle = int(margin["bottom"]) - int(margin["footer"]) - 14 * 20 // 2
    assert millimetres(middle) == 7.0


@pytest.mark.parametrize(
    ("style", "font", "points"),
    [
        ("Normal", "仿宋_GB2312", 16),
        ("Body Text", "仿宋_GB2312", 16),
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Footer", "宋体", 14),
    ],
)
def test_each_style_has_the_font_and_size_of_the_standard_in_black(style: str, font: str, points: int) -> None:
    found = opened(blank()).styles[style]
    assert found.font.size.pt == points
    assert str(found.font.color.rgb) == "000000"
    fonts = found.element.rPr.find(W + "rFonts")
    assert {fonts.get(W + name) for name in ("eastAsia", "ascii", "hAnsi", "cs")} == {font}


def test_every_font_that_is_named_has_others_to_stand_in_for_it() -> None:
    named = {found["eastAsia"] for found in elements(blank(), STYLES, "rFonts")}
    listed = [found["name"] for found in elements(blank(), "word/fontTable.xml", "font")]
    instead = [found["val"].split(",") for found in elements(blank(), "word/fontTable.xml", "altName")]
    assert set(listed) == named == {font.name for font in FONTS}
    assert [names[:2] for names in instead] == [
        ["仿宋", "FangSong"],
        ["楷体", "KaiTi"],
        ["SimHei", "STHeiti"],
        ["SimSun", "STSong"],
        ["FZXiaoBiaoSong-B05S", "方正小标宋_GBK"],
    ]
    assert {found["val"] for found in elements(blank(), "word/fontTable.xml", "charset")} == {"86"}


@each
def test_every_paragraph_has_a_style_of_ours(content: bytes) -> None:
    known = {found["styleId"] for found in elements(content, STYLES, "style")}
    assert {found["val"] for found in elements(content, BODY, "pStyle")} <= known
    assert {found["val"] for found in elements(content, BODY, "tblStyle")} <= known


@each
def test_a_document_says_nothing_of_who_made_it_or_when(content: bytes) -> None:
    told = opened(content).core_properties
    assert (told.author, told.last_modified_by, told.title, told.comments, told.revision) == ("", "", "", "", 0)
    assert (told.created, told.modified, told.last_printed) == (None, None, None)
    assert stamps(content) == {(1980, 1, 1, 0, 0, 0)}
    assert set(parts(content)) == set(parts(blank()))
    assert not any(b"rsid" in part for part in parts(content).values())


@each
def test_a_document_refers_to_nothing_outside_itself(content: bytes) -> None:
    relations = b"".join(part for name, part in parts(content).items() if name.endswith(".rels"))
    assert b"TargetMode" not in relations


def test_equal_meetings_make_equal_documents() -> None:
    assert DOCUMENTS["notice"] == notice(MEETING, issued=MARCH_1)
    assert DOCUMENTS["agenda"] == agenda(MEETING)
    assert DOCUMENTS["attendance"] == attendance_sheet(MEETING)
    assert DOCUMENTS["minutes"] == minutes(MEETING, issued=MARCH_1)


def test_latin_letters_and_digits_are_half_as_wide_as_characters() -> None:
    assert width_of("2026年3月5日") == 6.0
