"""The patterns of kinship, as data: what each is made of, how it reads from the other end, and in which set it lies.

Domain research §2.3: three sets, explicit patterns, never "any path up to n". Read a bond as "the relative is the
person's ...". A bond is finer than a declared word: a step-parent who raised the person is a parent in law
(MFD art. 1072) without making kin of her brothers.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Self

from terms.ties import Kinship


class Bond(StrEnum):
    """One pattern of ties between a person and a relative, with the word that findings show for it."""

    word: Kinship

    def __new__(cls, code: str, word: Kinship) -> Self:
        """Make the member from its code and its word."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.word = word
        return member

    SPOUSE = "SPOUSE", Kinship.SPOUSE
    PARENT = "PARENT", Kinship.PARENT
    CHILD = "CHILD", Kinship.CHILD
    RAISER = "RAISER", Kinship.PARENT
    RAISED = "RAISED", Kinship.CHILD
    SIBLING = "SIBLING", Kinship.SIBLING
    HALF_SIBLING = "HALF_SIBLING", Kinship.HALF_SIBLING
    GRANDPARENT = "GRANDPARENT", Kinship.GRANDPARENT
    GRANDCHILD = "GRANDCHILD", Kinship.GRANDCHILD
    GREAT_GRANDPARENT = "GREAT_GRANDPARENT", Kinship.GREAT_GRANDPARENT
    GREAT_GRANDCHILD = "GREAT_GRANDCHILD", Kinship.GREAT_GRANDCHILD
    UNCLE_AUNT = "UNCLE_AUNT", Kinship.UNCLE_AUNT
    NEPHEW_NIECE = "NEPHEW_NIECE", Kinship.NEPHEW_NIECE
    COUSIN = "COUSIN", Kinship.COUSIN
    PARENT_OR_UNCLE = "PARENT_OR_UNCLE", Kinship.UNCLE_AUNT
    CHILD_OR_NEPHEW = "CHILD_OR_NEPHEW", Kinship.NEPHEW_NIECE
    SIBLING_OR_COUSIN = "SIBLING_OR_COUSIN", Kinship.COUSIN
    PARENT_IN_LAW = "PARENT_IN_LAW", Kinship.PARENT_IN_LAW
    CHILD_IN_LAW = "CHILD_IN_LAW", Kinship.CHILD_IN_LAW
    RAISER_IN_LAW = "RAISER_IN_LAW", Kinship.PARENT_IN_LAW
    RAISEDS_SPOUSE = "RAISEDS_SPOUSE", Kinship.CHILD_IN_LAW
    SPOUSES_SIBLING = "SPOUSES_SIBLING", Kinship.SPOUSES_SIBLING
    SIBLINGS_SPOUSE = "SIBLINGS_SPOUSE", Kinship.SIBLINGS_SPOUSE
    SPOUSES_SIBLINGS_SPOUSE = "SPOUSES_SIBLINGS_SPOUSE", Kinship.SPOUSES_SIBLINGS_SPOUSE
    CHILDS_PARENT_IN_LAW = "CHILDS_PARENT_IN_LAW", Kinship.CHILDS_PARENT_IN_LAW
    UNCLE_AUNTS_SPOUSE = "UNCLE_AUNTS_SPOUSE", Kinship.UNCLE_AUNTS_SPOUSE
    NEPHEW_NIECES_SPOUSE = "NEPHEW_NIECES_SPOUSE", Kinship.NEPHEW_NIECES_SPOUSE
    COUSINS_SPOUSE = "COUSINS_SPOUSE", Kinship.COUSINS_SPOUSE
    SPOUSES_UNCLE_AUNT = "SPOUSES_UNCLE_AUNT", Kinship.SPOUSES_UNCLE_AUNT
    SPOUSES_NEPHEW_NIECE = "SPOUSES_NEPHEW_NIECE", Kinship.SPOUSES_NEPHEW_NIECE
    SPOUSES_COUSIN = "SPOUSES_COUSIN", Kinship.SPOUSES_COUSIN
    SPOUSES_GRANDPARENT = "SPOUSES_GRANDPARENT", Kinship.SPOUSES_GRANDPARENT
    EX_SPOUSE = "EX_SPOUSE", Kinship.EX_SPOUSE
    PARTNER = "PARTNER", Kinship.PARTNER
    GRANDCHILDS_SPOUSE = "GRANDCHILDS_SPOUSE", Kinship.DISTANT
    COUSINS_CHILD = "COUSINS_CHILD", Kinship.DISTANT
    PARENTS_COUSIN = "PARENTS_COUSIN", Kinship.DISTANT
    GRANDPARENTS_SIBLING = "GRANDPARENTS_SIBLING", Kinship.DISTANT
    SIBLINGS_GRANDCHILD = "SIBLINGS_GRANDCHILD", Kinship.DISTANT
    STEP_PARENT = "STEP_PARENT", Kinship.DISTANT
    STEP_CHILD = "STEP_CHILD", Kinship.DISTANT
    STEP_SIBLING = "STEP_SIBLING", Kinship.DISTANT
    BIRTH_PARENT = "BIRTH_PARENT", Kinship.DISTANT
    BIRTH_CHILD = "BIRTH_CHILD", Kinship.DISTANT
    BIRTH_SIBLING = "BIRTH_SIBLING", Kinship.DISTANT
    DISTANT = "DISTANT", Kinship.DISTANT
    ANY_SIBLING = "ANY_SIBLING", Kinship.SIBLING
    SAID_GRANDPARENT = "SAID_GRANDPARENT", Kinship.GRANDPARENT
    SAID_GRANDCHILD = "SAID_GRANDCHILD", Kinship.GRANDCHILD


