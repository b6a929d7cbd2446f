"""The record of a person is corrected by others than herself, and what it said before stays on record."""

import asyncio
from typing import Any

from db.tables import KinTie, PoolSkill, Training
from resolvers.fact_acts.kinds import FactKind
from resolvers.fact_acts.tie_acts import FactRef, withdraw_fact
from terms.people import Skill
from terms.periods import ALWAYS
from terms.roles import Role
from terms.ties import FactOrigin, KinEdge
from tests.api.fact_scene import ANSWERS, Registry, registry
from tests.api.personal_scene import file_of, logged, rows

__all__ = ["registry"]

ANSWERS["personCorrect"] = "... on PersonCorrected { personNumber changed suspended { id } restored { id } }"
VERSIONS = """
SELECT coalesce(string_agg(concat_ws(' ', v.name, v.gender, v.birth_month), '; ' ORDER BY v.id), '')
FROM person_versions AS v JOIN people AS p ON p.id = v.person_id WHERE p.number = :number"""
NOW = "SELECT concat_ws(' ', name, gender, birth_month) FROM people WHERE number = :number"

BAD: list[tuple[dict[str, str], str]] = [
    ({}, "NOTHING_GIVEN"),
    ({"name": ""}, "WORDS_UNFIT"),
    ({"name": "长" * 101}, "WORDS_UNFIT"),
    ({"name": "吴\0铭"}, "WORDS_UNFIT"),
    ({"nativePlace": "长" * 100_000}, "WORDS_UNFIT"),
    ({"name": "吴铭", "reason": " "}, "WORDS_UNFIT"),
    ({"name": "吴铭", "reason": "长" * 501}, "WORDS_UNFIT"),
    ({"birthMonth": "1985-13"}, "MONTH_UNFIT"),
    ({"birthMonth": "1899-12"}, "MONTH_UNFIT"),
    ({"birthMonth": "2099-01"}, "MONTH_UNFIT"),
    ({"birthMonth": "1985-04-01"}, "MONTH_UNFIT"),
    ({"birthMonth": "１９８５-04"}, "MONTH_UNFIT"),
    ({"personNumber": "no such number", "name": "吴铭"}, "NOT_FOUND"),
    ({"personNumber": "", "name": "吴铭"}, "NOT_FOUND"),
    ({"personNumber": "长" * 100_000, "name": "吴铭"}, "NOT_FOUND"),
]


async def correct(
    registry: Registry, number: str, /, *, by: Role = Role.COUNTY, person: Any = None, **given: Any
) -> Any:
    """Correct a record, for a reason if no other is given."""
    wanted = {"reason": "与身份证件核对", **given}
    return await registry.act("personCorrect", by=by, person=person, personNumber=number, **wanted)


async def test_a_correction_leaves_on_record_what_was_said_before_and_by_whom_and_why(registry: Registry) -> None:
    number = await registry.stranger()
    done = await correct(registry, number, name=" 吴铭 ", gender="FEMALE", birthMonth="1985-04")
    assert (done["personNumber"], done["changed"]) == (number, ["name", "gender", "birth_month"])
    again = await correct(registry, number, by=Role.RECUSAL_OFFICER, birthMonth="")
    assert again["changed"] == ["birth_month"]
    assert await registry.planner.key_of(NOW, number=number) == "吴铭 FEMALE"
    assert await registry.planner.key_of(VERSIONS, number=number) == "无名氏; 吴铭 FEMALE 1985-04"
    line = "SELECT string_agg(actor || ' ' || detail::text, '; ' ORDER BY id) FROM audit_entries WHERE act = 'CORRECT'"
    assert await registry.planner.key_of(line) == (
        'COUNTY-of-the-test {"fields": ["name", "gender", "birth_month"], "reason": "与身份证件核对"}; '
        'RECUSAL_OFFICER-of-the-test {"fields": ["birth_month"], "reason": "与身份证件核对"}'
    )
    former = rows(await file_of(registry, number, reason="查阅"), "person_versions")
    assert [(row["name"], row["birth_month"]) for row in former] == [("无名氏", None), ("吴铭", "1985-04")]


async def test_the_same_correction_twice_changes_nothing(registry: Registry) -> None:
    number = await registry.stranger()
    await correct(registry, number, gender="MALE")
    before = await registry.counts()
    assert (await correct(registry, number, gender="MALE"))["changed"] == []
    assert await registry.counts() == before
    assert await registry.planner.key_of(VERSIONS, number=number) == "无名氏"


