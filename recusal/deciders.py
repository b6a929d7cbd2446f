"""Who decides on a recusal, a waiver or a dismissal, and who is passed over for it (R38, T16, T40).

TL25 art. 296 and 政务处分法 art. 48: the principal of an organ decides on its people, the principal of the organ above
on him. That the organ which runs the case decides on people whom it called up is our reading of art. 296, and
that nobody decides while he would have to stand aside himself follows from arts 295 and 296 together. The ladder is
township commission or resident group, county commission, city commission; offices of the county commission are one
organ with it. Nobody of the city is among the facts, so its rung always stands and the decision comes on paper.

Where the facts hold sealed ones, a principal may be passed over for them; a ladder that is shown is asked without.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from recusal.days import period_from
from recusal.facts import Membership
from recusal.findings import Question
from recusal.homes import HOME_LED
from recusal.inquiry import UnknownCaseError
from recusal.kin_sets import MUTUAL_CS_KIN, PRESUMED
from recusal.policy import DEFAULT_POLICY, Policy
from recusal.registry import TIES
from recusal.screen import find
from recusal.units import COUNTY_DISCIPLINE, DISCIPLINE
from recusal.world import World
from terms.organs import OrganKind
from terms.people import MembershipKind
from terms.recusal import DecisionLevel, Purpose, SkippedBecause


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder, and why it is passed over, None where it can decide."""

    level: DecisionLevel
    organ: int | None = None
    """None for the city, and for a county commission that is not among the facts."""
    principal: int | None = None
    skipped: SkippedBecause | None = None


_LEVELS = tuple(DecisionLevel)


def ladder(
    world: World, person: int, case: int, policy: Policy = DEFAULT_POLICY, *, on: date, handling: int | None = None
) -> tuple[Rung, ...]:
    """Return who may decide on a person in a case, nearest first, ending with the city.

    ``handling`` is the organ that will run the case where that is decided but not yet recorded. Raises
    UnknownCaseError.
    """
    if case not in world.cases:
        raise UnknownCaseError(case)
    asked = _Asked(world, world.identities.of(person), case, policy, on)
    first = asked.first_organ(handling)
    county = asked.county_commission(first)
    rungs = [asked.rung(DecisionLevel.COUNTY, county), Rung(DecisionLevel.CITY)]
    if first is not None and world.day(on).tree.kind(first) not in COUNTY_DISCIPLINE:
        rungs.insert(0, asked.rung(DecisionLevel.UNIT, first))
    return tuple(rungs)


def competent(rungs: Iterable[Rung], *, least_level: DecisionLevel = DecisionLevel.UNIT) -> Rung:
    """Return the first rung that is not passed over, from a level upward.

    What policy bars absolutely is waived by the county's principal at least. The city decides what nobody else may.
    """
    levels = _LEVELS[_LEVELS.index(least_level) :]
    return next(rung for rung in rungs if rung.level in levels and rung.skipped is None)


def conflict_of(
    world: World, decider: int, *, person: int, case: int, policy: Policy = DEFAULT_POLICY, on: date
) -> SkippedBecause | None:
    """Return why somebody may not decide on a person in a case, whatever his office; None where he may."""
    return _Asked(world, world.identities.of(person), case, policy, on).against(world.identities.of(decider))


def stands_aside(
    world: World, decider: int, cases: Collection[int], policy: Policy = DEFAULT_POLICY, *, on: date
) -> frozenset[int]:
    """Return the cases in which somebody, as the rules know her, decides nothing: as a party, or barred by a tie."""
    question = Question(frozenset({decider}), frozenset(cases), purpose=Purpose.DECISION)
    barred = {finding.case for finding in find(world, question, policy, on=on, rules=TIES) if finding.bars}
    return frozenset(barred | {party.case for party in world.roles_of.get(decider, ()) if party.case in question.cases})


@dataclass(frozen=True, slots=True)
class _Asked:
    world: World
    person: int
    case: int
    policy: Policy
    on: date

    def first_organ(self, handling: int | None) -> int | None:
        """Return the organ that runs the case where she was called up from elsewhere, else her own, as units.

        A principal is decided on above his own organ wherever he is called up to. Somebody who belongs to no
        discipline organ is decided on where the case is run.
        """
        tree = self.world.day(self.on).tree
        own = [unit for fact in self._posts() for unit in tree.units(fact.organ) if tree.kind(unit) in DISCIPLINE]
        headed = [unit for unit in own if self.person in self._heads(unit)]
        if headed:
            return headed[0]
        case = self.world.cases[self.case]
        led_at_home = case.home_organ if case.mode in HOME_LED else None
        running = next((organ for organ in (handling, case.handling_organ, led_at_home) if organ is not None), None)
        if running is not None and tree.kind(running) in DISCIPLINE:
            return next((unit for unit in own if tree.same(unit, running)), min(tree.units(running)))
        return own[0] if own else None

    def county_commission(self, below: int | None) -> int | None:
        """Return the county commission above an organ, or the county's."""
        tree = self.world.day(self.on).tree
        known = (organ.id for organ in self.world.facts.organs if organ.kind is OrganKind.COUNTY_COMMISSION)
        commissions = sorted({unit for organ in known for unit in tree.units(organ)})
        above = set() if below is None else {below, *tree.above(below)}
        return next(iter([unit for unit in commissions if unit in above] or commissions), None)

    def rung(self, level: DecisionLevel, organ: int | None) -> Rung:
        """Return the rung of an organ, with its principal and what speaks against him."""
        heads = () if organ is None else self._heads(organ)
        principal = self.person if self.person in heads else next(iter(heads), None)
        skipped = SkippedBecause.NOT_ON_RECORD if principal is None else self.against(principal)
        return Rung(level, organ, principal, skipped)

    def against(self, decider: int) -> SkippedBecause | None:
        """Return what speaks against somebody as the decider."""
        if decider == self.person:
            return SkippedBecause.IS_THE_PERSON
        aside = stands_aside(self.world, decider, [self.case], self.policy, on=self.on)
        conflicted = bool(aside) or self._is_kin(decider)
        return SkippedBecause.CONFLICTED if conflicted else None

    def _heads(self, organ: int) -> tuple[int, ...]:
        """Return who heads an organ; where several do, the one on record first before the others."""
        members = self.world.day(self.on).members(organ)
        heads = (fact for fact in members if fact.heads and self.on in fact.during)
        return tuple(fact.person for fact in sorted(heads, key=lambda fact: fact.id))

    def _is_kin(self, principal: int) -> bool:
        today = period_from(self.on, self.on)
        close = self.world.kin.kin_in(principal, MUTUAL_CS_KIN | PRESUMED, today)
        return any(kin.relative == self.person for kin in close)

    def _posts(self) -> list[Membership]:
        """Return the present memberships of the person, her establishment first."""
        held = [fact for fact in self.world.memberships_of.get(self.person, ()) if self.on in fact.during]
        return sorted(held, key=lambda fact: (fact.kind is not MembershipKind.ESTABLISHMENT, fact.id))
