"""Whoever is put on a case by hand awaits the county's confirmation, in every case, and is never told why not."""

import asyncio
from typing import Any

from sqlmodel import select

from db.tables import Absence, AllocationRun, AuditEntry, Case, Hold, Informant, PinConfirmation
from resolvers.cases import is_waiting
from resolvers.decoying import snapshot_of
from terms.people import AbsenceKind
from terms.periods import ALWAYS, Period
from terms.roles import Role
from terms.sealed import HoldKind
from tests.api.allocation_scene import Planner, placed, seats

OWN: dict[str, Any] = {"role": Role.COORDINATOR, "zone": "Z1"}
ZONES, CROSS = "商纪案〔2026〕26号", "商纪案〔2026〕20号"
"""A case of the coordinator's own zone, and one of another."""


def pin(person: str, role: str, case: str = ZONES) -> dict[str, str]:
    """Return the wish that a person is put on a case."""
    return {"caseNumber": case, "personNumber": person, "role": role, "reason": "熟悉业务"}


async def proposed(planner: Planner) -> list[tuple[str, str]]:
    """Let the coordinator propose a team for a case of her zone; return its people and roles, investigators first."""
    proposal = await planner.propose("old", zoneCodes=["Z1"], caseNumbers=[ZONES], **OWN)
    team = sorted((role == "REVIEWER", person, role) for _, person, role in seats(proposal))
    return [(person, role) for _, person, role in team]


async def pinned(planner: Planner) -> str:
    """Let the coordinator pin one of those whom she proposed; return her number."""
    person, role = (await proposed(planner))[0]
    await planner.edit("new", of="old", pins=[pin(person, role)], **OWN)
    return person


def states(proposal: dict[str, Any]) -> list[str]:
    """Return where each pin stands."""
    return [edit["confirmation"] for edit in proposal["edits"]]


async def test_who_is_pinned_awaits_confirmation_and_is_assigned_after_it(planner: Planner) -> None:
    await pinned(planner)
    before = await planner.counts()
    assert await planner.approve("new", **OWN) == {
        "__typename": "AwaitingConfirmation",
        "code": "AWAITING_CONFIRMATION",
        "message": f"The people pinned to case {ZONES} await the county's confirmation; approve after it. "
        "Nobody was assigned.",
        "caseNumbers": [ZONES],
    }
    assert await planner.counts() == before
    confirmed = await planner.confirm("new", role=Role.RECUSAL_OFFICER)
    assert states(confirmed) == ["CONFIRMED"]
    assert placed((await planner.approve("new", **OWN))["assignments"]) == seats(confirmed)


async def test_a_hold_an_informant_and_a_private_leave_are_answered_alike(
    planner: Planner,
) -> None:
    """T31, T34: nothing is refused on the spot that is not open, and what comes back later says no more."""
    (held, a), (informs, b), (away, c), (free, d), *_ = await proposed(planner)
    case = await planner.case(ZONES)
    today = Period(planner.asking.now.date(), None)
    await planner.become(
        Hold(person_id=await planner.person(held), kind=HoldKind.COMPLAINT, during=today),
        Informant(person_id=await planner.person(informs), case_id=case),
        Absence(person_id=await planner.person(away), kind=AbsenceKind.OTHER, during=today),
    )
    team = {held: a, informs: b, away: c, free: d}
    new = await planner.edit("new", of="old", pins=[pin(person, role) for person, role in team.items()], **OWN)
    assert {(ZONES, person, role) for person, role in team.items()} <= seats(new)
    assert states(new) == ["AWAITING"] * 4
    assert (await planner.approve("new", **OWN))["code"] == "AWAITING_CONFIRMATION"
    answered = await planner.confirm("new")
    by_person = {edit["person"]["number"]: edit["confirmation"] for edit in answered["edits"]}
    assert {by_person[person] for person in (held, informs, away)} == {"NOT_CONFIRMED"}
    same_organ = "SELECT count(DISTINCT organ_id) FROM memberships AS m JOIN people AS p ON p.id = m.person_id"
    where = " WHERE p.number IN (:one, :other) AND m.superseded_at IS NULL AND m.kind = 'ESTABLISHMENT'"
    apart = await planner.key_of(same_organ + where, one=informs, other=free) > 1
    assert by_person[free] == ("CONFIRMED" if apart else "NOT_CONFIRMED")
    before = await planner.counts()
    refused = await planner.approve("new", **OWN)
    assert (refused["code"], refused["caseNumbers"]) == ("NOT_CONFIRMED", [ZONES])
    assert await planner.counts() == before


