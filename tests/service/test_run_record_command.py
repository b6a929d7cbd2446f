"""``zones run-record``: the record of a proposal's run on the standard output, as ``zones verify`` reads it."""

import json
from datetime import datetime
from pathlib import Path

from terms.periods import COUNTY_TIME
from tests.api.allocation_scene import Planner
from tests.api.asking import Asking
from tests.conftest import Walled
from tests.service.test_personal_commands import CommandLine, zones

__all__ = ["zones"]


async def test_the_record_is_printed_for_the_verifier_and_what_is_not_there_refused(
    county: str, zones: CommandLine, tmp_path: Path
) -> None:
    planner = Planner(Asking(Walled(county), datetime.now(COUNTY_TIME)))
    proposal = await planner.propose("one", caseNumbers=["商纪案〔2026〕24号"])
    code, printed = await zones("run-record", "one")
    assert (code, json.loads(printed)["record_hash"]) == (0, proposal["recordHash"])
    file = tmp_path / "run.json"
    file.write_text(printed, encoding="utf-8")
    code, told = await zones("verify", str(file), "--replay")
    assert (code, proposal["recordHash"] in told) == (0, True)
    assert await zones("run-record", "two") == (2, "")
    taken = "SELECT actor || ' ' || origin FROM audit_entries WHERE act = 'EXPORT'"
    assert await planner.key_of(taken) == "command line command line"
    await planner.asking.database.close()
