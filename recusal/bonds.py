"""The patterns of kinship, as data: what each is made of, and how it reads from the other end.

Domain research §2.3: explicit patterns, never "any path up to n"; the sets of the law are in ``recusal.kin_sets``.
Read a bond as "the relative is the person's ...". A bond is finer than a declared word: a step-parent who raised the
person is a parent in law (MFD art. 1072) without making kin of her brothers.
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
    PARENT_OR_IN_LAW = "PARENT_OR_IN_LAW", Kinship.PARENT_IN_LAW
    CHILD_OR_IN_LAW = "CHILD_OR_IN_LAW", Kinship.CHILD_IN_LAW
    SPOUSE_OR_SIBLING = "SPOUSE_OR_SIBLING", Kinship.SPOUSES_SIBLING
    SPOUSE_OR_SIBLINGS = "SPOUSE_OR_SIBLINGS", Kinship.SIBLINGS_SPOUSE
    SIBLING_OR_SPOUSE = "SIBLING_OR_SPOUSE", Kinship.SIBLINGS_SPOUSE
    SIBLING_OR_SPOUSES = "SIBLING_OR_SPOUSES", Kinship.SPOUSES_SIBLING
    UNCLE_OR_SPOUSE = "UNCLE_OR_SPOUSE", Kinship.UNCLE_AUNTS_SPOUSE
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
    NEPHEW_OR_SPOUSES = "NEPHEW_OR_SPOUSES", Kinship.SPOUSES_NEPHEW_NIECE
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
    SAID_PARENT_IN_LAW = "SAID_PARENT_IN_LAW", Kinship.PARENT_IN_LAW
    SAID_CHILD_IN_LAW = "SAID_CHILD_IN_LAW", Kinship.CHILD_IN_LAW
    SAID_UNCLE_AUNT = "SAID_UNCLE_AUNT", Kinship.UNCLE_AUNT
    SAID_NEPHEW_NIECE = "SAID_NEPHEW_NIECE", Kinship.NEPHEW_NIECE
    SAID_COUSIN = "SAID_COUSIN", Kinship.COUSIN


SAID: Mapping[Kinship, Bond] = {
    Kinship.GRANDPARENT: Bond.SAID_GRANDPARENT,
    Kinship.GRANDCHILD: Bond.SAID_GRANDCHILD,
    Kinship.PARENT_IN_LAW: Bond.SAID_PARENT_IN_LAW,
    Kinship.CHILD_IN_LAW: Bond.SAID_CHILD_IN_LAW,
    Kinship.UNCLE_AUNT: Bond.SAID_UNCLE_AUNT,
    Kinship.NEPHEW_NIECE: Bond.SAID_NEPHEW_NIECE,
    Kinship.COUSIN: Bond.SAID_COUSIN,
}
"""Steps that a word names and no line of ties, from which something follows, though not exactly what."""

UNIONS: frozenset[Bond] = frozenset({Bond.ANY_SIBLING, *SAID.values()})
"""Steps that only serve to build patterns."""

EITHER: Mapping[Bond, frozenset[Bond]] = {
    Bond.PARENT_OR_UNCLE: frozenset({Bond.PARENT, Bond.UNCLE_AUNT}),
    Bond.CHILD_OR_NEPHEW: frozenset({Bond.CHILD, Bond.NEPHEW_NIECE}),
    Bond.SIBLING_OR_COUSIN: frozenset({Bond.SIBLING, Bond.HALF_SIBLING, Bond.COUSIN}),
    Bond.PARENT_OR_IN_LAW: frozenset({Bond.PARENT, Bond.PARENT_IN_LAW}),
    Bond.CHILD_OR_IN_LAW: frozenset({Bond.CHILD, Bond.CHILD_IN_LAW}),
    Bond.SPOUSE_OR_SIBLING: frozenset({Bond.SPOUSE, Bond.SPOUSES_SIBLING}),
    Bond.SPOUSE_OR_SIBLINGS: frozenset({Bond.SPOUSE, Bond.SIBLINGS_SPOUSE}),
    Bond.SIBLING_OR_SPOUSE: frozenset({Bond.SIBLING, Bond.HALF_SIBLING, Bond.SIBLINGS_SPOUSE}),
    Bond.SIBLING_OR_SPOUSES: frozenset({Bond.SIBLING, Bond.HALF_SIBLING, Bond.SPOUSES_SIBLING}),
    Bond.UNCLE_OR_SPOUSE: frozenset({Bond.UNCLE_AUNT, Bond.UNCLE_AUNTS_SPOUSE}),
    Bond.NEPHEW_OR_SPOUSES: frozenset({Bond.NEPHEW_NIECE, Bond.SPOUSES_NEPHEW_NIECE}),
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
    Bond.PARENT_OR_UNCLE: ((Bond.SAID_GRANDPARENT, Bond.CHILD), (Bond.SAID_UNCLE_AUNT, Bond.SIBLING)),
    Bond.CHILD_OR_NEPHEW: ((Bond.PARENT, Bond.SAID_GRANDCHILD), (Bond.SIBLING, Bond.SAID_NEPHEW_NIECE)),
    Bond.SIBLING_OR_COUSIN: ((Bond.SAID_GRANDPARENT, Bond.GRANDCHILD), (Bond.GRANDPARENT, Bond.SAID_GRANDCHILD)),
    Bond.PARENT_OR_IN_LAW: ((Bond.CHILD, Bond.SAID_GRANDPARENT),),
    Bond.CHILD_OR_IN_LAW: ((Bond.SAID_GRANDCHILD, Bond.PARENT),),
    Bond.SPOUSE_OR_SIBLING: ((Bond.SAID_PARENT_IN_LAW, Bond.CHILD),),
    Bond.SPOUSE_OR_SIBLINGS: ((Bond.PARENT, Bond.SAID_CHILD_IN_LAW),),
    Bond.SIBLING_OR_SPOUSE: ((Bond.SAID_NEPHEW_NIECE, Bond.PARENT),),
    Bond.SIBLING_OR_SPOUSES: ((Bond.CHILD, Bond.SAID_UNCLE_AUNT),),
    Bond.UNCLE_OR_SPOUSE: ((Bond.SAID_COUSIN, Bond.PARENT),),
    Bond.NEPHEW_OR_SPOUSES: ((Bond.CHILD, Bond.SAID_COUSIN),),
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

Every one of them is exact but those of ``EITHER``, where only a word is known and nobody between: a child of such a
grandparent is a parent or an uncle, a parent of such a cousin an uncle or his wife. They count as the farther one.
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
        Bond.SAID_UNCLE_AUNT,
        Bond.COUSIN,
        Bond.SAID_COUSIN,
    }
)
"""What a full sibling is to somebody, or calls him, that he is to the other sibling too (同胞兄弟姐妹)."""

_MUTUAL: tuple[tuple[Bond, Bond], ...] = (
    (Bond.PARENT, Bond.CHILD),
    (Bond.RAISER, Bond.RAISED),
    (Bond.GRANDPARENT, Bond.GRANDCHILD),
    (Bond.GREAT_GRANDPARENT, Bond.GREAT_GRANDCHILD),
    (Bond.SAID_GRANDPARENT, Bond.SAID_GRANDCHILD),
    (Bond.SAID_PARENT_IN_LAW, Bond.SAID_CHILD_IN_LAW),
    (Bond.SAID_UNCLE_AUNT, Bond.SAID_NEPHEW_NIECE),
    (Bond.PARENT_OR_IN_LAW, Bond.CHILD_OR_IN_LAW),
    (Bond.SPOUSE_OR_SIBLING, Bond.SPOUSE_OR_SIBLINGS),
    (Bond.SIBLING_OR_SPOUSE, Bond.SIBLING_OR_SPOUSES),
    (Bond.UNCLE_OR_SPOUSE, Bond.NEPHEW_OR_SPOUSES),
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
