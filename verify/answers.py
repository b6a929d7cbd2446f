"""The keys, defaults and ranges of the documents of a plan and of the record of a run, in each of their versions."""

from typing import Final

from verify.documents import GOODS, PROBLEM_FORMAT, ROLES, SKILLS, problem_of
from verify.shapes import (
    LEFT_OUT,
    Shape,
    Thing,
    maybe,
    moment,
    number,
    several,
    text,
    thing,
    truth,
    two,
    versions,
    whole,
    whole_thing,
    word,
)

RUN_FORMAT: Final = "zones-allocation-run/2"
EARLIER_RUN_FORMAT: Final = "zones-allocation-run/1"
PLAN_FORMAT: Final = "zones-allocation-plan/2"
EARLIER_PLAN_FORMAT: Final = "zones-allocation-plan/1"
REASONS: Final = ("ROLE", "ROLES_TOGETHER", "SKILL", "WOMAN", "TEAM_RULES", "TIME_UP")
GIVING_WAY: Final = ("PROVEN", "FOUND", "NONE", "PINNED", "TIME_UP", "NOT_ASKED")

_any, _count, _one_or_more = whole(), whole(0), whole(1)
_role, _skill = word(*ROLES), word(*SKILLS)
_both = thing({"zh": text, "en": text})
_SEAT: Final[Shape] = thing(
    {
        "case": _any,
        "person": _any,
        "role": _role,
        "fit": _any,
        "travel": _any,
        "load_after": _any,
        "waivers": _any,
        "soft": _any,
        "covers": several(_skill),
    }
)
_named = thing({"name": _both, "unit": _both})  # of the numbers that stand there
_UNITS: Final[Shape] = thing(
    {
        "seats": thing(dict.fromkeys(("fit", "travel", "load_after", "waivers", "soft"), _named)),
        "shortages": thing(dict.fromkeys(("places_missing", "candidates_left", "barred_by_rule"), _named)),
        "together": thing(dict.fromkeys(("wanted", "people_left", "fillable"), _named)),
    }
)


def _level(thing: Thing) -> Shape:
    return thing(
        {
            "level": word(*GOODS),
            "name": _both,
            "unit": _both,
            "value": _any,
            "bound": _any,
            "scale": _one_or_more,
            "proven": truth,
            "near": _count,
            "gap": maybe(_count),
        },
        gap=LEFT_OUT,
    )


def _together(thing: Thing) -> Shape:
    return thing(
        {
            "places": several(two(_any, _role)),
            "wanted": _any,
            "people_left": _any,
            "fillable": _any,
            "who_is_left": several(_any),
        },
        who_is_left=LEFT_OUT,
    )


def _shortage(thing: Thing) -> Shape:
    return thing(
        {
            "case": _any,
            "places_missing": _any,
            "role": maybe(_role),
            "skill": maybe(_skill),
            "candidates_left": _any,
            "barred_by_rule": several(two(text, _any)),
            "reason": word(*REASONS),
            "alone": truth,
            "gives_way_to": several(_any),
            "team_rules": several(text),
            "clashes_with": several(_any),
            "together": maybe(_together(thing)),
            "giving_way": word(*GIVING_WAY),
            "team_rules_proven": truth,
            "clash_proven": truth,
            "who_is_left": several(_any),
            "barred_people": several(two(text, several(_any))),
        },
        giving_way=LEFT_OUT,
        team_rules_proven=LEFT_OUT,
        clash_proven=LEFT_OUT,
        who_is_left=LEFT_OUT,
        barred_people=LEFT_OUT,
    )


def _plan(thing: Thing, named: str) -> Shape:
    return thing(
        {
            "format": word(named),
            "problem_hash": text,
            "seed": _any,
            "levels": several(_level(thing)),
            "units": _UNITS,
            "seats": several(_SEAT),
            "shortages": several(_shortage(thing)),
            "lottery_proven": truth,
        },
        units=LEFT_OUT,
    )


def _run(thing: Thing, named: str, plan: Shape) -> Shape:
    return thing(
        {
            "format": word(named),
            "problem": whole_thing({"format": word(PROBLEM_FORMAT), "problem": problem_of(thing)}),
            "problem_salt": text,
            "problem_hash": text,
            "problem_frozen_at": maybe(moment),
            "seed": _any,
            "seed_commitment": maybe(text),
            "seed_salt": maybe(text),
            "seed_committed_at": maybe(moment),
            "deterministic_limit": number,
            "plan": plan,
            "stopped": truth,
            "record_hash": text,
        },
        stopped=False,
    )


_PLANS: Final = {
    PLAN_FORMAT: _plan(whole_thing, PLAN_FORMAT),
    EARLIER_PLAN_FORMAT: _plan(thing, EARLIER_PLAN_FORMAT),
}
PLAN: Final[Shape] = versions(_PLANS)
RUN: Final[Shape] = versions(
    {
        RUN_FORMAT: _run(whole_thing, RUN_FORMAT, _PLANS[PLAN_FORMAT]),
        EARLIER_RUN_FORMAT: _run(thing, EARLIER_RUN_FORMAT, _PLANS[EARLIER_PLAN_FORMAT]),
    }
)
"""What an earlier version left out has its default or stays left out; a record of this version tells every key."""
