"""What one request and one caller may cost: the numbers, their bounds, and what each is for."""

from dataclasses import dataclass, field
from typing import Any


def _bounded(default: int, least: int, most: int, what: str) -> Any:
    return field(default=default, metadata={"least": least, "most": most, "what": what})


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of the edge; each may be set by the variable ``ZONES_`` and its name. All numbers are ours."""

    document_bytes: int = _bounded(1024 * 1024, 1024, 64 * 1024**2, "bytes of a JSON body")
    upload_bytes: int = _bounded(32 * 1024**2, 1024, 1024**3, "bytes of a body with a workbook in it")
    upload_parts: int = _bounded(8, 3, 1000, "parts of a multipart body")
    body_seconds: int = _bounded(30, 1, 3600, "seconds for a whole body to arrive")
    question_seconds: int = _bounded(60, 1, 3600, "seconds to answer a question")
    act_seconds: int = _bounded(300, 1, 24 * 3600, "seconds for an act, or for a workbook to take away")
    question_statements: int = _bounded(1_000, 10, 1_000_000, "SQL statements of a question")
    act_statements: int = _bounded(50_000, 10, 10_000_000, "SQL statements of an act")
    depth: int = _bounded(20, 2, 100, "fields within fields of a document")
    tokens: int = _bounded(5_000, 100, 100_000, "tokens of a document")
    aliases: int = _bounded(60, 0, 10_000, "aliases of a document")
    directives: int = _bounded(50, 0, 10_000, "directives of a document")
    breadth: int = _bounded(120, 10, 10_000, "fields side by side in one selection")
    root_fields: int = _bounded(20, 1, 1_000, "fields at the root of an operation")
    cost: int = _bounded(50_000, 100, 100_000_000, "the computed cost of one document")
    budget: int = _bounded(500_000, 100, 1_000_000_000, "what a caller may spend at once")
    budget_per_second: int = _bounded(10_000, 1, 100_000_000, "what comes back of it each second")
    streams: int = _bounded(20, 0, 10_000, "sockets and subscriptions that one caller has open")
