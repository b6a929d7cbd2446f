"""Documents that were agreed on, by the SHA-256 of their text: where they are set, no other document runs.

The name of one is ``sha256:`` and 64 hexadecimal digits, as in the draft of GraphQL over HTTP, appendix A. They stand
in a folder of ``.graphql`` files, or in one JSON file that gives each name its text, as ``zones documents`` writes it.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from graphql import GraphQLError, parse, validate
from graphql.type import GraphQLSchema

from service.edge_refusals import DocumentNotTrusted
from terms.refusals import Refusal


class DocumentsUnreadable(Refusal):
    """A folder or a list of documents that cannot be taken as it is."""

    code: ClassVar[str] = "DOCUMENTS_UNREADABLE"
    zh: ClassVar[str] = "无法读取登记文档“{place}”：{reason_zh}。"
    en: ClassVar[str] = "The documents at “{place}” cannot be taken: {reason}."

    def __init__(self, place: Path, reason: str, reason_zh: str) -> None:
        super().__init__(place, reason, reason_zh)
        self.place = place
        self.reason = reason
        self.reason_zh = reason_zh


def name_of(text: str) -> str:
    """Return the name of a document."""
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


class TrustedDocuments:
    """The documents that run; ``only`` tells that no other does."""

    def __init__(self, texts: Mapping[str, str], *, only: bool) -> None:
        self._texts = texts
        self.only = only

    @classmethod
    def at(cls, place: Path | None, schema: GraphQLSchema) -> "TrustedDocuments":
        """Read the documents of a folder or a list; None means that none was agreed on and every document runs.

        Raises:
            DocumentsUnreadable: nothing is there, a name is not that of its text, or one does not fit the schema.
        """
        if place is None:
            return cls({}, only=False)
        texts = read(place)
        for name, text in texts.items():
            _require_fit(place, name, text, schema)
        return cls(texts, only=True)

    def text_of(self, document_id: object) -> str:
        """Return the text behind a name.

        Raises:
            DocumentNotTrusted: it is not on the list.
        """
        text = self._texts.get(document_id) if isinstance(document_id, str) else None
        if text is None:
            raise DocumentNotTrusted
        return text

    def require(self, text: str) -> None:
        """Refuse, by ``DocumentNotTrusted``, a text that is on no list where there is one."""
        if self.only and name_of(text) not in self._texts:
            raise DocumentNotTrusted


def read(place: Path) -> dict[str, str]:
    """Return the documents of a folder or of a list by their names.

    Raises:
        DocumentsUnreadable: nothing can be read there, or a name is not that of its text.
    """
    try:
        if place.is_dir():
            texts = [path.read_text(encoding="utf-8") for path in sorted(place.glob("*.graphql"))]
            documents = {name_of(text): text for text in texts}
        else:
            documents = json.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "it is not JSON in UTF-8"
        raise DocumentsUnreadable(place, reason, "不存在，或不是UTF-8编码的JSON") from error
    if not isinstance(documents, dict) or not documents:
        raise DocumentsUnreadable(place, "there is no document in it", "其中没有文档")
    for name, text in documents.items():
        if not isinstance(text, str) or name_of(text) != name:
            raise DocumentsUnreadable(place, f"{name[:80]} is not the name of its text", f"{name[:80]}与其文本不符")
    return documents


def _require_fit(place: Path, name: str, text: str, schema: GraphQLSchema) -> None:
    try:
        faults = validate(schema, parse(text))
    except GraphQLError as error:
        faults = [error]
    if faults:
        said = faults[0].message
        raise DocumentsUnreadable(place, f"{name}: {said}", f"{name}：{said}")
