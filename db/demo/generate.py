"""The whole demo from a size, a planning day and a seed: pure, the same rows in every process."""

from dataclasses import dataclass
from datetime import date
from random import Random

from db.demo.cases import LED_FROM_HOME, OpenCase, leading_organs, make_cases
from db.demo.draft import Draft
from db.demo.families import Kindred
from db.demo.history import History
from db.demo.leaders import make_leaders, make_principal
from db.demo.ledger import Ledger
from db.demo.matters import MATTERS, matters_for
from db.demo.meetings import Minutes
from db.demo.office import open_office
from db.demo.organs import Plat, make_district
from db.demo.places import COUNTY, TOWNSHIPS
from db.demo.pool import Member, make_pool
from db.demo.register import Register, Sheets
from db.demo.sealed import seal
from db.demo.snags import lay_snags
from db.demo.ties import Ties
from db.demo.villages import county_name, invented_townships
from db.demo.zones import make_zones

_ACROSS = 420
"""Width of a district on the grid, in hundreds of metres."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is: districts (one county's worth of organs each), pool members, open cases."""

    districts: int
    pool: int
    cases: int


SIZES = {
    "demo": Size(districts=1, pool=130, cases=len(MATTERS)),
    "city": Size(districts=12, pool=1_500, cases=400),
    "province": Size(districts=120, pool=15_000, cases=4_000),
}


def generate(size: str, planning_day: date, seed: int = 1) -> Sheets:
    """Return all rows of the demo; KeyError for a size that does not exist."""
    wanted = SIZES[size]
    register, ledger = Register(), Ledger()
    open_office(Draft(register, _chance(seed, 0), planning_day, ledger))
    for number in range(wanted.districts):
        draft = Draft(register, _chance(seed, number + 1), planning_day, ledger)
        _make(
            draft,
            number,
            pool=_share(wanted.pool, wanted.districts, number),
            cases=_share(wanted.cases, wanted.districts, number),
        )
    return register.sheets()


def _make(draft: Draft, number: int, *, pool: int, cases: int) -> None:
    """Write one district; the first is the demo county, the others are invented."""
    places = tuple(TOWNSHIPS) if number == 0 else invented_townships(draft.chance)
    name = COUNTY if number == 0 else county_name(number - 1)
    mark = "" if number == 0 else f"{number + 1:03d}-"
    district = make_district(Plat(draft, name, mark, east=number % 11 * _ACROSS, north=number // 11 * _ACROSS), places)
    zones = make_zones(draft, district)
    members = make_pool(draft, district, pool, leading_organs(district))
    make_leaders(draft, district)
    history = History(draft, district, members)
    closed = history.close_cases()
    opened = make_cases(draft, district, matters_for(draft.chance, cases))
    kindred = Kindred(draft)
    ties = Ties(draft, kindred)
    experts = lay_snags(draft, opened, members, kindred, ties)
    others = [member for member in members if member.human.id not in experts]
    for case in opened:
        ties.tie_to_case(case, [member for member in others if not _leads(member, case)])
    ties.tie_members(others, pairs=4)
    for member in draft.chance.sample(members, 30):
        kindred.child_of(member.human)
    kindred.adopt(members[0].human)
    kindred.adopt(members[1].human, step=True)
    history.verify_first(opened[0])
    seal(draft, opened, others, ties)
    minutes = Minutes(draft, district, members, zones)
    minutes.hold_both(closed)
    minutes.call_next([case.id for case in opened[:4]])
    minutes.set_cadences()
    make_principal(draft, district)


def _leads(member: Member, case: OpenCase) -> bool:
    """Tell whether somebody's own organ leads the case; who is tied to it was kept from it already."""
    return case.matter.mode in LED_FROM_HOME and member.seat.unit.id == case.scene.home.id


def _share(whole: int, parts: int, number: int) -> int:
    """Return the part of a whole that falls to the n-th of so many, as even as can be."""
    return whole // parts + (number < whole % parts)


def _chance(seed: int, number: int) -> Random:
    return Random(f"{seed}/{number}")  # noqa: S311  (chance that must be the same every time keeps no secret)
