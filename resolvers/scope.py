"""Which cases an allocation is about: the zones asked for, the cases named, and what waits for a team in them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.reads.zones import organs_of_zones
from db.tables import Case, Zone, ZoneMember
from resolvers.caller import Caller
from resolvers.cases import is_waiting
from resolvers.gate import NotFound, visible_cases
from resolvers.own_matters import conflicted_cases, own_cases
from terms.refusals import Refusal
from terms.things import Thing


class NothingToStaff(Refusal):
    """No case in the scope waits for a team."""

    code: ClassVar[str] = "NOTHING_TO_STAFF"
    zh: ClassVar[str] = "所选范围内没有等待配备人员的案件。请选择其他协作区或案件。"
    en: ClassVar[str] = "No case in this scope waits for a team. Name other zones or cases."


class CaseNotWaiting(Refusal):
    """A case was named that wants no team: closed, staffed already, or without places."""

    code: ClassVar[str] = "CASE_NOT_WAITING"
    zh: ClassVar[str] = "案件{number}不在等待配备此类人员的状态（已配备、已办结、已转入其他阶段或岗位已变）。"
    en: ClassVar[str] = (
        "Case {number} does not wait for such a team: it is staffed, closed, in another stage, or its places changed."
    )

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True, slots=True)
class Scope:
    """The zones of an allocation, whether they are the whole county, and its cases."""

    zones: tuple[Zone, ...]
    whole_county: bool
    cases: tuple[Case, ...]


async def zones_of(session: AsyncSession, codes: Sequence[str] | None) -> tuple[Zone, ...]:
    """Return the zones with these codes, all zones for None.

    Raises:
        NotFound: a code that no zone has.
    """
    rows = (await session.exec(select(Zone).order_by(col(Zone.id)))).all()
    if codes is None:
        return tuple(rows)
    by_code = {row.code: row for row in rows}
    for code in codes:
        if code not in by_code:
            raise NotFound(Thing.ZONE, code)
    return tuple(row for row in rows if row.code in codes)


async def scope_of(
    session: AsyncSession, caller: Caller, *, zone_codes: Sequence[str] | None, case_numbers: Sequence[str] | None
) -> Scope:
    """Return what an allocation over these zones, and of these cases where any are named, is about.

    Cases that the caller must stand aside from are left to others: out of what waits, refused where they are named.

    Raises:
        NotFound: a zone or case that is not there or not to be seen.
        CaseNotWaiting: a named case that wants no team.
        NothingToStaff: no case waits in the zones.
        OwnCases: the caller must stand aside from a named case, or from all that wait.
    """
    zones = await zones_of(session, zone_codes)
    waiting = await waiting_cases(session, caller, None if zone_codes is None else [zone.id for zone in zones])
    if case_numbers is not None:
        waiting = await _named(session, caller, waiting, case_numbers)
    if not waiting:
        raise NothingToStaff
    asked = frozenset(case.id for case in waiting)
    own = await conflicted_cases(session, caller, asked)
    if own and (case_numbers is not None or own == asked):
        raise await own_cases(session, caller, own)
    cases = tuple(case for case in waiting if case.id not in own)
    return Scope(zones=zones, whole_county=zone_codes is None, cases=cases)


async def waiting_cases(session: AsyncSession, caller: Caller, zone_ids: Collection[int] | None) -> list[Case]:
    """Return the cases that wait for a team and that the caller may see, of these zones' organs, by key."""
    statement = select(Case).where(visible_cases(caller), is_waiting())
    if zone_ids is not None:
        members = organs_of_zones(col(ZoneMember.zone_id).in_(zone_ids), caller.today())
        statement = statement.where(col(Case.home_organ_id).in_(members))
    return list((await session.exec(statement.order_by(col(Case.id)))).all())


async def _named(session: AsyncSession, caller: Caller, waiting: Sequence[Case], numbers: Sequence[str]) -> list[Case]:
    by_number = {case.number: case for case in waiting}
    visible = set(
        (await session.exec(select(Case.number).where(col(Case.number).in_(numbers), visible_cases(caller)))).all()
    )
    for number in numbers:
        if number not in visible:
            raise NotFound(Thing.CASE, number)
        if number not in by_number:
            raise CaseNotWaiting(number)
    return sorted((by_number[number] for number in set(numbers)), key=lambda case: case.id)