UNIONS: frozenset[Bond] = frozenset({Bond.ANY_SIBLING, Bond.SAID_GRANDPARENT, Bond.SAID_GRANDCHILD})
"""Steps that only serve to build patterns; a grandparent is "said" where a word names him and no line of parents."""

EITHER: Mapping[Bond, frozenset[Bond]] = {
    Bond.PARENT_OR_UNCLE: frozenset({Bond.PARENT, Bond.UNCLE_AUNT}),
    Bond.CHILD_OR_NEPHEW: frozenset({Bond.CHILD, Bond.NEPHEW_NIECE}),
    Bond.SIBLING_OR_COUSIN: frozenset({Bond.SIBLING, Bond.HALF_SIBLING, Bond.COUSIN}),
}
"""Bonds that stand for one of several, and say nothing where one of these is known for itself."""

COMPOSED: Mapping[Bond, tuple[tuple[Bond, ...], ...]] = {
    Bond.ANY_SIBLING: ((Bond.SIBLING,), (Bond.HALF_SIBLING,)),
    Bond.SIBLING: ((Bond.PARENT, Bond.CHILD),),
    Bond.GRANDPARENT: ((Bond.PARENT, Bond.PARENT),),
    Bond.GRANDCHILD: ((Bond.CHILD, Bond.CHILD),),
    Bond.GREAT_GRANDPARENT: (
        (Bond.GRANDPARENT, Bond.PARENT),
        (Bond.PARENT, Bond.GRANDPARENT),
        (Bond.GRANDPARENT, Bond.GRANDPARENT),
    ),
    Bond.GREAT_GRANDCHILD: (
        (Bond.CHILD, Bond.GRANDCHILD),
        (Bond.GRANDCHILD, Bond.CHILD),
        (Bond.GRANDCHILD, Bond.GRANDCHILD),
    ),
    Bond.UNCLE_AUNT: ((Bond.PARENT, Bond.ANY_SIBLING),),
    Bond.NEPHEW_NIECE: ((Bond.ANY_SIBLING, Bond.CHILD),),
    Bond.COUSIN: ((Bond.UNCLE_AUNT, Bond.CHILD), (Bond.PARENT, Bond.NEPHEW_NIECE)),
    Bond.PARENT_OR_UNCLE: ((Bond.SAID_GRANDPARENT, Bond.CHILD),),
    Bond.CHILD_OR_NEPHEW: ((Bond.PARENT, Bond.SAID_GRANDCHILD),),
    Bond.SIBLING_OR_COUSIN: ((Bond.SAID_GRANDPARENT, Bond.GRANDCHILD), (Bond.GRANDPARENT, Bond.SAID_GRANDCHILD)),
    Bond.PARENT_IN_LAW: ((Bond.SPOUSE, Bond.PARENT),),
    Bond.CHILD_IN_LAW: ((Bond.CHILD, Bond.SPOUSE),),
    Bond.RAISER_IN_LAW: ((Bond.SPOUSE, Bond.RAISER),),
    Bond.RAISEDS_SPOUSE: ((Bond.RAISED, Bond.SPOUSE),),
    Bond.SPOUSES_SIBLING: ((Bond.SPOUSE, Bond.ANY_SIBLING),),
    Bond.SIBLINGS_SPOUSE: ((Bond.ANY_SIBLING, Bond.SPOUSE),),
    Bond.SPOUSES_SIBLINGS_SPOUSE: ((Bond.SPOUSES_SIBLING, Bond.SPOUSE), (Bond.SPOUSE, Bond.SIBLINGS_SPOUSE)),
    Bond.CHILDS_PARENT_IN_LAW: (
        (Bond.CHILD, Bond.PARENT_IN_LAW),
        (Bond.CHILD, Bond.RAISER_IN_LAW),
        (Bond.RAISED, Bond.PARENT_IN_LAW),
        (Bond.RAISED, Bond.RAISER_IN_LAW),
        (Bond.CHILD_IN_LAW, Bond.PARENT),
        (Bond.RAISEDS_SPOUSE, Bond.PARENT),
        (Bond.CHILD_IN_LAW, Bond.RAISER),
        (Bond.RAISEDS_SPOUSE, Bond.RAISER),
    ),
    Bond.UNCLE_AUNTS_SPOUSE: ((Bond.UNCLE_AUNT, Bond.SPOUSE), (Bond.PARENT, Bond.SIBLINGS_SPOUSE)),
    Bond.SPOUSES_NEPHEW_NIECE: ((Bond.SPOUSE, Bond.NEPHEW_NIECE), (Bond.SPOUSES_SIBLING, Bond.CHILD)),
    Bond.NEPHEW_NIECES_SPOUSE: ((Bond.NEPHEW_NIECE, Bond.SPOUSE), (Bond.ANY_SIBLING, Bond.CHILD_IN_LAW)),
    Bond.SPOUSES_UNCLE_AUNT: ((Bond.SPOUSE, Bond.UNCLE_AUNT), (Bond.PARENT_IN_LAW, Bond.ANY_SIBLING)),
    Bond.COUSINS_SPOUSE: ((Bond.COUSIN, Bond.SPOUSE), (Bond.UNCLE_AUNT, Bond.CHILD_IN_LAW)),
    Bond.SPOUSES_COUSIN: ((Bond.SPOUSE, Bond.COUSIN), (Bond.PARENT_IN_LAW, Bond.NEPHEW_NIECE)),
    Bond.SPOUSES_GRANDPARENT: ((Bond.SPOUSE, Bond.GRANDPARENT), (Bond.PARENT_IN_LAW, Bond.PARENT)),
    Bond.GRANDCHILDS_SPOUSE: ((Bond.GRANDCHILD, Bond.SPOUSE), (Bond.CHILD, Bond.CHILD_IN_LAW)),
    Bond.COUSINS_CHILD: ((Bond.COUSIN, Bond.CHILD),),
    Bond.PARENTS_COUSIN: ((Bond.PARENT, Bond.COUSIN),),
    Bond.GRANDPARENTS_SIBLING: ((Bond.GRANDPARENT, Bond.ANY_SIBLING), (Bond.PARENT, Bond.UNCLE_AUNT)),
    Bond.SIBLINGS_GRANDCHILD: ((Bond.ANY_SIBLING, Bond.GRANDCHILD), (Bond.NEPHEW_NIECE, Bond.CHILD)),
    Bond.STEP_PARENT: ((Bond.PARENT, Bond.SPOUSE),),
    Bond.STEP_CHILD: ((Bond.SPOUSE, Bond.CHILD),),
    Bond.STEP_SIBLING: (
        (Bond.RAISER, Bond.CHILD),
        (Bond.PARENT, Bond.RAISED),
        (Bond.RAISER, Bond.RAISED),
        (Bond.STEP_PARENT, Bond.CHILD),
        (Bond.PARENT, Bond.STEP_CHILD),
    ),
    Bond.BIRTH_SIBLING: (
        (Bond.BIRTH_PARENT, Bond.CHILD),
        (Bond.PARENT, Bond.BIRTH_CHILD),
        (Bond.BIRTH_PARENT, Bond.BIRTH_CHILD),
    ),
}
"""Each pattern as compositions of smaller ones, closed under reading from the other end.

Every one of them is exact but those of ``EITHER``: a child of a grandparent of whom only the word is known is a parent
or an uncle, and his grandchild a sibling or a cousin. Both lie in the civil servants' set, so they count at least as
its farther one.
"""

