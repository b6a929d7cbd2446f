"""Who is kin to whom, by which records, and since when: the patterns of ``recusal.bonds`` walked over the ties.

The end of a marriage is a divorce. A death ends no tie: nothing that we have read says that it ends affinity, so the
edge stays open, and in-laws of the widowed count on (ours).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest

from recusal.bonds import COMPOSED, EITHER, INVERSE, REPORTED, SAID, SHARED_BY_SIBLINGS, Bond
from recusal.days import meet, without
from recusal.facts import AssertedKin, KinTie
from recusal.findings import Evidence
from terms.periods import Period
from terms.ties import KinEdge, Kinship

_ORDER = {bond: place for place, bond in enumerate(Bond)}


def _begun_by(bond: Bond) -> frozenset[Bond]:
    return frozenset({bond}).union(*(_begun_by(first) for first, *_ in COMPOSED.get(bond, ())))


_BEGUN_BY = {bond: _begun_by(bond) for bond in Bond}
"""With which single steps a kinship can begin: most people have few, and most walks lead nowhere."""


@dataclass(frozen=True, slots=True)
class Kin:
    """``relative`` is the ``bond`` of ``person``, by this path of records and in this period."""

    person: int
    relative: int
    bond: Bond
    path: tuple[Evidence, ...]
    during: Period

    @property
    def seen_back(self) -> "Kin":
        """Return the same kinship read from the relative's end."""
        return Kin(self.relative, self.person, INVERSE[self.bond], self.path[::-1], self.during)

    @property
    def rank(self) -> tuple[int, int, tuple[Evidence, ...]]:
        """Return what orders kinships of one pair: nearest bond, then shortest path, then record ids."""
        return _ORDER[self.bond], len(self.path), self.path


class KinIndex:
    """All ties of one set of facts, answering per person; a walk is made once and remembered."""

    def __init__(self, kin_ties: Iterable[KinTie], asserted_kin: Iterable[AssertedKin], *, paths: int = 1) -> None:
        """Index the ties from both ends, to keep so many paths of one kinship in one period, the best.

        The best of a pattern are made of the best of its parts, so none of them is missed however tangled the tree.
        """
        self._paths = paths
        self._direct: defaultdict[tuple[int, Bond], list[Kin]] = defaultdict(list)
        self._walked: dict[tuple[int, Bond], tuple[Kin, ...]] = {}
        self._all: dict[int, tuple[Kin, ...]] = {}
        ties = tuple(tie for tie in kin_ties if not tie.during.is_empty)
        words = tuple(said for said in asserted_kin if not said.during.is_empty)
        direct = [*_tied(ties, _marriages(ties, words)), *_asserted(words)]
        both_ways = [end for kin in direct for end in (kin, kin.seen_back)]
        shared = [*both_ways, *_of_siblings(both_ways)]
        for kin in (*shared, *_of_siblings(shared)):  # again, for those at whose other end siblings stand too
            self._direct[kin.person, kin.bond].append(kin)
        self._steps: defaultdict[int, set[Bond]] = defaultdict(set)
        for person, bond in self._direct:
            self._steps[person].add(bond)

    def kin_of(self, person: int) -> tuple[Kin, ...]:
        """Return every kinship of the person that a rule may look at, nearest first, past ones too."""
        if person not in self._steps:
            return ()
        if person not in self._all:
            found = [kin for bond in REPORTED for kin in self._walk(person, bond)]
            found = [kin for kin in found if kin.bond not in EITHER or not _is_known_better(kin, found)]
            self._all[person] = tuple(sorted(found, key=lambda kin: (kin.rank, kin.relative)))
        return self._all[person]

    def kin_in(self, person: int, bonds: Collection[Bond], span: Period) -> tuple[Kin, ...]:
        """Return the kin of the person in a set of bonds on any day of the span, nearest first."""
        return tuple(kin for kin in self.kin_of(person) if kin.bond in bonds and kin.during.overlaps(span))

    def between(self, person: int, relative: int) -> tuple[Kin, ...]:
        """Return every kinship from one person to another, nearest first."""
        return tuple(kin for kin in self.kin_of(person) if kin.relative == relative)

    def _walk(self, person: int, bond: Bond) -> tuple[Kin, ...]:
        if self._steps[person].isdisjoint(_BEGUN_BY[bond]):
            return ()
        known = self._walked.get((person, bond))
        if known is None:
            found: defaultdict[tuple[int, Period], dict[tuple[Evidence, ...], Kin]] = defaultdict(dict)
            for kin in (*self._direct.get((person, bond), ()), *self._composed(person, bond)):
                found[kin.relative, kin.during][kin.path] = kin
            known = self._walked[person, bond] = tuple(
                kin
                for alike in found.values()
                for kin in (
                    alike.values()
                    if len(alike) <= self._paths
                    else nsmallest(self._paths, alike.values(), key=lambda kin: kin.rank)
                )
            )
        return known

    def _composed(self, person: int, bond: Bond) -> Iterator[Kin]:
        for first_step, *second_step in COMPOSED.get(bond, ()):
            for first in self._walk(person, first_step):
                if not second_step:
                    yield Kin(person, first.relative, bond, first.path, first.during)
                    continue
                for second in self._walk(first.relative, second_step[0]):
                    during = meet(first.during, second.during)
                    if second.relative != person and during is not None:
                        yield Kin(person, second.relative, bond, first.path + second.path, during)


