"""The command line of the service: demo, serve, migrate, check, and the county's spreadsheets."""

import argparse
import sys
from collections.abc import Sequence
from socket import gaierror

from asyncpg import PostgresError
from sqlalchemy.exc import DBAPIError

from db.embedded_errors import EmbeddedError
from db.session import DatabaseUnavailable, means_unreachable
from service.commands import county, demo, maintenance, serving, workbooks
from service.terminal import spoken
from terms.refusals import Refusal

REFUSED = 2


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    top = argparse.ArgumentParser(
        prog="zones",
        description="Collaboration Zones (执纪审查协作区). Commands use DATABASE_URL, or else the demo's own database.",
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in (demo, serving, maintenance, county, workbooks):
        module.add_to(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says, and return the exit code: 0 done, 1 found wrong, 2 refused."""
    options = parser().parse_args(arguments)
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
    except KeyboardInterrupt:
        return 130
    return code
