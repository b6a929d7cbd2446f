"""Kinship told a second time, by counting generations over a village's registers; shares no code with the rules.

The law is that of domain research §2.3: near kin by the supervision regulations (TL25 art. 325), near kin by the Civil
Code (MFD art. 1045), kin of civil servants (GWY18 art. 74), and what is left for a decision. Blood is counted as the
law counts it: two people are collaterals of the third generation at most if they descend, each within two steps, from
one ancestor by two different children of his.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from terms.people import Gender
from terms.periods import Period


@dataclass(frozen=True)
class Marriage:
    """Two people are married."""

    first: int
    second: int
    during: Period


@dataclass(frozen=True)
class Birth:
    """A child and those of its parents whom the register names."""

    child: int
    parents: tuple[int, ...]
    during: Period


@dataclass(frozen=True)
class Adoption:
    """One or two people adopt a child."""

    child: int
    adopters: tuple[int, ...]
    during: Period


@dataclass(frozen=True)
class Raising:
    """A step-parent lives with a child, and raises it or does not."""

    child: int
    step_parent: int
    raised: bool
    during: Period


@dataclass(frozen=True)
class Village:
    """The registers of one village; the people are numbered from 1."""

    sexes: tuple[Gender, ...]
    marriages: tuple[Marriage, ...]
    births: tuple[Birth, ...]
    adoptions: tuple[Adoption, ...]
    raisings: tuple[Raising, ...]

    @property
    def people(self) -> range:
        """Return everybody."""
        return range(1, len(self.sexes) + 1)


class Kindred:
    """Who is kin to whom in a village on one day; each answer is the set of those who are that to the person."""

    def __init__(self, village: Village, day: date) -> None:
        """Read the registers as they stand on the day."""
        self._village, self._day = village, day
        everybody = village.people
        self._spouses: dict[int, set[int]] = {person: set() for person in everybody}
        self._former: dict[int, set[int]] = {person: set() for person in everybody}
        self._parents: dict[int, set[int]] = {person: set() for person in everybody}
        self._lost: dict[int, set[int]] = {person: set() for person in everybody}
        self._raisers: dict[int, set[int]] = {person: set() for person in everybody}
        self._steps: dict[int, set[int]] = {person: set() for person in everybody}
        self._read_marriages()
        self._read_parents()
        self._children, self._raised = _turned(self._parents), _turned(self._raisers)
        self._lines = {person: self._lines_up(person) for person in everybody}
        self._reached: dict[tuple[int, int], set[tuple[int, int]]] = {}
        for person, lines in self._lines.items():
            for ancestor, generation, child in lines:
                self._reached.setdefault((ancestor, generation), set()).add((person, child))

    def _read_marriages(self) -> None:
        for marriage in self._village.marriages:
            ended = marriage.during.end is not None and marriage.during.end <= self._day
            if self._day in marriage.during or ended:
                kept = self._former if ended else self._spouses
                kept[marriage.first].add(marriage.second)
                kept[marriage.second].add(marriage.first)

    def _read_parents(self) -> None:
        for birth in self._village.births:
            for parent in birth.parents if self._day in birth.during else ():
                kept = self._lost if self._is_given_away(birth.child, parent) else self._parents
                kept[birth.child].add(parent)
        for adoption in self._village.adoptions:
            if self._day in adoption.during:
                self._parents[adoption.child].update(adoption.adopters)
        for raising in self._village.raisings:
            if self._day in raising.during:
                kept = self._raisers if raising.raised else self._steps
                kept[raising.child].add(raising.step_parent)

    def near_by_supervision_law(self, person: int) -> set[int]:
        """夫、妻、父、母、子、女、同胞兄弟姊妹; adoptive kin, half siblings and those who raised or were raised too."""
        family = self._spouses[person] | self._elders(person) | self._young(person) | self._siblings(person)
        return family - {person}

    def near_by_civil_code(self, person: int) -> set[int]:
        """As before, with grandparents and grandchildren."""
        return self.near_by_supervision_law(person) | self._lineal(person, 2) | self._descendants(person, 2)

    def beyond_near(self, person: int) -> set[int]:
        """The rest of 直系血亲、三代以内旁系血亲、近姻亲, as an official with such kin sees it."""
        distances = (2, 3, 4)
        blood = {kin for far in distances for kin in self._lineal(person, far) | self._descendants(person, far)}
        collaterals = {kin for near, far in ((1, 2), (2, 1), (2, 2)) for kin in self._collateral(person, near, far)}
        in_laws = {spouse for kin in collaterals | self._siblings(person) for spouse in self._spouses[kin]}
        for spouse in self._spouses[person]:
            in_laws |= self._elders(spouse)
            for sibling in self._siblings(spouse) - {person}:
                in_laws |= {sibling} | self._spouses[sibling]
        for child in self._young(person):
            for spouse in self._spouses[child]:
                in_laws |= {spouse} | self._elders(spouse)
        return (blood | collaterals | in_laws) - {person}

    def civil_servants_kin(self, person: int) -> set[int]:
        """夫妻、直系血亲、三代以内旁系血亲、近姻亲."""
        return self.near_by_supervision_law(person) | self.beyond_near(person)

    def former_spouses(self, person: int) -> set[int]:
        """Those to whom the person was married."""
        return self._former[person] - {person}

    def for_a_decision(self, person: int) -> set[int]:
        """Kin whom no set names: the fourth generation, further in-laws, former spouses, ties of birth that ended."""
        fourth = {kin for near, far in ((1, 3), (3, 1), (2, 3), (3, 2)) for kin in self._collateral(person, near, far)}
        in_laws = {spouse for kin in self._descendants(person, 2) for spouse in self._spouses[kin]}
        for spouse in self._spouses[person]:
            in_laws |= self._lineal(spouse, 2)
            for near, far in ((1, 2), (2, 1), (2, 2)):
                in_laws |= self._collateral(spouse, near, far)
        return (fourth | in_laws | self._former[person] | self._step_family(person) | self._birth_family(person)) - {
            person
        }

    def _is_given_away(self, child: int, parent: int) -> bool:
        """Adoption ends the ties of birth (MFD art. 1111), but not to the parent whose spouse adopts (art. 1103)."""
        return any(
            adoption.child == child
            and self._day in adoption.during
            and not all(self._was_married(adopter, parent, adoption.during.start) for adopter in adoption.adopters)
            for adoption in self._village.adoptions
        )

    def _was_married(self, one: int, other: int, day: date | None) -> bool:
        return any(
            {marriage.first, marriage.second} == {one, other}
            and (marriage.during.start is None if day is None else day in marriage.during)
            for marriage in self._village.marriages
        )

    def _lines_up(self, person: int) -> set[tuple[int, int, int]]:
        """Every line of descent as ancestor, generations up to him, and the child of his by whom it comes."""
        lines: set[tuple[int, int, int]] = set()
        level = {person}
        generation = 0
        while level:
            generation += 1
            lines |= {(parent, generation, child) for child in level for parent in self._parents[child]}
            level = {parent for child in level for parent in self._parents[child]}
        return lines

    def _lineal(self, person: int, distance: int) -> set[int]:
        return {ancestor for ancestor, generation, _ in self._lines[person] if generation == distance}

    def _descendants(self, person: int, distance: int) -> set[int]:
        return {young for young, _ in self._reached.get((person, distance), ())}

    def _collateral(self, person: int, own: int, theirs: int) -> set[int]:
        """Those who descend from an ancestor so many generations up, in so many generations, by another child."""
        return {
            kin
            for ancestor, generation, child in self._lines[person]
            if generation == own
            for kin, other_child in self._reached.get((ancestor, theirs), ())
            if kin != person and other_child != child
        }

    def _siblings(self, person: int) -> set[int]:
        return self._collateral(person, 1, 1)

    def _elders(self, person: int) -> set[int]:
        return self._parents[person] | self._raisers[person]

    def _young(self, person: int) -> set[int]:
        return self._children.get(person, set()) | self._raised.get(person, set())

    def _step_family(self, person: int) -> set[int]:
        """Spouses of parents and step-parents on record, children of spouses, and the children of such parents."""
        up, down = self._step_parents(person), self._step_children(person)
        siblings = {kin for elder in up for kin in self._children.get(elder, ())}
        siblings |= {kin for elder in self._raisers[person] for kin in self._young(elder)}
        for parent in self._parents[person]:
            siblings |= self._raised.get(parent, set()) | self._step_children(parent)
        return up | down | siblings

    def _step_parents(self, person: int) -> set[int]:
        return self._steps[person] | {spouse for parent in self._parents[person] for spouse in self._spouses[parent]}

    def _step_children(self, person: int) -> set[int]:
        by_marriage = {child for spouse in self._spouses[person] for child in self._children.get(spouse, ())}
        return by_marriage | _turned(self._steps).get(person, set())

    def _birth_family(self, person: int) -> set[int]:
        """Parents, children and siblings of birth where an adoption stands between."""
        lost_children = _turned(self._lost)
        siblings = {
            kin
            for parent in self._lost[person]
            for kin in self._children.get(parent, set()) | lost_children.get(parent, set())
        }
        siblings |= {kin for parent in self._parents[person] for kin in lost_children.get(parent, ())}
        return self._lost[person] | lost_children.get(person, set()) | siblings


def _turned(parents: dict[int, set[int]]) -> dict[int, set[int]]:
    children: dict[int, set[int]] = {}
    for child, elders in parents.items():
        for elder in elders:
            children.setdefault(elder, set()).add(child)
    return children


def days_of_change(village: Village) -> tuple[date, ...]:
    """Return, in order, every day on which a register of the village changes."""
    registers: Iterable[Marriage | Birth | Adoption | Raising] = (
        *village.marriages,
        *village.births,
        *village.adoptions,
        *village.raisings,
    )
    ends = {day for entry in registers for day in (entry.during.start, entry.during.end) if day is not None}
    return tuple(sorted(ends))
