"""People, organs and zones as they are on a day, shown no further than the work needs."""

from typing import Any

import pytest
from sqlmodel import col, select

from db.tables import AssertedKinTie, CaseParty, Informant, KinTie, Membership, Person, PoolMember
from terms.roles import Role
from tests.api.asking import Asking

EVERYBODY = """query($after: String) {
  people(first: 100, after: $after) { nodes { number } pageInfo { hasNextPage endCursor } } }"""
PERSON = "query($number: String!) { person(number: $number) { name } }"


async def numbers(asking: Asking, *conditions: Any) -> list[str]:
    """Return the numbers of people, read past the schema."""
    async with asking.database.reading() as session:
        return list((await session.exec(select(Person.number).where(*conditions).order_by(col(Person.id)))).all())


async def test_kin_who_are_in_no_case_and_no_organ_are_seen_by_nobody(asking: Asking) -> None:
    kin = col(Person.id).in_(
        select(AssertedKinTie.relative_id).union(select(KinTie.first_id), select(KinTie.second_id))
    )
    listed = set()
    after = None
    while True:
        page = await asking.data(EVERYBODY, after=after)
        listed |= {node["number"] for node in page["people"]["nodes"]}
        if not page["people"]["pageInfo"]["hasNextPage"]:
            break
        after = page["people"]["pageInfo"]["endCursor"]
    hidden = [number for number in await numbers(asking, kin) if number not in listed]
    assert hidden
    for number in hidden[:5]:
        assert await asking.data(PERSON, number=number) == {"person": None}


async def test_the_schema_says_nothing_of_kin_birth_or_informants(asking: Asking) -> None:
    for field in ("birthMonth", "kin", "kinTies", "nativePlace", "informants", "holds", "gender"):
        assert (await asking(f"{{ people {{ nodes {{ {field} }} }} }}")).codes == ["BAD_REQUEST"]


@pytest.mark.parametrize("role", [Role.COUNTY, Role.RECUSAL_OFFICER, Role.CLUE_OFFICE])
async def test_informants_who_are_nothing_else_are_unseen_by_everybody(asking: Asking, role: Role) -> None:
    person = col(Person.id)
    hidden = await numbers(
        asking,
        person.in_(select(Informant.person_id)),
        person.not_in(select(CaseParty.person_id).where(col(CaseParty.person_id).is_not(None))),
        person.not_in(select(PoolMember.person_id)),
        person.not_in(select(Membership.person_id)),
    )
    assert hidden
    for number in hidden:
        assert await asking.data(PERSON, role=role, number=number) == {"person": None}


async def test_a_person_is_found_by_number_with_organ_and_post(asking: Asking) -> None:
    found = await asking.data("{ poolMembers(first: 1) { nodes { person { number name } organ { name } } } }")
    member = found["poolMembers"]["nodes"][0]
    document = """query($number: String!) { person(number: $number) {
      name organ { name } memberships { post leads organ { name } during { start end } } poolMember { capacity } } }"""
    person = (await asking.data(document, number=member["person"]["number"]))["person"]
    assert (person["name"], person["organ"]) == (member["person"]["name"], member["organ"])
    assert member["organ"]["name"] in [each["organ"]["name"] for each in person["memberships"]]
    assert person["poolMember"]["capacity"] > 0


async def test_who_may_not_see_the_pool_sees_no_standing_in_it(asking: Asking) -> None:
    found = await asking.data("{ people(first: 100, filter: {inPool: true}) { nodes { number } } }")
    seen = 0
    for node in found["people"]["nodes"][:20]:
        document = "query($number: String!) { person(number: $number) { poolMember { capacity } } }"
        person = (await asking.data(document, role=Role.SECRETARY, number=node["number"]))["person"]
        if person is not None:
            seen += 1
            assert person == {"poolMember": None}
    assert seen > 0


async def test_people_of_an_organ_are_those_who_belong_to_it_today(asking: Asking) -> None:
    found = await asking.data("{ poolMembers(first: 1) { nodes { organ { name } } } }")
    organ = found["poolMembers"]["nodes"][0]["organ"]
    document = "query($name: String!) { people(first: 100, filter: {organName: $name}) { nodes { organ { name } } } }"
    people = (await asking.data(document, name=organ["name"]))["people"]["nodes"]
    assert people
    assert {person["organ"]["name"] for person in people} == {organ["name"]}


