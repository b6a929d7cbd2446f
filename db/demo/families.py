"""Family trees from primitive ties: two people become kin through parents, spouses and children made on demand."""

from datetime import date

from db.demo.draft import Draft, Human
from db.tables import KinTie
from terms.people import Gender
from terms.periods import ALWAYS, Period
from terms.ties import FactOrigin, KinEdge

_GENERATION = 26
_CLOSE_IN_AGE = 8
_ELDER = 12
_GROWN = 20


class Kindred:
    """The families of a district, as far as they are known; nobody has two mothers or two spouses."""

    def __init__(self, draft: Draft) -> None:
        """Start with nobody's family known."""
        self._draft = draft
        self._spouses: dict[int, Human] = {}
        self._mothers: dict[int, Human] = {}
        self._fathers: dict[int, Human] = {}

    def make_kin(self, one: Human, other: Human) -> bool:
        """Make two people kin in one of the ways open to them; tell whether there was one."""
        ways = [
            self.marry,
            self.siblings,
            self.brothers_in_law,
            self.spouses_of_siblings,
            self.parents_in_law,
            self.maternal_cousins,
            self.maternal_uncle,
        ]
        self._draft.chance.shuffle(ways)
        return any(way(one, other) for way in ways)

    def marry(self, one: Human, other: Human) -> bool:
        """Make two people spouses."""
        if (
            one.gender is other.gender
            or abs(one.born - other.born) > _CLOSE_IN_AGE
            or one.id in self._spouses
            or other.id in self._spouses
        ):
            return False
        self._spouses[one.id], self._spouses[other.id] = other, one
        wedding = date(max(one.born, other.born) + 24, self._draft.chance.randint(1, 12), 8)
        self._tie(one, other, KinEdge.SPOUSE, Period(min(wedding, self._draft.ago(200)), None))
        return True

    def siblings(self, one: Human, other: Human) -> bool:
        """Make two people of one surname children of the same parents."""
        if one.surname != other.surname or abs(one.born - other.born) > _ELDER or other.id in self._mothers:
            return False
        father, mother = self.father_of(one), self.mother_of(one)
        if (
            max(one.born, other.born) - mother.born > 2 * _GENERATION
            or min(one.born, other.born) - mother.born < _GROWN
        ):
            return False
        self._be_parents(father, mother, other)
        return True

    def brothers_in_law(self, one: Human, other: Human) -> bool:
        """Make the other a brother or sister of the one's spouse."""
        if one.id in self._spouses or other.id in self._mothers or abs(one.born - other.born) > _CLOSE_IN_AGE:
            return False
        return self.siblings(self.spouse_of(one, other.surname), other)

    def spouses_of_siblings(self, one: Human, other: Human) -> bool:
        """Make two people husbands or wives of siblings (连襟、妯娌)."""
        if one.id in self._spouses or other.id in self._spouses or abs(one.born - other.born) > _ELDER:
            return False
        spouse = self.spouse_of(one)
        return self.siblings(spouse, self.spouse_of(other, spouse.surname))

    def parents_in_law(self, one: Human, other: Human) -> bool:
        """Let their children marry (亲家)."""
        youngest = self._draft.day.year - _GENERATION - _GROWN
        if max(one.born, other.born) > youngest or abs(one.born - other.born) > _CLOSE_IN_AGE:
            return False
        return self.marry(self.child_of(one, Gender.MALE), self.child_of(other, Gender.FEMALE))

    def maternal_cousins(self, one: Human, other: Human) -> bool:
        """Make their mothers sisters (表兄弟姐妹)."""
        if one.id in self._mothers or other.id in self._mothers or abs(one.born - other.born) > _ELDER:
            return False
        mother = self.mother_of(one)
        return self.siblings(mother, self.mother_of(other, mother.surname))

    def maternal_uncle(self, one: Human, other: Human) -> bool:
        """Make the other a brother or sister of the one's mother (舅、姨)."""
        if one.id in self._mothers or other.id in self._mothers or not _ELDER < one.born - other.born < 2 * _GENERATION:
            return False
        return self.siblings(other, self.mother_of(one, other.surname))

    def divorced(self, one: Human, other: Human) -> bool:
        """Make two people former spouses, if they could have married."""
        if one.gender is other.gender or abs(one.born - other.born) > _ELDER:
            return False
        self._tie(one, other, KinEdge.SPOUSE, Period(date(max(one.born, other.born) + 24, 5, 8), self._draft.ago(800)))
        return True

    def adopt(self, parent: Human, *, step: bool = False) -> Human:
        """Give somebody an adopted or a step-child, brought up by her."""
        child = self._draft.human(native_place=parent.native_place, born=parent.born + _GENERATION + 2)
        self._tie(parent, child, KinEdge.STEP_PARENT if step else KinEdge.ADOPTIVE_PARENT, ALWAYS)
        return child

    def spouse_of(self, human: Human, family_name: str | None = None) -> Human:
        """Return somebody's spouse, married on demand."""
        if human.id not in self._spouses:
            spouse = self._draft.human(
                native_place=human.native_place,
                born=human.born + self._draft.chance.randint(-2, 2),
                gender=Gender.FEMALE if human.gender is Gender.MALE else Gender.MALE,
                family_name=family_name,
            )
            self.marry(human, spouse)
        return self._spouses[human.id]

    def mother_of(self, human: Human, family_name: str | None = None) -> Human:
        """Return somebody's mother; both parents are made on demand."""
        if human.id not in self._mothers:
            mother = self._draft.human(
                native_place=human.native_place,
                born=human.born - self._draft.chance.randint(22, 29),
                gender=Gender.FEMALE,
                family_name=family_name,
            )
            self._be_parents(self.spouse_of(mother, human.surname), mother, human)
        return self._mothers[human.id]

    def father_of(self, human: Human) -> Human:
        """Return somebody's father; both parents are made on demand."""
        self.mother_of(human)
        return self._fathers[human.id]

    def child_of(self, parent: Human, gender: Gender | None = None) -> Human:
        """Return a new child of somebody and her spouse."""
        spouse = self.spouse_of(parent)
        father, mother = (parent, spouse) if parent.gender is Gender.MALE else (spouse, parent)
        child = self._draft.human(
            native_place=parent.native_place,
            born=mother.born + self._draft.chance.randint(23, 28),
            gender=gender,
            family_name=father.surname,
        )
        self._be_parents(father, mother, child)
        return child

    def _be_parents(self, father: Human, mother: Human, child: Human) -> None:
        self._fathers[child.id], self._mothers[child.id] = father, mother
        for parent in (father, mother):
            self._tie(parent, child, KinEdge.PARENT, ALWAYS)

    def _tie(self, first: Human, second: Human, edge: KinEdge, during: Period) -> None:
        origin = self._draft.chance.choice((FactOrigin.DECLARED, FactOrigin.REGISTERED))
        self._draft.register.add(
            KinTie, first_id=first.id, second_id=second.id, edge=edge, origin=origin, during=during
        )
