"""The frozen facts that the rules look at, as ``db/facts.py`` reads them and as tests write them.

Every id is the database's own integer. Every fact with a ``during`` was true in that half-open period of days.
"""

from dataclasses import dataclass
from datetime import date

from recusal.records import (
    Authorisation,
    Declaration,
    Dismissal,
    Duty,
    Incident,
    Loan,
    PlaceTie,
    PoolStanding,
    Recusal,
    Release,
    SamePerson,
    SkillGrade,
    Venue,
    Waiver,
)
from terms.cases import AssignmentRole, AssignmentState, Mode, PartyRole
from terms.organs import ManagementLevel, OrganKind, OrganLinkKind, SuccessionKind
from terms.people import Gender, MembershipKind, Rank, Skill
from terms.periods import ALWAYS, Period
from terms.ties import InterestKind, KinEdge, Kinship, SocialTieKind


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ of the county, or an enterprise that somebody has an interest in."""

    id: int
    kind: OrganKind
    zone: int | None = None
    """The zone whose member the organ is on the day of the facts, if any."""


@dataclass(frozen=True, slots=True)
class OrganLink:
    """``child`` hangs on ``parent``; a resident group hangs on each of its hosts by ``RESIDENT_IN``."""

    id: int
    child: int
    parent: int
    kind: OrganLinkKind
    during: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Succession:
    """``successor`` took the place of ``predecessor`` on a day; both are the same unit for the rules."""

    id: int
    predecessor: int
    successor: int
    kind: SuccessionKind
    on: date


@dataclass(frozen=True, slots=True)
class Person:
    """Anybody known to the service: staff, subjects, witnesses, kin."""

    id: int
    gender: Gender | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """A person belonged to an organ; ``leads`` says of its leading body, ``rank`` is None where nobody has said."""

    id: int
    person: int
    organ: int
    kind: MembershipKind
    leads: bool = False
    during: Period = ALWAYS
    heads: bool = False
    """The organ's principal (主要负责人), who decides on recusals (TL25 art. 296)."""
    rank: Rank | None = None

    @property
    def in_charge(self) -> bool:
        """Tell whether it is a post in the leading body, that of the principal among them."""
        return self.leads or self.heads


@dataclass(frozen=True, slots=True)
class KinTie:
    """A primitive edge: ``first`` is the ``edge`` of ``second`` (a spouse edge has no direction).

    An end of the period is a divorce, a dissolved adoption or, for birth ties, adoption away.
    """

    id: int
    first: int
    second: int
    edge: KinEdge
    raised: bool = True
    """For step-parents: whether the child was raised by them (MFD art. 1072)."""
    during: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class AssertedKin:
    """A relation declared as a word, with unknown people between: ``relative`` is the ``kinship`` of ``person``."""

    id: int
    person: int
    relative: int
    kinship: Kinship
    during: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class SocialTie:
    """A tie that is not of kin, without direction."""

    id: int
    first: int
    second: int
    kind: SocialTieKind
    during: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Interest:
    """An interest of a person in an organ or, where ``case`` is set, in the matter of one case."""

    id: int
    person: int
    kind: InterestKind
    organ: int | None = None
    case: int | None = None
    during: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Party:
    """A person or an organ that has a role in a case, open or sealed facts apart."""

    id: int
    case: int
    role: PartyRole
    person: int | None = None
    organ: int | None = None
    during: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Case:
    """A clue or case, as far as recusal and jurisdiction look at it."""

    id: int
    mode: Mode
    concerned_organ: int
    """The unit in which the facts happened (发案单位)."""
    home_organ: int
    """The discipline organ that would handle the case by itself (township commission or resident group)."""
    handling_organ: int | None = None
    """The discipline organ that handles the case in its own name; None until decided."""
    management: ManagementLevel = ManagementLevel.TOWNSHIP
    """Highest management level among the subjects (R35)."""
    window: Period = ALWAYS
    """The days in which the team works on it."""
    is_open: bool = True
    linked_cases: tuple[int, ...] = ()
    """Cases joined or split with this one; a link counts from both sides."""
    appeal_of: int | None = None
    """The case whose decision is re-examined or reviewed here (复审、复核), None for a first handling (R24)."""
    happened: Period | None = None
    """The days in which the facts happened (T09), None where nobody has said."""
    reviewed_from: date | None = None
    """The day on which it first went to review; who reviewed before that day came in early (R25)."""
    dropped: bool = False
    """Closed without a case, or held pending (了结、暂存): R26 looks at who did that."""
    needs: tuple[tuple[Skill, int], ...] = ()
    """Skills that some investigator of the team must have, each with the least grade (R34)."""


@dataclass(frozen=True, slots=True)
class Service:
    """A person works or worked on a case; every role since the clue stage counts."""

    id: int
    person: int
    case: int
    role: AssignmentRole
    state: AssignmentState
    during: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Handling:
    """An organ handles, or handled, a case of another organ: the edge that R39 and R40 look at."""

    id: int
    case: int
    handler: int
    handled: int
    is_open: bool
    during: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class SealedFacts:
    """Facts read only behind the sealed wall; empty wherever the caller's question may not use them."""

    informants: tuple[tuple[int, int], ...] = ()
    """(case, person); so are the decoys, of whom nothing is known (``recusal.decoys``)."""
    holds: tuple[tuple[int, Period], ...] = ()
    decoys: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """All that one screening may look at, as known at one moment."""

    organs: tuple[Organ, ...] = ()
    organ_links: tuple[OrganLink, ...] = ()
    successions: tuple[Succession, ...] = ()
    people: tuple[Person, ...] = ()
    memberships: tuple[Membership, ...] = ()
    kin_ties: tuple[KinTie, ...] = ()
    asserted_kin: tuple[AssertedKin, ...] = ()
    social_ties: tuple[SocialTie, ...] = ()
    interests: tuple[Interest, ...] = ()
    parties: tuple[Party, ...] = ()
    cases: tuple[Case, ...] = ()
    services: tuple[Service, ...] = ()
    handlings: tuple[Handling, ...] = ()
    pool: tuple[PoolStanding, ...] = ()
    authorisations: tuple[Authorisation, ...] = ()
    place_ties: tuple[PlaceTie, ...] = ()
    incidents: tuple[Incident, ...] = ()
    duties: tuple[Duty, ...] = ()
    loans: tuple[Loan, ...] = ()
    releases: tuple[Release, ...] = ()
    skills: tuple[SkillGrade, ...] = ()
    venues: tuple[Venue, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    dismissals: tuple[Dismissal, ...] = ()
    recusals: tuple[Recusal, ...] = ()
    same_people: tuple[SamePerson, ...] = ()
    sealed: SealedFacts = SealedFacts()
