"""How people of the pool are tied to the open cases: work together, kin, friendship, interest; and to each other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from db.demo.careers import employ
from db.demo.cases import OpenCase
from db.demo.draft import Draft, Human
from db.demo.families import Kindred
from db.demo.pool import Member
from db.tables import AssertedKinTie, Interest, SocialTie
from terms.organs import OrganKind
from terms.people import Gender, MembershipKind
from terms.periods import Period
from terms.ties import FactOrigin, InterestKind, Kinship, SocialTieKind


@dataclass(frozen=True, slots=True)
class Word:
    """A word that people declare for a relative."""

    kinship: Kinship
    man: str
    woman: str
    older: tuple[int, int]
    """By how many years the relative is older, from and up to but not including."""
    said_by: tuple[Gender, ...] = tuple(Gender)

    def fits(self, person: Human, relative: Human) -> bool:
        """Tell whether the person could say it of the relative."""
        return person.born - relative.born in range(*self.older) and person.gender in self.said_by


_WORDS: Sequence[Word] = (
    Word(Kinship.COUSIN, "表哥", "表姐", (0, 20)),
    Word(Kinship.COUSIN, "堂弟", "堂妹", (-20, 0)),
    Word(Kinship.UNCLE_AUNT, "舅舅", "姨妈", (12, 40)),
    Word(Kinship.NEPHEW_NIECE, "外甥", "外甥女", (-40, -12)),
    Word(Kinship.SPOUSES_SIBLING, "妻兄", "妻姐", (-2, 15), (Gender.MALE,)),
    Word(Kinship.SPOUSES_SIBLING, "夫弟", "夫妹", (-15, 3), (Gender.FEMALE,)),
    Word(Kinship.CHILDS_PARENT_IN_LAW, "亲家公", "亲家母", (-9, 10)),
    Word(Kinship.SPOUSES_COUSIN, "妻子的表哥", "妻子的表姐", (-5, 15), (Gender.MALE,)),
)

_FRIENDSHIPS = (
    SocialTieKind.CLASSMATE,
    SocialTieKind.CLASSMATE,
    SocialTieKind.TOWNSMAN,
    SocialTieKind.COMRADE,
    SocialTieKind.FRIEND,
    SocialTieKind.TEACHER,
)

_SHARES = {"colleague": 9, "kin": 5, "word": 3, "friend": 4, "witness": 1, "interest": 2, "debt": 1, "grudge": 1}
"""How many of a district's pool are tied to a case in which way; ours, so that about a quarter is barred."""

TieMaker = Callable[[OpenCase, Human], None]


