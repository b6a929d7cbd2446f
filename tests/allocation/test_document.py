"""A problem goes into a document and comes back the same; what is no such document is refused at its place."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from allocation.canonical import canonical
from allocation.document import FORMAT, from_json, problem_hash, to_json
from allocation.problem import Pair, Problem
from allocation.refusals import MalformedProblem
from terms.allocation import Level
from terms.cases import AssignmentRole
from tests.allocation.small import AT_EASE, case, person, pinned_problems

MANY = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
SMALL = Problem((case(1),), (person(1),), limits=AT_EASE)


@MANY
@given(problem=pinned_problems())
def test_a_problem_comes_back_as_it_was(problem: Problem) -> None:
    assert from_json(to_json(problem)) == canonical(problem)


@MANY
@given(problem=pinned_problems())
def test_the_hash_is_of_the_facts_and_not_of_their_order(problem: Problem) -> None:
    turned = replace(
        problem,
        cases=tuple(replace(one, districts=one.districts[::-1] + one.districts[:1]) for one in problem.cases[::-1]),
        candidates=problem.candidates[::-1],
        pairs=problem.pairs[::-1],
        busy=problem.busy[::-1],
        linked=tuple(pair[::-1] for pair in problem.linked),
        apart=tuple(pair[::-1] for pair in problem.apart),
        pins=problem.pins[::-1],
        handled_before=problem.handled_before[::-1],
        published=problem.published[::-1],
        limits=replace(problem.limits, most_from=problem.limits.most_from[::-1]),
    )
    assert problem_hash(turned) == problem_hash(problem)


def test_the_hash_is_stable_and_changes_with_every_fact() -> None:
    assert problem_hash(SMALL) == "084e43a49299fb7780e09dd11793dfe55306e5dcd3dac8361fdf294ba852d96c"
    assert problem_hash(Problem((case(1, effort=51),), (person(1),), limits=AT_EASE)) != problem_hash(SMALL)


def test_what_a_document_leaves_out_has_the_default() -> None:
    assert from_json(json.dumps({"format": FORMAT, "problem": {"cases": [], "candidates": []}})) == Problem((), ())


def edited(**changes: Any) -> str:
    document = json.loads(to_json(SMALL))
    document["problem"].update(changes)
    return json.dumps(document)


@pytest.mark.parametrize(
    ("text", "where", "fault"),
    [
        ("{", "$", "no JSON: line 1, column 2"),
        (" \n", "$", "the file is empty"),
        ("[" * 100_000, "$", "brackets within brackets beyond any such document"),
        ("[]", "$", f"not of the format {FORMAT}"),
        ('{"format":"other","problem":{}}', "$", f"not of the format {FORMAT}"),
        (json.dumps({"format": FORMAT, "problem": {}, "more": 1, "note": 1}), "$", "unknown more"),
        (json.dumps({"format": FORMAT}), "$", "without problem"),
        (json.dumps({"format": FORMAT, "problem": []}), "$.problem", "not an object {…}"),
        (json.dumps({"format": FORMAT, "problem": {"cases": []}}), "$.problem", "without candidates"),
        (edited(surprise=1), "$.problem", "unknown surprise"),
        (edited(cases={}), "$.problem.cases", "not a list […]"),
        (edited(cases=[1]), "$.problem.cases[0]", "not an object {…}"),
        (edited(kin=[[1]]), "$.problem.kin[0]", "not 2 long"),
        (edited(kin=[[1, True]]), "$.problem.kin[0][1]", "not a whole number"),
        (edited(kin=[[1, 2.0]]), "$.problem.kin[0][1]", "not a whole number"),
        (edited(order=["WAIVERS"]), "$.problem.order[0]", f"none of {', '.join(Level)}"),
        (edited(limits={"most_from": [[1]]}), "$.problem.limits.most_from[0]", "not 2 long"),
        (edited(limits={"plan_with_waivers": 1}), "$.problem.limits.plan_with_waivers", "neither true nor false"),
        (edited(pairs=[{"person": 1, "case": 1, "rules": [5]}]), "$.problem.pairs[0].rules[0]", "not a text"),
        (
            edited(pairs=[{"person": 1, "case": 1, "role": "BOSS"}]),
            "$.problem.pairs[0].role",
            f"none of {', '.join(AssignmentRole)}",
        ),
    ],
)
def test_what_is_no_such_document_is_refused_at_its_place(text: str, where: str, fault: str) -> None:
    with pytest.raises(MalformedProblem) as refused:
        from_json(text)
    assert (refused.value.where, refused.value.fault.en) == (where, fault)
    assert refused.value.fault.zh in refused.value.message("zh")


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ("9223372036854775808", "the whole number 9223372036854775808… does not go into 64 bits"),
        ("-9223372036854775809", "the whole number -9223372036854775809… does not go into 64 bits"),
        ("1" * 5000, f"the whole number {'1' * 24}… does not go into 64 bits"),
        ("NaN", "NaN is no number of JSON"),
        ("-Infinity", "-Infinity is no number of JSON"),
        ('{"zh": 1, "a": 1, "zh": 1}', "an object has “zh” twice"),
        (r'"\ud83d"', r"text with half of a character (such as \ud800)"),
        (r'"\uDE00\uD83D"', r"text with half of a character (such as \ud800)"),
    ],
)
def test_what_no_problem_can_mean_is_refused_whatever_it_stands_for(value: str, fault: str) -> None:
    with pytest.raises(MalformedProblem) as refused:
        from_json(edited(surprise=0).replace('"surprise": 0', f'"surprise": {value}'))
    assert (refused.value.where, refused.value.fault.en) == ("$", fault)


def test_what_is_at_the_edge_of_64_bits_and_characters_written_in_halves_are_read() -> None:
    edge = replace(SMALL, candidates=(replace(person(1), organ=2**63 - 1, district=-(2**63)),))
    text = to_json(replace(edge, pairs=(Pair(1, 1, rules=("half",)),))).replace("half", r"\ud83d\ude00")
    assert from_json(text) == canonical(replace(edge, pairs=(Pair(1, 1, rules=("😀",)),)))
