"""What a run claims beside its seats: which problem, which seed, what each level reached, and why cases lack a team."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from verify.faults import Fault, fault, level_fault
from verify.record import canonical_text, digest
from verify.shapes import Row
from verify.values import figures_of, values_of

MORE_IS_BETTER: Final = {"URGENCY_STAFFED", "WORST_SERVED", "WORST_TENTH", "FIT"}


def whole(run: Row, _: Row) -> Iterator[Fault]:
    """Nothing of the record was changed since it was made."""
    if run["record_hash"] != run["record_digest"]:
        yield fault("RECORD_HASH", right=run["record_digest"])


def hashes(run: Row, _: Row) -> Iterator[Fault]:
    """The hash is that of the salt and the problem, and the plan answers this problem."""
    right = digest(run["problem_salt"] + canonical_text(run["problem"]))
    if run["problem_hash"] != right:
        yield fault("PROBLEM_HASH", right=right)
    if run["plan"]["problem_hash"] != right:
        yield fault("PLAN_PROBLEM")


def seed(run: Row, _: Row) -> Iterator[Fault]:
    """The plan was drawn with the record's seed, which was committed to before the problem was frozen."""
    if run["plan"]["seed"] != run["seed"]:
        yield fault("SEED", right=run["plan"]["seed"])
    committed, salt = run["seed_commitment"], run["seed_salt"]
    if committed is not None and (salt is None or committed != digest(f"{run['seed']}|{salt}")):
        yield fault("SEED_COMMITMENT")
    moments = run["seed_committed_at"], run["problem_frozen_at"]
    if committed is not None and (None in moments or moments[0] >= moments[1]):
        yield fault("SEED_LATE")


def chances(run: Row, facts: Row) -> Iterator[Fault]:
    """Nobody is on a sensitive case whom the seed lets sit it out, but who is pinned to it or published on it."""
    problem = run["problem"]
    kept = {(pin["case"], pin["person"]) for pin in (*problem["pins"], *problem["published"])}
    for seat in facts["seats"]:
        case, person = seat["case"], seat["person"]
        drawn = int(digest(f"{run['seed']}|{case}|{person}|SITS_OUT")[:16], 16)
        if (case, person) not in kept and drawn * 100 >= facts["cases"][case]["most_chance"] << 64:
            yield fault("CHANCE", case=case, person=person)


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
    """What is proven has its bound for a value, or is a near tie; none above it, no value is better than its bound.

    The gap is what lies between them; plans of earlier versions do not state it.
    """
    near, tied = dict(run["problem"]["near_ties"]), False
    for level in run["plan"]["levels"]:
        allowed = near.get(level["level"], 0) * level["scale"]
        better = (level["value"] - level["bound"]) * (1 if level["level"] in MORE_IS_BETTER else -1)
        if level["near"] != allowed:
            yield level_fault("NEAR", level["level"])
        left = None if better > 0 else -better
        if level.get("gap", left) != left:
            yield level_fault("GAP", level["level"])
        if level["proven"] and better < -allowed:
            yield level_fault("PROOF", level["level"])
        if better > 0 and not tied:
            yield level_fault("BOUND", level["level"])
        tied = tied or allowed > 0


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