async def test_corrections_that_race_are_all_on_record(registry: Registry) -> None:
    number = await registry.stranger()
    names = [f"吴铭{place}" for place in "一二三四"]
    done = await asyncio.gather(*(correct(registry, number, name=name) for name in names))
    assert [each["changed"] for each in done] == [["name"]] * len(names)
    told = str(await registry.planner.key_of(VERSIONS, number=number)).split("; ")
    assert told[0] == "无名氏"
    assert sorted([*told[1:], str(await registry.planner.key_of(NOW, number=number))]) == sorted(names)


async def test_a_sex_that_was_wrong_is_a_fact_that_changes_and_who_works_is_screened_again(registry: Registry) -> None:
    worker = min(await registry.staffed())
    screened = "SELECT count(*) FROM screenings AS s JOIN people AS p ON p.id = s.person_id WHERE p.number = :number"
    version = "SELECT version FROM fact_clock"
    before = [await registry.planner.key_of(screened, number=worker), await registry.planner.key_of(version)]
    await correct(registry, worker, nativePlace="某地")
    assert [await registry.planner.key_of(screened, number=worker), await registry.planner.key_of(version)] == before
    other = "MALE" if "FEMALE" in str(await registry.planner.key_of(NOW, number=worker)) else "FEMALE"
    done = await correct(registry, worker, gender=other)
    assert (done["changed"], done["suspended"]) == (["gender"], [])
    assert await registry.planner.key_of(screened, number=worker) == before[0] + 1
    assert await registry.planner.key_of(version) > before[1]
    assert await registry.planner.key_of("SELECT count(*) FROM fact_changes WHERE answered_at IS NULL") == 0


async def test_nobody_corrects_her_own_record_or_that_of_her_kin(registry: Registry) -> None:
    herself, husband, other = [await registry.stranger() for _ in range(3)]
    first, second = sorted([await registry.planner.person(herself), await registry.planner.person(husband)])
    await registry.planner.become(
        KinTie(first_id=first, second_id=second, edge=KinEdge.SPOUSE, origin=FactOrigin.REGISTERED, during=ALWAYS)
    )
    before = await registry.counts()
    for number in (herself, husband):
        assert (await correct(registry, number, person=herself, name="吴铭"))["code"] == "OWN_MATTER"
    assert await registry.counts() == before
    assert (await correct(registry, other, person=herself, name="吴铭"))["changed"] == ["name"]


async def test_bad_input_is_refused_and_nothing_is_written(registry: Registry) -> None:
    before = await registry.counts()
    for given, code in BAD:
        wanted = {"personNumber": "P000001", "reason": "核对", **given}
        assert ((await registry.act("personCorrect", **wanted))["code"], given) == (code, given)
    assert await registry.counts() == before
    assert await registry.planner.key_of("SELECT count(*) FROM person_versions") == 0


async def test_only_those_who_record_facts_correct_records(registry: Registry) -> None:
    number, before = await registry.stranger(), await registry.counts()
    for role in Role:
        if role not in {Role.COUNTY, Role.RECUSAL_OFFICER}:
            assert (await correct(registry, number, by=role, name="吴铭"))["code"] == "NOT_ALLOWED"
    assert await registry.counts() == before
    assert await logged(registry, "CORRECT") == 0


async def test_what_the_pool_says_of_her_is_withdrawn_with_a_reason_and_stays_on_record(registry: Registry) -> None:
    number = await registry.stranger()
    person = await registry.planner.person(number)
    day = registry.planner.asking.now.date()
    await registry.planner.become(
        PoolSkill(person_id=person, skill=Skill.LAW, grade=3, evidence="登记有误"),
        Training(person_id=person, name="办案培训", finished_on=day),
    )
    caller = await registry.caller()
    for kind, table in ((FactKind.SKILL, "pool_skills"), (FactKind.TRAINING, "trainings")):
        key = await registry.planner.key_of(f"SELECT max(id) FROM {table} WHERE person_id = :who", who=person)
        await withdraw_fact(caller, FactRef(kind, int(key)), reason="登记有误")
        (row,) = rows(await file_of(registry, number), table)
        assert row["superseded_at"] is not None
