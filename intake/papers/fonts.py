"""The fonts of official documents, by name: none of them may be handed on, so each has others to stand in for it."""

from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import quoteattr

from intake.papers.parts import WORD, part


@dataclass(frozen=True, slots=True)
class Font:
    """A font that an office has, and by what a program finds another where it has not."""

    name: str
    instead: tuple[str, ...]
    """Other fonts, best first: what Windows, WPS and macOS bring, then free ones."""
    panose: str
    """Its look in ten pairs of digits, for programs that choose by it."""
    family: str
    is_fixed: bool = True


FANGSONG: Final = Font(
    "仿宋_GB2312",
    ("仿宋", "FangSong", "STFangsong", "方正仿宋_GBK", "Zhuque Fangsong (technical preview)", "Noto Serif CJK SC"),
    "02010609030101010101",
    "modern",
)
KAITI: Final = Font(
    "楷体_GB2312",
    ("楷体", "KaiTi", "STKaiti", "方正楷体_GBK", "LXGW WenKai", "Noto Serif CJK SC"),
    "02010609030101010101",
    "modern",
)
HEITI: Final = Font(
    "黑体",
    ("SimHei", "STHeiti", "方正黑体_GBK", "Source Han Sans SC", "Noto Sans CJK SC"),
    "02010609060101010101",
    "modern",
)
SONGTI: Final = Font(
    "宋体",
    ("SimSun", "STSong", "方正书宋_GBK", "Source Han Serif SC", "Noto Serif CJK SC"),
    "02010600030101010101",
    "auto",
    is_fixed=False,
)
TITLE_SONG: Final = Font(
    "方正小标宋简体",
    ("FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "华文中宋", "STZhongsong", "Source Han Serif SC", "宋体"),
    "03000509000000000000",
    "script",
)
FONTS: Final = (FANGSONG, KAITI, HEITI, SONGTI, TITLE_SONG)
_GB2312: Final = "86"


def named(font: Font) -> str:
    """Return the element that sets a font for every script: without ``eastAsia`` Chinese keeps the program's own."""
    name = quoteattr(font.name)
    return f"<w:rFonts w:ascii={name} w:hAnsi={name} w:eastAsia={name} w:cs={name}/>"


def font_table() -> bytes:
    """Return the part that says what may stand in for each font (ISO/IEC 29500-1, 17.8.3.1: commas between names)."""
    return part("fonts", "".join(_entry(font) for font in FONTS), WORD)


def _entry(font: Font) -> str:
    return (
        f"<w:font w:name={quoteattr(font.name)}>"
        f"<w:altName w:val={quoteattr(','.join(font.instead))}/>"
        f'<w:panose1 w:val="{font.panose}"/>'
        f'<w:charset w:val="{_GB2312}"/>'
        f'<w:family w:val="{font.family}"/>'
        f'<w:pitch w:val="{"fixed" if font.is_fixed else "variable"}"/>'
        "</w:font>"
    )
