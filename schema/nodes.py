"""Relay's nodes: types that show a row under a global id, and the look-up by that id."""

import asyncio
import base64
import binascii
import dataclasses
from collections.abc import Awaitable, Callable, Sequence
from functools import cache
from typing import Annotated, Any, ClassVar, Self, TypeAlias, cast

import strawberry

from resolvers.caller import Caller
from schema.connections import MOST
from schema.context import Info
from schema.scalars import shown
from terms.refusals import Refusal

Batch: TypeAlias = Callable[[Caller, Sequence[int]], Awaitable[Sequence[Any]]]

HIGHEST = 2**63 - 1
DIGITS = len(str(HIGHEST))


class BadId(Refusal):
    """A global id that this service never gave."""

    code: ClassVar[str] = "BAD_ID"
    zh: ClassVar[str] = "标识“{id}”不是本服务给出的。请使用查询结果中的 id。"
    en: ClassVar[str] = "The id “{id}” was not given by this service. Use an `id` from one of its answers."

    def __init__(self, id: str) -> None:  # noqa: A002  (the message names it)
        super().__init__(id)
        self.id = id[:80]


class TooManyIds(Refusal):
    """More ids than one question may name."""

    code: ClassVar[str] = "TOO_MANY_IDS"
    zh: ClassVar[str] = "一次最多查询{most}个标识。"
    en: ClassVar[str] = "Ask for at most {most} ids at once."

    def __init__(self) -> None:
        super().__init__()
        self.most = MOST


class Mirror:
    """Shows columns of a row as fields of the same names; what is declared without a resolver is copied.

    A type that mirrors a row declares ``row: strawberry.Private[Any]``; nodes inherit it.
    """

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show a row."""
        make: Any = cls
        return cast("Self", make(**copied(cls, row)))


@strawberry.interface(description="Anything that has a global id (节点).")
class Node(Mirror):
    """A row under a global id; ``id`` is Relay's, ``row.id`` the database's."""

    id: strawberry.ID = strawberry.field(description="The global id, opaque and stable (标识).")
    row: strawberry.Private[Any]

    batch: ClassVar[Batch]
    """Reads the rows of many database keys, in their order, None for what the caller may not see."""

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show a row under its global id."""
        make: Any = cls
        return cast("Self", make(id=global_id(cls, cls.key_of(row)), **copied(cls, row)))

    @classmethod
    def key_of(cls, row: Any) -> int:
        """Return the database key that the global id carries."""
        key: int = row.id
        return key

    @classmethod
    def maybe(cls, row: Any) -> Self | None:
        """Show a row, or null where there is none."""
        return None if row is None else cls.of(row)

    @classmethod
    async def load(cls, info: Info, key: int) -> Self:
        """Show the row with a database key that another row refers to."""
        return cls.of(await info.context.load(cls.batch, key))

    @classmethod
    async def load_maybe(cls, info: Info, key: int | None) -> Self | None:
        """Show the row with a database key, or null where there is none or the viewer may not see it."""
        return None if key is None else cls.maybe(await info.context.load(cls.batch, key))

    @classmethod
    async def load_all(cls, info: Info, keys: Sequence[int]) -> list[Self]:
        """Show the rows with these keys, without those that the viewer may not see."""
        rows = await asyncio.gather(*(info.context.load(cls.batch, key) for key in keys))
        return [cls.of(row) for row in rows if row is not None]


def copied(kind: type[Any], row: Any) -> dict[str, Any]:
    """Return the row and those of its columns that the type shows under their own names."""
    hashable: Any = kind
    return {"row": row, **{name: shown(getattr(row, name)) for name in _columns(hashable)}}


@cache
def _columns(kind: Any) -> tuple[str, ...]:
    declared = dataclasses.fields(kind)
    return tuple(field.name for field in declared if field.init and field.name not in {"id", "row"})


def global_id(kind: type[Node], key: int) -> strawberry.ID:
    """Return the global id of a row."""
    return strawberry.ID(base64.urlsafe_b64encode(f"{kind.__name__}:{key}".encode()).decode())


def kinds() -> dict[str, type[Node]]:
    """Return all node types by name."""
    return {kind.__name__: kind for kind in Node.__subclasses__()}


def parts_of(text: str) -> tuple[type[Node], int]:
    """Return the type and the database key that a global id names.

    Raises:
        BadId: it is malformed, names no node type, or its key is out of range.
    """
    try:
        name, _, digits = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True).decode().partition(":")
    except (ValueError, binascii.Error) as error:
        raise BadId(text) from error
    kind = kinds().get(name)
    if kind is None or not (digits.isascii() and digits.isdigit() and len(digits) <= DIGITS and int(digits) <= HIGHEST):
        raise BadId(text)
    return kind, int(digits)


def key_of(text: str, kind: type[Node]) -> int:
    """Return the database key of a global id that must be of one type; for the inputs of mutations.

    Raises:
        BadId: it is malformed or of another type.
    """
    found, key = parts_of(text)
    if found is not kind:
        raise BadId(text)
    return key


Ids = Annotated[list[strawberry.ID], strawberry.argument(description="Global ids, at most 100 (标识).")]
Id = Annotated[strawberry.ID, strawberry.argument(description="A global id (标识).")]


@strawberry.type
class NodeQuery:
    """Look-ups by global id."""

    @strawberry.field(
        description="The thing with this id (节点); null if it does not exist or the viewer may not see it."
    )
    async def node(self, info: Info, id: Id) -> Node | None:  # noqa: A002  (Relay's word)
        """Look one thing up."""
        kind, key = parts_of(id)
        return await kind.load_maybe(info, key)

    @strawberry.field(
        description="The things with these ids in their order (节点); null for each that the viewer cannot see."
    )
    async def nodes(self, info: Info, ids: Ids) -> list[Node | None]:
        """Look several things up, with one statement for each type."""
        if len(ids) > MOST:
            raise TooManyIds
        named = [parts_of(text) for text in ids]
        return list(await asyncio.gather(*(kind.load_maybe(info, key) for kind, key in named)))
