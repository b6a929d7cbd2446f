"""A county with something of every kind in it, and everybody who may ask it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import text

from db.tables import KinTie
from resolvers.caller import Identity
from schema.nodes import global_id, kinds
from terms.periods import Period
from terms.roles import Role
from terms.ties import FactOrigin, KinEdge
from tests.api.allocation_scene import Planner
from tests.api.fact_scene import Registry
from tests.api.matters_scene import Matters, matters_scene
from tests.api.waiver_scene import CASE, CLERK, DISMISS, OFFICER
from tests.api.worlds_meetings import meet

WAITING = "商纪案〔2026〕21号"
CLOSED = """
SELECT number FROM cases WHERE status IN ('DECIDED', 'EXECUTING', 'ARCHIVED', 'CLOSED_NO_CASE') ORDER BY id LIMIT 1"""
IDLE = """
SELECT p.number FROM people AS p JOIN pool_members AS m ON m.person_id = p.id
WHERE NOT EXISTS (SELECT FROM assignments WHERE person_id = p.id AND state IN ('ACTIVE', 'SUSPENDED'))
    AND NOT EXISTS (SELECT FROM case_parties WHERE person_id = p.id)
    AND NOT EXISTS (SELECT FROM kin_ties WHERE p.id IN (first_id, second_id))
    AND NOT EXISTS (SELECT FROM asserted_kin_ties WHERE p.id IN (person_id, relative_id))
    AND NOT EXISTS (SELECT FROM memberships WHERE person_id = p.id AND heads)
ORDER BY p.id LIMIT 8"""
KIN_IN_POOL = """
SELECT p.number FROM people AS p JOIN kin_ties AS k ON p.id IN (k.first_id, k.second_id)
JOIN pool_members AS m ON m.person_id IN (k.first_id, k.second_id) AND m.person_id <> p.id
WHERE k.superseded_at IS NULL AND NOT EXISTS (SELECT FROM pool_members AS o WHERE o.person_id = p.id)
    AND NOT EXISTS (SELECT FROM case_parties WHERE person_id = p.id)
    AND NOT EXISTS (SELECT FROM assignments WHERE person_id = m.person_id AND state IN ('ACTIVE', 'SUSPENDED'))
ORDER BY p.id LIMIT 1"""
OF_ANOTHER_ZONE = """
SELECT c.number FROM cases AS c WHERE c.status = 'FILED' AND c.handling_organ_id <> :organ
    AND c.home_organ_id <> :organ AND c.home_organ_id NOT IN (
        SELECT o.organ_id FROM zone_members AS m JOIN zone_members AS o ON o.zone_id = m.zone_id
        WHERE m.organ_id = :organ)
