"""Worlds that differ in sealed facts alone answer every act alike, done or refused, and with as much work.

Each act is asked with the values of each field of its input, on clones that are thrown away once something was done.
Acts that tie people to one another are tried on people whom no sealed fact names: whoever ties somebody at work to
an informant has her suspended, which is seen later; that the act itself does not tell is in ``test_two_worlds``.
"""

import io
import json
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from starlette.datastructures import UploadFile

from resolvers.intake import export_workbook
from tests.api.schema_sweep import WALKED, Sweep
from tests.api.sealed_worlds import EVERYTHING
from tests.api.worlds import NOTHING, Prepared, Told, Worlds

CHOOSING = frozenset({"allocationPropose", "allocationRepair", "allocationEdit"})
"""Acts whose answers show whom an allocation chooses, the one thing that is declassified; a pin is among the edits."""
CHOSEN = frozenset(
    {
        "contributionsApart",
        "levels",
        "lotteryProven",
        "moves",
        "problemHash",
        "recordHash",
        "seats",
        "seconds",
        "shortages",
        "teams",
    }
)
"""What of a proposal says whom it chose, how well and how fast, and the salted hashes that are never twice the same."""
CONFIRMING = frozenset({"allocationApprove"})
"""Confirms a team, or says by case that it is not confirmed, which is declassified with the team."""
SEALING = frozenset({"sealedLink", "sealedUnlink", "restrictionSet", "restrictionLift"})
"""Acts into the sealed store: answered alike, but what is sealed a second time is screened once, with less work."""
SHOWING = frozenset({"meetingsCallDue"})
"""Acts that show many rows at once: how their keys meet in one statement is chance; what they do costs the same."""
WHOLE = os.environ.get("ZONES_WORLDS") == "all"
IN_TURN = ("COUNTY", "COORDINATOR", "INVESTIGATOR")
"""Who in turn tries what differs by one value."""
SELDOM = frozenset({"COUNTY principal", "RECUSAL_OFFICER"})
"""Who acts as the county does, and tries in the lesser sweep only what the county may not."""


async def workbook(worlds: Worlds) -> Callable[[], UploadFile]:
    """Return what opens the county's own workbook, as often as it is sent."""
    content = await export_workbook(await worlds.planners[0].asking.caller())
    return lambda: UploadFile(io.BytesIO(content), filename="县.xlsx")


def acts(prepared: Prepared, askers: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield who does what by which document."""
    plainest: set[str] = set()
    for at, (name, document) in enumerate(Sweep(prepared.values, most=None if WHOLE else 1).acts()):
        is_plain = name not in plainest
        plainest.add(name)
        if WHOLE or is_plain:
            yield from ((who, name, document) for who in askers if WHOLE or name in SEALING or who not in SELDOM)
        elif name not in CHOOSING:
            yield IN_TURN[at % len(IN_TURN)], name, document


def same(name: str, told: Sequence[Told]) -> bool:
    """Tell whether the worlds answered alike, but for whom an allocation chose."""
    refusals = [each.refusal for each in told]
    if name in CONFIRMING and set(refusals) & {None, "NOT_CONFIRMED"}:
        return set(refusals) <= {None, "NOT_CONFIRMED"}
    bodies = [each.timeless for each in told]
    if name in CHOOSING and refusals == [None, None]:
        bodies = [json.dumps(without_choice(json.loads(body))) for body in bodies]
    return len(set(bodies)) == 1


def without_choice(answer: Any) -> Any:
    """Return an answer without what says whom an allocation chose."""
    if isinstance(answer, dict):
        return {key: without_choice(each) for key, each in answer.items() if key.rpartition("_")[2] not in CHOSEN}
    return [without_choice(each) for each in answer] if isinstance(answer, list) else answer


async def test_every_act_is_answered_alike_whatever_is_sealed(prepared_worlds: Prepared) -> None:
    worlds = Worlds(prepared_worlds, (NOTHING, EVERYTHING))
    await worlds.renew()
    file = await workbook(worlds)
    differing, uneven, done = [], [], set()
    try:
        for who, name, document in acts(prepared_worlds, list(worlds.askers)):
            if name in done and who not in IN_TURN and name not in SEALING and not WHOLE:
                continue  # she would do as others did
            told = await worlds.ask(document, worlds.askers[who], file)
            if not same(name, told):
                differing.append((who, document[:300]))
            if len({each.statements for each in told}) > 1 and name not in CHOOSING | CONFIRMING | SEALING | SHOWING:
                uneven.append((who, [each.statements for each in told], document[:300]))
            if any(each.refusal is None for each in told):
                done.add(name)
                await worlds.renew()
    finally:
        await worlds.close()
    assert differing == []
    assert uneven == []
    assert sorted({*ACTS} - done) == sorted(NEVER_DONE)


ACTS = WALKED.mutation_type.fields if WALKED.mutation_type else {}
NEVER_DONE = [
    *("accessTokenRevoke", "accountClose", "accountSignOut"),  # the prepared county has no token and no account
    "allocationConfirm",  # nor a pin that awaits confirmation
    "dismissalMake",  # wants the principal of another organ
    "meetingItemDecide",  # on all agendas of the demo everything is decided
]
"""Acts of which the sweep meets refusals only, each for a reason."""
