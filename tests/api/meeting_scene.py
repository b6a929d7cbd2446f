"""Two zones, their organs and people, a case in each, and one approved proposal: the least that meetings need."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlmodel import SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.session import Database
from db.tables import (
    AllocationRun,
    Case,
    Clue,
    County,
    Membership,
    Organ,
    Person,
    Proposal,
    ProposalCase,
    ProposalZone,
    Zone,
    ZoneMember,
)
from resolvers.caller import Caller, Identity
from schema.context import Context
from schema.nodes import global_id, kinds
from terms.allocation import ProposalState
from terms.cases import CaseGrade, CaseStatus, ClueSource, Mode, Urgency
from terms.organs import ManagementLevel, OrganKind
from terms.people import MembershipKind
from terms.periods import ALWAYS, Period
from terms.roles import Role
from tests.api.asking import SCHEMA
from tests.conftest import Walled

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
"""Nine in the morning of a Monday, county time."""


@dataclass(slots=True)
class Scene:
    """The database with the keys of what is in it; organs by name, zones by code, cases by number."""

    database: Database
    ids: dict[str, int]
    now: datetime = NOW

    def gid(self, kind: str, name: str) -> str:
        """Return the global id of something in the scene."""
        return str(global_id(kinds()[kind], self.ids[name]))

    def caller(self, role: Role = Role.COUNTY, *, zone: str | None = None, language: str = "en") -> Caller:
        """Return somebody who asks."""
        identity = Identity(
            principal=f"test:{role.value}", role=role, zone_ids=frozenset({self.ids[zone]}) if zone else None
        )
        return Caller(identity=identity, database=self.database, clock=lambda: self.now, language=language)

    async def ask(self, document: str, caller: Caller | None = None, **variables: Any) -> dict[str, Any]:
        """Return the data that a document answers; an error fails the test."""
        answer = await SCHEMA.execute(
            document, variable_values=variables, context_value=Context(caller or self.caller())
        )
        assert answer.errors is None, answer.errors
        assert answer.data is not None
        return answer.data

    async def refused(self, document: str, **variables: Any) -> list[str]:
        """Return the codes of the errors that a document meets before anything is done."""
        answer = await SCHEMA.execute(document, variable_values=variables, context_value=Context(self.caller()))
        return [str((error.extensions or {})["code"]) for error in answer.errors or ()]

    async def rows(self, table: type[SQLModel]) -> list[Any]:
        """Return all rows of a table by key."""
        async with self.database.reading() as session:
            return list((await session.exec(select(table).order_by(table.__table__.c.id))).all())  # type: ignore[attr-defined]

    async def add(self, name: str, row: Any) -> int:
        """Keep a row under a name and return its key."""
        async with AsyncSession(self.database.engine, expire_on_commit=False) as session, session.begin():
            session.add(row)
            await session.flush()
            if name:
                self.ids[name] = row.id
        return self.ids.get(name, 0)


@asynccontextmanager
async def meeting_scene(url: str) -> AsyncIterator[Scene]:
    """Fill an empty database and open it."""
    database = Walled(url)
    scene = Scene(database, {})
    await _organs(scene)
    await _matters(scene)
    try:
        yield scene
    finally:
        await database.close()


async def _organs(scene: Scene) -> None:
    county = await scene.add("county", County(code="990001", name="测试县"))
    kinds_of_organ = {
        "第一室": OrganKind.COMMISSION_OFFICE,
        "第二室": OrganKind.COMMISSION_OFFICE,
        "甲乡纪委": OrganKind.TOWNSHIP_COMMISSION,
        "乙乡纪委": OrganKind.TOWNSHIP_COMMISSION,
        "丙镇纪委": OrganKind.TOWNSHIP_COMMISSION,
        "审计局": OrganKind.BUREAU,
    }
    for name, kind in kinds_of_organ.items():
        await scene.add(name, Organ(county_id=county, kind=kind, name=name, during=ALWAYS))
    for code, lead in {"Z1": "第一室", "Z2": "第二室"}.items():
        await scene.add(code, Zone(county_id=county, code=code, name=f"协作区{code}", lead_organ_id=scene.ids[lead]))
    await scene.add("Z3", Zone(county_id=county, code="Z3", name="协作区Z3"))
    for zone, organ in (("Z1", "甲乡纪委"), ("Z1", "乙乡纪委"), ("Z2", "丙镇纪委")):
        member = ZoneMember(zone_id=scene.ids[zone], organ_id=scene.ids[organ], during=Period(date(2026, 1, 1)))
        await scene.add("", member)
    gone = Period(date(2020, 1, 1), date(2026, 1, 1))
    await scene.add("", ZoneMember(zone_id=scene.ids["Z2"], organ_id=scene.ids["乙乡纪委"], during=gone))
    for number, name in (("P1", "闻清溪"), ("P2", "路远舟"), ("P3", "沐云岫")):
        await scene.add(number, Person(county_id=county, number=number, name=name))
    for number in ("P1", "P2"):
        works = Membership(
            person_id=scene.ids[number],
            organ_id=scene.ids["甲乡纪委"],
            kind=MembershipKind.ESTABLISHMENT,
            during=Period(date(2020, 1, 1)),
        )
        await scene.add("", works)


async def _matters(scene: Scene) -> None:
    ids = scene.ids
    for number, home in (("A-1", "甲乡纪委"), ("A-2", "乙乡纪委"), ("B-1", "丙镇纪委")):
        await scene.add(number, case_of(scene, number, ids[home]))
    run = AllocationRun(
        county_id=ids["county"],
        principal="test:COUNTY",
        key="one",
        problem_hash="0",
        seed=1,
        facts_version=1,
        request={},
        problem={},
        levels=[],
        shortages=[],
    )
    await scene.add("run", run)
    await propose(scene, "approved", ProposalState.APPROVED)
    for case, staffed in (("A-1", True), ("A-2", False)):
        await scene.add("", ProposalCase(proposal_id=ids["approved"], case_id=ids[case], staffed=staffed))


async def propose(scene: Scene, name: str, state: ProposalState) -> None:
    """Keep a proposal for the first zone."""
    proposal = Proposal(county_id=scene.ids["county"], run_id=scene.ids["run"], whole_county=False, state=state)
    await scene.add(name, proposal)
    await scene.add("", ProposalZone(proposal_id=scene.ids[name], zone_id=scene.ids["Z1"]))


def case_of(
    scene: Scene,
    number: str,
    home: int,
    *,
    status: CaseStatus = CaseStatus.INVESTIGATING,
    grade: CaseGrade = CaseGrade.ORDINARY,
    filed_on: date | None = date(2026, 2, 10),
    clue_id: int | None = None,
) -> Case:
    """Return a case of a home organ, handled by itself."""
    return Case(
        county_id=scene.ids["county"],
        number=number,
        clue_id=clue_id,
        mode=Mode.SELF,
        status=status,
        grade=grade,
        urgency=Urgency.NORMAL,
        concerned_organ_id=home,
        home_organ_id=home,
        handling_organ_id=home,
        management=ManagementLevel.TOWNSHIP,
        filed_on=filed_on,
        during=Period(date(2026, 2, 10), date(2026, 3, 10)),
    )


def clue(scene: Scene, number: str, received_on: date, source: ClueSource = ClueSource.PETITION) -> Clue:
    """Return a clue received by the office of the first zone."""
    return Clue(
        county_id=scene.ids["county"],
        number=number,
        source=source,
        received_on=received_on,
        accepting_organ_id=scene.ids["第一室"],
    )


TOMORROW = NOW + timedelta(days=1)
