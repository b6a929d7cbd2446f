"""What a run was asked, as one hash on open facts: whoever asks the same again has the same seed (decision 0024)."""

import json
from dataclasses import replace
from hashlib import sha256

from allocation.document import problem_hash
from allocation.openings import find_openings
from resolvers.problem import make_problem
from resolvers.problem_edits import Edits
from resolvers.repairing import Teams
from resolvers.snapshot import Snapshot
from terms.allocation import RepairChoice


def question_hash(opened: Snapshot, zones: frozenset[int] | None, edits: Edits, teams: Teams | None) -> str:
    """Return the hash of what is asked: the problem, and of a repair how much may change for it.

    An exclusion of somebody who is closed to the case anyway changes nothing, so it is no other question: else each
    would be another draw.

    Args:
        opened: the facts as they would be if nothing were sealed.
        zones: out of whose pool the teams are drawn; None for the whole county.
        edits: how the problem differs from that of its cases.
        teams: what a repair is about.
    """
    telling = edits
    if edits.exclusions:
        freely = make_problem(opened, zones=zones, edits=replace(edits, exclusions=()))
        able = {(case, person) for case, person, _ in find_openings(freely).open}
        telling = replace(edits, exclusions=tuple(pair for pair in edits.exclusions if pair in able))
    asked = problem_hash(make_problem(opened, zones=zones, edits=telling))
    return asked if teams is None else sha256(json.dumps([asked, *_wished(teams)]).encode()).hexdigest()


def _wished(teams: Teams) -> list[object]:
    """Return what a repair may do, as plain values: by which plan, at what most, for what losses, at whose cost."""
    wish, loss = teams.wish, teams.loss
    most = wish.most_changes if wish.choice is RepairChoice.BEST else None
    lost = sorted([case, person, role.value] for case, person, role in loss.seats)
    return [wish.choice.value, most, lost, sorted(loss.cases), sorted(loss.may_move)]
