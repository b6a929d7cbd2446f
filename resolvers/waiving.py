"""Waivers: one finding is let pass by the competent decider for one person, case and role, bound to the parties."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.facts import read_facts
from db.facts_part import Part
from db.reads.rows import Page, Window, page_of
from db.session import judge
from db.tables import Waiver
from recusal.days import months_before
from recusal.lifting import parties_of
from recusal.world import World
from resolvers.caller import Caller
from resolvers.competence import (
    LONGEST_DOCUMENT,
    RECORDERS,
    DocumentMissing,
    conflicted_in,
    ladder_of,
    require_competent,
)
from resolvers.fact_acts.recording import Changed, change_facts, note, record_fact, standing, take_back
from resolvers.fact_acts.texts import LONGEST_NOTE, tidy
from resolvers.gate import Act, may, require
from resolvers.grounds import LiftingsWanted, Pointed, in_sight, settling, standing_lifting
from resolvers.own_matters import own_records
from resolvers.paging import ordered, rows_by_id
from terms.recusal import DecisionLevel, Severity
from terms.refusals import Refusal
from terms.term import Term

LONGEST_MONTHS = 12
"""For how long a waiver may be granted at most; ours."""
LEAST_LEVEL = {Severity.WAIVABLE: DecisionLevel.UNIT, Severity.ABSOLUTE: DecisionLevel.COUNTY}
"""Who may waive a finding at all, by how far it goes; what is not named here nobody waives."""
ORDER = ordered(col(Waiver.id), by=col(Waiver.id), descending=True)


class WaiverState(Term):
    """Whether a waiver still holds; that its finding changed is told by a screening only."""

    IN_FORCE = "IN_FORCE", "有效", "in force"
    EXPIRED = "EXPIRED", "已到期", "expired"
    REVOKED = "REVOKED", "已撤销或被取代", "revoked, or replaced by a newer one"
    PARTIES_CHANGED = "PARTIES_CHANGED", "当事人已变化，自动失效", "void: the parties of the case changed"


class NotWaivable(Refusal):
    """The law, or the service's floor, lets nobody waive this; or it needs no waiver."""

    code: ClassVar[str] = "NOT_WAIVABLE"
    zh: ClassVar[str] = "该发现属于“{severity.zh}”，不能批准放行。"
    en: ClassVar[str] = "This finding cannot be waived: {severity.en}."

    def __init__(self, severity: Severity) -> None:
        """Keep how far the finding goes."""
        super().__init__(severity)
        self.severity = severity


class ExpiryUnfit(Refusal):
    """A waiver ends after today, and within the months for which it may be granted."""

    code: ClassVar[str] = "EXPIRY_UNFIT"
    zh: ClassVar[str] = "到期日须在今天之后、{months}个月以内。"
    en: ClassVar[str] = "A waiver ends after today and within {months} months."

    def __init__(self) -> None:
        super().__init__()
        self.months = LONGEST_MONTHS


@dataclass(frozen=True, slots=True)
class WaiverWanted:
    """What is to be let pass, and on which terms."""

    pointed: Pointed
    reason: str
    expires_on: date
    conditions: str = ""
    document: str = ""


