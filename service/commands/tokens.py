"""``token``: access for offices and programs, made, listed and revoked from the command line."""

import argparse
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

from db.reads.rows import Window
from db.session import Database
from db.tables import AccessToken
from resolvers.access import LONGEST_DAYS, issue_token, revoke_token
from resolvers.access_lists import access_tokens
from resolvers.access_refusals import AccessUnfit, Misfit
from resolvers.access_wanted import HolderWanted, TokenWanted
from resolvers.caller import Caller, Identity
from resolvers.gate import NotFound
from service.commands.places import on_database
from service.door import county_now
from service.terminal import spoken
from terms.actor import COMMAND_LINE
from terms.acts import Act
from terms.periods import COUNTY_TIME
from terms.roles import ADMINISTRATORS, Role
from terms.things import Thing

Answer = TypeVar("Answer")
PAGE = 100


def add_to(commands: Any) -> None:
    """Add the command; ``token --role …`` without a word between is ``token create``."""
    token = commands.add_parser("token", help="make, list and revoke access tokens")
    _describe(token, needed=False)
    token.set_defaults(act=_create_bare, parser=token)
    works = token.add_subparsers(dest="work", metavar="WORK")
    create = works.add_parser("create", help="make a token; it is shown once")
    _describe(create, needed=True)
    create.set_defaults(act=_create)
    listed = works.add_parser("list", help="list the tokens that open the door")
    listed.add_argument("--all", action="store_true", help="those that ended too")
    listed.set_defaults(act=_list)
    revoke = works.add_parser("revoke", help="end a token from the next request on")
    revoke.add_argument("which", help="its number, or its visible beginning, as list shows them")
    revoke.add_argument("--reason", default="revoked from the command line", help="why, for the audit trail")
    revoke.set_defaults(act=_revoke)
    for parser in (token, create, listed, revoke):
        parser.add_argument("--data", type=Path, default=None, help="folder of an embedded database")


def _describe(parser: Any, *, needed: bool) -> None:
    parser.add_argument("--role", required=needed, type=Role, choices=list(Role))
    parser.add_argument("--label", required=needed, help="who or what it is for; its name on the audit trail")
    parser.add_argument(
        "--zone", action="append", default=[], help="code of a zone to which it is held; may be repeated"
    )
    parser.add_argument("--organ", default=None, help="name of the organ, for its secretary")
    parser.add_argument("--person", default=None, help="number of the person who holds it, where it is a person's")
    parser.add_argument("--holder", default="", help="who holds it, where no person on file does; for administrators")
    parser.add_argument(
        "--act",
        action="append",
        type=Act,
        choices=list(Act),
        default=None,
        dest="acts",
        help="an act of the role to narrow it to; may be repeated",
    )
    parser.add_argument("--days", type=days, default=365, help=f"days until it expires, 1 to {LONGEST_DAYS} (365)")


def days(text: str) -> int:
    """Read how long a token is good."""
    number = int(text)
    if not 1 <= number <= LONGEST_DAYS:
        raise ValueError
    return number


def _create_bare(options: argparse.Namespace) -> int:
    if options.role is None or options.label is None:
        options.parser.error("say what to do: create, list or revoke; or give --role and --label")
    return _create(options)


def _create(options: argparse.Namespace) -> int:
    if options.role in ADMINISTRATORS and options.person is None and not options.holder.strip():
        raise AccessUnfit(Misfit.NEEDS_HOLDER)
    held = HolderWanted(
        label=options.label,
        role=options.role,
        zone_codes=tuple(options.zone),
        organ=options.organ,
        person_number=options.person,
        holder=options.holder,
    )
    wanted = TokenWanted(held, options.days, None if options.acts is None else tuple(options.acts))
    print(_as_operator(options, lambda caller: issue_token(caller, wanted)).secret)
    return 0


def _list(options: argparse.Namespace) -> int:
    for row in _as_operator(options, lambda caller: _everything(caller, standing=None if options.all else True)):
        ended = row.revoked_at or row.expires_at
        used = "-" if row.last_used_at is None else f"{row.last_used_at.astimezone(COUNTY_TIME):%Y-%m-%d %H:%M}"
        mark = "✗" if row.revoked_at or row.expires_at <= county_now() else "✓"
        day = f"{ended.astimezone(COUNTY_TIME):%Y-%m-%d}"
        acts = "" if row.acts is None else ",".join(row.acts)
        print(mark, row.id, row.prefix or "-", row.role.value, row.label, f"→{day}", f"used {used}", acts, sep="\t")
    return 0


def _revoke(options: argparse.Namespace) -> int:
    async def work(caller: Caller) -> AccessToken:
        found = [row for row in await _everything(caller, standing=None) if options.which in (str(row.id), row.prefix)]
        if len(found) != 1:
            raise NotFound(Thing.ACCESS_TOKEN, options.which)
        return await revoke_token(caller, found[0].id, reason=options.reason)

    row = _as_operator(options, work)
    print(f"已撤销：{row.label}" if spoken() == "zh" else f"Revoked: {row.label}")
    return 0


async def _everything(caller: Caller, *, standing: bool | None) -> list[AccessToken]:
    rows: list[AccessToken] = []
    window = Window(size=PAGE)
    while True:
        page = await access_tokens(caller, window, standing=standing)
        rows += page.rows
        if not page.has_next:
            return rows
        window = Window(size=PAGE, position=page.positions[-1])


def _as_operator(options: argparse.Namespace, work: Callable[[Caller], Awaitable[Answer]]) -> Answer:
    """Do the work as whoever runs the service: the first access of a county cannot come from anywhere else."""

    def run(database: Database) -> Awaitable[Answer]:
        identity = Identity(principal=COMMAND_LINE.principal, role=Role.SECURITY_ADMIN)
        return work(Caller(identity, database, county_now, spoken(), origin=COMMAND_LINE.origin))

    return on_database(options.data, run)
