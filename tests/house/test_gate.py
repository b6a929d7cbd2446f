"""Every question and act of the resolvers that clients reach passes the gate, itself or through what it calls."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from tests.house.documents import ROOT

GATE = frozenset({"require", "may", "reach", "visible_cases", "own_cases"})
"""The functions of ``resolvers/gate.py`` that ask the matrix."""
OF_A_PROPOSAL = "parts of proposals that the caller was shown; their people and cases pass the gate themselves"
OF_A_PERSON = "the organs of a person whom the caller was shown; each organ passes the gate itself"
OF_A_FINDING = "what findings of a screening refer to that the caller was allowed to ask for"
ARGUED: Mapping[str, str] = {
    "resolvers.audit.note_refused": "puts on record what the gate refused; shows nothing",
    "resolvers.confirming.confirmations_of_edits": OF_A_PROPOSAL,
    "resolvers.fact_acts.declaring.declared_on_of": "the day of a declaration; its assignment was shown",
    "resolvers.fact_acts.listing.person_numbers": "people whom the caller named, or may list as keeper",
    "resolvers.matters_evidence.periods_of_records": "days of the records of a matter that the caller was shown",
    "resolvers.people.memberships_of": OF_A_PERSON,
    "resolvers.people.own_organs_of": OF_A_PERSON,
    "resolvers.planned_waivers.counted_on": OF_A_PROPOSAL,
    "resolvers.proposal_reads.assignments_of_proposals": OF_A_PROPOSAL,
    "resolvers.explaining.contributions_of_proposals": OF_A_PROPOSAL,
    "resolvers.proposal_reads.cases_of_proposals": OF_A_PROPOSAL,
    "resolvers.proposal_reads.commitments_by_id": OF_A_PROPOSAL,
    "resolvers.proposal_reads.edits_of_proposals": OF_A_PROPOSAL,
    "resolvers.proposal_reads.runs_by_id": OF_A_PROPOSAL,
    "resolvers.proposal_reads.seats_of": OF_A_PROPOSAL,
    "resolvers.proposal_reads.zones_of_proposals": OF_A_PROPOSAL,
    "resolvers.repair_reads.moves_of_proposals": OF_A_PROPOSAL,
    "resolvers.screening_lifting.dismissals_by_id": OF_A_FINDING,
    "resolvers.screening_lifting.waivers_by_id": OF_A_FINDING,
    "resolvers.waiving.states_of": "whether a waiver that the caller was shown still holds",
}
"""Functions that pass no gate of their own, each with the reason; none is a root field or the look-up of a node."""


def module_of(path: Path) -> str:
    """Return the dotted name of a file."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


@cache
def trees(room: str) -> Mapping[str, ast.Module]:
    """Return the files of a room by their dotted names."""
    return {module_of(path): ast.parse(path.read_text("utf-8")) for path in sorted((ROOT / room).rglob("*.py"))}


def imported(tree: ast.Module) -> Mapping[str, str]:
    """Return what each imported name stands for, in full."""
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level == 0
        for alias in node.names
    }


def referred(node: ast.AST, names: Mapping[str, str], module: str) -> Iterator[str]:
    """Yield what a piece of code refers to, in full, called or handed on."""
    bound = {part.arg for part in ast.walk(node) if isinstance(part, ast.arg)}
    bound |= {part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
    for part in ast.walk(node):
        if isinstance(part, ast.Name) and part.id not in bound:
            yield names.get(part.id, f"{module}.{part.id}")
        elif isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name) and part.value.id not in bound:
            yield f"{names.get(part.value.id, part.value.id)}.{part.attr}"


Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def functions() -> Mapping[str, Function]:
    """Return the functions of the resolvers, and the methods of their classes under the class's name."""
    found: dict[str, Function] = {}
    for module, tree in trees("resolvers").items():
        for node in tree.body:
            if isinstance(node, Function):
                found[f"{module}.{node.name}"] = node
            if isinstance(node, ast.ClassDef):
                found |= {f"{module}.{node.name}.{part.name}": part for part in node.body if isinstance(part, Function)}
    return found


def gated(known: Mapping[str, set[str]]) -> set[str]:
    """Return the functions that ask the gate, directly or through one that does."""
    passed = {f"resolvers.gate.{name}" for name in GATE}
    while True:
        more = {name for name, refers in known.items() if name not in passed and refers & passed}
        if not more:
            return passed
        passed |= more


def references() -> Mapping[str, set[str]]:
    """Return what each function of the resolvers refers to."""
    names = {module: imported(tree) for module, tree in trees("resolvers").items()}
    found = {}
    for name, node in functions().items():
        module = next(each for each in (name.rpartition(".")[0], name.rsplit(".", 2)[0]) if each in names)
        found[name] = set(referred(node, names[module], module))
    return found


def takes_caller(node: Function) -> bool:
    """Tell whether a function is told who asks."""
    given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    return any(isinstance(each.annotation, ast.Name) and each.annotation.id == "Caller" for each in given)


def reached() -> set[str]:
    """Return the coroutines of the resolvers that take a caller and to which the schema or the service refers."""
    wanted = {
        name
        for room in ("schema", "service")
        for module, tree in trees(room).items()
        for name in referred(tree, imported(tree), module)
    }
    return {
        name
        for name, node in functions().items()
        if name in wanted and isinstance(node, ast.AsyncFunctionDef) and takes_caller(node)
    }


def test_whatever_clients_reach_passes_the_gate() -> None:
    assert reached() - gated(references()) == set(ARGUED)


def test_most_of_what_clients_reach_is_found_by_this_check() -> None:
    assert len(reached()) > 100


def test_a_function_that_asks_nobody_is_found() -> None:
    known = {"a.open": {"a.helper"}, "a.helper": {"db.reads"}, "a.shut": {"a.inner"}, "a.inner": {"resolvers.gate.may"}}
    assert known.keys() - gated(known) == {"a.open", "a.helper"}
