"""The file of a person: to herself and to the county, masked by default, on record, and without others in it."""

import json
from typing import Any

import pytest

from db.personal import HOLDINGS
from db.tables import AccessToken, AssertedKinTie, Interest, KinTie, SocialTie
from resolvers.gate import NotAllowed, NotFound
from resolvers.personal_file import personal_file
from resolvers.personal_rows import without_numbers
from terms.acts import Act, Reach
from terms.matrix import MATRIX
from terms.periods import ALWAYS
from terms.personal import DataClass, Telling, Withheld
from terms.roles import Role
from terms.ties import FactOrigin, InterestKind, KinEdge, Kinship, SocialTieKind
from tests.api.asking import SCHEMA
from tests.api.fact_scene import CROSS, Registry, registry
from tests.api.personal_scene import FILE, file_of, logged, rows

__all__ = ["registry"]

OWN = [role for role, acts in MATRIX.items() if acts.get(Act.READ_PERSONAL_FILE) is Reach.OWN]
NONE = [role for role, acts in MATRIX.items() if Act.READ_PERSONAL_FILE not in acts]


async def member(registry: Registry) -> str:
    """Return the number of somebody in the pool with a month of birth and a native place."""
    found = (
        "SELECT p.number FROM people AS p JOIN pool_members AS m ON m.person_id = p.id WHERE p.birth_month IS NOT NULL"
    )
    return str(await registry.planner.key_of(f"{found} AND p.native_place <> '' ORDER BY p.id LIMIT 1"))


async def column(registry: Registry, name: str, number: str) -> str:
    """Return a column of a person's record."""
    return str(await registry.planner.key_of(f"SELECT {name} FROM people WHERE number = :number", number=number))


async def test_the_county_gets_what_is_sensitive_masked_and_with_a_reason_in_full(registry: Registry) -> None:
    number = await member(registry)
    month, place = await column(registry, "birth_month", number), await column(registry, "native_place", number)
    (shown,) = rows(await file_of(registry, number), "people")
    assert (shown["number"], shown["birth_month"], shown["native_place"]) == (
        number,
        month[:4] + "***",
        place[:2] + "***",
    )
    (full,) = rows(await file_of(registry, number, reason="本人书面申请查阅"), "people")
    assert (full["birth_month"], full["native_place"]) == (month, place)
    line = "SELECT string_agg(actor || ' ' || object_type || ' ' || detail::text, '; ' ORDER BY id) FROM audit_entries"
    assert await registry.planner.key_of(f"{line} WHERE act = 'READ_PERSONAL_FILE'") == (
        'COUNTY-of-the-test people {"reason": null, "in_full": false}; '
        'COUNTY-of-the-test people {"reason": "本人书面申请查阅", "in_full": true}'
    )


async def test_that_she_left_for_an_item_is_told_as_that_she_was_there(registry: Registry) -> None:
    """She must not learn from her file from what she was to stand aside (T32)."""
    left = "SELECT p.number FROM people AS p JOIN meeting_participants AS m ON m.person_id = p.id"
    number = await registry.planner.key_of(f"{left} WHERE m.attendance = 'LEFT_FOR_ITEM' LIMIT 1")
    told = {row["attendance"] for row in rows(await file_of(registry, str(number)), "meeting_participants")}
    assert "出席 present" in told
    assert not any("LEFT" in each or "议题" in each for each in map(str, told))


async def test_everybody_gets_her_own_in_full_and_nobody_elses(registry: Registry) -> None:
    number, other = await member(registry), await registry.stranger()
    for role in OWN:
        file = await file_of(registry, number, by=role, person=number)
        assert (file["personNumber"], file["inFull"]) == (number, True)
        for hidden in (other, "no such number", "", "长" * 100_000):
            with pytest.raises(NotFound):
                await personal_file(await registry.caller(role, number), person_number=hidden)
        with pytest.raises(NotFound):
            await personal_file(await registry.caller(role), person_number=number)
    assert await logged(registry, "READ_PERSONAL_FILE") == len(OWN) == 4


async def test_other_roles_get_no_file_not_even_their_own(registry: Registry) -> None:
    number = await registry.stranger()
    for role in NONE:
        with pytest.raises(NotAllowed):
            await personal_file(await registry.caller(role, number), person_number=number)
    assert await logged(registry, "READ_PERSONAL_FILE") == 0