SHARED_BY_SIBLINGS: frozenset[Bond] = frozenset(
    {
        Bond.PARENT,
        Bond.SIBLING,
        Bond.HALF_SIBLING,
        Bond.GRANDPARENT,
        Bond.SAID_GRANDPARENT,
        Bond.GREAT_GRANDPARENT,
        Bond.UNCLE_AUNT,
        Bond.COUSIN,
    }
)
"""What a full sibling is to somebody, or calls him, that he is to the other sibling too (同胞兄弟姐妹)."""

_MUTUAL: tuple[tuple[Bond, Bond], ...] = (
    (Bond.PARENT, Bond.CHILD),
    (Bond.RAISER, Bond.RAISED),
    (Bond.GRANDPARENT, Bond.GRANDCHILD),
    (Bond.GREAT_GRANDPARENT, Bond.GREAT_GRANDCHILD),
    (Bond.SAID_GRANDPARENT, Bond.SAID_GRANDCHILD),
    (Bond.UNCLE_AUNT, Bond.NEPHEW_NIECE),
    (Bond.PARENT_OR_UNCLE, Bond.CHILD_OR_NEPHEW),
    (Bond.PARENT_IN_LAW, Bond.CHILD_IN_LAW),
    (Bond.SPOUSES_SIBLING, Bond.SIBLINGS_SPOUSE),
    (Bond.UNCLE_AUNTS_SPOUSE, Bond.SPOUSES_NEPHEW_NIECE),
    (Bond.NEPHEW_NIECES_SPOUSE, Bond.SPOUSES_UNCLE_AUNT),
    (Bond.COUSINS_SPOUSE, Bond.SPOUSES_COUSIN),
    (Bond.SPOUSES_GRANDPARENT, Bond.GRANDCHILDS_SPOUSE),
    (Bond.COUSINS_CHILD, Bond.PARENTS_COUSIN),
    (Bond.GRANDPARENTS_SIBLING, Bond.SIBLINGS_GRANDCHILD),
    (Bond.STEP_PARENT, Bond.STEP_CHILD),
    (Bond.BIRTH_PARENT, Bond.BIRTH_CHILD),
    (Bond.RAISER_IN_LAW, Bond.RAISEDS_SPOUSE),
)

INVERSE: Mapping[Bond, Bond] = {
    **{bond: bond for bond in Bond},
    **dict(_MUTUAL),
    **{second: first for first, second in _MUTUAL},
}
"""How a bond reads from the relative's end; most in-law bonds are their own inverse or lie in another set there."""

REPORTED: tuple[Bond, ...] = tuple(bond for bond in Bond if bond not in UNIONS)
"""The bonds that findings may rest on, nearest first."""

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
    *EITHER,
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