class Ties:
    """Writes the ties of a district."""

    def __init__(self, draft: Draft, kindred: Kindred) -> None:
        """Write into a draft, on the families known so far."""
        self._draft = draft
        self._kindred = kindred
        self._known: set[frozenset[int]] = set()

    def tie_to_case(self, case: OpenCase, pool: Sequence[Member]) -> None:
        """Draw people of the pool and tie them to a case, each in one way, and one as near kin of the subject."""
        self._be_near_kin(case, pool)
        ways: list[str] = [way for way, times in _SHARES.items() for _ in range(times)]
        makers: dict[str, TieMaker] = {
            "colleague": self.work_together,
            "kin": self._be_kin,
            "word": self._declare,
            "friend": self._befriend,
            "witness": self._know_witness,
            "interest": self._be_interested,
            "debt": self._owe,
            "grudge": self._quarrel,
        }
        for way, member in zip(ways, self._draft.chance.sample(pool, len(ways)), strict=True):
            makers[way](case, member.human)

    def tie_members(self, pool: Sequence[Member], pairs: int) -> None:
        """Make some people of the pool kin of each other (R29)."""
        chosen = self._draft.chance.sample(pool, 2 * pairs)
        for one, other in zip(chosen[:pairs], chosen[pairs:], strict=True):
            self.make_kin(one.human, other.human)

    def work_together(self, case: OpenCase, human: Human) -> None:
        """Let somebody have served in the unit of the case within the last three years, lent to it or living there."""
        draft, unit = self._draft, case.scene.concerned
        ended = draft.chance.randint(40, 900)
        during = draft.since(ended + draft.chance.randint(150, 700), ended)
        village = unit.kind is OrganKind.VILLAGE
        kind = MembershipKind.TEMPORARY_POST if village or draft.either(0.3) else MembershipKind.SECONDMENT
        employ(draft, human, unit, during, post="驻村工作队员" if village else "跟班工作", kind=kind)

    def _be_near_kin(self, case: OpenCase, pool: Sequence[Member]) -> None:
        """Make the first who can be it a brother, sister or spouse of the subject (R02)."""
        for member in self._draft.chance.sample(pool, len(pool)):
            near = self._kindred.siblings(member.human, case.subject) or self._kindred.marry(member.human, case.subject)
            if near:
                self._new(member.human, case.subject)
                return

    def _be_kin(self, case: OpenCase, human: Human) -> None:
        self.make_kin(human, case.subject)

    def make_kin(self, one: Human, other: Human) -> None:
        """Make two people kin by a family tree where one is possible, else by a declared word."""
        if self._new(one, other) and not self._kindred.make_kin(one, other):
            self._say(one, other)

    def _declare(self, case: OpenCase, human: Human) -> None:
        if self._new(human, case.subject):
            self._say(human, case.subject)

    def _say(self, person: Human, relative: Human) -> None:
        word = self._draft.chance.choice([word for word in _WORDS if word.fits(person, relative)])
        self._draft.register.add(
            AssertedKinTie,
            person_id=person.id,
            relative_id=relative.id,
            kinship=word.kinship,
            word=word.man if relative.gender is Gender.MALE else word.woman,
            origin=self._draft.chance.choice((FactOrigin.DECLARED, FactOrigin.ASSERTED)),
            during=self._draft.since(4000),
        )

    def _befriend(self, case: OpenCase, human: Human) -> None:
        self._socialise(human, case.subject, self._draft.chance.choice(_FRIENDSHIPS), self._draft.since(3600))

    def _quarrel(self, case: OpenCase, human: Human) -> None:
        self._socialise(human, case.subject, SocialTieKind.GRUDGE, self._draft.since(1500, 700))

    def _owe(self, case: OpenCase, human: Human) -> None:
        until = 200 if self._draft.either(0.5) else None
        self._socialise(human, case.subject, SocialTieKind.LENDER, self._draft.since(900, until))

    def _know_witness(self, case: OpenCase, human: Human) -> None:
        self.make_kin(human, case.witness)

    def _socialise(self, one: Human, other: Human, kind: SocialTieKind, during: Period) -> None:
        if self._new(one, other):
            self._draft.register.add(
                SocialTie,
                first_id=min(one.id, other.id),
                second_id=max(one.id, other.id),
                kind=kind,
                origin=FactOrigin.DECLARED,
                during=during,
            )

    def _be_interested(self, case: OpenCase, human: Human) -> None:
        village = case.scene.concerned.kind is OrganKind.VILLAGE
        unit = case.enterprise or case.scene.concerned
        kinds = (InterestKind.LAND, InterestKind.TENANCY) if village else (InterestKind.CONTRACT, InterestKind.LOAN)
        self._draft.register.add(
            Interest,
            person_id=human.id,
            organ_id=unit.id,
            kind=InterestKind.SHARES if case.enterprise else self._draft.chance.choice(kinds),
            note="个人事项申报",
            origin=FactOrigin.DECLARED,
            during=self._draft.since(self._draft.chance.randint(300, 1500)),
        )

    def _new(self, one: Human, other: Human) -> bool:
        """Tell whether two different people are not tied yet, and remember that they are now."""
        pair = frozenset({one.id, other.id})
        if one.id == other.id or pair in self._known:
            return False
        self._known.add(pair)
        return True
