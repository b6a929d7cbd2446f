"""``allocate`` and ``verify``: a plan for a problem document, and a check of the record of a run; with no database."""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, nullcontext
from threading import Thread
from typing import Any

import verify
from allocation.document import from_json, problem_hash
from allocation.document_schema import plan_schema, problem_schema
from allocation.plan import Plan
from allocation.plan_document import plan_to_json, run_to_json
from allocation.solver import DETERMINISTIC_LIMIT
from allocation.stopping import Stop
from allocation.watching import watched_by
from service.commands.allocating_many import allocate_many
from service.commands.texts import put, taken
from service.terminal import spoken
from terms.allocation import Level

NOT_STAFFED = 1
NOT_FINISHED = 3
STOPPED = {
    "zh": "正在中止，输出目前最好的方案；未完成的目标不作最优证明，且不保证能重算。再按一次 Ctrl-C 直接退出。",
    "en": "Stopping with the best plan so far: levels not come to are unproven, and a replay may give another plan. "
    "Ctrl-C once more leaves at once.",
}
TOOK = {"zh": "“{level.zh}”用时{seconds:.1f}秒（处理器时间）", "en": "{level.en}: {seconds:.1f} s of the processor"}


def add_to(commands: Any) -> None:
    """Add both commands."""
    _add_allocate(commands)
    _add_verify(commands)


def _add_allocate(commands: Any) -> None:
    allocating = commands.add_parser(
        "allocate",
        help="print the plan of a problem document; needs no database "
        "(exit code 1: a case has no team; 3: stopped by Ctrl-C, the plan is the best so far)",
    )
    allocating.add_argument(
        "problem", nargs="*", default=["-"], help="the problem (JSON), or - for the standard input; several go to --out"
    )
    allocating.add_argument("--out", metavar="DIR", help="write NAME.plan.json, or NAME.run.json, for each NAME.json")
    allocating.add_argument(
        "--workers",
        type=_at_least_one,
        default=os.cpu_count() or 1,
        help="processes side by side, for several problems",
    )
    allocating.add_argument(
        "--seed", type=_seed, default=0, help="seed of the lottery among equal plans, 0 to 2^63 - 1; 0 if left out"
    )
    allocating.add_argument(
        "--limit",
        type=_limit,
        default=DETERMINISTIC_LIMIT,
        help="above 0: limit of each level in the solver's own unit of work, about seconds of one core",
    )
    for name, of in (("--schema", "problem"), ("--plan-schema", "plan")):
        allocating.add_argument(name, action="store_true", help=f"print the JSON Schema of the {of} document instead")
    allocating.add_argument("--record", action="store_true", help="print the record of the run, for `zones verify`")
    allocating.add_argument(
        "--quiet", action="store_true", help="do not tell on the standard error how long each level took"
    )
    allocating.set_defaults(act=_allocate)


def _add_verify(commands: Any) -> None:
    verifying = commands.add_parser(
        "verify",
        help="check the record of a run by a program that shares no code with the engine, and make the plan again "
        "(exit code 1: faults; 2: unreadable; 3: all holds, but the run was stopped)",
    )
    verifying.add_argument("record", help="the record (JSON)")
    verifying.add_argument(
        "--replay",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="whether the plan is made again and compared; it takes as long as the run did",
    )
    verifying.set_defaults(act=_verify)


def _at_least_one(text: str) -> int:
    if (number := int(text)) < 1:
        raise argparse.ArgumentTypeError("at least 1 (至少为 1)")
    return number


def _seed(text: str) -> int:
    if not 0 <= (number := int(text)) < 2**63:
        raise argparse.ArgumentTypeError("from 0 to 2^63 - 1 (0 至 2^63−1)")
    return number


def _limit(text: str) -> float:
    if not 0 < (number := float(text)) < float("inf"):
        raise argparse.ArgumentTypeError("a finite number above 0 (大于 0 的有限数)")
    return number


def _allocate(options: argparse.Namespace) -> int:
    if options.schema or options.plan_schema:
        schema = problem_schema() if options.schema else plan_schema()
        put(json.dumps(schema, ensure_ascii=False, indent=1) + "\n")
        return 0
    if options.out is not None or len(options.problem) > 1:
        return allocate_many(options)
    from allocation.solve import allocate  # noqa: PLC0415  (the solver is slow to load, and the schemas do without)

    problem, stop = from_json(taken(options.problem[0])), Stop()

    def make() -> Plan:
        with nullcontext() if options.quiet else watched_by(_told):
            return allocate(problem, options.seed, deterministic_limit=options.limit, stop=stop)

    plan = _awaited(make, stop)
    if options.record:
        put(run_to_json(problem, plan, deterministic_limit=options.limit, stopped=stop.is_wanted))
    else:
        put(plan_to_json(plan, of_problem=problem_hash(problem)))
    if stop.is_wanted:
        return NOT_FINISHED
    return NOT_STAFFED if plan.shortages else 0


@contextmanager
def _told(level: Level) -> Iterator[None]:
    """Tell how long the level took once it is solved; the answer, on the standard output, is the same each time."""
    begun = time.process_time()
    yield
    print(TOOK[spoken()].format(level=level, seconds=time.process_time() - begun), file=sys.stderr)


def _awaited(allocating: Callable[[], Plan], stop: Stop) -> Plan:
    """Let the plan be made beside, so that Ctrl-C is heard at once: the first asks for the best so far."""
    made: Future[Plan] = Future()

    def make() -> None:
        try:
            made.set_result(allocating())
        except BaseException as error:  # noqa: BLE001  (raised again where it is waited for)
            made.set_exception(error)

    Thread(target=make, daemon=True).start()
    try:
        return made.result()
    except KeyboardInterrupt:
        stop.want()
        print(STOPPED[spoken()], file=sys.stderr)
        return made.result()


def _verify(options: argparse.Namespace) -> int:
    return verify.main([options.record, "--language", spoken(), *(["--replay"] if options.replay else [])])