async def test_what_the_county_declines_reads_as_what_is_sealed_in_words_audit_and_counts(planner: Planner) -> None:
    person, written, told = await pinned(planner), [], []
    for key, of in (("declined", "new"), ("sealed", "declined")):
        await planner.edit(key, of=of, **OWN)
        before = await planner.counts()
        declined = [(ZONES, person)] if key == "declined" else []
        assert states(await planner.confirm(key, *declined)) == ["NOT_CONFIRMED"]
        line = (await planner.rows(AuditEntry))[-1]
        written.append({table: count - before[table] for table, count in (await planner.counts()).items()})
        told.append(
            [await planner.approve(key, **OWN), line.act, line.actor, {k: len(v) for k, v in line.detail.items()}]
        )
        informant = Informant(person_id=await planner.person(person), case_id=await planner.case(ZONES))
        await planner.become(*([informant] if key == "declined" else []))
    assert written[0] == written[1]
    assert told[0] == told[1]
    assert told[0][1:] == ["CONFIRM", "COUNTY-of-the-test", {"confirmed": 0, "not_confirmed": 1}]


async def test_a_decoy_is_not_confirmed_though_nothing_is_known_of_anybody(planner: Planner) -> None:
    await proposed(planner)
    informants = "SELECT count(*) FROM sealed.informants WHERE case_id = :case"
    assert await planner.key_of(informants, case=await planner.case(ZONES)) == 0
    (run,) = await planner.rows(AllocationRun)
    closed: dict[int, set[str]] = {}
    for pair in run.problem["problem"]["pairs"]:
        if pair["barred"] and pair["role"] in {None, "MEMBER"}:
            closed.setdefault(pair["person"], set()).update(pair["rules"])
    away = "SELECT person_id FROM sealed.holds UNION SELECT person_id FROM absences ORDER BY 1"
    async with planner.asking.database.engine.connect() as connection:
        known = set((await connection.exec_driver_sql(away)).scalars())
    decoy = min(person for person, rules in closed.items() if rules == {"NOT_FREE"} and person not in known)
    number = await planner.key_of("SELECT number FROM people WHERE id = :id", id=decoy)
    new = await planner.edit("new", of="old", pins=[pin(number, "MEMBER")], **OWN)
    assert states(new) == ["AWAITING"]
    before = await planner.counts()
    refused = await planner.approve("new")  # the county confirms by approving, and is not told the ground either
    assert (refused["__typename"], refused["code"], refused["caseNumbers"]) == (
        "NotConfirmed",
        "NOT_CONFIRMED",
        [ZONES],
    )
    assert number not in refused["message"]
    assert await planner.counts() == before
    assert await planner.rows(PinConfirmation) == []
    assert states(await planner.confirm("new")) == ["NOT_CONFIRMED"]


