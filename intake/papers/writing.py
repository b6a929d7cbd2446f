"""One official document being written: its paragraphs from the title to the day on which it was issued."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

import docx
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Length, Twips
from docx.text.paragraph import Paragraph

from intake.papers.blank import blank
from intake.papers.packing import repack
from intake.papers.page import CHARACTER, LINE
from intake.papers.styles import (
    ADDRESSED,
    BODY,
    CELL,
    CENTRED,
    GRID,
    HEAD_CELL,
    HEADING,
    LABEL,
    NAMES,
    SUBHEADING,
    TITLE,
    Style,
)
from intake.papers.texts import day_words, line, lines, number_words

_BEFORE_NAMES: Final = 2
"""Characters left empty before 出席 (GB/T 9704-2012, 10.3)."""
_AFTER_THE_DAY: Final = 4.0
"""Characters left empty to the right of the day of issue (7.3.5.1)."""
_NARROW: Final = 0x2000
"""Signs below it are half as wide as a Chinese character."""


class Writing:
    """A document to which paragraph after paragraph is added; whatever text is given, it stays text."""

    def __init__(self) -> None:
        self._document = docx.Document(io.BytesIO(blank()))
        self._headings = 0
        self._subheadings = 0

    def title(self, text: str) -> None:
        """Add the title, with an empty line below it."""
        self._add(line(text), TITLE)

    def centred(self, *texts: str) -> None:
        """Add lines below the title, such as the moment and the place, and an empty one."""
        for text in (*texts, ""):
            self._add(line(text), CENTRED)

    def addressed(self, text: str) -> None:
        """Add whom the document is for, from the left edge and with a colon (7.3.2)."""
        self._add(f"{line(text)}：", ADDRESSED)

    def heading(self, text: str) -> None:
        """Add a heading of the first level, numbered ``一、`` (7.3.3)."""
        self._headings += 1
        self._subheadings = 0
        self._add(f"{number_words(self._headings)}、{line(text)}", HEADING)

    def subheading(self, text: str) -> None:
        """Add a heading of the second level, numbered ``（一）``."""
        self._subheadings += 1
        self._add(f"（{number_words(self._subheadings)}）{line(text)}", SUBHEADING)

    def body(self, text: str) -> None:
        """Add the text, a paragraph for each of its lines that holds anything."""
        for each in lines(text):
            self._add(each, BODY)

    def gap(self) -> None:
        """Add an empty line."""
        self._add("", BODY)

    def names(self, label: str, entries: Iterable[str]) -> None:
        """Add names behind a label in 黑体; further lines begin below the first name (10.3)."""
        hanging = len(label) + 1
        paragraph = self._add("", NAMES)
        paragraph.paragraph_format.left_indent = characters(_BEFORE_NAMES + hanging)
        paragraph.paragraph_format.first_line_indent = characters(-hanging)
        paragraph.add_run(f"{label}：", LABEL.name)
        paragraph.add_run("；".join(entries))

    def issued(self, day: date | None, *, organ: str = "") -> None:
        """Add the day of issue four characters from the right, with the organ centred above it (7.3.5.1)."""
        words = day_words(day) if day else ""
        name = line(organ)
        inwards = (width_of(words) - width_of(name)) / 2
        after_day = max(_AFTER_THE_DAY, -inwards)
        self.gap()
        for text, after in ((name, after_day + inwards), (words, after_day)):
            if text:
                paragraph = self._add(text, ADDRESSED)
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                paragraph.paragraph_format.right_indent = characters(after)

    def table(self, header: Sequence[str], rows: Iterable[Sequence[str]], *, widths: Sequence[int]) -> None:
        """Add a table whose header comes again on every page; widths are in twips."""
        table = self._document.add_table(0, len(header), GRID)
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Twips(width)
        for number, texts in enumerate([header, *rows]):
            row = table.add_row()
            row.height, row.height_rule = Twips(LINE), WD_ROW_HEIGHT_RULE.AT_LEAST
            properties = row._tr.get_or_add_trPr()  # noqa: SLF001  (the library knows no rows that are kept whole)
            properties.append(OxmlElement("w:cantSplit"))
            if number == 0:
                properties.append(OxmlElement("w:tblHeader"))
            for cell, text in zip(row.cells, texts, strict=True):
                cell.paragraphs[0].style = (CELL if number else HEAD_CELL).name
                cell.paragraphs[0].add_run(line(text))
        self._add("", CELL)

    def finish(self) -> bytes:
        """Return the file; equal paragraphs make equal bytes."""
        stream = io.BytesIO()
        self._document.save(stream)
        return repack(stream.getvalue())

    def _add(self, text: str, style: Style) -> Paragraph:
        return self._document.add_paragraph(text, style.name)


def characters(number: float) -> Length:
    """Return a length in characters of the body."""
    return Twips(round(number * CHARACTER))


def width_of(text: str) -> float:
    """Return how many characters wide the text is, Latin letters and digits being half as wide."""
    return sum(0.5 if ord(sign) < _NARROW else 1.0 for sign in text)
