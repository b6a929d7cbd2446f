"""The facts with the indexes that the rules join on, built once for many questions."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from recusal.facts import Facts, Handling, Interest, Membership, Service
from recusal.kinship import KinIndex
from recusal.units import UnitTree

_Fact = TypeVar("_Fact")


class World:
    """Facts that can be asked by person, by case and by unit."""

    def __init__(self, facts: Facts) -> None:
        """Index the facts; a fact whose period holds no day is none."""
        self.facts = facts
        self.kin = KinIndex(facts.kin_ties, facts.asserted_kin)
        self.cases = {case.id: case for case in facts.cases}
        memberships = [fact for fact in facts.memberships if not fact.during.is_empty]
        self.memberships_of = _by(memberships, lambda fact: fact.person)
        parties = [fact for fact in facts.parties if not fact.during.is_empty]
        self.parties_of = _by(parties, lambda fact: fact.case)
        interests = [fact for fact in facts.interests if not fact.during.is_empty]
        self.interests_of = _by(interests, lambda fact: fact.person)
        self.interests_in_case = _by(interests, lambda fact: fact.case)
        social_ties = [fact for fact in facts.social_ties if not fact.during.is_empty]
        self.social_ties_of = _both(social_ties, lambda fact: (fact.first, fact.second))
        services = [fact for fact in facts.services if not fact.during.is_empty]
        self.services_on: Mapping[int, Sequence[Service]] = _by(services, lambda fact: fact.case)
        self.standings_of = _by(facts.pool, lambda fact: fact.person)
        self.authorisations_of = _by(facts.authorisations, lambda fact: fact.case)
        self.informants_of = _by(facts.sealed.informants, lambda fact: fact[0])
        self.linked: Mapping[int, frozenset[int]] = self._links()
        self._memberships = memberships
        self._interests = interests
        self._days: dict[date, Day] = {}

    def day(self, on: date) -> "Day":
        """Return what can be asked by unit, with the organs as they stood on a day."""
        if on not in self._days:
            facts = self.facts
            tree = UnitTree(facts.organs, facts.organ_links, facts.successions, on)
            self._days[on] = Day(tree, self._memberships, self._interests, facts.handlings)
        return self._days[on]

    def _links(self) -> Mapping[int, frozenset[int]]:
        linked: defaultdict[int, set[int]] = defaultdict(set)
        for case in self.facts.cases:
            for other in case.linked_cases:
                linked[case.id].add(other)
                linked[other].add(case.id)
        return {case: frozenset(others - {case}) for case, others in linked.items()}


class Day:
    """The units of one day, and the facts of all times by the unit that their organ is on that day."""

    def __init__(
        self,
        tree: UnitTree,
        memberships: Iterable[Membership],
        interests: Iterable[Interest],
        handlings: Iterable[Handling],
    ) -> None:
        """Index the facts by unit."""
        self.tree = tree
        self._members = self._by_unit(memberships, lambda fact: fact.organ)
        self._interests = self._by_unit(interests, lambda fact: fact.organ)
        self._handlings = self._by_unit(handlings, lambda fact: fact.handler)

    def members(self, unit: int) -> Sequence[Membership]:
        """Return the memberships in a unit, past and future ones too."""
        return self._members.get(unit, ())

    def interests_in(self, unit: int) -> Sequence[Interest]:
        """Return the interests in a unit, past and future ones too."""
        return self._interests.get(unit, ())

    def handlings_by(self, unit: int) -> Sequence[Handling]:
        """Return the handlings by a unit of cases of others, past ones too."""
        return self._handlings.get(unit, ())

    def _by_unit(
        self, facts: Iterable[_Fact], organ_of: Callable[[_Fact], int | None]
    ) -> Mapping[int, Sequence[_Fact]]:
        found: defaultdict[int, list[_Fact]] = defaultdict(list)
        for fact in facts:
            organ = organ_of(fact)
            if organ is not None:
                for unit in self.tree.units(organ):
                    found[unit].append(fact)
        return dict(found)


def _by(facts: Iterable[_Fact], key: Callable[[_Fact], int | None]) -> Mapping[int, Sequence[_Fact]]:
    found: defaultdict[int, list[_Fact]] = defaultdict(list)
    for fact in facts:
        place = key(fact)
        if place is not None:
            found[place].append(fact)
    return dict(found)


def _both(facts: Iterable[_Fact], ends: Callable[[_Fact], tuple[int, int]]) -> Mapping[int, Sequence[_Fact]]:
    found: defaultdict[int, list[_Fact]] = defaultdict(list)
    for fact in facts:
        for place in ends(fact):
            found[place].append(fact)
    return dict(found)
