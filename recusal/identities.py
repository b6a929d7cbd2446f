"""Two records that a human confirmed to be one person are one person for every rule (T44)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from recusal.facts import Facts, Person, SealedFacts
from recusal.findings import Evidence, Finding, RecordKind
from recusal.records import SamePerson

_Links: TypeAlias = Mapping[int, tuple[Evidence, ...]]

ENDS: Mapping[str, tuple[RecordKind | None, tuple[str, ...]]] = {
    "people": (None, ("id",)),
    "memberships": ("membership", ("person",)),
    "kin_ties": ("kin_tie", ("first", "second")),
    "asserted_kin": ("asserted_kin", ("person", "relative")),
    "social_ties": ("social_tie", ("first", "second")),
    "interests": ("interest", ("person",)),
    "parties": ("party", ("person",)),
    "services": ("service", ("person",)),
    "pool": (None, ("person",)),
    "place_ties": ("place_tie", ("person",)),
    "incidents": ("incident", ("person",)),
    "duties": ("duty", ("person",)),
    "loans": ("loan", ("person",)),
    "releases": ("release", ("person",)),
    "skills": (None, ("person",)),
    "declarations": (None, ("person",)),
    "waivers": (None, ("person",)),
    "dismissals": (None, ("person",)),
    "recusals": ("recusal", ("person",)),
}
"""Where facts name people, with the kind of record that findings cite for them."""


@dataclass(frozen=True, slots=True)
class Identities:
    """Which records are one person, and which facts were written under which of them; all empty without links."""

    canonical: Mapping[int, int] = field(default_factory=dict)
    """From every record of a person who has several to the one with the smallest id."""
    records: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """From that one to all of them."""
    links: _Links = field(default_factory=dict)
    """From that one to the confirmations that join them."""
    names: Mapping[Evidence, frozenset[int]] = field(default_factory=dict)
    """The records of such people that a fact names as it was written."""

    def of(self, person: int) -> int:
        """Return the record by which the rules know a person."""
        return self.canonical.get(person, person)

    def records_of(self, person: int) -> tuple[int, ...]:
        """Return all records of a person whom the rules know by ``person``."""
        return self.records.get(person, (person,))

    def seen(self, finding: Finding, record: int) -> Finding:
        """Return a finding as it reads for one record of its person, with the confirmations that it rests on.

        It rests on them where its evidence names one person by several records. A finding without evidence, as one
        on sealed grounds, gets none.
        """
        if not self.canonical:
            return finding
        named: defaultdict[int, set[int]] = defaultdict(set)
        named[self.of(record)].add(record)
        for step in finding.evidence:
            for name in self.names.get(step, ()):
                named[self.of(name)].add(name)
        resting = sorted(person for person, names in named.items() if len(names) > 1)
        confirmed = tuple(link for person in resting for link in self.links[person])
        return replace(finding, person=record, evidence=finding.evidence + confirmed)


def unify(facts: Facts) -> tuple[Facts, Identities]:
    """Return the facts with every person under the smallest id among her records, and what was joined.

    Ties of a person with herself fall away. Evidence keeps naming the facts as they were written.
    """
    canonical = _joined(facts.same_people)
    if not canonical:
        return facts, Identities()
    records: defaultdict[int, list[int]] = defaultdict(list)
    for person in sorted(canonical):
        records[canonical[person]].append(person)
    links: defaultdict[int, list[Evidence]] = defaultdict(list)
    for link in sorted(facts.same_people, key=lambda link: link.id):
        links[canonical[link.first]].append(Evidence("same_person", link.id))
    names: dict[Evidence, frozenset[int]] = {}
    changed: dict[str, Any] = {}
    for group, (kind, ends) in ENDS.items():
        changed[group] = tuple(_rewritten(getattr(facts, group), kind, ends, canonical, names))
    changed["people"] = _one_each(changed["people"])
    sealed = SealedFacts(
        tuple((case, canonical.get(person, person)) for case, person in facts.sealed.informants),
        tuple((canonical.get(person, person), during) for person, during in facts.sealed.holds),
        tuple((case, canonical.get(person, person)) for case, person in facts.sealed.decoys),
    )
    identities = Identities(
        canonical,
        {person: tuple(known) for person, known in records.items()},
        {person: tuple(found) for person, found in links.items()},
        names,
    )
    return replace(facts, **changed, sealed=sealed), identities


def _joined(links: tuple[SamePerson, ...]) -> dict[int, int]:
    """Return the smallest id that each linked record is joined to, itself included."""
    smallest: dict[int, int] = {}
    for link in links:
        ends = {smallest.setdefault(link.first, link.first), smallest.setdefault(link.second, link.second)}
        for person, root in smallest.items():
            if root in ends:
                smallest[person] = min(ends)
    return smallest


def _rewritten(
    facts: tuple[Any, ...],
    kind: RecordKind | None,
    ends: tuple[str, ...],
    canonical: Mapping[int, int],
    names: dict[Evidence, frozenset[int]],
) -> Iterator[Any]:
    for fact in facts:
        named = {end: getattr(fact, end) for end in ends if getattr(fact, end) in canonical}
        if not named:
            yield fact
            continue
        if kind is not None:
            names[Evidence(kind, fact.id)] = frozenset(named.values())
        known = replace(fact, **{end: canonical[name] for end, name in named.items()})
        if len(ends) == 1 or getattr(known, ends[0]) != getattr(known, ends[1]):
            yield known


def _one_each(people: tuple[Person, ...]) -> tuple[Person, ...]:
    """Return one record a person, with the sex that any of her records tells."""
    known: dict[int, Person] = {}
    for person in people:
        known[person.id] = person if person.gender is not None else known.get(person.id, person)
    return tuple(known.values())
