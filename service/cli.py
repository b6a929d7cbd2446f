"""The command line of the service: demo, serve, migrate, check, and the county's spreadsheets."""

import argparse
import gc
import importlib
import sys
import traceback
from collections.abc import Sequence
from socket import gaierror

from asyncpg import PostgresError
from sqlalchemy.exc import DBAPIError

from db.database_errors import DatabaseUnavailable, means_unreachable
from db.embedded_errors import EmbeddedError
from service.terminal import spoken
from terms.refusals import Refusal

REFUSED = 2
BROKEN = 70
"""As in sysexits.h."""
SELDOM = 50_000, 20, 50
"""When to look for garbage: what is loaded stays, and to look through it again and again took a quarter of a start."""


COMMANDS = {
    "demo": "demo",
    "serve": "serving",
    "migrate": "maintenance",
    "check": "maintenance",
    "rescreen": "maintenance",
    "fingerprint": "maintenance",
    "schema": "documents",
    "documents": "documents",
    "matrix": "matrix",
    "init": "county",
    "token": "tokens",
    "template": "workbooks",
    "import": "workbooks",
    "export": "workbooks",
    "screen": "screening",
    "allocate": "allocating",
    "verify": "allocating",
    "run-record": "records",
    "person-file": "personal",
    "personal-data": "personal",
    "retention": "personal",
    "audit": "audit",
}
"""Every command with the file of ``service/commands`` that has it; only that one is loaded, which halves the wait."""


def parser(command: str | None = None) -> argparse.ArgumentParser:
    """Return the parser of one command, or of all where it is not known which is meant."""
    top = argparse.ArgumentParser(
        prog="zones",
        description="Collaboration Zones (执纪审查协作区). Commands use DATABASE_URL, or else the demo's own database.",
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in [COMMANDS[command]] if command in COMMANDS else dict.fromkeys(COMMANDS.values()):
        importlib.import_module(f"service.commands.{name}").add_to(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; the exit code is 0: done, 1: found wrong, 2: refused, 70: a mistake of ours."""
    gc.set_threshold(*SELDOM)
    given = sys.argv[1:] if arguments is None else list(arguments)
    options = parser(given[0] if given else None).parse_args(given)
    try:
        return _done(options)
    except KeyboardInterrupt:
        return 130
    except Exception:  # noqa: BLE001  (Python itself would say 1)
        traceback.print_exc()
        return BROKEN


def _done(options: argparse.Namespace) -> int:
    try:
        code: int = options.act(options)
    except (Refusal, EmbeddedError) as refusal:
        print(refusal.message(spoken()), file=sys.stderr)
        return REFUSED
    except (DBAPIError, PostgresError, ConnectionError, TimeoutError, gaierror) as error:
        if not means_unreachable(error):
            raise
        print(DatabaseUnavailable().message(spoken()), file=sys.stderr)
        return REFUSED
    return code
