"""Types of other nouns by name: nouns show each other, so none may need another to be defined first.

Annotate with these; at run time import the noun's module (``from schema import zones as zone_types``).
"""

from typing import TYPE_CHECKING, Annotated, TypeAlias

import strawberry

if TYPE_CHECKING:
    from schema.organs import Organ
    from schema.zones import Zone

OrganType: TypeAlias = Annotated["Organ", strawberry.lazy("schema.organs")]
ZoneType: TypeAlias = Annotated["Zone", strawberry.lazy("schema.zones")]
