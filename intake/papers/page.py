"""The page of an official document, GB/T 9704-2012: 5.2.1 margins, 5.2.3 lines and characters, 7.5 page numbers."""

from typing import Final

from intake.papers.parts import RELATED, WORD, part

TWIPS_IN_POINT: Final = 20
_TWIPS_IN_MILLIMETRE: Final = 1440 / 25.4


def twips(millimetres: float) -> int:
    """Return a length in twentieths of a point, the measure of documents."""
    return round(millimetres * _TWIPS_IN_MILLIMETRE)


WIDTH: Final = twips(210)
HEIGHT: Final = twips(297)
TOP: Final = twips(37)
BINDING: Final = twips(28)
"""The margin on the side of the binding: left on odd pages, right on even ones, as both sides are printed (6)."""
TEXT_WIDTH: Final = twips(156)
TEXT_HEIGHT: Final = twips(225)
LINES: Final = 22
CHARACTERS: Final = 28
BODY_POINTS: Final = 16
"""3号."""
NUMBER_POINTS: Final = 14
"""4号."""
LINE: Final = TEXT_HEIGHT // LINES
"""The height of a line in twips, rounded down, since a line that is too high leaves room for 21."""
CHARACTER: Final = TEXT_WIDTH / CHARACTERS
_FINE: Final = 4096
CHARACTER_SPACE: Final = int((CHARACTER / TWIPS_IN_POINT - BODY_POINTS) * _FINE) - 1
"""What the grid adds to a character of the body in 4096ths of a point: it takes away a little, so that 28 fit."""
_NUMBER_BELOW: Final = 7
"""From the type area down to the dash beside the page number, in millimetres."""
_BOTTOM: Final = HEIGHT - TOP - TEXT_HEIGHT
FOOTER: Final = _BOTTOM - twips(_NUMBER_BELOW) - NUMBER_POINTS * TWIPS_IN_POINT // 2
"""From the paper's edge up to the line of the page number, in whose middle the dash stands."""
ODD_FOOTER: Final = "rIdOdd"
EVEN_FOOTER: Final = "rIdEven"


def empty_document() -> bytes:
    """Return a body without a paragraph on such pages, with footers by their relations."""
    return part("document", f"<w:body>{_section()}</w:body>", WORD, RELATED)


def _section() -> str:
    outer = WIDTH - BINDING - TEXT_WIDTH
    return (
        "<w:sectPr>"
        f'<w:footerReference w:type="default" r:id="{ODD_FOOTER}"/>'
        f'<w:footerReference w:type="even" r:id="{EVEN_FOOTER}"/>'
        f'<w:pgSz w:w="{WIDTH}" w:h="{HEIGHT}"/>'
        f'<w:pgMar w:top="{TOP}" w:right="{outer}" w:bottom="{_BOTTOM}" w:left="{BINDING}"'
        f' w:header="{twips(15)}" w:footer="{FOOTER}" w:gutter="0"/>'
        '<w:cols w:space="425"/>'
        f'<w:docGrid w:type="linesAndChars" w:linePitch="{LINE}" w:charSpace="{CHARACTER_SPACE}"/>'
        "</w:sectPr>"
    )


def footer(*, is_odd: bool) -> bytes:
    """Return the page number between dashes, one character from the outer edge: right on odd pages, else left."""
    outside = "right" if is_odd else "left"
    indent = f'<w:ind w:{outside}Chars="100" w:{outside}="{NUMBER_POINTS * TWIPS_IN_POINT}"/>'
    text = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
    return part(
        "ftr",
        f'<w:p><w:pPr><w:pStyle w:val="Footer"/>{indent}<w:jc w:val="{outside}"/></w:pPr>'
        + text.format("— ")
        + '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        + text.format(" —")
        + "</w:p>",
        WORD,
    )


def settings() -> bytes:
    """Return the settings: mirrored margins, other footers on even pages, and nothing of who wrote or when."""
    return part(
        "settings",
        "<w:mirrorMargins/>"
        f'<w:defaultTabStop w:val="{2 * BODY_POINTS * TWIPS_IN_POINT}"/>'
        "<w:evenAndOddHeaders/>"
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        "<w:compat>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        "</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>',
        WORD,
    )
