"""Access is given and taken by the security administrator, is on the audit trail, and nobody else sees of it."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import text

from resolvers.gate import may
from service.identity import identify
from service.refused import NotLetIn
from terms.access import SignInRefusal
from terms.acts import Act
from terms.periods import COUNTY_TIME
from terms.roles import ADMINISTRATORS, Role
from tests.api import access_documents as ask
from tests.api.asking import Asking
from tests.conftest import Walled

DOCUMENTS: tuple[tuple[str, dict[str, Any]], ...] = (
    (ask.TOKENS, {}),
    (ask.ACCOUNTS, {}),
    (ask.ISSUE, {"input": {"access": {"label": "x", "role": "COUNTY"}}}),
    (ask.OPEN, {"input": {"access": {"label": "x", "role": "COUNTY"}, "issuer": "i", "subject": "s"}}),
    (ask.REVOKE, {"input": {"id": "QWNjZXNzVG9rZW46MQ==", "reason": "x"}}),
    (ask.CLOSE, {"input": {"id": "QWNjb3VudDox", "reason": "x"}}),
    (ask.SIGN_OUT, {"input": {"id": "QWNjb3VudDox", "reason": "x"}}),
)


@pytest.fixture
async def desk(county: str) -> AsyncIterator[Asking]:
    """Give somebody who manages access in a demo county of her own."""
    database = Walled(county)
    yield Asking(database, datetime.now(COUNTY_TIME))
    await database.close()


async def rows(desk: Asking, statement: str, **values: Any) -> list[tuple[Any, ...]]:
    """Run a statement and return its rows."""
    async with desk.database.engine.begin() as connection:
        done = await connection.execute(text(statement), values)
        return [tuple(row) for row in done] if done.returns_rows else []


async def act(desk: Asking, document: str, **given: Any) -> dict[str, Any]:
    """Do an act as the security administrator, and return its payload."""
    (payload,) = (await desk.data(document, role=Role.SECURITY_ADMIN, input=given)).values()
    found: dict[str, Any] = payload
    return found


async def issue(desk: Asking, label: str, role: str, **more: Any) -> dict[str, Any]:
    """Issue a token."""
    outer = {name: more.pop(name) for name in ("days", "acts") if name in more}
    return await act(desk, ask.ISSUE, access={"label": label, "role": role, **more}, **outer)


async def let_in(desk: Asking, secret: str) -> Any:
    """Return whom a token lets in, or why it does not."""
    try:
        return await identify(desk.database, secret, demo=False, now=desk.now)
    except NotLetIn as refused:
        return refused.refusal


async def test_a_token_is_narrowed_to_acts_and_zones_used_listed_and_revoked(desk: Asking) -> None:
    made = await issue(
        desk, "夜间派案", "SCHEDULER", zoneCodes=["Z2", "Z1", "Z2"], acts=["PROPOSE", "READ_CASES"], days=90
    )
    secret = made["secret"]
    assert made["token"] == {
        "id": made["token"]["id"],
        "label": "夜间派案",
        "prefix": secret[:9],
        "role": "SCHEDULER",
        "acts": ["PROPOSE", "READ_CASES"],
        "stands": True,
        "heldTo": {"zoneCodes": ["Z1", "Z2"], "organ": None, "personNumber": None},
    }
    ((stored,),) = await rows(desk, "SELECT to_jsonb(t)::text FROM access_tokens AS t")
    assert secret not in stored
    assert hashlib.sha256(secret.encode()).hexdigest() in stored
    identity = await let_in(desk, secret)
    assert (identity.role, identity.acts) == (Role.SCHEDULER, frozenset({Act.PROPOSE, Act.READ_CASES}))
    zones = await rows(desk, "SELECT id FROM zones WHERE code IN ('Z1', 'Z2')")
    assert identity.zone_ids == frozenset(key for (key,) in zones)
    assert identity.principal == "token:夜间派案"
    caller = await desk.caller()
    narrowed = type(caller)(identity, desk.database, caller.clock)
    assert [each for each in Act if may(narrowed, each)] == [Act.READ_CASES, Act.PROPOSE]
    (listed,) = (await desk.data(ask.TOKENS, role=Role.SECURITY_ADMIN, standing=True))["accessTokens"]["nodes"]
    assert listed["lastUsedAt"] is not None
    assert (listed["createdBy"], listed["bearer"]) == ("SECURITY_ADMIN-of-the-test", "夜间派案")
    for _ in range(2):
        revoked = await act(desk, ask.REVOKE, id=made["token"]["id"], reason="遗失")
        assert revoked["token"] == {"stands": False, "revokedBy": "SECURITY_ADMIN-of-the-test"}
    assert await let_in(desk, secret) is SignInRefusal.REVOKED
    data = await desk.data(ask.TOKENS, role=Role.SECURITY_ADMIN, standing=True)
    assert data["accessTokens"]["totalCount"] == 0
    trail = await rows(desk, "SELECT actor, act, object_type FROM audit_entries WHERE act LIKE 'TOKEN%' ORDER BY id")
    assert trail == [("SECURITY_ADMIN-of-the-test", act, "access_tokens") for act in ("TOKEN", "TOKEN_REVOKE")]
    ((told,),) = await rows(desk, "SELECT string_agg(to_jsonb(a)::text, '') FROM audit_entries AS a")
    assert secret not in told


async def test_the_last_use_is_written_once_a_minute_at_most(desk: Asking) -> None:
    secret = (await issue(desk, "a", "COUNTY"))["secret"]
    version = "SELECT xmin::text, last_used_at FROM access_tokens"
    await let_in(desk, secret)
    first = await rows(desk, version)
    await let_in(desk, secret)
    assert await rows(desk, version) == first


async def test_what_does_not_go_together_is_refused_and_nothing_is_written(
    desk: Asking, subtests: pytest.Subtests
) -> None:
    ((organ,),) = await rows(desk, "SELECT min(name) FROM organs WHERE kind = 'TOWNSHIP_COMMISSION'")
    await issue(desk, "taken", "COUNTY")
    wrong: dict[str, tuple[str, dict[str, Any]]] = {
        "a coordinator without a zone": ("ACCESS_UNFIT", {"role": "COORDINATOR"}),
        "an organ secretary without an organ": ("ACCESS_UNFIT", {"role": "ORGAN_SECRETARY"}),
        "an investigator without a person": ("ACCESS_UNFIT", {"role": "INVESTIGATOR"}),
        "an administrator without a name": ("ACCESS_UNFIT", {"role": "AUDITOR"}),
        "an administrator of a zone": ("ACCESS_UNFIT", {"role": "AUDITOR", "bearer": "a", "zoneCodes": ["Z1"]}),
        "an organ for the county": ("ACCESS_UNFIT", {"role": "COUNTY", "organ": organ}),
        "another role's acts": ("ACCESS_UNFIT", {"role": "SCHEDULER", "acts": ["APPROVE"]}),
        "no acts": ("ACCESS_UNFIT", {"role": "SCHEDULER", "acts": []}),
        "no days": ("ACCESS_UNFIT", {"role": "COUNTY", "days": 0}),
        "too many days": ("ACCESS_UNFIT", {"role": "COUNTY", "days": 401}),
        "an unknown zone": ("NOT_FOUND", {"role": "COORDINATOR", "zoneCodes": ["Z1", "Z9"]}),
        "an unknown person": ("NOT_FOUND", {"role": "INVESTIGATOR", "personNumber": "nobody"}),
        "an unknown organ": ("NOT_FOUND", {"role": "ORGAN_SECRETARY", "organ": "nowhere"}),
        "a label that is taken": ("LABEL_TAKEN", {"role": "COUNTY", "label": "taken"}),
        "an empty label": ("WORDS_UNFIT", {"role": "COUNTY", "label": " "}),
        "a long label": ("WORDS_UNFIT", {"role": "COUNTY", "label": "x" * 101}),
        "half a character": ("WORDS_UNFIT", {"role": "COUNTY", "label": "a\x00"}),
    }
    before = await rows(desk, "SELECT (SELECT count(*) FROM access_tokens), (SELECT count(*) FROM audit_entries)")
    for name, (code, given) in wrong.items():
        with subtests.test(name):
            payload = await issue(desk, given.pop("label", "new"), given.pop("role"), **given)
            assert payload.get("code") == code, payload
            assert payload["message"]
    assert before == await rows(
        desk, "SELECT (SELECT count(*) FROM access_tokens), (SELECT count(*) FROM audit_entries)"
    )


async def test_roles_that_are_somebodys_have_whom_they_need(desk: Asking) -> None:
    ((organ, key),) = await rows(desk, "SELECT name, id FROM organs WHERE kind = 'TOWNSHIP_COMMISSION' LIMIT 1")
    ((number, person),) = await rows(desk, "SELECT number, id FROM people ORDER BY id LIMIT 1")
    made = await issue(desk, "s", "ORGAN_SECRETARY", organ=organ, personNumber=number)
    assert made["token"]["heldTo"] == {"zoneCodes": [], "organ": organ, "personNumber": number}
    identity = await let_in(desk, made["secret"])
    assert (identity.organ_id, identity.person_id, identity.zone_ids) == (key, person, None)


async def test_nobody_but_the_security_administrator_manages_or_sees_access(
    desk: Asking, subtests: pytest.Subtests
) -> None:
    await issue(desk, "first", "COUNTY")
    before = await rows(desk, "SELECT * FROM access_tokens")
    for role in [each for each in Role if each is not Role.SECURITY_ADMIN]:
        zone = "Z1" if role is Role.COORDINATOR else None
        for document, variables in DOCUMENTS:
            with subtests.test(f"{role} {document[:40]}"):
                answer = await desk(document, role=role, zone=zone, **variables)
                told = answer.codes or [payload["code"] for payload in answer.data.values()]
                assert told == ["NOT_ALLOWED"]
        node = await desk('{ node(id: "QWNjZXNzVG9rZW46MQ==") { id } }', role=role, zone=zone)
        assert (node.data or {}).get("node") is None
    assert await rows(desk, "SELECT * FROM access_tokens") == before
    assert await rows(desk, "SELECT * FROM accounts") == []


async def test_accounts_are_opened_signed_out_closed_and_opened_anew(desk: Asking) -> None:
    holder = {"label": "王办", "role": "RECUSAL_OFFICER", "bearer": "王办"}
    given = {"access": holder, "issuer": "https://id.example", "subject": "u-1"}
    made = await act(desk, ask.OPEN, **given)
    key = made["account"]["id"]
    assert (await act(desk, ask.OPEN, **{**given, "access": {**holder, "label": "b"}}))["code"] == "SUBJECT_TAKEN"
    assert (await act(desk, ask.OPEN, **{**given, "subject": "u-2"}))["code"] == "LABEL_TAKEN"
    out = await act(desk, ask.SIGN_OUT, id=key, reason="手机遗失")
    assert out["account"]["tokensFrom"] == desk.now.isoformat()
    closed = await act(desk, ask.CLOSE, id=key, reason="调离")
    assert closed["account"] == {"stands": False, "revokedBy": "SECURITY_ADMIN-of-the-test"}
    assert (await act(desk, ask.OPEN, **given))["account"]["stands"] is True
    data = await desk.data(ask.ACCOUNTS, role=Role.SECURITY_ADMIN, standing=True)
    assert [each["subject"] for each in data["accounts"]["nodes"]] == ["u-1"]
    acts = await rows(desk, "SELECT act FROM audit_entries WHERE object_type = 'accounts' ORDER BY id")
    assert [each for (each,) in acts] == ["ACCOUNT", "ACCOUNT_SIGN_OUT", "ACCOUNT_CLOSE", "ACCOUNT"]


async def test_what_the_door_refused_is_for_security_and_audit_administrators(desk: Asking) -> None:
    await rows(
        desk,
        "INSERT INTO sign_ins (minute, origin, refusal, mark, count, latest_at)"
        " VALUES (date_trunc('minute', now()), '192.0.2.7', 'THROTTLED', 'zt_abcdef', 7, now()),"
        " (date_trunc('minute', now()), '192.0.2.7', 'EXPIRED', '#0123', 20, now())",
    )
    for role in Role:
        zone = "Z1" if role is Role.COORDINATOR else None
        answer = await desk(ask.SIGN_INS, role=role, zone=zone)
        if role in {Role.SECURITY_ADMIN, Role.AUDITOR}:
            assert answer.data["signIns"]["totalCount"] == 2
        else:
            assert answer.codes == ["NOT_ALLOWED"]
    asked = await desk.data(ask.SIGN_INS, role=Role.AUDITOR, refusals=["THROTTLED"])
    (only,) = asked["signIns"]["nodes"]
    assert (only["origin"], only["mark"], only["count"]) == ("192.0.2.7", "zt_abcdef", 7)


async def test_an_administrator_has_no_other_role_by_whatever_name_or_record(desk: Asking) -> None:
    ((number, name, first),) = await rows(desk, "SELECT number, name, id FROM people ORDER BY id LIMIT 1")
    ((other, second),) = await rows(desk, "SELECT number, id FROM people WHERE name <> :n ORDER BY id LIMIT 1", n=name)
    admin = await issue(desk, "系统", "SYSTEM_ADMIN", personNumber=number)
    held: list[dict[str, Any]] = [{"personNumber": number}, {"bearer": name}, {"bearer": f" {number.lower()} "}]
    await rows(
        desk,
        "INSERT INTO identity_links (first_id, second_id, verdict, reason, decided_by)"
        " VALUES (:a, :b, 'SAME', 'x', 'x')",
        a=min(first, second),
        b=max(first, second),
    )
    for index, given in enumerate([*held, {"personNumber": other}]):
        for role in ("COUNTY", "AUDITOR"):
            refused = await issue(desk, f"n{index}{role}", role, **given)
            assert refused["code"] == "ADMINISTRATORS_STAND_APART", given
    account = {"access": {"label": "a", "role": "AUDITOR", "personNumber": number}, "issuer": "i", "subject": "s"}
    assert (await act(desk, ask.OPEN, **account))["code"] == "ADMINISTRATORS_STAND_APART"
    more = await issue(desk, "系统二", "SYSTEM_ADMIN", personNumber=number)
    assert more["token"]["stands"]
    assert (await issue(desk, "别人", "COUNTY", bearer="别人"))["token"]["stands"]
    assert await rows(desk, "SELECT count(*) FROM access_tokens") == [(3,)]
    for key in (admin["token"]["id"], more["token"]["id"]):
        await act(desk, ask.REVOKE, id=key, reason="轮岗")
    assert (await issue(desk, "转岗", "COUNTY", personNumber=number)).get("code") is None


async def test_the_database_knows_the_same_administrators_as_the_house(desk: Asking) -> None:
    found = [await rows(desk, "SELECT stands_apart(:role)", role=role.value) for role in Role]
    assert found == [[(role in ADMINISTRATORS,)] for role in Role]


async def test_whoever_holds_another_role_becomes_no_administrator(desk: Asking) -> None:
    await issue(desk, "县", "COUNTY", bearer="ｗａｎｇ　一")
    for role in sorted(ADMINISTRATORS):
        assert (await issue(desk, role, role, bearer="Wang 一"))["code"] == "ADMINISTRATORS_STAND_APART"
    assert (await issue(desk, "县二", "SCHEDULER", bearer="wang一"))["token"]["stands"]


async def test_of_many_roles_for_one_holder_at_the_same_time_one_is_given(desk: Asking) -> None:
    given = [*sorted(ADMINISTRATORS), Role.COUNTY, Role.SCHEDULER]
    tries = [issue(desk, f"{role} {n}", role, bearer="某") for role in given for n in range(2)]
    answers = await asyncio.gather(*tries)
    assert {answer["code"] for answer in answers if "code" in answer} <= {"ADMINISTRATORS_STAND_APART"}
    roles = {role for (role,) in await rows(desk, "SELECT role FROM access_tokens")}
    assert len(roles) == 1 or roles == {"COUNTY", "SCHEDULER"}
    assert len(await rows(desk, "SELECT 1 FROM access_tokens")) == sum("token" in answer for answer in answers) >= 1


ALTERING = (
    "UPDATE access_tokens SET role = 'COUNTY'",
    "UPDATE access_tokens SET expires_at = now() + interval '9 years'",
    "UPDATE access_tokens SET acts = NULL",
    "UPDATE access_tokens SET zone_ids = NULL",
    "UPDATE access_tokens SET sha256 = repeat('0', 64)",
    "UPDATE access_tokens SET revoked_at = NULL",
    "UPDATE access_tokens SET person_id = 2",
    "DELETE FROM access_tokens",
    "TRUNCATE access_tokens",
)


async def test_access_is_ended_and_never_altered_widened_revived_or_deleted(
    desk: Asking, subtests: pytest.Subtests
) -> None:
    made = await issue(desk, "a", "SCHEDULER", zoneCodes=["Z1"], acts=["PROPOSE"])
    await act(desk, ask.REVOKE, id=made["token"]["id"], reason="x")
    before = await rows(desk, "SELECT * FROM access_tokens")
    for statement in ALTERING:
        with subtests.test(statement):
            with pytest.raises(Exception, match=r"never|cannot truncate"):
                await rows(desk, statement)
            assert await rows(desk, "SELECT * FROM access_tokens") == before
