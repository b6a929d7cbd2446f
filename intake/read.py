"""From the bytes of an upload to raw sheets, by what the bytes are and not by what the file is called."""

from intake.book import LIMITS, Book, Limits
from intake.delimited import read_csv
from intake.refusals import EmptyFile, EncryptedWorkbook, FileTooLarge, NotAWorkbook, OldExcelFormat
from intake.xlsx import read_xlsx

_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_OTHER_KINDS = ((b"%PDF", "PDF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"{\\rtf", "RTF"), (b"Rar!", "RAR"))
_WEB_PAGES = (b"<html", b"<!doctype html", b"<table", b"<?xml")


def read_book(content: bytes, filename: str, *, limits: Limits = LIMITS) -> Book:
    """Return the sheets of an .xlsx or .csv file; raises an ``UnreadableFile`` that says what to do."""
    if not content.strip(b"\xef\xbb\xbf \r\n\t"):
        raise EmptyFile
    if len(content) > limits.file_bytes:
        raise FileTooLarge(size=f"{len(content) / 2**20:.1f}MB", limit=f"{limits.file_bytes // 2**20}MB")
    if content.startswith(b"PK"):
        return read_xlsx(content, limits=limits)
    if content.startswith(_COMPOUND):
        raise EncryptedWorkbook if _ENCRYPTED_STREAM in content else OldExcelFormat
    for start, kind in _OTHER_KINDS:
        if content.startswith(start):
            raise NotAWorkbook(found=kind)
    if content.lstrip(b"\xef\xbb\xbf \r\n\t")[:20].lower().startswith(_WEB_PAGES):
        raise NotAWorkbook(found="HTML/XML")
    return read_csv(content, filename, limits=limits)