async def grant_waiver(caller: Caller, wanted: WaiverWanted) -> Changed[Waiver]:
    """Let one finding pass; a waiver of the same that has run out or lost its parties is superseded.

    Raises:
        NotAllowed, NotFound: the role may not, or the case or person is out of sight.
        RestrictedStands, GroundGone, AlreadyLifted: see ``resolvers.grounds.settling``.
        NotWaivable, ExpiryUnfit, WordsUnfit: what is asked is not to be had.
        OwnMatter, NotCompetent, DocumentMissing: see ``resolvers.competence.require_competent``.
    """
    require(caller, Act.WAIVE)
    reason = tidy(wanted.reason, most=LONGEST_NOTE)
    conditions = tidy(wanted.conditions, most=LONGEST_NOTE, optional=True)
    document = tidy(wanted.document, most=LONGEST_DOCUMENT, optional=True)
    if not (wanted.expires_on > caller.today() >= months_before(wanted.expires_on, LONGEST_MONTHS)):
        raise ExpiryUnfit

    async def work(session: AsyncSession) -> Waiver:
        found = await settling(session, caller, wanted.pointed)
        least = LEAST_LEVEL.get(found.finding.severity)
        if least is None:
            raise NotWaivable(found.finding.severity)
        own = await own_records(session, caller)
        rung = require_competent(
            caller,
            found.rungs(),
            own=own,
            conflicted=conflicted_in(
                found.world, found.policy, own, person_id=found.person, cases=[found.case], on=found.on
            ),
            person_id=found.person,
            document=document,
            least_level=least,
        )
        if found.finding.severity is Severity.ABSOLUTE and not document:
            raise DocumentMissing
        row = Waiver(
            person_id=found.person,
            case_id=found.case,
            role=wanted.pointed.role,
            rule=found.finding.rule,
            ground=wanted.pointed.ground,
            parties=parties_of(found.world, found.case),
            reason=reason,
            conditions=conditions,
            document=document,
            level=rung.level,
            decider_id=rung.principal,
            granted_by=caller.identity.principal,
            granted_on=found.on,
            expires_on=wanted.expires_on,
        )
        same = {"person_id": row.person_id, "case_id": row.case_id, "role": row.role, "ground": row.ground}
        for lapsed in await standing(session, Waiver, **same):
            await take_back(session, lapsed)
        return await record_fact(session, caller, row, act="WAIVE", rule=row.rule, level=row.level.value)

    return await change_facts(caller, work, Act.WAIVE)


async def revoke_waiver(caller: Caller, waiver_id: int, *, reason: str) -> Changed[Waiver]:
    """Take a waiver back; an assignment that rested on it is suspended in the same transaction.

    Raises:
        NotAllowed, NotFound: the role may not, or there is no such waiver that stands and that the caller may see.
        WordsUnfit: no reason, or one that is too long.
        OwnMatter, NotCompetent: the waiver is the caller's own, or she neither decides nor keeps the record.
    """
    require(caller, Act.WAIVE)
    told = tidy(reason, most=LONGEST_NOTE)

    async def work(session: AsyncSession) -> Waiver:
        row = await standing_lifting(session, caller, Waiver, waiver_id)
        if caller.identity.role not in RECORDERS:
            rungs = await ladder_of(session, person_id=row.person_id, case_id=row.case_id, on=caller.today())
            own = await own_records(session, caller)
            require_competent(caller, rungs, own=own, conflicted=False, person_id=row.person_id, document="")
        note(session, caller, row, act="REVOKE", reason=told)
        await session.flush()
        await take_back(session, row)
        return await session.get_one(Waiver, waiver_id)

    return await change_facts(caller, work, Act.WAIVE)


async def waivers(caller: Caller, window: Window, *, wanted: LiftingsWanted) -> Page[Waiver]:
    """Return one page of waivers, the latest first."""
    require(caller, Act.READ_MATTERS)
    where = (in_sight(caller, Waiver), *wanted.conditions(Waiver))
    async with caller.database.reading() as session:
        return await page_of(session, Waiver, window, *where, order=ORDER)


async def waivers_by_id(caller: Caller, ids: Sequence[int]) -> list[Waiver | None]:
    """Return the waivers in the order of the ids; None where there is none that the caller may see."""
    if not may(caller, Act.READ_MATTERS):
        return [None] * len(ids)
    return await rows_by_id(caller, Waiver, ids, in_sight(caller, Waiver))


async def states_of(caller: Caller, ids: Sequence[int]) -> list[WaiverState]:
    """Return whether each waiver still holds today, with the parties of its case as they are now."""
    today = caller.today()
    async with caller.database.reading() as session:
        rows = (await session.exec(select(Waiver).where(col(Waiver.id).in_(set(ids))))).all()
        part = Part(frozenset(), frozenset(row.case_id for row in rows))
        await judge(session, Act.READ_MATTERS)
        world = World((await read_facts(session, on=today, sealed=False, part=part)).facts)
    found = {row.id: _state(row, world, today) for row in rows}
    return [found[key] for key in ids]


def _state(row: Waiver, world: World, today: date) -> WaiverState:
    if row.superseded_at is not None:
        return WaiverState.REVOKED
    if row.expires_on <= today:
        return WaiverState.EXPIRED
    return WaiverState.IN_FORCE if row.parties == parties_of(world, row.case_id) else WaiverState.PARTIES_CHANGED
