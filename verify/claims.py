"""What a run claims beside its seats: which problem, which seed, what each level reached, and why cases lack a team."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from verify.faults import Fault, fault, level_fault
from verify.record import canonical_text, digest
from verify.shapes import Row
from verify.values import figures_of, values_of

MORE_IS_BETTER: Final = {"URGENCY_STAFFED", "WORST_SERVED", "WORST_TENTH", "FIT"}


def hashes(run: Row, _: Row) -> Iterator[Fault]:
    """The hash is that of the problem, and the plan answers this problem."""
    canonical = canonical_text(run["problem"])
    right = digest(run["problem_salt"] + canonical)
    if run["problem_hash"] != right:
        yield fault("PROBLEM_HASH", right=right)
    if run["plan"]["problem_hash"] not in (right, digest(canonical)):
        yield fault("PLAN_PROBLEM")


def seed(run: Row, _: Row) -> Iterator[Fault]:
    """The plan was drawn with the record's seed, which is the one that was committed to."""
    if run["plan"]["seed"] != run["seed"]:
        yield fault("SEED", right=run["plan"]["seed"])
    committed, salt = run["seed_commitment"], run["seed_salt"]
    if committed is not None and (salt is None or committed != digest(f"{run['seed']}|{salt}")):
        yield fault("SEED_COMMITMENT")


def figures(run: Row, facts: Row) -> Iterator[Fault]:
    """The figures beside every seat are right."""
    del run
    for seat in facts["seats"]:
        stated = seat | {"covers": sorted(seat["covers"])}
        for name, right in figures_of(facts, seat).items():
            if stated[name] != right:
                yield fault("SEAT", case=seat["case"], person=seat["person"], right=name)


def levels(run: Row, facts: Row) -> Iterator[Fault]:
    """The levels are those of the problem, in its order, and each has the value that the seats have."""
    stated, values = run["plan"]["levels"], values_of(facts)
    if [level["level"] for level in stated] != run["problem"]["order"]:
        yield fault("LEVELS")
    for level in stated:
        right = values[level["level"]]
        if Fraction(level["value"], level["scale"]) != right:
            yield level_fault("VALUE", level["level"], right=right)


def proofs(run: Row, _: Row) -> Iterator[Fault]:
    """What is proven has its bound for a value, and no value is better than its bound."""
    for level in run["plan"]["levels"]:
        value, bound = level["value"], level["bound"]
        if level["proven"] and value != bound:
            yield level_fault("PROOF", level["level"])
        if value > bound if level["level"] in MORE_IS_BETTER else value < bound:
            yield level_fault("BOUND", level["level"])


def shortages(run: Row, facts: Row) -> Iterator[Fault]:
    """A case without a team has a reason, and one with a team has none."""
    explained = {shortage["case"] for shortage in run["plan"]["shortages"]}
    for number, team in facts["teams"].items():
        if not team and number not in explained:
            yield fault("NO_REASON", case=number)
        if team and number in explained:
            yield fault("REASON", case=number)
    for number in sorted(explained - set(facts["teams"])):
        yield fault("REASON_UNKNOWN", case=number)
