"""The facts with the indexes that the rules join on, built once for many questions."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final, TypeVar

from recusal.facts import Facts, Handling, Interest, Membership, SealedFacts, Service
from recusal.identities import unify
from recusal.kinship import KinIndex
from recusal.records import Duty
from recusal.units import UnitTree

_Fact = TypeVar("_Fact")

APPEALS: Final = 2
"""How often a decision is looked at again: 复审 and 复核 (JCF24 art. 56)."""


class World:
    """Facts that can be asked by person, by case and by unit."""

    def __init__(self, facts: Facts) -> None:
        """Index the facts; a fact whose period holds no day is none, and linked records are one person."""
        facts, self.identities = unify(facts)
        self.facts = facts
        self.kin = KinIndex(facts.kin_ties, facts.asserted_kin)
        self.cases = {case.id: case for case in facts.cases}
        memberships = [fact for fact in facts.memberships if not fact.during.is_empty]
        self.memberships_of = _by(memberships, lambda fact: fact.person)
        parties = [fact for fact in facts.parties if not fact.during.is_empty]
        self.parties_of = _by(parties, lambda fact: fact.case)
        self.roles_of = _by(parties, lambda fact: fact.person)
        interests = [fact for fact in facts.interests if not fact.during.is_empty]
        self.interests_of = _by(interests, lambda fact: fact.person)
        self.interests_in_case = _by(interests, lambda fact: fact.case)
        social_ties = [fact for fact in facts.social_ties if not fact.during.is_empty]
        self.social_ties_of = _both(social_ties, lambda fact: (fact.first, fact.second))
        services = [fact for fact in facts.services if not fact.during.is_empty]
        self.services_on: Mapping[int, Sequence[Service]] = _by(services, lambda fact: fact.case)
        self.standings_of = _by(facts.pool, lambda fact: fact.person)
        self.authorisations_of = _by(facts.authorisations, lambda fact: fact.case)
        place_ties = [fact for fact in facts.place_ties if not fact.during.is_empty]
        self.place_ties_of = _by(place_ties, lambda fact: fact.person)
        self.incidents_in = _by(facts.incidents, lambda fact: fact.case)
        duties = [fact for fact in facts.duties if not fact.during.is_empty]
        self.duties_on = _by(duties, lambda fact: fact.case)
        self.loans_of = _by((fact for fact in facts.loans if not fact.during.is_empty), lambda fact: fact.person)
        self.releases_for = _by(facts.releases, lambda fact: fact.case)
        self.skills_of = _by(facts.skills, lambda fact: fact.person)
        self.declarations_of = _by(facts.declarations, lambda fact: fact.person)
        self.waivers_of = _by(facts.waivers, lambda fact: fact.case)
        self.recusals_from = _by(facts.recusals, lambda fact: fact.case)
        self.dismissals_of = _by(facts.dismissals, lambda fact: fact.case)
        self.informants_of = _by(facts.sealed.informants, lambda fact: fact[0])
        self.linked: Mapping[int, frozenset[int]] = self._links()
        """By case those that it is linked with, from either side."""
        self._dated = _Dated(memberships, interests, facts.handlings, duties)
        self._days: dict[date, Day] = {}

    @cached_property
    def every_kin(self) -> KinIndex:
        """Return the kin by as many paths of records as are needed to look through what a human dismissed.

        A dismissal takes away one path, so of one more than there are dismissals one is left, if there is one.
        """
        return KinIndex(self.facts.kin_ties, self.facts.asserted_kin, paths=len(self.facts.dismissals) + 1)

    def with_sealed(self, sealed: SealedFacts) -> "World":
        """Return the world with other sealed facts and all else as it is; what was walked is walked no second time."""
        facts = self.facts
        named = SealedFacts(
            tuple((case, self.identities.of(person)) for case, person in sealed.informants),
            tuple((self.identities.of(person), during) for person, during in sealed.holds),
            tuple((case, self.identities.of(person)) for case, person in sealed.decoys),
        )
        other = copy(self)
        other.facts = replace(facts, sealed=named)
        other.informants_of = _by(named.informants, lambda fact: fact[0])
        return other

    def day(self, on: date) -> "Day":
        """Return what can be asked by unit, with the organs as they stood on a day."""
        if on not in self._days:
            facts = self.facts
            self._days[on] = Day(UnitTree(facts.organs, facts.organ_links, facts.successions, on), self._dated)
        return self._days[on]

    def appealed(self, case: int) -> tuple[int, ...]:
        """Return what a case re-examines, the nearest first: a decision, and where it reviews a re-examination both.

        There is one re-examination and one review of it (JCF24 art. 56).
        """
        found: list[int] = []
        for _ in range(APPEALS):
            known = self.cases.get(found[-1] if found else case)
            if known is None or known.appeal_of is None or known.appeal_of in {case, *found}:
                break
            found.append(known.appeal_of)
        return tuple(found)

    def re_examined(self, case: int) -> frozenset[int]:
        """Return the cases whose people have no part in a case (R24): those that it re-examines, and what they join."""
        earlier = self.appealed(case)
        return frozenset(earlier).union(*(self.linked.get(one, ()) for one in earlier)) - {case}

    @cached_property
    def re_examined_by(self) -> Mapping[int, frozenset[int]]:
        """Return by case the cases in which its people have no part (R24)."""
        found: defaultdict[int, set[int]] = defaultdict(set)
        for again in self.cases:
            for case in self.re_examined(again):
                found[case].add(again)
        return {case: frozenset(others) for case, others in found.items()}

    def joined(self, case: int) -> frozenset[int]:
        """Return the cases whose parties count in a case too: those linked with it and those that it re-examines."""
        return self.linked.get(case, frozenset()).union(self.appealed(case))

    def _links(self) -> Mapping[int, frozenset[int]]:
        linked: defaultdict[int, set[int]] = defaultdict(set)
        for case in self.facts.cases:
            for other in case.linked_cases:
                linked[case.id].add(other)
                linked[other].add(case.id)
        return {case: frozenset(others - {case}) for case, others in linked.items()}


@dataclass(frozen=True, slots=True)
class _Dated:
    """The facts that a day orders by unit."""

    memberships: Sequence[Membership]
    interests: Sequence[Interest]
    handlings: Sequence[Handling]
    duties: Sequence[Duty]


class Day:
    """The units of one day, and the facts of all times by the unit that their organ is on that day."""

    def __init__(self, tree: UnitTree, facts: _Dated) -> None:
        """Index the facts by unit."""
        self.tree = tree
        self._members = self._by_unit(facts.memberships, lambda fact: fact.organ)
        self._interests = self._by_unit(facts.interests, lambda fact: fact.organ)
        self._handlings = {
            handler: self._by_unit(handlings, lambda fact: fact.handled)
            for handler, handlings in self._by_unit(facts.handlings, lambda fact: fact.handler).items()
        }
        self._handled = self._by_unit(facts.handlings, lambda fact: fact.handled)
        self._duties = self._by_unit(facts.duties, lambda fact: fact.organ)

    def members(self, unit: int) -> Sequence[Membership]:
        """Return the memberships in a unit, past and future ones too."""
        return self._members.get(unit, ())

    def interests_in(self, unit: int) -> Sequence[Interest]:
        """Return the interests in a unit, past and future ones too."""
        return self._interests.get(unit, ())

    def handlings_by(self, unit: int) -> Mapping[int, Sequence[Handling]]:
        """Return the handlings by a unit of cases of others, past ones too, by the unit whose case it is."""
        return self._handlings.get(unit, {})

    def handlings_of(self, unit: int) -> Sequence[Handling]:
        """Return the handlings by others of cases of a unit, past ones too."""
        return self._handled.get(unit, ())

    def duties_at(self, unit: int) -> Sequence[Duty]:
        """Return the inspections and assessments of a unit, past ones too."""
        return self._duties.get(unit, ())

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
