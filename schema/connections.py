"""Relay's nodes, connections and cursors, over keyset pages."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Generic, TypeVar
from uuid import UUID

import strawberry

from db.reads.rows import Page, Window
from terms.refusals import Refusal

NodeType = TypeVar("NodeType")

MOST = 100
"""The most rows on one page; ours."""
FEW = 20
"""Rows on a page when nothing is said; ours."""


class BadCursor(Refusal):
    """A cursor that this service did not give for this list."""

    code: ClassVar[str] = "BAD_CURSOR"
    zh: ClassVar[str] = "游标“{cursor}”不是本列表给出的，请从第一页重新开始。"
    en: ClassVar[str] = "The cursor “{cursor}” was not given by this list. Start again from the first page."

    def __init__(self, cursor: str) -> None:
        super().__init__(cursor)
        self.cursor = cursor[:80]


class BadWindow(Refusal):
    """A page size or a mix of arguments that no page has."""

    code: ClassVar[str] = "BAD_WINDOW"
    zh: ClassVar[str] = "每页须为1到{most}条；first 与 after、last 与 before 须配对使用，不得混用。"
    en: ClassVar[str] = "Ask for 1 to {most} rows, with `first` and `after` or with `last` and `before`, not both."

    def __init__(self) -> None:
        super().__init__()
        self.most = MOST


@strawberry.type(description="Where a page stands in its list (分页信息).")
class PageInfo:
    """Relay's page information."""

    has_next_page: bool = strawberry.field(description="Whether rows follow this page (有下一页).")
    has_previous_page: bool = strawberry.field(description="Whether rows come before this page (有上一页).")
    start_cursor: str | None = strawberry.field(
        description="Cursor of the first row (首条游标); null on an empty page."
    )
    end_cursor: str | None = strawberry.field(description="Cursor of the last row (末条游标); null on an empty page.")


@strawberry.type(description="One row of a list with its cursor (列表项).")
class Edge(Generic[NodeType]):
    """One row with its cursor."""

    node: NodeType = strawberry.field(description="The row itself (内容).")
    cursor: str = strawberry.field(description="Where the row stands (游标); pass it as `after` or `before`.")


@strawberry.type(description="One page of a list (分页列表).")
class Connection(Generic[NodeType]):
    """One page of a list."""

    edges: list[Edge[NodeType]] = strawberry.field(description="The rows with their cursors (列表项).")
    nodes: list[NodeType] = strawberry.field(description="The rows alone, a shortcut for edges.node (本页内容).")
    page_info: PageInfo = strawberry.field(description="Where this page stands in the list (分页信息).")
    total_count: int = strawberry.field(description="How many rows the viewer may see in the whole list (总数).")


First = Annotated[
    int | None,
    strawberry.argument(description="How many rows from the start or after `after` (前几条); 1 to 100, 20 if unset."),
]
After = Annotated[str | None, strawberry.argument(description="Cursor after which the page starts (起始游标).")]
Last = Annotated[
    int | None, strawberry.argument(description="How many rows from the end or before `before` (后几条); 1 to 100.")
]
Before = Annotated[str | None, strawberry.argument(description="Cursor before which the page ends (截止游标).")]


def window_of(
    kinds: Sequence[type],
    *,
    first: int | None = None,
    after: str | None = None,
    last: int | None = None,
    before: str | None = None,
) -> Window:
    """Return the part of the list that the arguments ask for.

    Args:
        kinds: the Python type of each column of the order, to read the cursor by.
        first: as in Relay.
        after: as in Relay.
        last: as in Relay.
        before: as in Relay.

    Raises:
        BadWindow: sizes outside 1 to 100, or both directions at once.
        BadCursor: a cursor that is not of this list.
    """
    backwards = last is not None
    size = last if last is not None else FEW if first is None else first
    if not 1 <= size <= MOST or (backwards and (first is not None or after is not None)) or (before and not backwards):
        raise BadWindow
    cursor = before if backwards else after
    return Window(size=size, position=None if cursor is None else position_of(cursor, kinds), backwards=backwards)


def cursor_of(position: Sequence[Any]) -> str:
    """Return the opaque cursor of a keyset position."""
    text = json.dumps(list(position), default=_plain, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode()


def position_of(cursor: str, kinds: Sequence[type]) -> tuple[Any, ...]:
    """Return the keyset position that a cursor stands for.

    Raises:
        BadCursor: it is not one of ours, or of another list.
    """
    try:
        values = json.loads(base64.b64decode(cursor.encode("ascii"), altchars=b"-_", validate=True))
        return tuple(_typed(value, kind) for value, kind in zip(values, kinds, strict=True))
    except (ValueError, TypeError, UnicodeError, binascii.Error, RecursionError) as error:
        raise BadCursor(cursor) from error


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _typed(value: Any, kind: Any) -> Any:
    if kind in (date, datetime):
        return kind.fromisoformat(value)
    if kind is UUID and type(value) is str:
        return UUID(value)
    if type(value) is not kind or (kind is int and not -(2**63) <= value < 2**63):
        raise TypeError
    if kind is str and "\x00" in value:
        raise ValueError
    return value


Row = TypeVar("Row", bound=Any)


def connection_of(page: Page[Row], build: Callable[[Row], NodeType]) -> Connection[NodeType]:
    """Return the GraphQL connection of a page of rows."""
    nodes = [build(row) for row in page.rows]
    cursors = [cursor_of(position) for position in page.positions]
    return Connection(
        edges=[Edge(node=node, cursor=cursor) for node, cursor in zip(nodes, cursors, strict=True)],
        nodes=nodes,
        page_info=PageInfo(
            has_next_page=page.has_next,
            has_previous_page=page.has_previous,
            start_cursor=cursors[0] if cursors else None,
            end_cursor=cursors[-1] if cursors else None,
        ),
        total_count=page.total,
    )
