"""Documents that were parsed and validated before, by their text: most clients send the same few again and again.

Strawberry's own caches keep a number of documents, however long each is; this one keeps a number of characters, so that
nobody fills the memory with long ones. The rules of validation are the same objects for each request, or nothing would
ever be found again.
"""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field

from graphql import DocumentNode, GraphQLError, GraphQLSchema, parse, validate
from strawberry.extensions import SchemaExtension

KEPT = 256 * 1024
"""Characters of all documents that are kept; a document of a thousand characters takes about a megabyte."""
LONGEST = 16 * 1024
"""Characters of the longest document that is kept."""


@dataclass(slots=True)
class Known:
    """A parsed document, and what validation found once it was asked."""

    document: DocumentNode
    faults: list[GraphQLError] | None = None


@dataclass(slots=True)
class KnownDocuments:
    """The documents that were asked lately."""

    tokens: int
    """The most tokens of one."""
    _kept: OrderedDict[str, Known] = field(default_factory=OrderedDict)
    _characters: int = 0

    def parsed(self, text: str) -> Known:
        """Return the document; raises GraphQLError where it cannot be parsed."""
        found = self._kept.get(text)
        if found is not None:
            self._kept.move_to_end(text)
            return found
        known = Known(parse(text, max_tokens=self.tokens))
        if len(text) <= LONGEST:
            self._kept[text] = known
            self._characters += len(text)
            while self._characters > KEPT:
                gone, _ = self._kept.popitem(last=False)
                self._characters -= len(gone)
        return known

    def faults(self, text: str, schema: GraphQLSchema) -> list[GraphQLError]:
        """Return what validation finds; an empty list is a valid document."""
        known = self.parsed(text)
        if known.faults is None:
            known.faults = validate(schema, known.document)
        return known.faults


class Remembering(SchemaExtension):
    """Hands strawberry the documents that are known; admission parsed them, so that parsing cannot fail here."""

    def __init__(self, documents: KnownDocuments) -> None:
        super().__init__()
        self._documents = documents

    def on_parse(self) -> Iterator[None]:
        """Give the parsed document."""
        query = self.execution_context.query
        if query:
            self.execution_context.graphql_document = self._documents.parsed(query).document
        yield

    def on_validate(self) -> Iterator[None]:
        """Give what validation found."""
        query = self.execution_context.query
        if query:
            faults = self._documents.faults(query, self.execution_context.schema._schema)  # noqa: SLF001
            self.execution_context.pre_execution_errors = list(faults)
        yield
