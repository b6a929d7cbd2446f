"""The styles of official documents, GB/T 9704-2012: 5.2.2 body, 5.2.4 black, 7.3.1 title, 7.3.3 headings."""

from dataclasses import dataclass
from typing import Final

from intake.papers.fonts import FANGSONG, HEITI, KAITI, SONGTI, TITLE_SONG, Font, named
from intake.papers.page import BODY_POINTS, LINE, NUMBER_POINTS, TWIPS_IN_POINT
from intake.papers.parts import WORD, part

TITLE_POINTS: Final = 22
"""2号."""
TITLE_LINE: Final = 35 * TWIPS_IN_POINT
"""The height of a title's line (ours)."""
NEARER: Final = -6
"""How much nearer characters of the body stand, in twips, so that 28 fit where a program knows no grid of characters.

Lines have an exact height for the like reason, and paragraphs keep off the grid: LibreOffice gives a character that is
wider than a cell of the grid, as 3号 is, two cells.
"""
INDENT: Final = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'


@dataclass(frozen=True, slots=True)
class Style:
    """One kind of paragraph, under the name that the library and the programs know it by."""

    code: str
    name: str
    font: Font = FANGSONG
    points: int = BODY_POINTS
    paragraph: str = ""
    """Elements of its ``pPr``, in the order of the standard."""


BODY: Final = Style("BodyText", "Body Text", paragraph=INDENT)
ADDRESSED: Final = Style("Salutation", "Salutation")
NAMES: Final = Style("List", "List")
LABEL: Final = Style("Label", "Label", font=HEITI)
"""A style of characters: 出席 and the like."""
CENTRED: Final = Style("Subtitle", "Subtitle", font=KAITI, paragraph='<w:jc w:val="center"/>')
TITLE: Final = Style(
    "Title",
    "Title",
    font=TITLE_SONG,
    points=TITLE_POINTS,
    paragraph=f'<w:spacing w:after="{LINE}" w:line="{TITLE_LINE}" w:lineRule="exact"/><w:jc w:val="center"/>',
)
HEADING: Final = Style("Heading1", "heading 1", font=HEITI, paragraph=f'<w:keepNext/>{INDENT}<w:outlineLvl w:val="0"/>')
SUBHEADING: Final = Style(
    "Heading2", "heading 2", font=KAITI, paragraph=f'<w:keepNext/>{INDENT}<w:outlineLvl w:val="1"/>'
)
_FREE_LINE: Final = '<w:spacing w:line="240" w:lineRule="auto"/>'
CELL: Final = Style("TableText", "Table Text", points=NUMBER_POINTS, paragraph=f'{_FREE_LINE}<w:jc w:val="left"/>')
HEAD_CELL: Final = Style(
    "TableHead", "Table Head", font=HEITI, points=NUMBER_POINTS, paragraph=f'{_FREE_LINE}<w:jc w:val="center"/>'
)
_FOOTER: Final = Style(
    "Footer",
    "footer",
    font=SONGTI,
    points=NUMBER_POINTS,
    paragraph=f'<w:spacing w:line="{NUMBER_POINTS * TWIPS_IN_POINT}" w:lineRule="exact"/>',
)
STYLES: Final = (BODY, ADDRESSED, NAMES, CENTRED, TITLE, HEADING, SUBHEADING, CELL, HEAD_CELL, _FOOTER)
_LANGUAGE: Final = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
_BORDERS: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_CELL_SIDES: Final = '<w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
GRID: Final = "Table Grid"


def styles() -> bytes:
    """Return the styles part."""
    return part("styles", _defaults() + "".join(map(_paragraph, STYLES)) + _label() + _tables(), WORD)


def _look(style: Style) -> str:
    half = 2 * style.points
    nearer = NEARER if style.points == BODY_POINTS else 0
    return (
        f'{named(style.font)}<w:color w:val="000000"/><w:spacing w:val="{nearer}"/>'
        f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    )


def _defaults() -> str:
    normal = Style("Normal", "Normal")
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_look(normal)}{_LANGUAGE}</w:rPr></w:rPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:widowControl w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:line="{LINE}" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr>'
        f"<w:rPr>{_look(normal)}</w:rPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
    )


def _paragraph(style: Style) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.code}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{style.paragraph}</w:pPr><w:rPr>{_look(style)}</w:rPr></w:style>"
    )


def _label() -> str:
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{LABEL.code}"><w:name w:val="{LABEL.name}"/>'
        f"<w:qFormat/><w:rPr>{named(LABEL.font)}</w:rPr></w:style>"
    )


def _tables() -> str:
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>'
        f'<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="{GRID}"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders><w:tblCellMar>{_CELL_SIDES}</w:tblCellMar></w:tblPr>"
        '<w:tcPr><w:vAlign w:val="center"/></w:tcPr></w:style>'
    )
