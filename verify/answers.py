"""The keys, defaults and ranges of the documents of a plan and of the record of a run."""

from typing import Final

from verify.documents import GOODS, PROBLEM, PROBLEM_FORMAT, ROLES, SKILLS
from verify.shapes import LEFT_OUT, Shape, maybe, moment, number, several, text, thing, truth, two, whole, word

RUN_FORMAT: Final = "zones-allocation-run/1"
PLAN_FORMAT: Final = "zones-allocation-plan/1"
REASONS: Final = ("ROLE", "ROLES_TOGETHER", "SKILL", "WOMAN", "TEAM_RULES", "TIME_UP")
GIVING_WAY: Final = ("PROVEN", "FOUND", "NONE", "PINNED", "TIME_UP", "NOT_ASKED")

_any, _count, _one_or_more = whole(), whole(0), whole(1)
_role, _skill = word(*ROLES), word(*SKILLS)
_both = thing({"zh": text, "en": text})
LEVEL: Final[Shape] = thing(
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
SEAT: Final[Shape] = thing(
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
TOGETHER: Final[Shape] = thing(
    {
        "places": several(two(_any, _role)),
        "wanted": _any,
        "people_left": _any,
        "fillable": _any,
        "who_is_left": several(_any),
    },
    who_is_left=LEFT_OUT,
)
SHORTAGE: Final[Shape] = thing(
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
        "together": maybe(TOGETHER),
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
_named = thing({"name": _both, "unit": _both})  # of the numbers that stand there
UNITS: Final[Shape] = thing(
    {
        "seats": thing(dict.fromkeys(("fit", "travel", "load_after", "waivers", "soft"), _named)),
        "shortages": thing(dict.fromkeys(("places_missing", "candidates_left", "barred_by_rule"), _named)),
        "together": thing(dict.fromkeys(("wanted", "people_left", "fillable"), _named)),
    }
)
PLAN: Final[Shape] = thing(
    {
        "format": word(PLAN_FORMAT),
        "problem_hash": text,
        "seed": _any,
        "levels": several(LEVEL),
        "units": UNITS,
        "seats": several(SEAT),
        "shortages": several(SHORTAGE),
        "lottery_proven": truth,
    },
    units=LEFT_OUT,
)
RUN: Final[Shape] = thing(
    {
        "format": word(RUN_FORMAT),
        "problem": thing({"format": word(PROBLEM_FORMAT), "problem": PROBLEM}),
        "problem_salt": text,
        "problem_hash": text,
        "problem_frozen_at": maybe(moment),
        "seed": _any,
        "seed_commitment": maybe(text),
        "seed_salt": maybe(text),
        "seed_committed_at": maybe(moment),
        "deterministic_limit": number,
        "plan": PLAN,
        "stopped": truth,
        "record_hash": text,
    },
    stopped=False,
)
