"""Files that are archives: equal parts make equal bytes, whenever and wherever they are packed."""

import io
import zipfile
from collections.abc import Iterable
from typing import Final

EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The first moment that an archive can tell, which says nothing; Word writes it as well."""
_UNIX: Final = 3
_READABLE: Final = 0o644 << 16
_LEVEL: Final = 6


def pack(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Return an archive of the parts, in their order, each without a moment or an owner of its own."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for name, content in parts:
            part = zipfile.ZipInfo(name, EPOCH)
            part.create_system = _UNIX
            part.external_attr = _READABLE
            archive.writestr(part, content, zipfile.ZIP_DEFLATED, _LEVEL)
    return stream.getvalue()


def repack(content: bytes) -> bytes:
    """Return the archive again, packed by ``pack``."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return pack((name, archive.read(name)) for name in archive.namelist())
