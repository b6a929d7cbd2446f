"""More frozen facts: registers beside the case, what humans settled, and places; see ``recusal.facts``."""

from dataclasses import dataclass
from datetime import date

from terms.cases import AssignmentRole, AuthorisationKind
from terms.people import Skill
from terms.periods import ALWAYS, Period
from terms.recusal import DecisionLevel
from terms.ties import DutyKind, IncidentKind, PlaceTieKind


@dataclass(frozen=True, slots=True)
class PoolStanding:
    """What the talent pool says of a person (R32, R48)."""

    person: int
    during: Period = ALWAYS
    may_lead: bool = False
    full_time: bool = False
    may_review: bool = False
    trained_on: date | None = None
    undertaking_on: date | None = None
    """Day of the secrecy undertaking."""
    declared_on: date | None = None
    """Day of the last general declaration of ties and interests."""


@dataclass(frozen=True, slots=True)
class Authorisation:
    """A document that authorises cross handling of one case (R36)."""

    id: int
    case: int
    organ: int | None
    """The organ authorised to handle the case; None where people are called up by name only."""
    during: Period = ALWAYS
    kind: AuthorisationKind = AuthorisationKind.CALL_UP


@dataclass(frozen=True, slots=True)
class PlaceTie:
    """A person belongs to a village or a township (R17)."""

    id: int
    person: int
    organ: int
    kind: PlaceTieKind
    during: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Incident:
    """An entry of the register of contacts and interference in one case (R21, R22)."""

    id: int
    person: int
    case: int
    kind: IncidentKind
    established: bool
    """Whether it was found true; an allegation alone is no finding."""
    on: date


@dataclass(frozen=True, slots=True)
class Duty:
    """A person dealt with a petition that became a case, or inspected or assessed a unit (R27, R28, R55)."""

    id: int
    person: int
    kind: DutyKind
    organ: int | None = None
    case: int | None = None
    during: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Loan:
    """An entry of the secondment ledger (R46)."""

    id: int
    person: int
    to_organ: int
    case: int | None = None
    during: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Release:
    """The home unit's answer to a request for one of its people (R45)."""

    id: int
    person: int
    case: int
    consented: bool


@dataclass(frozen=True, slots=True)
class SkillGrade:
    """A graded skill of a person (R34); it counts before the day on which it expires."""

    person: int
    skill: Skill
    grade: int
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Venue:
    """A place where talks are held (R51): who owns it, and the village or township in which it lies."""

    id: int
    owner: int
    place: int


@dataclass(frozen=True, slots=True)
class Declaration:
    """A person declared her ties and interests: in general, or for one case (T06)."""

    id: int
    person: int
    on: date
    case: int | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """One finding is let pass for one person, case and role, while the parties stay as they were (T17, T18)."""

    id: int
    person: int
    case: int
    role: AssignmentRole
    rule: str
    ground: str
    """``recusal.lifting.ground_of`` the finding."""
    parties: str
    """``recusal.lifting.parties_of`` the case when it was granted."""
    expires_on: date
    """The first day on which it holds no more."""
    level: DecisionLevel = DecisionLevel.UNIT
    """On which rung it was granted: what is ABSOLUTE only the county's principal or above lets pass."""


@dataclass(frozen=True, slots=True)
class Dismissal:
    """One finding was looked at by a human and found to be a false alarm; it holds until its evidence changes."""

    id: int
    person: int
    case: int
    rule: str
    ground: str
    """``recusal.lifting.ground_of`` the finding."""
    on: date | None = None
    """When it was dismissed: what is UNKNOWN stays settled no longer than a declaration holds."""


@dataclass(frozen=True, slots=True)
class Recusal:
    """The competent decider said that a person stands aside from a case (TL25 art. 295)."""

    id: int
    person: int
    case: int


@dataclass(frozen=True, slots=True)
class SamePerson:
    """A human confirmed that two records are one person (T44)."""

    id: int
    first: int
    second: int