def _is_known_better(kin: Kin, found: Iterable[Kin]) -> bool:
    """Tell whether what a kinship stands for is known for itself in all its time."""
    times = [other.during for other in found if other.relative == kin.relative and other.bond in EITHER[kin.bond]]
    return not without(kin.during, times)


def _of_siblings(direct: Iterable[Kin]) -> Iterator[Kin]:
    """Yield, both ways, the kin whom people share with those whom a word makes their full siblings."""
    siblings: defaultdict[int, list[Kin]] = defaultdict(list)
    shared: defaultdict[int, list[Kin]] = defaultdict(list)
    known = tuple(direct)
    with_siblings = {kin.person for kin in known if kin.bond is Bond.SIBLING}
    theirs = [kin for kin in known if kin.person in with_siblings and kin.bond in SHARED_BY_SIBLINGS]
    for kin in sorted(theirs, key=lambda kin: kin.rank):
        if kin.bond is Bond.SIBLING:
            siblings[kin.person].append(kin)
        shared[kin.person].append(kin)
    for person in tuple(siblings):
        reached = {person}
        level = siblings[person]
        while level:
            reached |= {sibling.relative for sibling in level}
            further = [kin for sibling in level for kin in _after(sibling, shared[sibling.relative])]
            for kin in further:
                if kin.relative not in reached:
                    yield from (kin, kin.seen_back)
            level = [kin for kin in further if kin.bond is Bond.SIBLING and kin.relative not in reached]


def _after(first: Kin, seconds: Iterable[Kin]) -> Iterator[Kin]:
    """Yield what the relative's kin are to the person, where they are the same to both."""
    for second in seconds:
        during = meet(first.during, second.during)
        if during is not None:
            yield Kin(first.person, second.relative, second.bond, first.path + second.path, during)


def _marriages(ties: Iterable[KinTie], words: Iterable[AssertedKin]) -> defaultdict[tuple[int, int], list[Period]]:
    """Return when two people were married, by records and by words, from both ends."""
    married: defaultdict[tuple[int, int], list[Period]] = defaultdict(list)
    known = [(tie.first, tie.second, tie.during) for tie in ties if tie.edge is KinEdge.SPOUSE]
    known += [(said.person, said.relative, said.during) for said in words if said.kinship is Kinship.SPOUSE]
    for first, second, during in known:
        married[first, second].append(during)
        married[second, first].append(during)
    return married


def _tied(ties: tuple[KinTie, ...], married: defaultdict[tuple[int, int], list[Period]]) -> Iterator[Kin]:
    adoptions: defaultdict[int, list[KinTie]] = defaultdict(list)
    for tie in ties:
        if tie.edge is KinEdge.ADOPTIVE_PARENT:
            adoptions[tie.second].append(tie)
    for tie in ties:
        if tie.edge is KinEdge.SPOUSE:
            yield from _marriage(tie.first, tie.second, tie.during, Evidence("kin_tie", tie.id))
        elif tie.edge is KinEdge.PARENT:
            elsewhere = [
                adoption.during
                for adoption in adoptions[tie.second]
                if adoption.first != tie.first and not _by_a_step_parent(adoption, married[adoption.first, tie.first])
            ]
            yield from _birth(tie, elsewhere)
        else:
            yield Kin(tie.second, tie.first, _raising(tie), (Evidence("kin_tie", tie.id),), tie.during)


def _by_a_step_parent(adoption: KinTie, marriages: Iterable[Period]) -> bool:
    """Tell whether the adopter was the parent's spouse on the day of the adoption, where that day is known."""
    day = adoption.during.start
    if day is None:
        return any(meet(adoption.during, marriage) for marriage in marriages)
    return any(day in marriage for marriage in marriages)


def _raising(tie: KinTie) -> Bond:
    if tie.edge is KinEdge.ADOPTIVE_PARENT:
        return Bond.PARENT
    return Bond.RAISER if tie.raised else Bond.STEP_PARENT


def _birth(tie: KinTie, adopted_away: Iterable[Period]) -> Iterator[Kin]:
    """Yield the parent in law, and the parent by blood only while the child is adopted by others (MFD art. 1111).

    An adoption by the parent's own spouse leaves the tie as it is (MFD art. 1103); a marriage that comes later does not
    bring back what the adoption ended.
    """
    path = (Evidence("kin_tie", tie.id),)
    in_law = without(tie.during, adopted_away)
    by_blood = without(Period(tie.during.start, None), in_law)
    yield from (Kin(tie.second, tie.first, Bond.PARENT, path, part) for part in in_law)
    yield from (Kin(tie.second, tie.first, Bond.BIRTH_PARENT, path, part) for part in by_blood)


def _marriage(person: int, other: int, during: Period, record: Evidence) -> Iterator[Kin]:
    yield Kin(person, other, Bond.SPOUSE, (record,), during)
    if during.end is not None:
        yield Kin(person, other, Bond.EX_SPOUSE, (record,), Period(during.end, None))


def _asserted(assertions: Iterable[AssertedKin]) -> Iterator[Kin]:
    for said in assertions:
        record = Evidence("asserted_kin", said.id)
        if said.kinship is Kinship.SPOUSE:
            yield from _marriage(said.person, said.relative, said.during, record)
        else:
            yield Kin(said.person, said.relative, Bond[said.kinship.name], (record,), said.during)
            if said.kinship in SAID:
                yield Kin(said.person, said.relative, SAID[said.kinship], (record,), said.during)