async def test_bad_input_is_refused_and_leaves_no_line(registry: Registry) -> None:
    bad = [
        ("X\0", None, "TEXT_UNFIT"),
        ("\ud800", None, "TEXT_UNFIT"),
        ("P000001", "", "WORDS_UNFIT"),
        ("P000001", "长" * 501, "WORDS_UNFIT"),
        ("P000001", "\0", "WORDS_UNFIT"),
    ]
    for number, reason, code in bad:
        answer = await registry.planner.asking(FILE, number=number, reason=reason)
        assert (answer.data, answer.codes) == (None, [code])
    assert await logged(registry, "READ_PERSONAL_FILE") == 0


async def test_every_value_says_why_it_is_held_and_how_long_by_the_countys_policy(registry: Registry) -> None:
    number = await member(registry)
    day = registry.planner.asking.now.date().isoformat()
    policy = {"retention": {"after_leaving": 100}}
    done = await registry.act("policySet", effectiveFrom=day, document=policy, reason="会议决定")
    assert done["__typename"] == "PolicyWasSet"
    (section,) = [each for each in (await file_of(registry, number))["sections"] if each["what"]["code"] == "people"]
    values = {value["what"]["code"]: value for value in section["rows"][0]["values"]}
    assert values["birth_month"] == {
        "what": {"code": "birth_month", "zh": "出生年月", "en": "birth month"},
        "text": values["birth_month"]["text"],
        "days": 100,
        "purpose": {"code": "IDENTIFY", "zh": "辨认人员、区分同名", "en": "to tell who somebody is among namesakes"},
        "sensitivity": {"code": "SENSITIVE"},
        "basis": {"zh": "个人信息保护法第十三条第三项、第三十四条", "en": "PIPL arts 13(3), 34: statutory duties"},
        "keeping": {"code": "AFTER_LEAVING"},
        "correcting": {"code": "PERSON_CORRECT"},
    }


async def test_no_policy_keeps_the_audit_trail_for_less_than_six_months(registry: Registry) -> None:
    day, before = registry.planner.asking.now.date().isoformat(), await registry.counts()
    for retention in ({"audit_trail": 183}, {"after_end": 0}, {"case_file": 10}):
        refused = await registry.act("policySet", effectiveFrom=day, document={"retention": retention}, reason="试一试")
        assert (refused["__typename"], refused["code"]) == ("PolicyRefused", "RETENTION_REFUSED")
    assert await registry.counts() == before


async def test_ties_tell_their_kind_and_neither_with_whom_nor_what_others_said(registry: Registry) -> None:
    herself, other = await registry.stranger(), await registry.stranger()
    one, two = await registry.planner.person(herself), await registry.planner.person(other)
    said: Any = {"during": ALWAYS}
    await registry.planner.become(
        KinTie(first_id=one, second_id=two, edge=KinEdge.SPOUSE, origin=FactOrigin.DECLARED, **said),
        AssertedKinTie(person_id=one, relative_id=two, kinship=Kinship.COUSIN, origin=FactOrigin.DECLARED, **said),
        AssertedKinTie(person_id=two, relative_id=one, kinship=Kinship.SIBLING, origin=FactOrigin.DECLARED, **said),
        AssertedKinTie(person_id=one, relative_id=two, kinship=Kinship.PARTNER, origin=FactOrigin.ASSERTED, **said),
        SocialTie(first_id=one, second_id=two, kind=SocialTieKind.GRUDGE, origin=FactOrigin.DECLARED, **said),
        SocialTie(first_id=one, second_id=two, kind=SocialTieKind.CLASSMATE, origin=FactOrigin.REGISTERED, **said),
    )
    file = await file_of(registry, herself, reason="查阅")
    (kin,) = rows(file, "kin_ties")
    assert (kin["first_id"], kin["second_id"], kin["edge"]) == ("本人 the person", "***", "配偶 spouse of")
    assert [row["kinship"] for row in rows(file, "asserted_kin_ties")] == ["堂、表兄弟姐妹 first cousin"]
    assert [row["kind"] for row in rows(file, "social_ties")] == ["同学 classmate"]
    assert other not in json.dumps(file)


