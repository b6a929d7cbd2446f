"""The sets of kin that the laws speak of, each as the patterns that lie in it (domain research §2.3)."""

from recusal.bonds import EITHER, INVERSE, REPORTED, Bond

NEAR_SUP: frozenset[Bond] = frozenset(
    {Bond.SPOUSE, Bond.PARENT, Bond.CHILD, Bond.RAISER, Bond.RAISED, Bond.SIBLING, Bond.HALF_SIBLING}
)
"""近亲属 of the supervision law (TL25 art. 325, with MFD arts 1072 and 1111; half siblings by our reading)."""

NEAR_CIV: frozenset[Bond] = NEAR_SUP | {Bond.GRANDPARENT, Bond.GRANDCHILD}
"""近亲属 of the Civil Code (MFD art. 1045)."""

CS_KIN: frozenset[Bond] = NEAR_CIV | {
    Bond.GREAT_GRANDPARENT,
    Bond.GREAT_GRANDCHILD,
    Bond.UNCLE_AUNT,
    Bond.NEPHEW_NIECE,
    Bond.COUSIN,
    *(EITHER.keys() - {Bond.NEPHEW_OR_SPOUSES}),
    Bond.PARENT_IN_LAW,
    Bond.CHILD_IN_LAW,
    Bond.RAISER_IN_LAW,
    Bond.RAISEDS_SPOUSE,
    Bond.SPOUSES_SIBLING,
    Bond.SIBLINGS_SPOUSE,
    Bond.SPOUSES_SIBLINGS_SPOUSE,
    Bond.CHILDS_PARENT_IN_LAW,
    Bond.UNCLE_AUNTS_SPOUSE,
    Bond.NEPHEW_NIECES_SPOUSE,
    Bond.COUSINS_SPOUSE,
}
"""夫妻、直系血亲、三代以内旁系血亲、近姻亲 (GWY18 art. 74).

Not symmetric: an aunt's husband is in it, a wife's nephew is not.
Great-grandparents are in it by the word 直系血亲, and so are their parents (高祖父母), whom findings call by the same
word; the list of 2011 stopped at grandparents.
"""

DISCRETIONARY: frozenset[Bond] = frozenset(REPORTED) - CS_KIN
"""Kin and former kin in no set: a ground only if fairness may suffer (supervision law, 其他情形)."""

MUTUAL_CS_KIN: frozenset[Bond] = CS_KIN | {INVERSE[bond] for bond in CS_KIN}
"""Kin in the civil servants' set seen from either end: art. 74 speaks of the two together."""

PRESUMED: frozenset[Bond] = frozenset({Bond.EX_SPOUSE, Bond.PARTNER})
"""Not kin, and presumed to touch fairness as kin do (domain research §2.3, its recommendation)."""
