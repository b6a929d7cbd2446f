"""Decoys: who reads as restricted on a case though nothing sealed is known of her, drawn by a secret of the county.

Meeting a restriction then tells little. A draw is a keyed hash and no chance: whoever asks again, under whatever seed
and pins, meets the same decoys, so that no number of runs wears them away. Numbers without a source are ours.
"""

import hmac
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from recusal.facts import Case
from recusal.findings import Question
from recusal.inquiry import Inquiry
from recusal.policy import Policy
from recusal.rules.sealed import establishment
from recusal.world import World
from terms.people import MembershipKind

HOLD_DAYS: Final = 180
"""How long a decoy of a hold lasts: as the holds that it stands beside, which last months."""
MONTHS_TO_DOUBLE: Final = 12
"""Informants come to be known in the midst of a case too: in so many months there are twice as many decoys, then no
more."""
MOST: Final = 50
"""Of so many organs in a hundred at most, however old the case is."""
_DAYS_OF_MONTH: Final = 30
_BYTES: Final = 8
_CHANCES: Final = 1 << 64


@dataclass(frozen=True, slots=True)
class Draw:
    """What decoys are drawn by."""

    key: bytes
    """A secret of the county's office, the same for all runs."""
    policy: Policy
    on: date

    def chance(self, *what: object) -> float:
        """Return the number in [0, 1) that the secret gives to a thing, always the same."""
        said = "|".join(map(str, what)).encode()
        return int.from_bytes(hmac.digest(self.key, said, "sha256")[:_BYTES], "big") / _CHANCES

    def holds(self, person: int) -> bool:
        """Tell whether a decoy keeps the person off all cases on the day, as a hold would."""
        begins = int(self.chance("begins", person) * HOLD_DAYS)
        stretch = (self.on.toordinal() + begins) // HOLD_DAYS
        return self.chance("hold", person, stretch) < self.policy.decoy_hold_percent / 100

    def closes(self, case: int, kind: str, key: int, *, filed_on: date | None) -> bool:
        """Tell whether an organ, or a person, is drawn on a case; once drawn, it stays for as long as the case does."""
        months = 0 if filed_on is None else (self.on - filed_on).days // _DAYS_OF_MONTH
        grown = 1 + min(max(months, 0), MONTHS_TO_DOUBLE) / MONTHS_TO_DOUBLE
        return self.chance("case", case, kind, key) < min(self.policy.decoy_percent * grown, MOST) / 100


def drawn(
    world: World, draw: Draw, *, people: Collection[int], filed: Mapping[int, date | None]
) -> dict[int, tuple[frozenset[int], ...]]:
    """Return for each case the groups of people whom decoys close it to, in an order that the secret gives.

    A group is an organ's establishment where the county widens sealed grounds, as it is around a real one
    (``recusal.rules.sealed.widened``), else one person; one person also is whoever is held. A case that is joined with
    another has its decoys too, as it has its informants.

    Args:
        world: the facts; sealed ones are not looked at.
        draw: the secret, the policy and the day.
        people: those who may be drawn for cases.
        filed: the cases asked about, each with the day of its filing, None before it.
    """
    identities = world.identities
    wanted = frozenset(identities.of(person) for person in people)
    inquiry = Inquiry(world, Question(wanted, frozenset(filed)), draw.policy, draw.on)
    held = [("hold", person, frozenset({person})) for person in sorted(wanted) if draw.holds(person)]
    found = {}
    for case in inquiry.cases:
        groups = [*held, *_closed(inquiry, draw, case, filed)]
        groups.sort(key=lambda group: draw.chance("order", case.id, group[0], group[1]))
        found[case.id] = tuple(_records(world, members & wanted, people) for _, _, members in groups)
    return found


def _closed(
    inquiry: Inquiry, draw: Draw, case: Case, filed: Mapping[int, date | None]
) -> Iterator[tuple[str, int, frozenset[int]]]:
    sources = (case.id, *sorted(inquiry.world.joined(case.id)))
    kind = "organ" if draw.policy.widen_sealed_grounds else "person"
    for key in _units(inquiry) if kind == "organ" else inquiry.people:
        if any(draw.closes(source, kind, key, filed_on=filed.get(source)) for source in sources):
            members = establishment(inquiry, key, case) if kind == "organ" else (key,)
            yield kind, key, frozenset(members)


def _units(inquiry: Inquiry) -> list[int]:
    """Return the units on whose establishment somebody is who may be drawn, in order."""
    tree = inquiry.day.tree
    found = {
        unit
        for person in inquiry.people
        for post in inquiry.world.memberships_of.get(person, ())
        if post.kind is MembershipKind.ESTABLISHMENT
        for unit in tree.units(post.organ)
    }
    return sorted(found)


def _records(world: World, people: Collection[int], asked: Collection[int]) -> frozenset[int]:
    """Return the records asked about of these people."""
    identities = world.identities
    return frozenset(record for person in people for record in identities.records_of(person)).intersection(asked)
