"""The matrix of roles and acts, cell by cell: what it allows is done, what it does not is refused."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from starlette.datastructures import UploadFile

from resolvers import gate
from resolvers.caller import Identity
from resolvers.gate import NotAllowed
from resolvers.intake import export_workbook
from schema.context import Context
from service.commands.matrix import page
from terms.acts import Act, Reach
from terms.matrix import MATRIX
from terms.roles import Role
from tests.api.asking import SCHEMA
from tests.api.schema_sweep import WALKED, Sweep
from tests.api.worlds import Worlds

ROOT = Path(gate.__file__).parent.parent
NEEDS: Mapping[Act, tuple[str, ...]] = {
    Act.READ_ZONES: ("zones", "zone", "county", "organs", "organ", "policyInForce"),
    Act.READ_POOL: ("poolMembers",),
    Act.READ_CASES: ("assignments", "dashboard", "proposals", "proposalsCompared", "whyNot"),
    Act.SCREEN: ("screen", "screenings", "caseScreenings", "teamScreening", "supportScreening", "caseHandling"),
    Act.PROPOSE: ("allocationPropose", "allocationRepair", "repairs", "seedCommit", "waysToStaff", "whatIf"),
    Act.EDIT: ("allocationEdit",),
    Act.APPROVE: ("allocationApprove",),
    Act.WITHDRAW: ("allocationWithdraw",),
    Act.READ_MEETINGS: ("meetings", "calendarFeedMake", "calendarFeedRevoke", "calendarFeeds"),
    Act.CALL_MEETING: (
        *("meetingCall", "meetingAttend", "meetingItemDecide", "meetingChange", "meetingCancel", "meetingInvite"),
        *("cadenceSet", "cadenceEnd", "meetingsCallDue", "meetingTimes", "meetingAbsences", "agendaAdd"),
        *("agendaArrange", "agendaItemChange", "agendaItemWithdraw", "agendaOrder", "agendaPutInOrder"),
        *("quorumLacking", "meetingItemMinute"),
        *("meetingStart", "meetingFinish", "itemCall", "itemClose"),
    ),
    Act.TAKE_PART: ("meetingAnswer", "meetingSign", "itemDeclare", "itemVote"),
    Act.IMPORT: ("workbookPreview", "workbookImport"),
    Act.EXPORT: ("allocationRecord",),
    Act.DECLARE: ("declarationMake", "assignmentDeclare"),
    Act.RECORD_FACTS: (
        *("facts", "tieRecord", "factEnd", "factWithdraw", "partyAdd", "partyRemove", "caseLink", "incidentRecord"),
        *("incidentEstablish", "dutyRecord", "venueRecord", "releaseRecord", "membershipChange", "personCorrect"),
    ),
    Act.RECORD_SEALED: ("sealedLink", "sealedUnlink"),
    Act.READ_SEALED: ("sealedGrounds", "restrictionSet", "restrictionLift"),
    Act.READ_MATTERS: ("recusalMatters", "waivers", "dismissals"),
    Act.OPEN_MATTER: ("recusalApply",),
    Act.DECIDE_MATTER: ("recusalDecide", "recusalActCheck"),
    Act.WAIVE: ("waiverGrant", "waiverRevoke"),
    Act.DISMISS: ("dismissalMake", "dismissalRevoke"),
    Act.SETTLE_IDENTITY: ("similarPeople", "identitySettle"),
    Act.CHANGE_MODE: ("caseModeChange",),
    Act.SET_POLICY: ("policySet",),
    Act.CONFIRM: ("allocationConfirm",),
    Act.READ_PERSONAL_FILE: ("personalFile",),
    Act.READ_AUDIT: ("auditEntries", "auditHead"),
    Act.READ_SIGN_INS: ("signIns",),
    Act.MANAGE_ACCESS: (
        *("accessTokens", "accessTokenIssue", "accessTokenRevoke"),
        *("accounts", "accountOpen", "accountClose", "accountSignOut"),
    ),
}
"""The questions and acts of the schema that need one act and no other; workbooks are exported by a route."""
BY_SIGHT = frozenset(
    {"case", "cases", "node", "nodes", "people", "person", "proposal", "recusalMatter", "recusalRules", "terms"}
    | {"assignmentReplay", "meetingScreening", "namedPicks", "meetingFollowUp"}
)
"""What is answered by what the caller sees, or needs one act of two or both, as the last four."""
FOLLOWED = {"meetingChanged": Act.READ_MEETINGS}
"""What can be subscribed to, and the act that it needs; see ``tests/service/test_following.py``."""
NOT_YET = frozenset({Act.READ_SYSTEM})
"""Acts of the matrix for which the service has no document yet; no resolver asks for them."""
OWN_ZONE = """
SELECT z.code FROM cases AS c JOIN zone_members AS m ON m.organ_id = c.handling_organ_id
JOIN zones AS z ON z.id = m.zone_id WHERE c.number = :number AND upper_inf(m.during)"""


_documents: dict[str, str] = {}


async def documents(one_world: Worlds) -> dict[str, str]:
    """Return the plainest document of every field, about the zone of the coordinator where one is named."""
    if not _documents:
        _documents.update(await _made(one_world))
    return _documents


async def _made(one_world: Worlds) -> dict[str, str]:
    staffed = one_world.prepared.scene.cases["staffed"]
    zone = await one_world.planners[0].key_of(OWN_ZONE, number=staffed)
    here = {name: [f'["{zone}"]'] for name in ("MeetingCallInput.zoneCodes",)}
    proposed = {"AllocationProposeInput.zoneCodes": [f'!["{zone}"]']}
    found: dict[str, str] = {}
    sweep = Sweep({**one_world.prepared.values, **here, **proposed}, most=0)
    for document in sweep.questions(depth=0):
        name = document.removeprefix("query { ").replace("{", " ").replace("(", " ").split()[0]
        found.setdefault(name, document)
    for name, document in sweep.acts():
        found.setdefault(name, document)
    return found


async def is_allowed(one_world: Worlds, document: str, who: Identity, *, is_outside: bool = False) -> bool:
    """Tell whether the gate lets somebody do what a document asks; what was done is undone.

    To who lacks the act it may also be outside her sight, and then is not found.
    """
    (told,) = await one_world.ask(document, who, lambda: UploadFile(io.BytesIO(b"x"), filename="x.csv"))
    if told.refusal is None and document.startswith("mutation"):
        await one_world.renew()
    return told.refusal not in ({"NOT_ALLOWED", "NOT_FOUND"} if is_outside else {"NOT_ALLOWED"})


@pytest.mark.parametrize("act", [act for act in Act if act not in NOT_YET and act is not Act.EXPORT])
async def test_an_act_is_done_by_the_roles_of_the_matrix_and_by_no_other(one_world: Worlds, act: Act) -> None:
    by_field = await documents(one_world)
    others = [role for role in Role if act not in MATRIX[role]]
    for at, field in enumerate(NEEDS[act]):
        asked = others if at else list(Role)  # that others are let in is seen on the first; the sweep of acts does all
        allowed = {
            role
            for role in asked
            if await is_allowed(one_world, by_field[field], one_world.askers[role.value], is_outside=role in others)
        }
        assert allowed == set(asked) - set(others), field


@pytest.mark.parametrize("act", [act for act in Act if act not in NOT_YET and act is not Act.EXPORT])
async def test_a_token_without_an_act_is_refused_whatever_its_role(one_world: Worlds, act: Act) -> None:
    by_field = await documents(one_world)
    role = next(role for role in Role if act in MATRIX[role])
    narrowed = Identity("narrowed", role, acts=frozenset(Act) - {act})
    assert [field for field in NEEDS[act] if await is_allowed(one_world, by_field[field], narrowed)] == []


@pytest.mark.parametrize("role", Role)
async def test_the_workbook_of_the_county_is_taken_away_by_who_may_export(one_world: Worlds, role: Role) -> None:
    who = one_world.askers[role.value]
    caller = await one_world.planners[0].asking.caller(role)
    if Act.EXPORT in MATRIX[role]:
        assert await export_workbook(caller)
    else:
        with pytest.raises(NotAllowed):
            await export_workbook(caller)
    assert who.role is role


def test_every_act_has_a_document_and_every_document_its_act() -> None:
    assert set(Act) - set(NEEDS) == NOT_YET
    named = {field for fields in NEEDS.values() for field in fields}
    roots = [kind for kind in (WALKED.query_type, WALKED.mutation_type) if kind is not None]
    assert {field for kind in roots for field in kind.fields} == named | BY_SIGHT
    assert WALKED.subscription_type is not None
    assert set(WALKED.subscription_type.fields) == set(FOLLOWED)


@pytest.mark.parametrize("role", Role)
async def test_a_meeting_is_followed_by_who_may_see_meetings(one_world: Worlds, role: Role) -> None:
    (field,) = FOLLOWED
    meeting = one_world.prepared.values["meeting"][0]
    caller = await one_world.planners[0].asking.caller(role)
    document = f"subscription {{ {field}(meeting: {meeting}) {{ meeting {{ id }} }} }}"
    news: Any = await SCHEMA.subscribe(document, context_value=Context(caller))
    first = await anext(news)
    await news.aclose()
    codes = {str(getattr(error.original_error, "code", "")) for error in first.errors or ()}
    assert ("NOT_ALLOWED" in codes) is (FOLLOWED[field] not in MATRIX[role])


def test_no_resolver_asks_for_an_act_that_has_no_document() -> None:
    text = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "resolvers").rglob("*.py")))
    assert [act for act in NOT_YET if f"Act.{act.name}" in text] == []


def test_the_printed_matrix_is_the_real_one() -> None:
    assert (ROOT / "docs" / "who-may-what.md").read_text("utf-8") == page(), "run: ./zones matrix"


def test_the_printed_matrix_tells_every_cell() -> None:
    rows = [line for line in page().splitlines() if line.startswith("| `") and line.count("|") > 3]
    told = sum(line.count(f"`{reach.value}` {reach.zh}") for line in rows for reach in Reach)
    assert told == sum(len(acts) for acts in MATRIX.values())
