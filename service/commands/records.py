"""``run-record``: the record of the run that made a proposal, for ``zones verify`` on any machine."""

import argparse
from pathlib import Path
from typing import Any

from resolvers.allocation_records import run_record
from resolvers.proposal_access import ProposalRef
from service.commands.workbooks import with_caller


def add_to(commands: Any) -> None:
    """Add the command."""
    taken = commands.add_parser("run-record", help="print the record of the run that made a proposal, for `verify`")
    taken.add_argument("key", help="the idempotency key of the proposal")
    taken.add_argument("--data", type=Path, default=None, help="folder of an embedded database")
    taken.set_defaults(act=_run_record)


def _run_record(options: argparse.Namespace) -> int:
    print(with_caller(options, lambda caller: run_record(caller, ref=ProposalRef(key=options.key))), end="")
    return 0
