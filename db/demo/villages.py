"""Names of invented villages, townships and counties."""

from random import Random

from db.demo.places import (
    INVENTED_COUNTY,
    INVENTED_TOWNSHIP,
    TOWNSHIP_KINDS,
    TOWNSHIPS,
    VILLAGE_FIRST,
    VILLAGE_LAST,
    VILLAGE_SECOND,
    Place,
)

_CLOSEST = 14
"""Least distance between two invented townships along either axis, in hundreds of metres."""


def village_names(chance: Random, wanted: int) -> list[str]:
    """Return names of villages that differ within the township."""
    names: dict[str, None] = {}
    while len(names) < wanted:
        first, second, last = chance.choice(VILLAGE_FIRST), chance.choice(VILLAGE_SECOND), chance.choice(VILLAGE_LAST)
        names[f"{first}{second}{last}村"] = None
    return list(names)


def county_name(number: int) -> str:
    """Return the name of the n-th invented county, from 0 on."""
    first, second = INVENTED_COUNTY
    return f"{first[number % len(first)]}{second[number // len(first) % len(second)]}县"


def invented_townships(chance: Random) -> tuple[Place, ...]:
    """Return as many townships as the demo county has, in the same zones and near the same places."""
    first, second = INVENTED_TOWNSHIP
    names = chance.sample([one + other for one in first for other in second], len(TOWNSHIPS))
    shift = _CLOSEST // 2
    return tuple(
        (
            name + TOWNSHIP_KINDS.get(number, "乡"),
            x + chance.randint(-shift, shift),
            y + chance.randint(-shift, shift),
            zone,
        )
        for number, (name, (_, x, y, zone)) in enumerate(zip(names, TOWNSHIPS, strict=True))
    )
