"""Rows into frozen facts for the rules, as known at one moment; the only place where recusal meets the tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from casework.statuses import OPEN
from db.tables import (
    AssertedKinTie,
    Assignment,
    Authorisation,
    Case,
    CaseLink,
    CaseParty,
    FactClock,
    Hold,
    Informant,
    Interest,
    KinTie,
    Membership,
    Organ,
    OrganLink,
    OrganSuccession,
    Person,
    PoolMember,
    SocialTie,
    ZoneMember,
)
from db.tables.columns import Recorded, holds_on
from recusal import facts as frozen
from recusal import records
from terms.cases import AssignmentRole, AssignmentState
from terms.people import MembershipKind


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """The facts of one moment with their version; two readings of one version are equal."""

    facts: frozen.Facts
    version: int


def known(table: type[Recorded], moment: datetime | None) -> ColumnElement[bool]:
    """Return the condition that a fact was on record at a moment; at present where the moment is None."""
    if moment is None:
        return col(table.superseded_at).is_(None)
    return and_(
        col(table.recorded_at) <= moment,
        or_(col(table.superseded_at).is_(None), col(table.superseded_at) > moment),
    )


async def facts_version(session: AsyncSession, *, share_lock: bool = False) -> int:
    """Return the version of the facts; with ``share_lock`` no fact can change until the transaction ends."""
    statement = select(FactClock.version)
    return (await session.exec(statement.with_for_update(read=True) if share_lock else statement)).one()


async def hold_facts(session: AsyncSession) -> None:
    """Let no fact change, and nobody else decide on facts, until the transaction ends.

    Taken before any other lock, always: approvals and changes of facts then wait in one order and never deadlock.
    """
    await session.exec(select(FactClock).with_for_update())


async def read_facts(
    session: AsyncSession, *, on: date, sealed: bool, known_at: datetime | None = None, share_lock: bool = False
) -> KnownFacts:
    """Return all facts that recusal looks at.

    Args:
        session: read in one transaction, so that the facts are of one moment.
        on: the day whose zones count.
        sealed: whether informants and holds are among them; never for questions that are free to ask.
        known_at: facts as on record then; None means now.
        share_lock: hold all facts still until the transaction ends.
    """
    version = await facts_version(session, share_lock=share_lock)
    reader = _Reader(session, known_at)
    facts = frozen.Facts(
        organs=await reader.organs(on),
        organ_links=tuple(
            frozen.OrganLink(*row)
            for row in await reader.facts(OrganLink, "id", "child_id", "parent_id", "kind", "during")
        ),
        successions=tuple(
            frozen.Succession(*row)
            for row in await reader.facts(
                OrganSuccession, "id", "predecessor_id", "successor_id", "kind", "happened_on"
            )
        ),
        people=tuple(frozen.Person(*row) for row in await reader.rows(Person, "id", "gender")),
        memberships=tuple(
            frozen.Membership(*row)
            for row in await reader.facts(Membership, "id", "person_id", "organ_id", "kind", "leads", "during")
        ),
        kin_ties=tuple(
            frozen.KinTie(*row)
            for row in await reader.facts(KinTie, "id", "first_id", "second_id", "edge", "raised", "during")
        ),
        asserted_kin=tuple(
            frozen.AssertedKin(*row)
            for row in await reader.facts(AssertedKinTie, "id", "person_id", "relative_id", "kinship", "during")
        ),
        social_ties=tuple(
            frozen.SocialTie(*row)
            for row in await reader.facts(SocialTie, "id", "first_id", "second_id", "kind", "during")
        ),
        interests=tuple(
            frozen.Interest(*row)
            for row in await reader.facts(Interest, "id", "person_id", "kind", "organ_id", "case_id", "during")
        ),
        parties=tuple(
            frozen.Party(*row)
            for row in await reader.facts(CaseParty, "id", "case_id", "role", "person_id", "organ_id", "during")
        ),
        cases=await reader.cases(),
        services=tuple(
            frozen.Service(*row)
            for row in await reader.rows(Assignment, "id", "person_id", "case_id", "role", "state", "during")
        ),
        handlings=await reader.handlings(),
        pool=await reader.pool(),
        authorisations=tuple(
            records.Authorisation(*row)
            for row in await reader.facts(Authorisation, "id", "case_id", "organ_id", "during")
        ),
        sealed=await reader.sealed() if sealed else frozen.SealedFacts(),
    )
    return KnownFacts(facts=facts, version=version)


class _Reader:
    """Reads columns, never entities: a county's facts are tens of thousands of rows."""

    def __init__(self, session: AsyncSession, known_at: datetime | None) -> None:
        self._session = session
        self._known_at = known_at

    async def rows(
        self, table: type[SQLModel], *columns: str, where: Iterable[ColumnElement[bool]] = ()
    ) -> Sequence[Any]:
        found: Any = table.__table__.c  # type: ignore[attr-defined]
        statement: Any = select(*(found[name] for name in columns)).where(*where).order_by(found.id)
        rows: Sequence[Any] = (await self._session.exec(statement)).all()
        return rows

    async def facts(self, table: type[Recorded], *columns: str) -> Sequence[Any]:
        return await self.rows(table, *columns, where=[known(table, self._known_at)])

    async def organs(self, on: date) -> tuple[frozen.Organ, ...]:
        members = await self.rows(
            ZoneMember,
            "organ_id",
            "zone_id",
            where=[known(ZoneMember, self._known_at), holds_on(col(ZoneMember.during), on)],
        )
        zones: dict[int, int] = dict(iter(members))
        return tuple(frozen.Organ(key, kind, zones.get(key)) for key, kind in await self.rows(Organ, "id", "kind"))

    async def cases(self) -> tuple[frozen.Case, ...]:
        linked: dict[int, list[int]] = {}
        for first, second in await self.facts(CaseLink, "first_id", "second_id"):
            linked.setdefault(first, []).append(second)
            linked.setdefault(second, []).append(first)
        rows = await self.rows(
            Case,
            "id",
            "mode",
            "concerned_organ_id",
            "home_organ_id",
            "handling_organ_id",
            "management",
            "during",
            "status",
        )
        return tuple(
            frozen.Case(
                id=row.id,
                mode=row.mode,
                concerned_organ=row.concerned_organ_id,
                home_organ=row.home_organ_id,
                handling_organ=row.handling_organ_id,
                management=row.management,
                window=row.during,
                is_open=row.status in OPEN,
                linked_cases=tuple(linked.get(row.id, ())),
            )
            for row in rows
        )

    async def handlings(self) -> tuple[frozen.Handling, ...]:
        """Read who investigated whose case: the person's own organ at the time against the case's home organ."""
        wanted: list[Any] = [
            col(Assignment.id),
            col(Assignment.case_id),
            col(Membership.organ_id).label("handler"),
            col(Case.home_organ_id).label("handled"),
            col(Case.status),
            col(Assignment.during),
        ]
        statement: Any = (
            select(*wanted)
            .select_from(Assignment)
            .join(Case, col(Case.id) == Assignment.case_id)
            .join(Membership, col(Membership.person_id) == Assignment.person_id)
            .where(
                col(Membership.kind) == MembershipKind.ESTABLISHMENT,
                known(Membership, self._known_at),
                col(Membership.during).op("@>")(func.lower(col(Assignment.during))),
                col(Membership.organ_id) != Case.home_organ_id,
                col(Assignment.role) != AssignmentRole.REVIEWER,
                col(Assignment.state) != AssignmentState.WITHDRAWN,
            )
            .order_by(col(Assignment.id))
        )
        rows = (await self._session.exec(statement)).all()
        return tuple(
            frozen.Handling(row.id, row.case_id, row.handler, row.handled, row.status in OPEN, row.during)
            for row in rows
        )

    async def pool(self) -> tuple[records.PoolStanding, ...]:
        return tuple(
            records.PoolStanding(*row)
            for row in await self.facts(
                PoolMember,
                "person_id",
                "during",
                "may_lead",
                "full_time",
                "may_review",
                "trained_on",
                "undertaking_on",
                "declared_on",
            )
        )

    async def sealed(self) -> frozen.SealedFacts:
        informants = await self.facts(Informant, "case_id", "person_id")
        holds = await self.facts(Hold, "person_id", "during")
        return frozen.SealedFacts(
            informants=tuple((case, person) for case, person in informants),
            holds=tuple((person, during) for person, during in holds),
        )
