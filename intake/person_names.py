"""Which person a row means: never by the name alone, never guessed."""

from collections import defaultdict
from dataclasses import dataclass

from intake.keys import PersonKey
from intake.organ_names import NOBODY_NEAR
from intake.problem_codes import ProblemCode
from intake.problems import RowRefused
from intake.records import PersonRecord
from intake.words import nearest


def key_of(person: PersonRecord) -> PersonKey:
    """Return the full key by which other rows name the person."""
    return PersonKey(person.number, person.name, person.organ, person.birth_month)


def label(key: PersonKey) -> str:
    """Return the key as a reader sees it: ``李某（财政局，1980-01，编号7）``."""
    marks = [mark for mark in (key.organ, key.birth_month) if mark]
    if key.number:
        marks.append(f"编号{key.number}")
    return (key.name or "") + (f"（{'，'.join(marks)}）" if marks else "")


@dataclass(slots=True)
class KnownPerson:
    """A person among those a row may mean."""

    record: PersonRecord
    in_file: bool = False

    @property
    def key(self) -> PersonKey:
        """Return the full key."""
        return key_of(self.record)


class PersonNames:
    """All people, known and in the file."""

    def __init__(self) -> None:
        self._people: list[KnownPerson] = []
        self._by_number: dict[str, int] = {}
        self._by_name: dict[str, list[int]] = defaultdict(list)

    def add(self, person: PersonRecord, *, in_file: bool) -> int:
        """Enter a person and return the place."""
        self._people.append(KnownPerson(person, in_file))
        place = len(self._people) - 1
        self._by_name[person.name].append(place)
        if person.number is not None:
            self._by_number[person.number] = place
        return place

    def put(self, place: int, person: PersonRecord) -> None:
        """Replace the person at a place by what the file now says."""
        before = self._people[place].record
        self._people[place] = KnownPerson(person, in_file=True)
        if before.name != person.name:
            self._by_name[before.name].remove(place)
            self._by_name[person.name].append(place)
        if person.number is not None:
            self._by_number[person.number] = place

    def key(self, place: int) -> PersonKey:
        """Return the full key of the person at a place."""
        return self._people[place].key

    def record(self, place: int) -> PersonRecord:
        """Return what is said of the person at a place."""
        return self._people[place].record

    def identify(self, row: PersonRecord) -> int | None:
        """Return the place of the person that a row of 人员 is about, None for somebody new; refuses doubt."""
        key = key_of(row)
        if row.number is not None and row.number in self._by_number:
            place = self._by_number[row.number]
            known = self._people[place].key
            if known.name != row.name and (known.birth_month is None or known.birth_month != row.birth_month):
                raise RowRefused(ProblemCode.PERSON_NUMBER_CONTRADICTS, label(known), field="number", value=label(key))
            return place
        places = [place for place in self._by_name[row.name] if not (row.number and self.key(place).number)]
        exact = [place for place in places if _same(self.key(place), key)]
        if len(exact) == 1:
            return exact[0]
        doubtful = exact or [place for place in places if self._may_be(place, key)]
        if len(doubtful) == 1 and _agree(self.key(doubtful[0]), key) and not _conflict(self.key(doubtful[0]), key):
            return doubtful[0]
        if doubtful:
            raise RowRefused(ProblemCode.PERSON_MAYBE_KNOWN, self._labels(doubtful), field="name", value=label(key))
        return None

    def resolve(self, key: PersonKey, *, field: str) -> int:
        """Return the place of the person whom a row of another sheet names; ``field`` is that part of the record."""
        if key.number is not None:
            place = self._by_number.get(key.number)
            if place is None:
                raise RowRefused(ProblemCode.PERSON_UNKNOWN, NOBODY_NEAR, field=f"{field}.number", value=label(key))
            if key.name is not None and key.name != self.key(place).name:
                raise RowRefused(
                    ProblemCode.PERSON_NUMBER_CONTRADICTS,
                    label(self.key(place)),
                    field=f"{field}.number",
                    value=label(key),
                )
            return place
        namesakes = self._by_name.get(key.name or "", [])
        places = [place for place in namesakes if not _conflict(self.key(place), key)]
        exact = [place for place in places if _same(self.key(place), key)]
        if len(exact) == 1:
            return exact[0]
        code = self._doubt(places, key)
        if code is None:
            return places[0]
        near = self._labels(places or namesakes) or self._near(key.name or "")
        raise RowRefused(code, near, field=f"{field}.name", value=label(key))

    def _doubt(self, places: list[int], key: PersonKey) -> ProblemCode | None:
        """Return why the people that do not conflict with the key are not surely the one meant."""
        if not places:
            return ProblemCode.PERSON_UNKNOWN
        if len(places) > 1:
            return ProblemCode.PERSON_AMBIGUOUS
        by_name_only = key.organ is None and key.birth_month is None
        sure = self._people[places[0]].in_file if by_name_only else _agree(self.key(places[0]), key)
        return None if sure else ProblemCode.PERSON_NAME_ONLY

    def _may_be(self, place: int, key: PersonKey) -> bool:
        """Tell whether the person may be meant; two rows of one file that differ in organ or month are two people."""
        other = self.key(place)
        if self._people[place].in_file and _conflict(other, key):
            return False
        return not (_differ(other.organ, key.organ) and _differ(other.birth_month, key.birth_month))

    def _labels(self, places: list[int]) -> str:
        return "、".join(label(self.key(place)) for place in places[:5])

    def _near(self, name: str) -> str:
        return "、".join(nearest(name, (each for each in self._by_name if each[:1] == name[:1]))) or NOBODY_NEAR


def _same(one: PersonKey, other: PersonKey) -> bool:
    return (one.organ, one.birth_month) == (other.organ, other.birth_month)


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _agree(one: PersonKey, other: PersonKey) -> bool:
    return (one.organ is not None and one.organ == other.organ) or (
        one.birth_month is not None and one.birth_month == other.birth_month
    )


def _conflict(one: PersonKey, other: PersonKey) -> bool:
    return _differ(one.organ, other.organ) or _differ(one.birth_month, other.birth_month)
