"""Whose files somebody may not see: her own and those of her kin, listed, counted or found (R53, T46)."""

from datetime import date

from recusal.kin_sets import NEAR_CIV
from recusal.world import World


def closed_to(world: World, person: int, on: date) -> frozenset[int]:
    """Return the cases in which a person, or near kin of hers on that day, is a party in any role (R53).

    Near kin is meant as in the Civil Code (MFD art. 1045): spouse, parents, children, siblings, grandparents and
    grandchildren, step-parents and step-children included where one raised the other. A role in a case is never over.
    """
    known = world.identities.of(person)
    kin = {kin.relative for kin in world.kin.kin_of(known) if kin.bond in NEAR_CIV and on in kin.during}
    return frozenset(party.case for one in kin | {known} for party in world.roles_of.get(one, ()))