async def only_there(registry: Registry) -> str:
    """Give the case its team, and return a member who works on no other case."""
    team = await registry.staffed()
    busy = "SELECT count(*) FROM assignments AS a JOIN people AS p ON p.id = a.person_id WHERE p.number = :number"
    counts = {number: await registry.planner.key_of(busy, number=number) for number in team}
    return next(number for number, count in counts.items() if count == 1)


async def test_her_own_and_her_kins_cases_are_not_in_it_and_what_is_left_out_is_said_alike(registry: Registry) -> None:
    worker = await only_there(registry)
    key, case = await registry.planner.person(worker), await registry.planner.case(CROSS)
    note: Any = {"kind": InterestKind.OTHER, "origin": FactOrigin.DECLARED, "during": ALWAYS}
    await registry.planner.become(Interest(person_id=key, case_id=case, note="房屋110105194912310024", **note))
    before = await file_of(registry, worker)
    assert [row["case_id"] for row in rows(before, "assignments")] == [CROSS]
    assert [row["note"] for row in rows(before, "interests")] == ["房屋110105********0024"]
    await registry.planner.make_party(worker, CROSS)
    after = await file_of(registry, worker, reason="查阅")
    assert (rows(after, "assignments"), rows(after, "interests")) == ([], [])
    assert CROSS not in json.dumps(after, ensure_ascii=False)
    assert after["withheld"] == before["withheld"]
    assert [each["code"] for each in after["withheld"]] == [each.value for each in Withheld]
    assert [each["what"] for each in after["sections"]] == [each["what"] for each in before["sections"]]


async def test_who_takes_anothers_file_learns_nothing_of_a_case_against_her_own_kin(registry: Registry) -> None:
    worker, clerk = await only_there(registry), await registry.subject()
    assert [row["case_id"] for row in rows(await file_of(registry, worker), "assignments")] == [CROSS]
    assert rows(await file_of(registry, worker, person=clerk), "assignments") == []


async def test_a_token_of_hers_is_told_without_its_hash(registry: Registry) -> None:
    number = await member(registry)
    county = int(await registry.planner.key_of("SELECT min(id) FROM counties"))
    token = AccessToken(
        county_id=county,
        label="申报",
        sha256="ab" * 32,
        role=Role.INVESTIGATOR,
        person_id=await registry.planner.person(number),
        expires_at=registry.planner.asking.now,
    )
    await registry.planner.become(token)
    file = await file_of(registry, number, reason="查阅")
    assert [row["label"] for row in rows(file, "access_tokens")] == ["申报"]
    assert "ab" * 32 not in json.dumps(file)


async def test_a_namesake_with_another_number_is_another_person(registry: Registry) -> None:
    number, other = await registry.stranger(), await registry.stranger()
    names = {
        row["number"]: row["name"] for each in (number, other) for row in rows(await file_of(registry, each), "people")
    }
    assert names == {number: "无名氏", other: "无名氏"}


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("11010519491231002X", "110105********002X"),
        ("证号110105194912310024。", "证号110105********0024。"),
        ("电话13812345678", "电话138****5678"),
        ("案号20260001234567890123", "案号20260001234567890123"),
        ("金额123456789012元", "金额123456789012元"),
    ],
)
def test_citizens_and_telephone_numbers_in_free_text_are_masked_and_no_other_numbers(text: str, masked: str) -> None:
    assert without_numbers(text) == masked


def test_no_type_of_the_schema_shows_what_is_sensitive_but_where_namesakes_are_told_apart() -> None:
    shown: dict[str, Any] = {}
    sensitive = {
        "".join(part.title() if place else part for place, part in enumerate(column.split("_")))
        for holding in HOLDINGS
        if holding.telling is Telling.MASKED and holding.data_class is DataClass.SENSITIVE
        for column in holding.columns
    } - {"kind"}
    for name, kind in SCHEMA._schema.type_map.items():
        for field in getattr(kind, "fields", {}):
            if field in sensitive:
                shown.setdefault(name, set()).add(field)
    assert shown == {
        "IdentityRecord": {"birthMonth", "nativePlace"},
        "PersonCorrectInput": {"birthMonth", "nativePlace"},
    }
