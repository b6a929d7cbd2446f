"""What if: a small closed set of changes of a problem that nobody has made yet; ``changing.changed`` makes them."""

from dataclasses import dataclass
from typing import TypeAlias

from allocation.problem import Busy, CaseToStaff, Limits, Pair
from terms.allocation import Level
from terms.cases import AssignmentRole
from terms.people import Skill


@dataclass(frozen=True, slots=True)
class Absent:
    """The person is away on these days, a half-open window."""

    person: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Back:
    """Nothing is booked of the person on these days: leave is moved, or she is freed of other work.

    ``at_home`` None frees her of everything, True only of the work of her own organ, False only of what takes her away.
    """

    person: int
    start: int
    end: int
    at_home: bool | None = None


@dataclass(frozen=True, slots=True)
class OtherCapacity:
    """The person may be on cases for this percent of her working time: 5 to 100 in steps of 5."""

    person: int
    capacity: int


@dataclass(frozen=True, slots=True)
class OneMore:
    """One more person joins, full-time, without ties, load or bookings, of an organ that nobody else here is of.

    She gets the next number after all candidates, her organ the next after all organs (see ``changing.newcomers``);
    enough others stay at her home (R44).
    """

    skills: tuple[tuple[Skill, int], ...] = ()
    female: bool = False
    may_lead: bool = False
    may_review: bool = False
    rank: int = 0
    district: int = 0
    capacity: int = 100
    x: int = 0
    y: int = 0


@dataclass(frozen=True, slots=True)
class Shifted:
    """The case's window comes so many days later; below zero, sooner."""

    case: int
    days: int


@dataclass(frozen=True, slots=True)
class Lengthened:
    """The case's window ends so many days later; below zero, sooner. ``effort`` None keeps the percent as it is."""

    case: int
    days: int
    effort: int | None = None


@dataclass(frozen=True, slots=True)
class Waived:
    """These rules no longer close the case to the person, as after the waivers that it needs, one at least.

    Other pairs that need a waiver stay closed if the policy does not plan with waivers.
    """

    case: int
    person: int
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What recusal finds on the person, on these cases, is this instead: a tie "if it were declared", or withdrawn."""

    person: int
    cases: tuple[int, ...]
    pairs: tuple[Pair, ...]
    """Of the person and the cases; none where nothing would be found."""


@dataclass(frozen=True, slots=True)
class Kin:
    """The two are kin, so that they may not sit on one case (R29), or with ``related`` False are not."""

    one: int
    other: int
    related: bool = True


@dataclass(frozen=True, slots=True)
class Moved:
    """The case is worked on, or its team meets, at another place of the county grid."""

    case: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """The case wants so many in the role; 0: nobody."""

    case: int
    role: AssignmentRole
    count: int


@dataclass(frozen=True, slots=True)
class Added:
    """One more case waits, with what recusal finds on it."""

    case: CaseToStaff
    pairs: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The case does not wait any more."""

    case: int


@dataclass(frozen=True, slots=True)
class FewerAtHome:
    """So many fewer full-time people need to stay at the organ (R44)."""

    organ: int
    fewer: int = 1


@dataclass(frozen=True, slots=True)
class MostFrom:
    """So many of one team may come from the organ."""

    organ: int
    most: int


@dataclass(frozen=True, slots=True)
class OtherOrder:
    """The goods are put in another order."""

    order: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class OtherLimits:
    """Other rules of teams and weights hold."""

    limits: Limits


@dataclass(frozen=True, slots=True)
class OtherNearTies:
    """A plan may be worse by so many whole units at these levels and yet be drawn by lot; 0 for the others."""

    near_ties: tuple[tuple[Level, int], ...]


@dataclass(frozen=True, slots=True)
class CaseTerms:
    """What another policy makes of a case; ``longer`` days are added to its window, below zero taken off."""

    case: int
    weight: int
    most_chance: int
    districts: tuple[int, ...]
    longer: int = 0


@dataclass(frozen=True, slots=True)
class PersonTerms:
    """What another policy makes of a person; ``more_load`` is added to her past work, below zero taken off."""

    person: int
    most_reviews: int | None
    availability: int | None
    more_load: int = 0


@dataclass(frozen=True, slots=True)
class OtherTerms:
    """What another policy makes of cases, people, findings and bookings; of who is not there it says nothing."""

    cases: tuple[CaseTerms, ...] = ()
    people: tuple[PersonTerms, ...] = ()
    softer: tuple[Pair, ...] = ()
    """Pairs with their new ``soft``; nothing else of them counts."""
    closed: tuple[Pair, ...] = ()
    """Pairs for every role with the rules that close them now and did not before."""
    opened: tuple[Pair, ...] = ()
    """Pairs for every role with the rules that close them no more."""
    freed: tuple[Busy, ...] = ()
    booked: tuple[Busy, ...] = ()


Change: TypeAlias = (
    Absent
    | Back
    | OtherCapacity
    | OneMore
    | Shifted
    | Lengthened
    | Waived
    | Found
    | Kin
    | Moved
    | Wanted
    | Added
    | Withdrawn
    | FewerAtHome
    | MostFrom
    | OtherOrder
    | OtherLimits
    | OtherNearTies
    | OtherTerms
)
