"""Records that may be one person by their names, for a human to confirm or reject; none is ever linked by itself (T44).

The same names are common in villages: a name alone proposes, and birth, native place and organ raise or lower. The
points are ours.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from terms.term import Term

_POINTS_OF_DETAIL = 15
"""What each detail that agrees adds, and each that both records give and that differs takes away."""


class Likeness(Term):
    """How two names are alike."""

    SAME = "SAME", "姓名相同", "written the same"
    READING = "READING", "姓名同音", "read the same, as 王建国 and 王健国"
    ONE_CHARACTER = "ONE_CHARACTER", "姓名一字之差", "one character is another, too many or too few"


_POINTS = {Likeness.SAME: 60, Likeness.READING: 50, Likeness.ONE_CHARACTER: 30}


@dataclass(frozen=True, slots=True)
class Named:
    """One record of a person as far as it tells who she is; None where it does not say."""

    id: int
    name: str
    reading: str | None = None
    """The name in pinyin, without tones, as the caller reads it; two without one are not compared by it."""
    birth_month: str | None = None
    """Year and month, ``1980-05``."""
    native_place: str | None = None
    organ: int | None = None
    """Where she belongs now, or did last."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be the same person."""

    id: int
    likeness: Likeness
    score: int
    """From 0 to 100: 60, 50 or 30 for the likeness, 15 up or down for each detail."""
    agreeing: tuple[str, ...] = ()
    """Names of the fields of ``Named`` that agree."""
    differing: tuple[str, ...] = ()


def similar(
    person: Named, people: Iterable[Named], *, settled: Collection[tuple[int, int]] = (), least: int = 30
) -> tuple[Candidate, ...]:
    """Return who may be the same person, likeliest first, then by id.

    ``settled`` are the pairs of records, in either order, of which a human said that they are one person or two; they
    are left out, and so is what scores below ``least``.
    """
    said = {frozenset(pair) for pair in settled}
    found = (
        _compared(person, other)
        for other in people
        if other.id != person.id and frozenset({person.id, other.id}) not in said
    )
    likely = (candidate for candidate in found if candidate is not None and candidate.score >= least)
    return tuple(sorted(likely, key=lambda candidate: (-candidate.score, candidate.id)))


def _compared(person: Named, other: Named) -> Candidate | None:
    likeness = _likeness(person, other)
    if likeness is None:
        return None
    details = {
        "birth_month": (person.birth_month, other.birth_month),
        "native_place": (person.native_place, other.native_place),
        "organ": (person.organ, other.organ),
    }
    told = {field: pair for field, pair in details.items() if None not in pair}
    agreeing = tuple(field for field, (one, another) in told.items() if one == another)
    differing = tuple(field for field in told if field not in agreeing)
    score = _POINTS[likeness] + _POINTS_OF_DETAIL * (len(agreeing) - len(differing))
    return Candidate(other.id, likeness, min(max(score, 0), 100), agreeing, differing)


def _likeness(person: Named, other: Named) -> Likeness | None:
    one, another = _bare(person.name), _bare(other.name)
    if one == another:
        return Likeness.SAME if one else None
    if person.reading is not None and person.reading == other.reading:
        return Likeness.READING
    return Likeness.ONE_CHARACTER if min(len(one), len(another)) > 1 and _one_apart(one, another) else None


def _bare(name: str) -> str:
    """Return a name without the spaces and dots that only some write in it."""
    return "".join(character for character in name.casefold() if character.isalnum())


def _one_apart(one: str, another: str) -> bool:
    shorter, longer = sorted((one, another), key=len)
    start = next((place for place, pair in enumerate(zip(shorter, longer, strict=False)) if len(set(pair)) > 1), None)
    if start is None:
        return len(longer) - len(shorter) == 1
    if len(longer) == len(shorter):
        return shorter[start + 1 :] == longer[start + 1 :]
    return len(longer) - len(shorter) == 1 and shorter[start:] == longer[start + 1 :]
