"""Requests as they come: JSON, a form with an upload, or the words of an address; one document each."""

from collections.abc import Mapping
from typing import Any

import orjson
from cross_web import AsyncHTTPRequestAdapter, HTTPException, StarletteRequestAdapter
from starlette.exceptions import HTTPException as FormUnreadable
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from strawberry.file_uploads.utils import replace_placeholders_with_files
from strawberry.http import GraphQLRequestData

from service.edge_refusals import DocumentNotTrusted, PreflightMissing, TooManyParts
from service.trusted import TrustedDocuments
from service.unreadable import MALFORMED

MARK = b"\xef\xbb\xbf"
"""The byte order mark that some editors put before UTF-8."""
PREFLIGHT = ("graphql-require-preflight", "apollo-require-preflight")
"""Headers that a page of another site cannot send unless this service agreed to it."""
NO_JSON = "Unable to parse request body as JSON"


async def read_request(
    adapter: AsyncHTTPRequestAdapter, documents: TrustedDocuments, *, parts: int
) -> GraphQLRequestData:
    """Return what a request asks.

    Raises:
        HTTPException: it cannot be read.
        PreflightMissing, TooManyParts: an upload that another site's page might have sent, or that is none.
        DocumentNotTrusted: it names a document that is not on the list, or asks by GET for one that it does not name.
    """
    try:
        given = await _given(adapter, documents, parts)
    except (AttributeError, LookupError, TypeError, ValueError, FormUnreadable) as error:
        raise HTTPException(400, MALFORMED) from error
    return request_of(given, documents)


def request_of(given: Any, documents: TrustedDocuments) -> GraphQLRequestData:
    """Return what a request asks, of the JSON that holds it.

    Raises:
        HTTPException: it cannot be read.
        DocumentNotTrusted: it names a document that is not on the list.
    """
    if isinstance(given, list):
        raise HTTPException(400, "Batching is not enabled")
    if not isinstance(given, Mapping):
        raise HTTPException(400, MALFORMED)
    query, variables = _document(given, documents), given.get("variables")
    extensions, name = given.get("extensions"), given.get("operationName")
    if not query:
        raise HTTPException(400, "No GraphQL query found in the request")
    shapes = ((query, str), (variables, dict), (extensions, dict), (name, str))
    if not all(value is None or isinstance(value, kind) for value, kind in shapes):
        raise HTTPException(400, MALFORMED)
    return GraphQLRequestData(query=query, variables=variables, operation_name=name or None, extensions=extensions)


def _document(given: Mapping[str, Any], documents: TrustedDocuments) -> Any:
    if given.get("documentId") is None:
        return given.get("query")
    if given.get("query") is not None:
        raise HTTPException(400, "It names a document and brings one; send one of the two")
    return documents.text_of(given["documentId"])


async def _given(adapter: AsyncHTTPRequestAdapter, documents: TrustedDocuments, parts: int) -> Any:
    if adapter.method == "GET":
        return _words(adapter, documents)
    kind = (adapter.content_type or "").split(";")[0].strip().lower()
    if kind == "application/json":
        return _json(await adapter.get_body())
    if kind == "multipart/form-data" and isinstance(adapter, StarletteRequestAdapter):
        return await _form(adapter._request, parts)  # noqa: SLF001  (cross-web has no word for its limits)
    raise HTTPException(400, "Unsupported content type")


def _words(adapter: AsyncHTTPRequestAdapter, documents: TrustedDocuments) -> dict[str, Any]:
    """Read the address of a GET."""
    words: dict[str, Any] = dict(adapter.query_params)
    if documents.only and not words.get("documentId"):
        raise DocumentNotTrusted
    for name in ("variables", "extensions"):
        words[name] = _json(words[name]) if words.get(name) else None
    return words


async def _form(request: Request, parts: int) -> Any:
    """Read a form with an upload; its document and its map are texts, never files themselves."""
    if not any(request.headers.get(name) for name in PREFLIGHT):
        raise PreflightMissing
    try:
        form = await request.form(max_files=parts, max_fields=parts)
    except (FormUnreadable, MultiPartException) as error:
        if "Too many" in str(getattr(error, "detail", error)):
            raise TooManyParts(parts) from error
        raise
    if len(form.multi_items()) > parts:
        raise TooManyParts(parts)
    texts = [form.get(name, "{}") for name in ("operations", "map")]
    if not all(isinstance(text, str) for text in texts):
        raise HTTPException(400, MALFORMED)
    operations, files = (_json(str(text)) for text in texts)
    return replace_placeholders_with_files(operations, files, form)


def _json(text: str | bytes) -> Any:
    """Read JSON of UTF-8, with or without a byte order mark; lone surrogates and bottomless nesting are refused."""
    try:
        return orjson.loads(text.removeprefix(MARK) if isinstance(text, bytes) else text)
    except ValueError as error:
        raise HTTPException(400, NO_JSON) from error
