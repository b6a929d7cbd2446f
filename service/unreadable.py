"""Requests that cannot be read as GraphQL over HTTP: what they are told, with which status."""

from collections.abc import Sequence
from typing import ClassVar

from terms.refusals import Refusal

ENGLISH_REASON = {
    "Unable to parse request body as JSON": "the body is not JSON in UTF-8",
    "Unsupported content type": "the content type is not application/json",
    "No GraphQL query found in the request": "there is no query in it",
    "Batching is not enabled": "it is a list; send one document at a time",
    "It names a document and brings one; send one of the two": "it names a document and brings one",
    "mutations are not allowed when using GET": "acts are sent by POST",
}
"""Strawberry's reasons in plainer words; others are told as they are."""
CHINESE_REASON = {
    "Unable to parse request body as JSON": "正文不是UTF-8编码的JSON",
    "Unsupported content type": "内容类型不是application/json",
    "No GraphQL query found in the request": "其中没有query",
    "Batching is not enabled": "一次只能发送一个文档，不能发送列表",
    "It names a document and brings one; send one of the two": "documentId与query只能发送其一",
    "mutations are not allowed when using GET": "操作须用POST发送",
}
MALFORMED = "its parts do not have the shape of a GraphQL request"


class Unreadable(Refusal):
    """The request holds no GraphQL document that could be read."""

    code: ClassVar[str] = "BAD_REQUEST"
    zh: ClassVar[str] = "请求无法读取（{reason_zh}）。请以JSON发送query，可附variables和operationName。"
    en: ClassVar[str] = (
        "The request cannot be read: {reason}. Send JSON with query and, if needed, variables and operationName."
    )

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = ENGLISH_REASON.get(reason, reason)
        self.reason_zh = CHINESE_REASON.get(reason, "各部分的形式不符合GraphQL请求")


class MethodNotAllowed(Refusal):
    """The endpoint was asked by a method that it does not take."""

    code: ClassVar[str] = "METHOD_NOT_ALLOWED"
    zh: ClassVar[str] = "GraphQL请求须用{methods_zh}发送，不能用{method}。"
    en: ClassVar[str] = "GraphQL is asked by {methods} here, not by {method}."

    def __init__(self, method: str, methods: Sequence[str]) -> None:
        super().__init__(method, methods)
        self.method = method
        self.methods = " or ".join(methods)
        self.methods_zh = "或".join(methods)
