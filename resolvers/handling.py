"""Who could handle a case: what each mode leaves of the pool, and the change of mode where a whole organ stands aside.

R37: where the organ that should handle a case is in conflict as a whole, it goes up or to another zone (JJ20 art. 15,
TL25 arts 50-51). Open facts only: the answer is free to ask.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from casework.modes import TERMS, HomePart, OrganPlace, handler_fits
from db.audit import record
from db.facts import hold_facts, read_facts
from db.facts_part import Part
from db.policies import policy_on
from db.session import judge
from db.staffing import IN_FORCE, Staffing, read_staffing
from db.tables import Assignment, Case
from recusal.facts import Facts
from recusal.findings import Question
from recusal.policy import Policy
from recusal.registry import TIES
from recusal.screen import find
from recusal.world import World
from resolvers.caller import Caller
from resolvers.gate import Act, NotFound, require, visible_cases
from resolvers.own_matters import refuse_own_cases
from resolvers.rescreening import rescreen
from terms.cases import AssignmentRole, Mode
from terms.refusals import Refusal
from terms.things import Thing

OFFERED = (Mode.SELF, Mode.CROSS, Mode.OFFSITE, Mode.ELEVATED)
"""Modes in the order in which they are preferred: as near to home as fairness allows."""


class TeamInForce(Refusal):
    """The mode of a case does not change under a team in force."""

    code: ClassVar[str] = "TEAM_IN_FORCE"
    zh: ClassVar[str] = "案件“{number}”已有在办人员，请先撤回原方案再变更办理方式。"
    en: ClassVar[str] = "Case “{number}” has a team in force. Withdraw its proposal before its mode changes."

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


class ReasonForModeMissing(Refusal):
    """A change of mode needs a reason."""

    code: ClassVar[str] = "REASON_MISSING"
    zh: ClassVar[str] = "请写明变更办理方式的理由。"
    en: ClassVar[str] = "Give the reason for the change of mode."


@dataclass(frozen=True, slots=True)
class HandlingOption:
    """What one mode would leave of the pool."""

    mode: Mode
    leaders: int
    """Members of the pool who are clear and stand where the mode's leader comes from, and are admitted to lead."""
    members: int
    """Members of the pool who are clear to investigate in this mode."""
    enough: bool
    """Whether that makes a team: a leader, and as many investigators as the policy asks for."""


@dataclass(frozen=True, slots=True)
class Handling:
    """How a case could be handled."""

    case: Case
    whole_organ_barred: bool
    """Whether nobody of the home organ is free of bars in the mode that keeps the case at home (R37)."""
    barring_rules: tuple[str, ...]
    """The rules that bar them, in order of code."""
    options: tuple[HandlingOption, ...]

    @property
    def recommended(self) -> Mode | None:
        """Return the first mode that makes a team; not SELF where the whole organ stands aside."""
        fit = [option.mode for option in self.options if option.enough]
        return next((mode for mode in fit if mode is not Mode.SELF or not self.whole_organ_barred), None)


async def handling_of(caller: Caller, *, case_number: str) -> Handling:
    """Return how a case could be handled, on open facts as they are now.

    Raises:
        NotAllowed: the caller may not screen.
        NotFound: no such case that the caller may see.
    """
    require(caller, Act.SCREEN)
    today = caller.today()
    async with caller.database.reading() as session:
        case = await _case(session, caller, case_number)
        await judge(session, Act.SCREEN)
        staffing = await read_staffing(session, on=today, cases=[case.id])
        home = staffing.establishment.get(case.home_organ_id, frozenset())
        part = Part(home | staffing.members.keys(), frozenset({case.id}), requirements=False)
        known = await read_facts(session, on=today, sealed=False, part=part)
        policy = (await policy_on(session, today)).recusal
    asked = _Asked(known.facts, staffing, case, policy, today)
    bars = asked.bars(Mode.SELF, home)
    return Handling(
        case=case,
        whole_organ_barred=bool(home) and home == bars.keys(),
        barring_rules=tuple(sorted({rule for rules in bars.values() for rule in rules})),
        options=tuple(asked.option(mode) for mode in OFFERED),
    )


