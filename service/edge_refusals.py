"""What the edge says when a request asks for too much, or asks in a way that is switched off."""

from typing import ClassVar

from terms.refusals import Refusal


class OverLimit(Refusal):
    """A number of a document or a request is over its limit."""

    def __init__(self, asked: int, most: int) -> None:
        super().__init__(asked, most)
        self.asked = asked
        self.most = most


class TooManyTokens(Refusal):
    """The document is too long."""

    code: ClassVar[str] = "TOO_MANY_TOKENS"
    zh: ClassVar[str] = "文档过长：最多{most}个词元，请拆成几次查询。"
    en: ClassVar[str] = "The document is too long: at most {most} tokens. Ask in several documents."

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class TooDeep(OverLimit):
    """Fields stand within fields too deeply."""

    code: ClassVar[str] = "TOO_DEEP"
    zh: ClassVar[str] = "查询嵌套过深：最多{most}层，请从中间的对象重新查起。"
    en: ClassVar[str] = "Fields stand within fields too deeply: at most {most} levels. Start from an object in between."


class TooManyAliases(OverLimit):
    """Too many aliases in one document."""

    code: ClassVar[str] = "TOO_MANY_ALIASES"
    zh: ClassVar[str] = "别名有{asked}个，最多{most}个，请拆成几次查询。"
    en: ClassVar[str] = "There are {asked} aliases; at most {most} may be. Ask in several documents."


class TooManyDirectives(OverLimit):
    """Too many directives in one document."""

    code: ClassVar[str] = "TOO_MANY_DIRECTIVES"
    zh: ClassVar[str] = "指令有{asked}个，最多{most}个。"
    en: ClassVar[str] = "There are {asked} directives; at most {most} may be."


class TooManyFields(OverLimit):
    """Too many fields side by side."""

    code: ClassVar[str] = "TOO_MANY_FIELDS"
    zh: ClassVar[str] = "一个选择集中有{asked}个字段，最多{most}个，重复的字段请只写一次。"
    en: ClassVar[str] = "There are {asked} fields side by side; at most {most} may be. Name each field once."


class TooManyRootFields(OverLimit):
    """Too many fields at the root of one operation."""

    code: ClassVar[str] = "TOO_MANY_ROOT_FIELDS"
    zh: ClassVar[str] = "一次操作的根字段有{asked}个，最多{most}个，请拆成几次请求。"
    en: ClassVar[str] = "The operation has {asked} root fields; at most {most} may be. Send several requests."


class CostExceeded(OverLimit):
    """The document could cost more than any one document may."""

    code: ClassVar[str] = "COST_EXCEEDED"
    zh: ClassVar[str] = "该查询的计算成本为{asked}，上限为{most}。请减小 first，或少查几层列表。"
    en: ClassVar[str] = "The document could cost {asked}; at most {most} may be. Ask for smaller pages or fewer lists."


class BudgetSpent(Refusal):
    """The caller asked for so much lately that she must wait a little."""

    code: ClassVar[str] = "BUDGET_SPENT"
    zh: ClassVar[str] = "近期查询过多：本次需{asked}，现余{left}，请于{seconds}秒后重试。"
    en: ClassVar[str] = "Too much was asked lately: this needs {asked} and {left} is left. Try again in {seconds} s."

    def __init__(self, asked: int, left: int, seconds: int) -> None:
        super().__init__(asked, left, seconds)
        self.asked = asked
        self.left = left
        self.seconds = seconds


class TimedOut(Refusal):
    """The request took too long and was stopped."""

    code: ClassVar[str] = "TIMED_OUT"
    zh: ClassVar[str] = "处理超过{seconds}秒，已中止，未完成的更改已撤销。请缩小范围；如是操作，请先查看结果再重试。"
    en: ClassVar[str] = (
        "This took over {seconds} s and was stopped; what was not finished was undone. Ask for less; after an act, "
        "look at the state before trying again."
    )

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class StreamNeeded(Refusal):
    """A subscription was asked where one answer is given."""

    code: ClassVar[str] = "STREAM_NEEDED"
    zh: ClassVar[str] = (
        "订阅须以事件流接收：请求头 Accept: text/event-stream，或使用WebSocket子协议graphql-transport-ws。"
    )
    en: ClassVar[str] = (
        "A subscription is followed as a stream: accept text/event-stream, or open a WebSocket that speaks "
        "graphql-transport-ws."
    )


class OnlySubscriptions(Refusal):
    """A question or an act was sent over a socket."""

    code: ClassVar[str] = "ONLY_SUBSCRIPTIONS"
    zh: ClassVar[str] = "WebSocket只用于订阅；查询和操作请用POST发送。"
    en: ClassVar[str] = "Sockets are for subscriptions. Send questions and acts by POST."


class TooManyStreams(Refusal):
    """The caller follows as much as she may."""

    code: ClassVar[str] = "TOO_MANY_STREAMS"
    zh: ClassVar[str] = "您已打开{most}个订阅或连接，请先关闭一些。"
    en: ClassVar[str] = "You have {most} subscriptions or sockets open, as many as you may. Close some first."

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class IntrospectionOff(Refusal):
    """The schema is not told here."""

    code: ClassVar[str] = "INTROSPECTION_OFF"
    zh: ClassVar[str] = "本服务不提供内省（__schema、__type），请使用随版本发布的 schema.graphql。"
    en: ClassVar[str] = "The schema is not told here (__schema, __type). Use the schema.graphql of this version."


class DocumentNotTrusted(Refusal):
    """Only documents that were agreed on run here."""

    code: ClassVar[str] = "DOCUMENT_NOT_TRUSTED"
    zh: ClassVar[str] = "本服务只执行已登记的文档：请发送 documentId（sha256:…），并请管理员登记该文档。"
    en: ClassVar[str] = (
        "Only documents on the list of this service run here: send a documentId (sha256:...) that is on it."
    )


class PreflightMissing(Refusal):
    """An upload came without the header that no foreign page can send unasked."""

    code: ClassVar[str] = "PREFLIGHT_REQUIRED"
    zh: ClassVar[str] = "上传文件须带请求头 GraphQL-Require-Preflight: 1。"
    en: ClassVar[str] = "An upload needs the header GraphQL-Require-Preflight: 1."


class TooManyParts(Refusal):
    """A multipart body has more parts than an upload needs."""

    code: ClassVar[str] = "TOO_MANY_PARTS"
    zh: ClassVar[str] = "上传的部分过多，最多{most}个，请一次上传一个文件。"
    en: ClassVar[str] = "The upload has too many parts; at most {most} may be. Send one file at a time."

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class TooLarge(Refusal):
    """A body is over its limit."""

    code: ClassVar[str] = "TOO_LARGE"
    zh: ClassVar[str] = "请求内容过大：文档最多{document}，带工作簿最多{upload}。"
    en: ClassVar[str] = "The request is too large: {document} for a document, {upload} with a workbook."

    def __init__(self, document: int, upload: int) -> None:
        super().__init__(document, upload)
        self.document = _size(document)
        self.upload = _size(upload)


class TooSlow(Refusal):
    """A body did not arrive in time."""

    code: ClassVar[str] = "BODY_TOO_SLOW"
    zh: ClassVar[str] = "请求内容未在{seconds}秒内传完，请检查网络后重试。"
    en: ClassVar[str] = "The request did not arrive within {seconds} s. Check the network and try again."

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def _size(number: int) -> str:
    for unit, name in ((1024**2, "MiB"), (1024, "KiB")):
        if number % unit == 0:
            return f"{number // unit} {name}"
    return f"{number} B"