async def test_the_same_pairs_are_closed_under_every_seed_scope_and_pin(planner: Planner) -> None:
    person, role = (await proposed(planner))[0]
    await planner.edit("pinned", of="old", pins=[pin(person, role)], **OWN)
    await planner.propose("seed", seed=7, caseNumbers=[ZONES])
    case, shut = await planner.case(ZONES), []
    runs = [run.problem["problem"] for run in await planner.rows(AllocationRun)]
    inside = set.intersection(*({each["id"] for each in run["candidates"]} for run in runs))
    for run in runs:
        barred = [
            pair for pair in run["pairs"] if pair["case"] == case and pair["barred"] and "NOT_FREE" in pair["rules"]
        ]
        shut.append({pair["person"] for pair in barred} & inside)
    assert len(runs) == 3
    assert shut[0]
    assert shut == [shut[0]] * 3
    async with planner.asking.database.reading() as session:
        cases = (await session.exec(select(Case.id).where(is_waiting()))).all()
        caller = await planner.asking.caller()
        apart, together = [await snapshot_of(session, caller, asked) for asked in ([case], cases)]
    closed = [{pair for pair in asked.known.facts.sealed.decoys if pair[0] == case} for asked in (apart, together)]
    assert closed[0] == closed[1] != set()


async def test_what_was_confirmed_and_is_barred_since_is_not_assigned(planner: Planner) -> None:
    person = await pinned(planner)
    assert states(await planner.confirm("new")) == ["CONFIRMED"]
    await planner.become(Hold(person_id=await planner.person(person), kind=HoldKind.TALK, during=ALWAYS))
    before = await planner.counts()
    for caller in (OWN, {}):
        refused = await planner.approve("new", **caller)
        assert (refused["code"], refused["caseNumbers"]) == ("NOT_CONFIRMED", [ZONES])
    assert await planner.counts() == before


async def test_only_pins_of_an_open_proposal_are_answered_only_by_who_may_and_only_once(planner: Planner) -> None:
    person = await pinned(planner)
    before = await planner.counts()
    for role, zone in ((Role.COORDINATOR, "Z1"), (Role.SCHEDULER, None), (Role.AUDITOR, None)):
        assert (await planner.confirm("new", role=role, zone=zone))["code"] == "NOT_ALLOWED"
    assert (await planner.confirm("old"))["code"] == "PROPOSAL_CLOSED"
    assert (await planner.confirm("nothing"))["code"] == "NOT_FOUND"
    for declined in ((ZONES, "nobody"), ("nothing", person), (CROSS, person), ("", "\x00")):
        assert (await planner.confirm("new", declined))["code"] == "NOTHING_TO_CONFIRM"
    assert await planner.counts() == before
    assert await planner.rows(PinConfirmation) == []
    both = await asyncio.gather(planner.confirm("new"), planner.confirm("new", (ZONES, person)))
    assert states(both[0]) == states(both[1]) == states(await planner.confirm("new", (ZONES, person)))
    assert len(await planner.rows(PinConfirmation)) == 1


async def test_private_leave_is_listed_nowhere_and_closes_cases_as_any_leave_does(planner: Planner) -> None:
    (told, _), (private, _), *_ = await proposed(planner)
    today = planner.asking.now.date()
    for person, kind in ((told, AbsenceKind.LEAVE), (private, AbsenceKind.OTHER)):
        await planner.become(Absence(person_id=await planner.person(person), kind=kind, during=Period(today, None)))
    again = await planner.propose("again", zoneCodes=["Z1"], caseNumbers=[ZONES], **OWN)
    assert {told, private}.isdisjoint(person for _, person, _ in seats(again))
    asked = """query ($who: String!, $free: PeriodInput) {
      all: poolMembers(filter: {text: $who}) { nodes { absences { start } } }
      free: poolMembers(filter: {text: $who, freeDuring: $free, freePercent: 5}) { nodes { absences { start } } }
    }"""
    first, last = (today.replace(year=today.year + years, day=1).isoformat() for years in (1, 2))
    found = [await planner.asking.data(asked, who=who, free={"start": first, "end": last}) for who in (told, private)]
    assert found == [
        {"all": {"nodes": [{"absences": [{"start": today.isoformat()}]}]}, "free": {"nodes": []}},
        {"all": {"nodes": [{"absences": []}]}, "free": {"nodes": [{"absences": []}]}},
    ]
