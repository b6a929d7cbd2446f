"""``matrix``: who may do what and how far it reaches, as the page ``docs/who-may-what.md``."""

import argparse
from collections.abc import Iterator
from typing import Any

from terms.acts import Act, Reach
from terms.matrix import MATRIX
from terms.roles import ADMINISTRATORS, Role

HEAD = """\
# Who may what 权限矩阵

Printed from `terms/matrix.py` by `./zones matrix > docs/who-may-what.md`; a test compares. An act that is not in a
role's column is refused with `NOT_ALLOWED`. What lies outside the reach of an act answers as if it did not exist.

本页由 `terms/matrix.py` 生成。角色一列中没有的操作一律拒绝（`NOT_ALLOWED`）；超出范围的内容视同不存在。
"""
NARROWED = """\
A token may be narrowed further, to some acts or to some zones; it never has more than its role.
令牌可以进一步限定操作或协作区，但不会超出其角色。"""


def add_to(commands: Any) -> None:
    """Add the command."""
    printing = commands.add_parser("matrix", help="print who may do what, as docs/who-may-what.md")
    printing.set_defaults(act=_print)


def _print(_options: argparse.Namespace) -> int:
    print(page(), end="")
    return 0


def page() -> str:
    """Return the page: how far acts reach, then a table for the offices and one for persons and administrators."""
    offices = [role for role in Role if role not in ADMINISTRATORS]
    half = (len(offices) + 1) // 2
    parts = [HEAD, *_reaches(), ""]
    for roles in (offices[:half], offices[half:], [role for role in Role if role in ADMINISTRATORS]):
        parts += [*_table(roles), ""]
    return "\n".join([*parts, NARROWED, ""])


def _reaches() -> Iterator[str]:
    yield "| reach 范围 | |"
    yield "|---|---|"
    for reach in Reach:
        yield f"| `{reach.value}` {reach.zh} | {reach.en} |"


def _table(roles: list[Role]) -> Iterator[str]:
    yield "| act 操作 | " + " | ".join(f"{role.zh} {role.en}" for role in roles) + " |"
    yield "|---" * (len(roles) + 1) + "|"
    for act in Act:
        reaches = [MATRIX[role].get(act) for role in roles]
        if any(reaches):
            cells = ["—" if reach is None else f"`{reach.value}` {reach.zh}" for reach in reaches]
            yield f"| `{act.value}` {act.zh} {act.en} | " + " | ".join(cells) + " |"