async def _case(session: AsyncSession, caller: Caller, number: str, *, lock: bool = False) -> Case:
    statement = select(Case).where(col(Case.number) == number, visible_cases(caller))
    found = (await session.exec(statement.with_for_update() if lock else statement)).first()
    if found is None:
        raise NotFound(Thing.CASE, number)
    return found


@dataclass(frozen=True, slots=True)
class _Asked:
    facts: Facts
    staffing: Staffing
    case: Case
    policy: Policy
    on: date

    def bars(self, mode: Mode, people: frozenset[int]) -> dict[int, frozenset[str]]:
        """Return the rules that bar each of these people from the case, were it handled in this mode."""
        cases = tuple(
            replace(known, mode=mode, handling_organ=None) if known.id == self.case.id else known
            for known in self.facts.cases
        )
        question = Question(people, frozenset({self.case.id}), AssignmentRole.MEMBER, before_approval=True)
        found: dict[int, set[str]] = {}
        for finding in find(World(replace(self.facts, cases=cases)), question, self.policy, on=self.on, rules=TIES):
            if finding.bars:
                found.setdefault(finding.person, set()).add(finding.rule)
        return {person: frozenset(rules) for person, rules in found.items()}

    def option(self, mode: Mode) -> HandlingOption:
        """Return what the mode leaves of the pool."""
        barred = self.bars(mode, frozenset(self.staffing.members))
        home = self._place(self.case.home_organ_id)
        leaders, members = 0, 0
        for person, member in self.staffing.members.items():
            if member.organ is None or person in barred:
                continue
            organ = self._place(member.organ)
            if _takes_part(mode, home=home, organ=organ):
                members += 1
                leaders += member.standing.may_lead and handler_fits(TERMS[mode].handler, home=home, organ=organ)
        return HandlingOption(mode, leaders, members, leaders > 0 and members >= self.policy.smallest_team)

    def _place(self, organ: int) -> OrganPlace:
        place = self.staffing.organs[organ]
        return OrganPlace(id=organ, kind=place.row.kind, zone=place.zone)


def _takes_part(mode: Mode, *, home: OrganPlace, organ: OrganPlace) -> bool:
    """Tell whether people of an organ investigate in the mode, as the allocation has it."""
    terms = TERMS[mode]
    if organ.id == home.id:
        return terms.home_part not in {HomePart.LIAISON, HomePart.NONE}
    if terms.home_part is HomePart.HANDLES:
        return False
    return mode is not Mode.OFFSITE or organ.zone is None or organ.zone != home.zone


async def change_mode(caller: Caller, *, case_number: str, mode: Mode, reason: str, document: str = "") -> Case:
    """Change how a case is handled, before it has a team; its deadlines run on (T26).

    Raises:
        NotAllowed: the caller may not.
        NotFound: no such case that the caller may see.
        OwnCases: the caller must stand aside from it.
        TeamInForce: somebody works on it already.
        ReasonForModeMissing: no reason is given.
    """
    require(caller, Act.CHANGE_MODE)
    if not reason.strip():
        raise ReasonForModeMissing

    async def work(session: AsyncSession) -> Case:
        await hold_facts(session)
        case = await _case(session, caller, case_number, lock=True)
        await refuse_own_cases(session, caller, [case.id])
        held = select(Assignment.id).where(Assignment.case_id == case.id, col(Assignment.state).in_(IN_FORCE))
        if (await session.exec(held.limit(1))).first() is not None:
            raise TeamInForce(case.number)
        before = case.mode
        if before is not mode:
            case.mode = mode
            case.handling_organ_id = None
            await session.flush()
            await rescreen(session, on=caller.today())
            record(
                session,
                actor=caller.actor,
                act="CHANGE_MODE",
                object_type="cases",
                object_id=case.id,
                before=before.value,
                after=mode.value,
                reason=reason.strip(),
                document=document.strip(),
            )
            await session.flush()
        return case

    return await caller.database.deciding(work, Act.CHANGE_MODE)
