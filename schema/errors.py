"""What of an error reaches the client: refusals by code, mistakes in the question in full, anything else masked."""

import logging
import re
import secrets
from collections.abc import Iterator
from typing import Any

from graphql import ExecutionResult, GraphQLError
from strawberry.extensions import SchemaExtension

from schema.context import Context
from terms.refusals import Refusal

log = logging.getLogger("zones")

SUGGESTION = re.compile(r" Did you mean (?!'\w+ \{ \.\.\. \}').*", re.DOTALL)
"""Guesses of names: they tell the schema to who may not ask for it. That a field needs braces tells nothing."""
INTERNAL = "INTERNAL"
BAD_QUESTION = "BAD_REQUEST"
SORRY = {
    "zh": "服务内部出错，已记录，编号{id}。请将编号告知管理员。",
    "en": "Something went wrong inside the service. It was logged as {id}; please tell the administrator that number.",
}


class Masking(SchemaExtension):
    """Replaces each error of a result by what its client may read."""

    _streamed = False

    def on_operation(self) -> Iterator[None]:
        """Look through the result once it is there."""
        yield
        if not self._streamed:
            self._mask(self.execution_context.result)

    def on_stream_result(self, result: Any) -> Iterator[None]:
        """Look through each result of what is followed, before it is sent."""
        self._streamed = True
        self._mask(result)
        yield

    def _mask(self, result: Any) -> None:
        if isinstance(result, ExecutionResult) or hasattr(result, "errors"):
            context = self.execution_context.context
            language = context.caller.language if isinstance(context, Context) else "en"
            result.errors = [readable(error, language) for error in result.errors] if result.errors else result.errors


def readable(error: GraphQLError, language: str) -> GraphQLError:
    """Return the error as its client may read it; what is masked is logged under the id that the client gets."""
    cause = root_of(error)
    if isinstance(cause, Refusal):
        return _same_place(error, cause.message(language), {"code": cause.code})
    # Without a path no field was reached: a value of the document itself cannot be read.
    if cause is None or (error.path is None and isinstance(cause, ValueError)):
        extensions = {"code": BAD_QUESTION, **(error.extensions or {})}
        said = SUGGESTION.sub("", error.message)
        message = f"请求有误：{said}" if language == "zh" else said
        return _same_place(error, message, extensions)
    name = secrets.token_hex(8)
    log.error("masked error %s at %s", name, error.path, exc_info=cause)
    return _same_place(error, SORRY["zh" if language == "zh" else "en"].format(id=name), {"code": INTERNAL, "id": name})


def root_of(error: GraphQLError) -> Exception | None:
    """Return what was raised below the error; None where GraphQL itself refused the question."""
    cause: BaseException | None = error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause if isinstance(cause, Exception) else None


def _same_place(error: GraphQLError, message: str, extensions: dict[str, Any]) -> GraphQLError:
    return GraphQLError(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        original_error=root_of(error),  # for the service, which never sends it
        extensions=extensions,
    )
