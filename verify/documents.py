"""The keys, defaults and ranges of the document of a problem."""

from typing import Final

from verify.shapes import Shape, Thing, maybe, several, text, thing, truth, two, whole, word

PROBLEM_FORMAT: Final = "zones-allocation-problem/2"

ROLES: Final = ("LEAD", "MEMBER", "RECORDS", "SAFETY_OFFICER", "REVIEWER")
"""In their canonical order."""
SKILLS: Final = (
    *("INTERVIEW", "RECORDS", "ACCOUNTS", "REPORTS", "LAW", "AUDIT", "WORKS", "PETITIONS", "E_DATA", "REVIEW"),
)
GOODS: Final = (
    *("URGENCY_STAFFED", "APPEARANCES", "CHANGES", "WORST_SERVED", "WORST_TENTH"),
    *("HIGHEST_LOAD", "LOAD_SPREAD", "TRAVEL", "FIT"),
)
"""The goods in the order that holds where a problem gives none."""

_any, _count, _one_or_more = whole(), whole(0), whole(1)
_percent, _fives, _grade = whole(1, 100), whole(5, 100, 5), whole(1, 5)
_role, _skill = word(*ROLES), word(*SKILLS)
_pairs = several(two(_any, _any))
_pin = thing({"case": _any, "person": _any, "role": _role})


def _case(thing: Thing) -> Shape:
    return thing(
        {
            "id": _any,
            "organ": _any,
            "urgency": word("URGENT", "HIGH", "NORMAL", "LOW"),
            "weight": _one_or_more,
            "start": _any,
            "end": _any,
            "effort": _percent,
            "places": several(thing({"role": _role, "count": _one_or_more}), 1),
            "needs": several(thing({"skill": _skill, "grade": _grade})),
            "needs_female": truth,
            "lead_rank": _any,
            "districts": several(_any),
            "own_organs": several(_any),
            "handled_by_others": truth,
            "most_chance": _percent,
            "x": _any,
            "y": _any,
        },
        needs=[],
        needs_female=False,
        lead_rank=0,
        districts=[],
        own_organs=[],
        handled_by_others=True,
        most_chance=100,
        x=0,
        y=0,
    )


def _person(thing: Thing) -> Shape:
    return thing(
        {
            "id": _any,
            "organ": _any,
            "capacity": _fives,
            "skills": several(two(_skill, _grade)),
            "female": truth,
            "may_lead": truth,
            "may_review": truth,
            "rank": _any,
            "most_reviews": maybe(_count),
            "full_time": truth,
            "district": _any,
            "availability": maybe(_fives),
            "load": _count,
            "x": _any,
            "y": _any,
        },
        skills=[],
        female=False,
        may_lead=False,
        may_review=False,
        rank=0,
        most_reviews=None,
        full_time=True,
        district=0,
        availability=None,
        load=0,
        x=0,
        y=0,
    )


def _pair(thing: Thing) -> Shape:
    return thing(
        {
            "person": _any,
            "case": _any,
            "role": maybe(_role),
            "barred": truth,
            "waivers": _count,
            "soft": _count,
            "points": _count,
            "rules": several(text),
        },
        role=None,
        barred=True,
        waivers=0,
        soft=0,
        points=0,
        rules=[],
    )


def _busy(thing: Thing) -> Shape:
    return thing(
        {
            "person": _any,
            "start": _any,
            "end": _any,
            "effort": whole(0, 100),
            "at_home": truth,
            "lent": truth,
            "share": truth,
        },
        at_home=False,
        lent=False,
        share=False,
    )


def _limits(thing: Thing) -> Shape:
    return thing(
        {
            "most_from_one_organ": _one_or_more,
            "most_from": several(two(_any, _count)),
            "keep_at_home": _count,
            "plan_with_waivers": truth,
            "forbid_reciprocity": truth,
            "reviews_take_time": truth,
            "waiver_weight": _count,
            "reciprocity_weight": _count,
            "ring_weight": _count,
            "load_tier": _one_or_more,
            "loan_rest": maybe(_count),
        },
        most_from_one_organ=2,
        most_from=[],
        keep_at_home=1,
        plan_with_waivers=False,
        forbid_reciprocity=True,
        reviews_take_time=True,
        waiver_weight=3,
        reciprocity_weight=3,
        ring_weight=0,
        load_tier=400,
        loan_rest=None,
    )


def problem_of(thing: Thing) -> Shape:
    """Return the shape of a problem; ``thing`` makes the shapes of those of its objects that may leave keys out."""
    return thing(
        {
            "cases": several(_case(thing)),
            "candidates": several(_person(thing)),
            "pairs": several(_pair(thing)),
            "busy": several(_busy(thing)),
            "kin": _pairs,
            "linked": _pairs,
            "apart": _pairs,
            "pins": several(_pin),
            "handled_before": _pairs,
            "others_at_home": several(two(_any, _count)),
            "published": several(_pin),
            "limits": _limits(thing),
            "order": several(word(*GOODS)),
            "near_ties": several(two(word(*GOODS), _count)),
        },
        pairs=[],
        busy=[],
        kin=[],
        linked=[],
        apart=[],
        pins=[],
        handled_before=[],
        others_at_home=[],
        published=[],
        limits={},
        order=list(GOODS),
        near_ties=[],
    )
