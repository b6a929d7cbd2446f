"""The allocation problem as frozen values: what the solver, the explanation and the check all start from."""

from dataclasses import dataclass

from terms.allocation import DEFAULT_ORDER, Level
from terms.cases import AssignmentRole, Urgency
from terms.people import Skill


@dataclass(frozen=True, slots=True)
class Place:
    """``count`` people are wanted on the case in this role."""

    role: AssignmentRole
    count: int


@dataclass(frozen=True, slots=True)
class Need:
    """At least one of the team, its reviewers aside, has the skill at this grade or better (grades 1 to 5)."""

    skill: Skill
    grade: int


@dataclass(frozen=True, slots=True)
class CaseToStaff:
    """A case that waits for a team. Days are counted from the planning day, windows are half-open."""

    id: int
    organ: int
    """The discipline organ at home in the case; the handled side of reciprocity (R39)."""
    urgency: Urgency
    weight: int
    """Worth of staffing it at the first level; 1 or more, from policy by urgency, higher is more urgent."""
    start: int
    end: int
    effort: int
    """Percent of a person's working time that the case takes in its window: 1 to 100."""
    places: tuple[Place, ...]
    needs: tuple[Need, ...] = ()
    """Skills of the team, its reviewers aside (R34); of reviewers alone none is asked, nor a woman."""
    needs_female: bool = False
    """At least one woman on the team, its reviewers aside (TL25 art. 144)."""
    lead_rank: int = 0
    """The least rank of who leads the team (R32)."""
    districts: tuple[int, ...] = ()
    """Only people of these districts are drawn; empty: of any."""
    own_organs: tuple[int, ...] = ()
    """The organs whose people are not lent to the case: whoever handles it, and its own; empty: nobody is (R46)."""
    handled_by_others: bool = True
    """Whether other organs' people on it handle a case of its organ (R39, R40); they only help where that one leads."""
    most_chance: int = 100
    """Percent: the seed lets nobody be open for the case with a higher chance; 1 to 100, 100 for no such cap."""
    x: int = 0
    y: int = 0
    """Place in hundreds of metres on the county grid, for travel."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pool member who may be drawn."""

    id: int
    organ: int
    """The home discipline organ; the handling side of reciprocity (R39)."""
    capacity: int
    """Percent of working time that may be on cases at once: 5 to 100 in steps of 5."""
    skills: tuple[tuple[Skill, int], ...] = ()
    female: bool = False
    may_lead: bool = False
    may_review: bool = False
    rank: int = 0
    """Compared with the ``lead_rank`` of a case; no unit."""
    most_reviews: int | None = None
    """At most so many cases are reviewed by her; None: only her time limits it."""
    full_time: bool = True
    district: int = 0
    availability: int | None = None
    """Percent of full working time by which her load is divided: 5 to 100 in steps of 5; None: her capacity."""
    load: int = 0
    """Past work in percent-weeks within the policy's window; the fairness of load starts from here."""
    x: int = 0
    y: int = 0


@dataclass(frozen=True, slots=True)
class Busy:
    """A stretch of days in which part of a candidate's time is already booked (100 = away)."""

    person: int
    start: int
    end: int
    effort: int
    at_home: bool = False
    """Booked by her own organ, so that R44 still counts her as staying there."""
    lent: bool = False
    """Booked by another organ that she is lent to, so that R46 counts it; with an effort of 0 it takes no time."""
    share: bool = False
    """A share of her time at other work: with the rest she is where she belongs, so that R44 counts her as staying."""

    @property
    def leaves_home(self) -> bool:
        """Tell whether R44 counts her as away for it."""
        return not (self.at_home or self.share)


@dataclass(frozen=True, slots=True)
class Pair:
    """What recusal found on one person, one case and one role: barred, or allowed at a price."""

    person: int
    case: int
    role: AssignmentRole | None = None
    """None means every role."""
    barred: bool = True
    waivers: int = 0
    """How many waivers a human would have to grant first; they close it unless ``plan_with_waivers``."""
    soft: int = 0
    """Weight of soft findings; counted as appearances."""
    points: int = 0
    """Points of fit beside those of the skills, such as a score given from elsewhere; none to a reviewer."""
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pin:
    """A person in a role on a case: kept in every plan if pinned, kept if that costs little if published."""

    case: int
    person: int
    role: AssignmentRole


@dataclass(frozen=True, slots=True)
class Limits:
    """Rules of teams and weights, from the county's policy."""

    most_from_one_organ: int = 2
    """Of one team without its reviewers."""
    most_from: tuple[tuple[int, int], ...] = ()
    """(organ, most of one team) where it differs from ``most_from_one_organ``."""
    keep_at_home: int = 1
    """At least this many full-time people stay at each organ (R44); organs with fewer are not drawn on."""
    plan_with_waivers: bool = False
    """Whether somebody who needs waivers for a place may sit in it; else they close it to her."""
    forbid_reciprocity: bool = True
    """No two organs investigate each other, counting ``handled_before`` (R39)."""
    reviews_take_time: bool = True
    """Whether a reviewer's place takes her time and adds to her load."""
    waiver_weight: int = 3
    """What one waiver weighs at the level APPEARANCES; this and the next two weights are ours."""
    reciprocity_weight: int = 3
    """What two organs that investigate each other weigh there, if they may at all (R39)."""
    ring_weight: int = 0
    """What three organs that investigate each other in a ring weigh there (R40)."""
    load_tier: int = 400
    """Percent-weeks of one tier of load; work above n tiers weighs n times in LOAD_SPREAD. The number is ours."""
    loan_rest: int | None = None
    """At least so many days lie between two loans of one person (R46); None: loans are not looked at. The ledger has
    the loans of published seats already, so these are not counted here."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One allocation problem, complete in itself and in canonical order (by id)."""

    cases: tuple[CaseToStaff, ...]
    candidates: tuple[Candidate, ...]
    pairs: tuple[Pair, ...] = ()
    busy: tuple[Busy, ...] = ()
    kin: tuple[tuple[int, int], ...] = ()
    """Pairs of candidates who may not sit on one case (R29)."""
    pins: tuple[Pin, ...] = ()
    handled_before: tuple[tuple[int, int], ...] = ()
    """(handler organ, handled organ) of open or recent cases, for R39."""
    others_at_home: tuple[tuple[int, int], ...] = ()
    """(organ, number of its full-time people who are not candidates), for R44."""
    published: tuple[Pin, ...] = ()
    """The seats of teams that were published before, for the level CHANGES; of cases of this problem alone."""
    limits: Limits = Limits()
    order: tuple[Level, ...] = DEFAULT_ORDER
    """The goods in the order in which they are made best."""
    near_ties: tuple[tuple[Level, int], ...] = ()
    """(level, whole units by which a plan may be worse there and yet be drawn by lot); 0 for the others."""
    linked: tuple[tuple[int, int], ...] = ()
    """Pairs of cases of which nobody may investigate the one and review the other (R23)."""
    apart: tuple[tuple[int, int], ...] = ()
    """Pairs of cases in both of which nobody has a part: one re-examines the other, or one linked with it (R24)."""
