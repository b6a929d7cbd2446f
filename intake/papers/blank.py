"""The empty official document from which every other one is made: a library's own brings fonts and an author."""

from functools import lru_cache
from typing import Final

from intake.papers.fonts import font_table
from intake.papers.packing import pack
from intake.papers.page import EVEN_FOOTER, ODD_FOOTER, empty_document, footer, settings
from intake.papers.styles import styles

_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CORE: Final = "docProps/core.xml"
_CORE_KIND: Final = "application/vnd.openxmlformats-package.core-properties+xml"
_KINDS: Final = {
    "document": "document.main",
    "styles": "styles",
    "settings": "settings",
    "fontTable": "fontTable",
    "footer1": "footer",
    "footer2": "footer",
}


@lru_cache(maxsize=1)
def blank() -> bytes:
    """Return the empty document; of its properties it says nothing: no author, no day, no revision."""
    return pack(
        (
            ("[Content_Types].xml", _content_types()),
            ("_rels/.rels", _package_relations()),
            (_CORE, f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"/>'.encode()),
            ("word/document.xml", empty_document()),
            ("word/_rels/document.xml.rels", _document_relations()),
            ("word/styles.xml", styles()),
            ("word/settings.xml", settings()),
            ("word/fontTable.xml", font_table()),
            ("word/footer1.xml", footer(is_odd=True)),
            ("word/footer2.xml", footer(is_odd=False)),
        )
    )


def _content_types() -> bytes:
    named = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.{kind}+xml"/>' for name, kind in _KINDS.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{_CORE}" ContentType="{_CORE_KIND}"/>{named}</Types>'
    ).encode()


def _package_relations() -> bytes:
    return _relations(
        ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
        ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", _CORE),
    )


def _document_relations() -> bytes:
    return _relations(
        ("rId1", f"{_OFFICE}/styles", "styles.xml"),
        ("rId2", f"{_OFFICE}/settings", "settings.xml"),
        ("rId3", f"{_OFFICE}/fontTable", "fontTable.xml"),
        (ODD_FOOTER, f"{_OFFICE}/footer", "footer1.xml"),
        (EVEN_FOOTER, f"{_OFFICE}/footer", "footer2.xml"),
    )


def _relations(*relations: tuple[str, str, str]) -> bytes:
    listed = "".join(f'<Relationship Id="{code}" Type="{kind}" Target="{target}"/>' for code, kind, target in relations)
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'.encode()
