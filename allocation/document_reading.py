"""How a value of a document is read: made once from the annotation of its kind, as documents hold millions of them."""

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from itertools import repeat
from sys import intern
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from allocation import document_faults
from allocation.document_faults import MalformedError

Read = Callable[[object], Any]
"""Returns a value of the document as one of its kind; raises ``MalformedError``."""


@cache
def reader_of(kind: Any) -> Read:
    """Return what reads a kind: records, tuples, words of a vocabulary, whole numbers, truth values, text, None."""
    if get_origin(kind) is tuple:
        return _tuple_reader(get_args(kind))
    if get_origin(kind) in (UnionType, Union):
        (other,) = (reader_of(one) for one in get_args(kind) if one is not type(None))
        return lambda value: None if value is None else other(value)
    if isinstance(kind, type) and is_dataclass(kind):
        return _record_reader(kind)
    if issubclass(kind, StrEnum):
        return _word_reader(kind)
    return _plain_reader(kind)


def _record_reader(kind: Any) -> Read:
    hints = get_type_hints(kind)
    members = {field.name: reader_of(hints[field.name]) for field in fields(kind)}
    needed = [field.name for field in fields(kind) if field.default is MISSING]

    def read(value: object) -> Any:
        if not isinstance(value, dict):
            raise MalformedError(document_faults.NOT_AN_OBJECT)
        told = {}
        for name, one in value.items():
            try:
                told[name] = members[name](one)
            except KeyError:
                raise MalformedError(document_faults.unknown(name)) from None
            except MalformedError as fault:
                raise fault.within(f".{name}") from None
        try:
            return kind(**told)
        except TypeError:
            raise MalformedError(document_faults.missing(name for name in needed if name not in told)) from None

    return read


def _tuple_reader(kinds: tuple[Any, ...]) -> Read:
    readers = [reader_of(kind) for kind in kinds if kind is not Ellipsis]
    as_many = kinds[-1] is Ellipsis

    def read(value: object) -> Any:
        if not isinstance(value, list):
            raise MalformedError(document_faults.NOT_A_LIST)
        if not as_many and len(value) != len(readers):
            raise MalformedError(document_faults.not_so_long(len(readers)))
        told = []
        for number, (one, part) in enumerate(zip(value, repeat(readers[0]) if as_many else readers, strict=False)):
            try:
                told.append(part(one))
            except MalformedError as fault:
                raise fault.within(f"[{number}]") from None
        return tuple(told)

    return read


def _word_reader(kind: type[StrEnum]) -> Read:
    words = {member.value: member for member in kind}

    def read(value: object) -> Any:
        if not isinstance(value, str) or value not in words:
            raise MalformedError(document_faults.none_of(words))
        return words[value]

    return read


def _plain_reader(kind: type) -> Read:
    def read(value: object) -> Any:
        if type(value) is not kind:
            raise MalformedError(document_faults.NOT_OF_KIND[kind])
        return intern(value) if isinstance(value, str) else value  # the same few codes stand on millions of pairs

    return read
