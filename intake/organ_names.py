"""Which organ a name means: by code, by name, or as ``township/name`` where names repeat."""

from collections import defaultdict
from collections.abc import Iterable

from intake.keys import OrganParent
from intake.problem_codes import ProblemCode
from intake.problems import CellRefused
from intake.records import OrganRecord
from intake.words import folded, nearest
from terms.organs import OrganLinkKind

NOBODY_NEAR = "—"


class OrganNames:
    """All organs, known and in the file, by what rows may call them. Each has one reference, unique among all."""

    def __init__(self) -> None:
        self._by_code: dict[str, int] = {}
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._organs: list[OrganRecord] = []
        self._near: dict[str, str] = {}

    def add(self, organ: OrganRecord) -> int:
        """Enter an organ and return its place."""
        self._organs.append(organ)
        place = len(self._organs) - 1
        self._by_name[folded(organ.name)].append(place)
        self._enter_code(organ, place)
        return place

    def put(self, place: int, organ: OrganRecord) -> None:
        """Replace the organ at a place by what is now said of it."""
        before = self._organs[place]
        self._organs[place] = organ
        if folded(before.name) != folded(organ.name):
            self._by_name[folded(before.name)].remove(place)
            self._by_name[folded(organ.name)].append(place)
        self._enter_code(organ, place)

    def identify(self, row: OrganRecord) -> int | None:
        """Return the place of the organ that the row is about, None for a new one."""
        if row.code is not None and row.code in self._by_code:
            return self._by_code[row.code]
        parents = _parents(row)
        places = [
            place
            for place in self._by_name[folded(row.name)]
            if not (row.code and self._organs[place].code)
            and (not parents or not _parents(self._organs[place]) or parents & _parents(self._organs[place]))
        ]
        if len(places) > 1:
            raise CellRefused(ProblemCode.ORGAN_AMBIGUOUS, self._references(places), value=row.name)
        return places[0] if places else None

    def own_name(self, row: OrganRecord) -> str:
        """Return the name without the higher organ before it, where the row says that it is one."""
        parent, slash, name = row.name.rpartition("/")
        if not slash:
            return row.name
        return name if folded(parent.rpartition("/")[2]) in _parents(row) else row.name

    def resolve(self, text: str) -> int:
        """Return the place of the organ that the text means; raises ``CellRefused`` with near names."""
        if text in self._by_code:
            return self._by_code[text]
        places = self._by_name.get(folded(text), [])
        if not places and "/" in text:
            parent, _, name = text.rpartition("/")
            places = [
                place
                for place in self._by_name.get(folded(name), [])
                if folded(parent.rpartition("/")[2]) in _parents(self._organs[place])
            ]
        if len(places) == 1:
            return places[0]
        if places:
            raise CellRefused(ProblemCode.ORGAN_AMBIGUOUS, self._references(places), value=text)
        raise CellRefused(ProblemCode.ORGAN_UNKNOWN, self._names_near(text), value=text)

    def reference(self, place: int) -> str:
        """Return the one text that means this organ: its name, ``parent/name``, or its code."""
        organ = self._organs[place]
        namesakes = self._by_name[folded(organ.name)]
        if len(namesakes) == 1:
            return organ.name
        for parent in organ.parents:
            key = folded(parent.name.rpartition("/")[2])
            if sum(key in _parents(self._organs[other]) for other in namesakes) == 1:
                return f"{parent.name}/{organ.name}"
        return organ.code or organ.name

    def _enter_code(self, organ: OrganRecord, place: int) -> None:
        if organ.code is not None:
            self._by_code[organ.code] = place

    def _references(self, places: list[int]) -> str:
        return "、".join(self.reference(place) for place in places)

    def _names_near(self, text: str) -> str:
        if text not in self._near:
            names = (organ.name for organ in self._organs)
            self._near[text] = "、".join(nearest(text, names)) or NOBODY_NEAR
        return self._near[text]


def references(organs: Iterable[OrganRecord]) -> tuple[str, ...]:
    """Return the text by which other rows name each organ, in the order given; codes where nothing else tells."""
    names = OrganNames()
    places = [names.add(organ) for organ in organs]
    return tuple(names.reference(place) for place in places)


def _parents(organ: OrganRecord) -> frozenset[str]:
    return frozenset(folded(_last(parent)) for parent in organ.parents if parent.kind is not OrganLinkKind.RESIDENT_IN)


def _last(parent: OrganParent) -> str:
    return parent.name.rpartition("/")[2]
