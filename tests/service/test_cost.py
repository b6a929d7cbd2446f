"""What a document could cost, worked out before it runs, and what a caller has left."""

import time
from pathlib import Path
from typing import Any

import graphql
import orjson
import pytest

from service.budget import Budgets
from service.cost import LISTED, estimate
from service.edge_refusals import BudgetSpent, TooDeep
from service.examples import EXAMPLES
from service.limits import Limits
from service.shape import shape_of
from tests.api.schema_sweep import WALKED
from tests.service.edge import asked, codes

LIMITS = Limits()


def cost_of(text: str, **variables: Any) -> int:
    """Return what a document could cost."""
    document = graphql.parse(text)
    shape = shape_of(document, LIMITS)
    (operation,) = (each for each in document.definitions if isinstance(each, graphql.OperationDefinitionNode))
    return estimate(WALKED, operation, shape.fragments, variables).cost


@pytest.mark.parametrize(
    ("document", "cost"),
    [
        ("{ __typename }", 0),
        ("{ county { name } }", 1),
        ("{ zones(first: 4) { totalCount } }", 1),
        ("{ zones(first: 4) { nodes { code } } }", 1 + 4),
        ("{ zones(first: 4) { edges { node { code } } } }", 1 + 4 * 2),
        ("{ zones(last: 7) { nodes { code } } }", 1 + 7),
        ("{ zones { nodes { code } } }", 1 + 20),
        ("{ zones(first: 5000) { nodes { code } } }", 1 + 100),
        ("{ zones(first: 99999999999999999999999) { nodes { code } } }", 1 + 100),
        ("{ zones(first: -3) { nodes { code } } }", 1),
        ("{ zones(first: 4) { nodes { members { organ { name } } } } }", 1 + 4 * (1 + LISTED * 2)),
        ('{ nodes(ids: ["a", "b", "c"]) { id } }', 3),
        (
            "{ ...a } fragment a on Query { zones(first: 4) { ...b } } fragment b on ZoneConnection { nodes { code } }",
            5,
        ),
        ("{ ... on Query { ... { county { name } } } }", 1),
        ("{ a: county { name } b: county { name } }", 2),
        ("{ county { name } ...a } fragment a on Query { ...a }", 1),
        ("{ nobody { knows { this } } ... on Nothing { a } ...none }", 0),
        ('mutation { waiverRevoke(input: {id: "a", reason: "b"}) { __typename } }', 10 + 1),
    ],
)
def test_a_document_costs_its_objects(document: str, cost: int) -> None:
    assert cost_of(document) == cost


def test_variables_and_their_defaults_say_how_large_a_page_is() -> None:
    document = "query A($n: Int = 7) { zones(first: $n) { nodes { code } } }"
    assert [cost_of(document), cost_of(document, n=3), cost_of(document, n="x"), cost_of(document, n=None)] == [
        1 + 7,
        1 + 3,
        1 + 20,
        1 + 20,
    ]


def test_pages_within_pages_multiply() -> None:
    document = "{ zones(first: 100) { nodes { members { organ { children { organ { name } } } } } } }"
    assert cost_of(document) == 1 + 100 * (1 + LISTED * (2 + LISTED * 2))


def test_fragments_that_double_thirty_times_are_worked_out_at_once() -> None:
    doubling = " ".join(f"fragment f{n} on Query {{ ...f{n + 1} ...f{n + 1} }}" for n in range(200))
    document = f"{{ ...f0 }} {doubling} fragment f200 on Query {{ county {{ name }} }}"
    began = time.process_time()
    with pytest.raises(TooDeep):
        cost_of(document)
    doubling = doubling[: doubling.index("fragment f100")].replace("...f100", "...f200")
    assert cost_of(f"{{ ...f0 }} {doubling} fragment f200 on Query {{ county {{ name }} }}") == 2**53 - 1
    assert time.process_time() - began < 10  # without remembering it would not end


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.graphql")), ids=lambda path: path.stem)
def test_every_ready_document_costs_a_tenth_of_what_it_may(path: Path) -> None:
    beside = path.with_suffix(".json")
    variables = orjson.loads(beside.read_bytes()) if beside.exists() else {}
    assert 0 < cost_of(path.read_text(encoding="utf-8"), **variables) < LIMITS.cost / 10


def test_a_bucket_is_spent_filled_again_and_each_callers_own() -> None:
    now = 100.0
    budgets = Budgets(whole=100, per_second=10, clock=lambda: now)
    budgets.take("a", 70)
    assert (budgets.left("a"), budgets.left("b")) == (30, 100)
    with pytest.raises(BudgetSpent) as refused:
        budgets.take("a", 50)
    assert (refused.value.left, refused.value.seconds, budgets.left("a")) == (30, 2, 30)
    now = 102.0
    budgets.take("a", 50)
    assert budgets.left("a") == 0
    budgets.give_back("a", 20)
    assert budgets.left("a") == 20
    now = 1000.0
    assert budgets.left("a") == 100


async def test_every_answer_tells_what_it_cost_and_what_is_left(county: str) -> None:
    async with asked(county, limits=Limits(cost=100, budget=1_000, budget_per_second=1)) as client:
        fine = await client.post("/graphql", json={"query": "{ zones(first: 50) { nodes { code } } }"})
        assert fine.json()["extensions"]["cost"] == {
            "requested": 51,
            "maximum": 100,
            "used": 5,
            "left": 995,
            "budget": 1_000,
            "restoredPerSecond": 1,
        }
        over = await client.post(
            "/graphql", json={"query": "{ zones(first: 100) { nodes { code } } }"}, headers={"accept-language": "zh"}
        )
        assert "data" not in over.json()
        (error,) = over.json()["errors"]
        assert error["extensions"] == {"code": "COST_EXCEEDED"}
        assert error["message"] == "该查询的计算成本为101，上限为100。请减小 first，或少查几层列表。"
        assert (over.json()["extensions"]["cost"]["requested"], over.json()["extensions"]["cost"]["used"]) == (101, 0)
        for wrong in ("{", "{ nothing }", "query A { county { name } } query B { county { name } }"):
            answer = await client.post("/graphql", json={"query": wrong})
            assert answer.json().get("extensions", {}).get("cost", {}).get("requested", 0) == 0


async def test_who_asked_too_much_waits_and_others_do_not(county: str) -> None:
    limits = Limits(cost=1_000, budget=1_000, budget_per_second=1)
    async with asked(county, limits=limits) as client:
        screen = '{ screen(input: {personNumber: "nobody", caseNumber: "none"}) { verdict } }'
        said = [(await codes(client, screen))[0] for _ in range(4)]
        assert said == ["NOT_FOUND", "NOT_FOUND", "NOT_FOUND", "BUDGET_SPENT"]
        client.headers["authorization"] = "Bearer demo-recusal"
        assert "BUDGET_SPENT" not in await codes(client, "{ zones(first: 1) { totalCount } }")
