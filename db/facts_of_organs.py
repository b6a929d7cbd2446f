"""Organs as facts: all, or those that the facts in sight lead to, with their links and successions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import col

from db.facts_part import organs_in_sight
from db.facts_reader import Reader, among
from db.tables import Organ, OrganLink, OrganSuccession, ZoneMember
from db.tables.columns import holds_on
from recusal import facts as frozen

_NAMING = (
    ("memberships", "organ"),
    ("parties", "organ"),
    ("interests", "organ"),
    ("authorisations", "organ"),
    ("place_ties", "organ"),
    ("duties", "organ"),
    ("loans", "to_organ"),
    ("venues", "owner"),
    ("venues", "place"),
    ("handlings", "handler"),
    ("handlings", "handled"),
    ("cases", "concerned_organ"),
    ("cases", "home_organ"),
    ("cases", "handling_organ"),
)
"""Kinds of facts and their fields that name an organ."""


@dataclass(frozen=True, slots=True)
class Organs:
    """The organs with how they hang together."""

    organs: tuple[frozen.Organ, ...]
    links: tuple[frozen.OrganLink, ...]
    successions: tuple[frozen.Succession, ...]


async def read_organs(reader: Reader, found: Mapping[str, tuple[Any, ...]], *, on: date) -> Organs:
    """Return the organs with the zones of a day, all or those that the facts found lead to."""
    wanted = None if reader.sight is None else await organs_in_sight(reader.session, frozenset(_named(found)))

    def here(column: Any) -> list[Any]:
        return [] if wanted is None else [among(column, wanted)]

    zoned = [*here(col(ZoneMember.organ_id)), holds_on(col(ZoneMember.during), on)]
    zones: dict[int, int] = {}
    if reader.of_requirements:
        zones = dict(iter(await reader.facts(ZoneMember, "organ_id", "zone_id", where=zoned)))
    organs = await reader.rows(Organ, "id", "kind", where=here(col(Organ.id)))
    links = await reader.facts(
        OrganLink, "id", "child_id", "parent_id", "kind", "during", where=here(col(OrganLink.child_id))
    )
    successions = await reader.facts(
        OrganSuccession,
        *("id", "predecessor_id", "successor_id", "kind", "happened_on"),
        where=here(col(OrganSuccession.predecessor_id)),
    )
    return Organs(
        organs=tuple(frozen.Organ(key, kind, zones.get(key)) for key, kind in organs),
        links=tuple(frozen.OrganLink(*row) for row in links),
        successions=tuple(frozen.Succession(*row) for row in successions),
    )


def _named(found: Mapping[str, tuple[Any, ...]]) -> Iterator[int]:
    for kind, name in _NAMING:
        for fact in found[kind]:
            organ = getattr(fact, name)
            if organ is not None:
                yield organ
