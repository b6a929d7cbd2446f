"""What clerks say of people: ties, interests, places; and the ids by which facts are named."""

import base64
import binascii

import strawberry

from resolvers.fact_acts.kinds import FactKind
from resolvers.fact_acts.tie_acts import FactRef
from resolvers.fact_acts.ties import InterestWanted, PlaceWanted, TieWanted
from schema.enums import register
from schema.nodes import DIGITS, HIGHEST, BadId
from schema.scalars import PeriodInput
from terms.periods import ALWAYS, Period
from terms.ties import (
    DutyKind,
    FactOrigin,
    IncidentKind,
    InterestKind,
    KinEdge,
    Kinship,
    PlaceTieKind,
    SocialTieKind,
)

for _vocabulary, _zh in {
    DutyKind: "信访、巡察、考核经历",
    FactKind: "登记类型",
    FactOrigin: "信息来源",
    IncidentKind: "违规接触或干预",
    InterestKind: "利害关系",
    KinEdge: "直接亲属关系",
    Kinship: "亲属关系",
    PlaceTieKind: "地域关系",
    SocialTieKind: "社会关系",
}.items():
    register(_vocabulary, _zh)

PREFIX = "Fact."


def fact_id(kind: FactKind, key: int) -> strawberry.ID:
    """Return the id by which a fact is ended or withdrawn."""
    return strawberry.ID(base64.urlsafe_b64encode(f"{PREFIX}{kind.value}:{key}".encode()).decode())


def fact_of(text: str) -> FactRef:
    """Return the fact that an id names.

    Raises:
        BadId: it is no id of a fact.
    """
    try:
        name, _, digits = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True).decode().partition(":")
    except (ValueError, binascii.Error) as error:
        raise BadId(text) from error
    kind = FactKind.__members__.get(name.removeprefix(PREFIX)) if name.startswith(PREFIX) else None
    if kind is None or not (digits.isascii() and digits.isdigit() and len(digits) <= DIGITS and int(digits) <= HIGHEST):
        raise BadId(text)
    return FactRef(kind, int(digits))


def period_of(given: PeriodInput | None) -> Period:
    """Return the period that was given, unbounded where none was; EmptyPeriod where it holds no day."""
    return ALWAYS if given is None else given.period()


@strawberry.input(
    description="A tie, read: the other is the person's ... (关系). Give exactly one of word, kinship, edge and social."
)
class TieInput:
    """See ``resolvers.fact_acts.ties.TieWanted``."""

    other_number: str = strawberry.field(description="The number of the person at the other end (对方人员编号).")
    word: str | None = strawberry.field(
        default=None, description="The Chinese word for it (称谓), for example 表哥 or 连襟; null where none is given."
    )
    kinship: Kinship | None = strawberry.field(
        default=None, description="What kin the other is, whoever stands between (亲属关系)."
    )
    edge: KinEdge | None = strawberry.field(
        default=None, description="One step of a family tree: what the other is to the person (直接亲属关系)."
    )
    downward: bool = strawberry.field(
        default=False, description="For parental steps: the person is the parent, the other the child (对方为晚辈)."
    )
    social: SocialTieKind | None = strawberry.field(default=None, description="A tie that is not of kin (社会关系).")
    raised: bool = strawberry.field(
        default=True, description="For step-parents: whether they raised the child (形成抚养关系; MFD art. 1072)."
    )
    during: PeriodInput | None = strawberry.field(default=None, description="When it holds (时段); always if null.")

    def wanted(self) -> TieWanted:
        """Return the tie as resolvers know it."""
        return TieWanted(**vars(self) | {"during": period_of(self.during)})


@strawberry.input(description="An interest in an organ or in the matter of a case: exactly one of them (利害关系).")
class InterestInput:
    """See ``resolvers.fact_acts.ties.InterestWanted``."""

    kind: InterestKind = strawberry.field(description="What it is (类型).")
    organ_name: str | None = strawberry.field(default=None, description="The name of the organ (单位名称).")
    case_number: str | None = strawberry.field(default=None, description="The number of the case (案号).")
    note: str = strawberry.field(default="", description="What else is to be said, at most 1000 characters (说明).")
    during: PeriodInput | None = strawberry.field(default=None, description="When it holds (时段); always if null.")

    def wanted(self) -> InterestWanted:
        """Return the interest as resolvers know it."""
        return InterestWanted(**vars(self) | {"during": period_of(self.during)})


@strawberry.input(description="How a person belongs to a village or a township (地域关系).")
class PlaceTieInput:
    """See ``resolvers.fact_acts.ties.PlaceWanted``."""

    organ_name: str = strawberry.field(description="The name of the village or township (村镇名称).")
    kind: PlaceTieKind = strawberry.field(description="How the person belongs to it (类型).")
    during: PeriodInput | None = strawberry.field(default=None, description="When it holds (时段); always if null.")

    def wanted(self) -> PlaceWanted:
        """Return the tie as resolvers know it."""
        return PlaceWanted(**vars(self) | {"during": period_of(self.during)})
