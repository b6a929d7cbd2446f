"""Grounds of the native place, after the recusal of civil servants by locality (GWY18 art. 75)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from recusal.facts import Case
from recusal.findings import Evidence, Finding
from recusal.homes import Home
from recusal.inquiry import SUBJECTS, Inquiry
from recusal.records import PlaceTie
from recusal.units import Path, UnitTree
from terms.organs import OrganKind
from terms.ties import PlaceTieKind


def native_place(inquiry: Inquiry) -> Iterator[Finding]:
    """R17: the person comes from a village of the case or of a subject's, or from the township of one.

    Where somebody grew up or married into counts like the place of origin, and for good; where she lives, while she
    lives there.
    """
    tree = inquiry.day.tree
    people = _People(inquiry)
    for case in inquiry.cases:
        for place in _places(inquiry, case):
            for tie in people.of_village.get(place.unit, ()):
                yield from _hit(inquiry, "VILLAGE", case, place, tie=tie, way=())
            for township, down in townships(tree, place.unit).items():
                for tie, unit, up in people.of_township.get(township, ()):
                    if unit != place.unit or unit not in people.of_village:
                        yield from _hit(inquiry, "TOWNSHIP", case, place, tie=tie, way=(*up, *down[::-1]))


class _People:
    """The ties of the people asked about, by the village and by the township that they come from."""

    def __init__(self, inquiry: Inquiry) -> None:
        tree = inquiry.day.tree
        self.of_village: defaultdict[int, list[PlaceTie]] = defaultdict(list)
        self.of_township: defaultdict[int, list[tuple[PlaceTie, int, Path]]] = defaultdict(list)
        for person in inquiry.people:
            for tie in inquiry.world.place_ties_of.get(person, ()):
                for unit in tree.units(tie.organ):
                    if tree.kind(unit) is OrganKind.VILLAGE:
                        self.of_village[unit].append(tie)
                    for township, up in townships(tree, unit).items():
                        self.of_township[township].append((tie, unit, up))


def townships(tree: UnitTree, unit: int) -> Mapping[int, Path]:
    """Return the township of a unit, itself where it is one, with the path of links that leads up to it."""
    reached: Mapping[int, Path] = {unit: (), **tree.above(unit)}
    return {top: path for top, path in reached.items() if tree.kind(top) is OrganKind.TOWNSHIP}


def _places(inquiry: Inquiry, case: Case) -> Iterator[Home]:
    """Yield the unit of the facts, units that are subjects, and the places that the subjects come from."""
    units = inquiry.day.tree.units
    for unit, succession in units(case.concerned_organ).items():
        yield Home(unit, (*succession, Evidence("case", case.id)))
    for party in inquiry.world.parties_of.get(case.id, ()):
        if party.role in SUBJECTS and party.organ is not None:
            for unit, succession in units(party.organ).items():
                yield Home(unit, (*succession, Evidence("party", party.id)))
    for subject, party in inquiry.parties(case, SUBJECTS):
        for tie in inquiry.world.place_ties_of.get(subject, ()):
            for unit, succession in units(tie.organ).items() if _counts(inquiry, case, tie) else ():
                evidence = (*succession, Evidence("place_tie", tie.id), Evidence("party", party.id))
                yield Home(unit, evidence, subject)


def _counts(inquiry: Inquiry, case: Case, tie: PlaceTie) -> bool:
    return tie.kind is not PlaceTieKind.RESIDES or tie.during.overlaps(inquiry.span(case))


def _hit(inquiry: Inquiry, grade: str, case: Case, place: Home, *, tie: PlaceTie, way: Path) -> Iterator[Finding]:
    if tie.person != place.subject and _counts(inquiry, case, tie):
        yield from inquiry.hit(
            "R17",
            grade,
            person=tie.person,
            case=case,
            evidence=(Evidence("place_tie", tie.id), *way, *place.evidence),
            other_person=place.subject,
            organ=place.unit,
            relation=tie.kind,
        )