ORDER BY c.id LIMIT 1"""
HOME = "SELECT handling_organ_id FROM cases WHERE number = :number"
OWN_ORGAN = """
SELECT organ_id FROM memberships
WHERE person_id = :person AND kind = 'ESTABLISHMENT' AND upper_inf(during) AND superseded_at IS NULL"""
SEAT = """
SELECT a.id FROM assignments AS a JOIN people AS p ON p.id = a.person_id
WHERE p.number = :number AND a.state = 'ACTIVE'"""


@dataclass(frozen=True, slots=True)
class Scene:
    """The prepared county: who is in it, and what."""

    planner: Planner
    people: Mapping[str, str]
    """Numbers of people by what they are in the scene."""
    cases: Mapping[str, str]
    """Numbers of cases by what they are in the scene."""
    ids: Mapping[str, str]
    """Global ids of what was made, with the ground and the role of the finding that may be let pass."""
    askers: Mapping[str, Identity]
    """Everybody who asks, by role and where she stands."""


async def prepare(planner: Planner) -> Scene:
    """Put a team at work, with matters, a waiver, a dismissal, a proposal and meetings beside it."""
    matters = await matters_scene(planner)
    scene = matters.scene
    decider = await planner.key_of("SELECT number FROM people WHERE id = :id", id=scene.unit.person_id)
    members = sorted({number for _, number in scene.seats} - {decider})  # a case with herself in it is closed to her
    ids = await _make(matters, members)
    organ = await planner.key_of(HOME, number=CASE)
    idle = await _column(planner, IDLE)
    people = {
        "at work": members[3],
        "suspended": members[0],
        "let pass": members[1],
        "investigator": members[2],
        "idle": idle[0],
        "other idle": idle[1],
        "held": idle[2],
        "former": idle[3],
        "of the closed": idle[4],
        "kin": (await _column(planner, KIN_IN_POOL))[0],
        "subject": await Registry(planner).subject(CASE),
        "stranger": await Registry(planner).stranger(),
        "other stranger": await Registry(planner).stranger(),
        "third stranger": await Registry(planner).stranger(),
        "spouse": await Registry(planner).stranger(),
    }
    await marry(planner, people["at work"], people["spouse"])
    cases = {
        "staffed": CASE,
        "waiting": WAITING,
        "closed": (await _column(planner, CLOSED))[0],
        "elsewhere": str(await planner.key_of(OF_ANOTHER_ZONE, organ=organ)),
    }
    own = await planner.person(people["investigator"])
    async with planner.asking.database.engine.begin() as connection:
        await connection.execute(text(MEETS), {"person": own})
    ids |= await meet(scene, organ=await planner.key_of(OWN_ORGAN, person=own), person=own)
    ids["assignment"] = str(global_id(kinds()["Assignment"], await planner.key_of(SEAT, number=people["at work"])))
    askers = {
        "COUNTY": CLERK,
        "COUNTY principal": scene.county,
        "COORDINATOR": scene.unit,
        "ORGAN_SECRETARY": Identity(
            "secretary-of-the-organ", Role.ORGAN_SECRETARY, organ_id=organ, person_id=scene.unit.person_id
        ),
        "INVESTIGATOR": Identity("investigator", Role.INVESTIGATOR, person_id=own),
        **{role.value: Identity(f"office-{role.value}", role) for role in OFFICES},
        "RECUSAL_OFFICER": OFFICER,
    }
    return Scene(planner, people, cases, ids, askers)


MEETS = """INSERT INTO meeting_participants (meeting_id, organ_id, person_id, attendance)
    SELECT max(m.id), s.organ_id, s.person_id, 'PRESENT' FROM meetings AS m CROSS JOIN memberships AS s
    WHERE m.state = 'HELD' AND s.person_id = :person AND s.kind = 'ESTABLISHMENT' AND upper_inf(s.during)
        AND s.superseded_at IS NULL
    GROUP BY s.organ_id, s.person_id
    ON CONFLICT (meeting_id, organ_id)
        DO UPDATE SET person_id = excluded.person_id, substitute_id = NULL, attendance = 'PRESENT'"""
"""She took part in the latest meeting that was held, for her organ."""

OFFICES = (Role.SECRETARY, Role.CLUE_OFFICE, Role.SCHEDULER, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR)


async def _column(planner: Planner, statement: str) -> list[str]:
    async with planner.asking.database.engine.connect() as connection:
        return [str(row[0]) for row in await connection.exec_driver_sql(statement)]


async def marry(planner: Planner, *numbers: str) -> None:
    """Marry two people, as the register has it."""
    first, second = sorted([await planner.person(number) for number in numbers])
    tie = KinTie(
        first_id=first,
        second_id=second,
        edge=KinEdge.SPOUSE,
        origin=FactOrigin.REGISTERED,
        during=Period(date(2010, 5, 1)),
    )
    await planner.become(tie)


async def _make(matters: Matters, members: list[str]) -> dict[str, str]:
    """Let things happen to the first three of the team, and return the ids of what came of it."""
    scene, planner = matters.scene, matters.planner
    seats = {number: role for role, number in scene.seats}
    await planner.make_party(members[0], CASE)
    applied = await matters.apply(CLERK, members[1], allegedRule="R18")
    assert applied["__typename"] == "RecusalApplied", applied
    await scene.befriend(await planner.person(members[2]))
    granted = await scene.grant(scene.unit, await scene.finding(members[2], role=seats[members[2]]))
    assert granted["__typename"] == "WaiverChanged", granted
    await scene.befriend(*[await planner.person(number) for number in members[:2]])
    false_alarm = await scene.finding(members[0], role=seats[members[0]])
    dismissed = await scene.act(DISMISS, OFFICER, finding=false_alarm, reason="并非同学")
    assert dismissed["__typename"] == "DismissalChanged", dismissed
    met = {
        "personNumber": members[3],
        "caseNumber": CASE,
        "kind": "CONTACT",
        "occurredOn": str(matters.today),
        "note": "偶遇",
    }
    contact = await Registry(planner).act("incidentRecord", **met, established=False)
    proposed = await planner.propose("waiting", caseNumbers=[WAITING], seed=1)
    assert proposed["state"] == "PROPOSED", proposed
    await planner.commit(2, 3)  # or each world would draw its own
    found = await scene.finding(members[1], role=seats[members[1]])
    return {
        "application": applied["matter"]["id"],
        "waiver": granted["waiver"]["id"],
        "dismissal": dismissed["dismissal"]["id"],
        "incident": contact["facts"][0]["id"],
        "ground": found["ground"],
        "role": found["role"],
    }
