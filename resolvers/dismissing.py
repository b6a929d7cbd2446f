"""Dismissals: a human looked at one finding and says that it is a false alarm; it holds until its evidence changes."""

from collections.abc import Sequence
from typing import ClassVar

from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from db.reads.rows import Page, Window, page_of
from db.tables import Dismissal
from recusal.deciders import Rung, competent
from recusal.findings import Finding
from resolvers.caller import Caller
from resolvers.competence import NotCompetent, conflicted_in
from resolvers.fact_acts.recording import Changed, change_facts, note, record_fact, standing, take_back
from resolvers.fact_acts.texts import LONGEST_NOTE, tidy
from resolvers.gate import Act, may, require
from resolvers.grounds import LiftingsWanted, Pointed, Settling, in_sight, settling, standing_lifting
from resolvers.own_matters import own_records
from resolvers.paging import ordered, rows_by_id
from terms.recusal import DecisionLevel, Severity, Verdict
from terms.refusals import Refusal
from terms.roles import Role

ORDER = ordered(col(Dismissal.id), by=col(Dismissal.id), descending=True)
STAND = frozenset({Severity.HARD, Severity.ELIGIBILITY})
"""What only other facts take away, once it is known for sure."""


class HardGroundStands(Refusal):
    """A hard ground that is known for sure is no false alarm; a fact behind it that is wrong is withdrawn."""

    code: ClassVar[str] = "HARD_GROUND_STANDS"
    zh: ClassVar[str] = "该发现属于“{severity.zh}”，不能认定为误报；所依据的登记有误的，请撤销或更正该登记。"
    en: ClassVar[str] = (
        "This finding stands ({severity.en}) and cannot be dismissed. If a record behind it is wrong, withdraw or "
        "correct that record."
    )

    def __init__(self, severity: Severity) -> None:
        """Keep how far the finding goes."""
        super().__init__(severity)
        self.severity = severity


async def make_dismissal(caller: Caller, pointed: Pointed, *, reason: str) -> Changed[Dismissal]:
    """Dismiss one finding as a false alarm, or settle one that is unknown.

    Raises:
        NotAllowed, NotFound: the role may not, or the case or person is out of sight.
        RestrictedStands, GroundGone, AlreadyLifted: see ``resolvers.grounds.settling``.
        HardGroundStands: the finding is hard, or a requirement, and no doubt is left.
        OwnMatter, NotCompetent: the caller is the person, would have to stand aside, or does not decide.
        WordsUnfit: no reason, or one that is too long.
    """
    require(caller, Act.DISMISS)
    told = tidy(reason, most=LONGEST_NOTE)

    async def work(session: AsyncSession) -> Dismissal:
        found = await settling(session, caller, pointed)
        _require_dismissable(found.finding)
        rung = _decider(caller, found, await own_records(session, caller))
        row = Dismissal(
            person_id=found.person,
            case_id=found.case,
            rule=found.finding.rule,
            ground=pointed.ground,
            reason=told,
            level=rung.level,
            decider_id=rung.principal,
            dismissed_by=caller.identity.principal,
            dismissed_on=found.on,
        )
        for lapsed in await standing(
            session, Dismissal, person_id=row.person_id, case_id=row.case_id, ground=row.ground
        ):
            await take_back(session, lapsed)
        return await record_fact(session, caller, row, act="DISMISS", rule=row.rule, level=row.level.value)

    return await change_facts(caller, work, Act.DISMISS)


async def revoke_dismissal(caller: Caller, dismissal_id: int, *, reason: str) -> Changed[Dismissal]:
    """Take a dismissal back; the finding counts again, in the same transaction.

    Raises:
        NotAllowed, NotFound: the role may not, or there is no such dismissal that stands and that the caller may see.
        OwnMatter, NotCompetent: it is about the caller, or she would have to stand aside.
        WordsUnfit: no reason, or one that is too long.
    """
    require(caller, Act.DISMISS)
    told = tidy(reason, most=LONGEST_NOTE)

    async def work(session: AsyncSession) -> Dismissal:
        row = await standing_lifting(session, caller, Dismissal, dismissal_id)
        note(session, caller, row, act="REVOKE", reason=told)
        await session.flush()
        await take_back(session, row)
        return await session.get_one(Dismissal, dismissal_id)

    return await change_facts(caller, work, Act.DISMISS)


async def dismissals(caller: Caller, window: Window, *, wanted: LiftingsWanted) -> Page[Dismissal]:
    """Return one page of dismissals, the latest first."""
    require(caller, Act.READ_MATTERS)
    where = (in_sight(caller, Dismissal), *wanted.conditions(Dismissal))
    async with caller.database.reading() as session:
        return await page_of(session, Dismissal, window, *where, order=ORDER)


async def dismissals_by_id(caller: Caller, ids: Sequence[int]) -> list[Dismissal | None]:
    """Return the dismissals in the order of the ids; None where there is none that the caller may see."""
    if not may(caller, Act.READ_MATTERS):
        return [None] * len(ids)
    return await rows_by_id(caller, Dismissal, ids, in_sight(caller, Dismissal))


def _require_dismissable(finding: Finding) -> None:
    if finding.severity in STAND and finding.verdict is not Verdict.UNKNOWN:
        raise HardGroundStands(finding.severity)


def _decider(caller: Caller, found: Settling, own: frozenset[int]) -> Rung:
    """Return as what the caller decides: the county's recusal officer, or the competent principal in person."""
    rungs = found.rungs()
    conflicted = conflicted_in(found.world, found.policy, own, person_id=found.person, cases=[found.case], on=found.on)
    if caller.identity.role is Role.RECUSAL_OFFICER and not conflicted:
        return Rung(DecisionLevel.COUNTY, principal=caller.identity.person_id)
    rung = competent(rungs)
    if rung.principal not in own:
        raise NotCompetent(rung, rungs)
    return rung
