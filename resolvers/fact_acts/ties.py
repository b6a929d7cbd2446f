"""Ties and interests of a person as clerks say them, made into the rows that the rules look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import AssertedKinTie, Interest, KinTie, Person, PlaceTie, SocialTie
from intake.kinwords import Meaning, meaning_of
from intake.problems import CellRefused
from resolvers.caller import Caller
from resolvers.fact_acts.naming import case_named, organ_named, person_named
from resolvers.fact_acts.recording import standing
from resolvers.fact_acts.refusals import (
    AboutOneThing,
    TieImpossible,
    TieToOneself,
    TieUnfit,
    TooMuchAtOnce,
    WordContradicts,
    WordRefused,
)
from resolvers.fact_acts.texts import LONGEST_NAME, LONGEST_NOTE, tidy
from terms.periods import ALWAYS, Period
from terms.ties import FactOrigin, InterestKind, KinEdge, Kinship, PlaceTieKind, SocialTieKind

TieRow: TypeAlias = KinTie | AssertedKinTie | SocialTie | Interest | PlaceTie
MOST = 50
"""Ties and interests that one act takes; ours."""


@dataclass(frozen=True, slots=True)
class TieWanted:
    """A tie, read "the other is the person's ..."; exactly one of word, kinship, edge and social is given."""

    other_number: str
    word: str | None = None
    kinship: Kinship | None = None
    edge: KinEdge | None = None
    downward: bool = False
    """For parent edges: the person is the parent and the other the child."""
    social: SocialTieKind | None = None
    raised: bool = True
    during: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class InterestWanted:
    """An interest in an organ or in the matter of a case: exactly one of the two."""

    kind: InterestKind
    organ_name: str | None = None
    case_number: str | None = None
    note: str = ""
    during: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class PlaceWanted:
    """How a person belongs to a village or a township."""

    organ_name: str
    kind: PlaceTieKind
    during: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Wanted:
    """All that is said of one person in one act."""

    ties: Sequence[TieWanted] = field(default=())
    interests: Sequence[InterestWanted] = field(default=())
    places: Sequence[PlaceWanted] = field(default=())

    @property
    def count(self) -> int:
        """Return how many facts these are."""
        return len(self.ties) + len(self.interests) + len(self.places)


async def rows_wanted(
    session: AsyncSession, caller: Caller, person: Person, wanted: Wanted, origin: FactOrigin
) -> list[TieRow]:
    """Return the rows that say what is wanted of a person, in the order given.

    Raises:
        NotFound: a person, organ or case out of sight.
        TooMuchAtOnce, TieToOneself, TieImpossible, TieUnfit, WordRefused, WordContradicts, AboutOneThing, WordsUnfit.
    """
    if wanted.count > MOST:
        raise TooMuchAtOnce(MOST)
    rows: list[TieRow] = [await _tie(session, caller, person, tie, origin) for tie in wanted.ties]
    rows += [await _interest(session, caller, person, interest, origin) for interest in wanted.interests]
    for place in wanted.places:
        organ = await organ_named(session, place.organ_name)
        rows.append(
            PlaceTie(person_id=person.id, organ_id=organ.id, kind=place.kind, origin=origin, during=place.during)
        )
    return rows


async def same_on_record(session: AsyncSession, row: TieRow) -> TieRow | None:
    """Return a tie or interest on record that says the same and shares a day with this one, None where none does."""
    for known in await _alike(session, row):
        if known.during.overlaps(row.during):
            return known
    return None


async def check_possible(session: AsyncSession, row: TieRow) -> None:
    """Refuse, by ``TieImpossible``, to make somebody the parent of her own parent."""
    if isinstance(row, KinTie) and row.edge is not KinEdge.SPOUSE:
        reverse = select(KinTie.id).where(
            col(KinTie.first_id) == row.second_id,
            col(KinTie.second_id) == row.first_id,
            col(KinTie.edge) != KinEdge.SPOUSE,
            col(KinTie.superseded_at).is_(None),
        )
        if (await session.exec(reverse)).first() is not None:
            raise TieImpossible


SAID: Mapping[type[TieRow], tuple[str, ...]] = MappingProxyType(
    {
        KinTie: ("first_id", "second_id", "edge"),
        AssertedKinTie: ("person_id", "relative_id", "kinship"),
        SocialTie: ("first_id", "second_id", "kind"),
        Interest: ("person_id", "organ_id", "case_id", "kind"),
        PlaceTie: ("person_id", "organ_id", "kind"),
    }
)
"""The columns of each kind of tie that say what it is, beside when."""


async def _alike(session: AsyncSession, row: TieRow) -> Sequence[TieRow]:
    """Return the ties on record that say the same; a marriage on record may name the two the other way round."""
    said = {name: getattr(row, name) for name in SAID[type(row)]}
    found = await standing(session, type(row), **said)
    if isinstance(row, KinTie) and row.edge is KinEdge.SPOUSE:
        turned = {**said, "first_id": row.second_id, "second_id": row.first_id}
        return [*found, *await standing(session, KinTie, **turned)]
    return found


async def _tie(session: AsyncSession, caller: Caller, person: Person, tie: TieWanted, origin: FactOrigin) -> TieRow:
    if sum(said is not None for said in (tie.word, tie.kinship, tie.edge, tie.social)) != 1:
        raise TieUnfit
    other = await person_named(session, caller, tie.other_number)
    if other.id == person.id:
        raise TieToOneself
    if tie.word is not None:
        return _by_word(person, other, tie, origin)
    if tie.edge is not None:
        return _edge(person.id, other.id, tie.edge, tie, origin, downward=tie.downward)
    if tie.social is not None:
        return _social(person.id, other.id, tie.social, tie, origin)
    if tie.kinship is None:
        raise TieUnfit
    return AssertedKinTie(
        person_id=person.id, relative_id=other.id, kinship=tie.kinship, origin=origin, during=tie.during
    )


def _by_word(person: Person, other: Person, tie: TieWanted, origin: FactOrigin) -> TieRow:
    word = tidy(tie.word or "", most=LONGEST_NAME)
    meaning = _meaning(word)
    for said, known in ((meaning.person_gender, person.gender), (meaning.other_gender, other.gender)):
        if said is not None and known is not None and said is not known:
            raise WordContradicts(word)
    family, code = meaning.relation.family, meaning.relation.code
    if family == "EDGE":
        return _edge(person.id, other.id, KinEdge[code], tie, origin, downward=meaning.downward)
    if family == "SOCIAL":
        return _social(person.id, other.id, SocialTieKind[code], tie, origin)
    return AssertedKinTie(
        person_id=person.id,
        relative_id=other.id,
        kinship=Kinship[code],
        word=word,
        origin=origin,
        during=tie.during,
    )


def _meaning(word: str) -> Meaning:
    try:
        return meaning_of(word)
    except CellRefused as refused:
        raise WordRefused(word, refused.detail) from refused


def _edge(person: int, other: int, edge: KinEdge, tie: TieWanted, origin: FactOrigin, *, downward: bool) -> KinTie:
    upper, lower = (person, other) if downward else (other, person)
    if edge is KinEdge.SPOUSE:
        upper, lower = sorted((person, other))
    return KinTie(first_id=upper, second_id=lower, edge=edge, raised=tie.raised, origin=origin, during=tie.during)


def _social(person: int, other: int, kind: SocialTieKind, tie: TieWanted, origin: FactOrigin) -> SocialTie:
    first, second = sorted((person, other))
    return SocialTie(first_id=first, second_id=second, kind=kind, origin=origin, during=tie.during)


async def _interest(
    session: AsyncSession, caller: Caller, person: Person, wanted: InterestWanted, origin: FactOrigin
) -> Interest:
    if (wanted.organ_name is None) is (wanted.case_number is None):
        raise AboutOneThing
    organ = None if wanted.organ_name is None else await organ_named(session, wanted.organ_name)
    case = None if wanted.case_number is None else await case_named(session, caller, wanted.case_number)
    return Interest(
        person_id=person.id,
        organ_id=None if organ is None else organ.id,
        case_id=None if case is None else case.id,
        kind=wanted.kind,
        note=tidy(wanted.note, most=LONGEST_NOTE, optional=True),
        origin=origin,
        during=wanted.during,
    )
