"""What could be granted so that a case is staffed, checked by supposing it."""

from datetime import timedelta

from allocation.changing import changed
from allocation.check import check
from allocation.solve import allocate
from db.tables import Absence
from resolvers import explaining
from schema.sentences import of_ways
from terms.people import AbsenceKind
from terms.periods import Period
from tests.api.allocation_scene import Planner, seats
from tests.api.explaining_scene import EASY, WAYS, supposed, values


async def test_what_could_be_granted_staffs_the_case_when_it_is_supposed(planner: Planner) -> None:
    away = min(seats(await planner.propose("before", caseNumbers=[EASY])))[1]
    today = planner.asking.now.date()
    days = Period(today, today + timedelta(days=90))
    await planner.become(Absence(person_id=await planner.person(away), kind=AbsenceKind.LEAVE, during=days))
    lacking = await planner.propose("one", caseNumbers=[EASY])
    assert not lacking["teams"][0]["staffed"]
    ways = (await planner.asking.data(WAYS, input={"proposalKey": "one", "caseNumber": EASY}))["waysToStaff"]
    assert ways["relaxations"]
    for way in ways["relaxations"]:
        assert values(way["levels"], "worse")["URGENCY_STAFFED"] < 0
        assert all(grant["sentence"]["zh"] in way["sentence"]["zh"] for grant in way["grants"])
    grants = {grant["kind"]["code"]: grant for way in ways["relaxations"] for grant in way["grants"]}
    assert grants["ONE_MORE_PERSON"]["grantedBy"]["zh"] == "县纪委监委"
    found = await explaining.ways_to_staff(await planner.asking.caller(), key="one", case_number=EASY)
    assert len(found.found.found) == len(ways["relaxations"]) <= ways["enough"]
    assert {way["minimal"] for way in ways["relaxations"]} == {True}
    worse = [list(values(way["levels"], "worse").values()) for way in ways["relaxations"]]
    assert worse == sorted(worse)
    told = of_ways(ways["enough"], len(worse), unsettled=ways["unsettled"], complete=ways["complete"])
    assert ways["sentence"] == vars(told)
    for each in found.found.found:
        granted = changed(found.posed.problem, [grant.change for grant in each.grants])
        plan = allocate(granted, found.posed.plan.seed)
        assert (check(granted, plan), plan.shortages) == ((), ())
        assert [(one.level, one.value) for one in plan.levels] == [
            (price.level, price.value.value) for price in each.prices
        ]
    newcomer = {"newcomer": {"skills": [], "mayLead": True}}
    assert (await supposed(planner, newcomer))["teams"][0]["seats"]
    staffed = await planner.asking(WAYS, input={"proposalKey": "before", "caseNumber": EASY})
    assert staffed.codes == ["ALREADY_STAFFED"]
