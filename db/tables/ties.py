"""Kin, social ties and interests, each dated twice."""

from sqlalchemy import CheckConstraint, Index, text

from db.tables.columns import Recorded, identity, period, reference, term
from terms.periods import Period
from terms.ties import FactOrigin, InterestKind, KinEdge, Kinship, SocialTieKind

STANDING = text("superseded_at IS NULL")


class KinTie(Recorded, table=True):
    """A primitive edge of a family tree: the first is the edge of the second; an end is divorce or dissolution."""

    __tablename__ = "kin_ties"
    __table_args__ = (
        Index(
            "uq_kin_ties_standing", "first_id", "second_id", "edge", "during", unique=True, postgresql_where=STANDING
        ),
        CheckConstraint("first_id <> second_id", name="two_people"),
        CheckConstraint("NOT isempty(during)", name="during_not_empty"),
    )

    id: int = identity()
    first_id: int = reference("people.id")
    second_id: int = reference("people.id")
    edge: KinEdge = term(KinEdge)
    raised: bool = True
    """For step-parents: whether the child was raised by them (MFD art. 1072)."""
    origin: FactOrigin = term(FactOrigin)
    during: Period = period()


class AssertedKinTie(Recorded, table=True):
    """A relation declared as a word: the relative is the kinship of the person, whoever stands between."""

    __tablename__ = "asserted_kin_ties"
    __table_args__ = (
        Index(
            "uq_asserted_kin_ties_standing",
            "person_id",
            "relative_id",
            "kinship",
            "during",
            unique=True,
            postgresql_where=STANDING,
        ),
        CheckConstraint("person_id <> relative_id", name="two_people"),
        CheckConstraint("NOT isempty(during)", name="during_not_empty"),
    )

    id: int = identity()
    person_id: int = reference("people.id")
    relative_id: int = reference("people.id")
    kinship: Kinship = term(Kinship)
    word: str = ""
    """The word that was declared, for example 表哥."""
    origin: FactOrigin = term(FactOrigin)
    during: Period = period()


class SocialTie(Recorded, table=True):
    """A tie that is not of kin, without direction; the smaller key stands first."""

    __tablename__ = "social_ties"
    __table_args__ = (
        Index(
            "uq_social_ties_standing", "first_id", "second_id", "kind", "during", unique=True, postgresql_where=STANDING
        ),
        CheckConstraint("first_id < second_id", name="two_people_in_order"),
        CheckConstraint("NOT isempty(during)", name="during_not_empty"),
    )

    id: int = identity()
    first_id: int = reference("people.id")
    second_id: int = reference("people.id")
    kind: SocialTieKind = term(SocialTieKind)
    origin: FactOrigin = term(FactOrigin)
    during: Period = period()


class Interest(Recorded, table=True):
    """An interest of a person in an organ, or in the matter of one case."""

    __tablename__ = "interests"
    __table_args__ = (
        Index(
            "uq_interests_standing",
            "person_id",
            "organ_id",
            "case_id",
            "kind",
            "during",
            unique=True,
            postgresql_where=STANDING,
            postgresql_nulls_not_distinct=True,
        ),
        CheckConstraint("num_nonnulls(organ_id, case_id) = 1", name="in_an_organ_or_a_case"),
        CheckConstraint("NOT isempty(during)", name="during_not_empty"),
    )

    id: int = identity()
    person_id: int = reference("people.id")
    organ_id: int | None = reference("organs.id", optional=True)
    case_id: int | None = reference("cases.id", optional=True)
    kind: InterestKind = term(InterestKind)
    note: str = ""
    origin: FactOrigin = term(FactOrigin)
    during: Period = period()