async def test_members_of_a_zone_are_those_of_the_day(asking: Asking) -> None:
    document = (
        "query($on: Date) { zones { nodes { code members(on: $on) { organ { name zone(on: $on) { code } } } } } }"
    )
    now = (await asking.data(document))["zones"]["nodes"]
    before = (await asking.data(document, on="1990-01-01"))["zones"]["nodes"]
    assert [zone["code"] for zone in now] == ["Z1", "Z2", "Z3", "Z4"]
    for zone in now:
        assert zone["members"]
        assert {member["organ"]["zone"]["code"] for member in zone["members"]} == {zone["code"]}
    assert [zone["members"] for zone in before] == [[], [], [], []]


async def test_stations_have_two_parents_and_groups_have_hosts_who_know_them(asking: Asking) -> None:
    document = """query($kinds: [OrganKind!]) { organs(first: 100, filter: {kinds: $kinds}) { nodes {
      name parents { kind organ { kind children { organ { name } } } }
      hosts { kind organ { kind residents { organ { name } } } } } } }"""
    stations = (await asking.data(document, kinds=["STATION"]))["organs"]["nodes"]
    groups = (await asking.data(document, kinds=["RESIDENT_GROUP"]))["organs"]["nodes"]
    assert max(len(station["parents"]) for station in stations) == 2
    assert len(groups) == 12
    assert sum(len(group["hosts"]) for group in groups) == 60
    for station in stations:
        assert station["hosts"] == []
        for parent in station["parents"]:
            assert {"organ": {"name": station["name"]}} in parent["organ"]["children"]
    for group in groups:
        for host in group["hosts"]:
            assert host["kind"] == "RESIDENT_IN"
            assert {"organ": {"name": group["name"]}} in host["organ"]["residents"]


async def test_successions_are_seen_from_both_ends(asking: Asking) -> None:
    document = """query($after: String) { organs(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes {
      name successors { kind happenedOn organ { name predecessors { kind happenedOn organ { name } } } } } } }"""
    found, after = [], None
    while True:
        page = (await asking.data(document, after=after))["organs"]
        found += [organ for organ in page["nodes"] if organ["successors"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert found
    for organ in found:
        for succession in organ["successors"]:
            back = {key: succession[key] for key in ("kind", "happenedOn")} | {"organ": {"name": organ["name"]}}
            assert back in succession["organ"]["predecessors"]


@pytest.mark.parametrize(
    ("document", "name"),
    [('{ zone(code: "Z9") { code } }', "zone"), ('{ organ(name: "无此单位") { name } }', "organ")],
)
async def test_a_key_that_nothing_has_answers_null(asking: Asking, document: str, name: str) -> None:
    assert await asking.data(document) == {name: None}


async def test_words_come_as_data_in_both_languages(asking: Asking) -> None:
    terms = (await asking.data("{ terms { name zh words { code zh en } } }"))["terms"]
    by_name = {term["name"]: term for term in terms}
    assert list(by_name) == sorted(by_name)
    assert by_name["Mode"]["words"][0] == {"code": "SELF", "zh": "自办", "en": "home organ handles it"}
    assert "HoldKind" not in by_name


async def test_the_people_of_an_organ_are_paged_and_only_those_in_sight(asking: Asking) -> None:
    document = """query($first: Int!, $kinds: [OrganKind!]) {
      organs(first: 20, filter: {kinds: $kinds}) { nodes { name members(first: $first) {
        totalCount pageInfo { hasNextPage }
        nodes { kind post person { name memberships { organ { name } } } } } } } }"""
    commissions = await asking(document, first=1, kinds=["TOWNSHIP_COMMISSION"])
    assert commissions.statements <= 6
    for organ in commissions.data["organs"]["nodes"]:
        members = organ["members"]
        assert members["pageInfo"]["hasNextPage"] == (members["totalCount"] > 1)
        for member in members["nodes"]:
            assert {"organ": {"name": organ["name"]}} in member["person"]["memberships"]
    villages = await asking.data(document, role=Role.AUDITOR, first=100, kinds=["VILLAGE"])
    for organ in villages["organs"]["nodes"]:
        assert organ["members"]["totalCount"] == len(organ["members"]["nodes"])
