"""The people of the talent pool: who they are, where they serve, and what the pool lets them do."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from db.demo.careers import career, employ, past_units
from db.demo.draft import Draft, Human
from db.demo.organs import District, Unit
from db.demo.places import ZONES
from db.demo.standing import admit, be_absent, grade_skills
from db.demo.units import EXPERTS, GROUPS
from db.tables import Loan
from terms.people import AbsenceKind, MembershipKind, Skill

_THREE_STRONG = 10
"""How many township commissions of a district have a third full-time person; the others have two."""

_OFFICE_STAFF: dict[str, tuple[int, int]] = {
    "党风政风监督室": (2, 0),
    "信访室": (1, 0),
    "案件监督管理室": (2, 0),
    "第一监督检查室": (2, 1),
    "第二监督检查室": (2, 1),
    "第三监督检查室": (2, 1),
    "第四监督检查室": (2, 1),
    "第五审查调查室": (4, 2),
    "第六审查调查室": (4, 2),
    "案件审理室": (5, 1),
}
"""How many people of an office are in the pool, and how many of them may lead: 26 in all."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A post from which somebody is in the pool."""

    unit: Unit
    post: str
    full_time: bool
    may_lead: bool
    zone: int | None = None
    leads: bool = False
    heads: bool = False
    """Whether she is the principal of a discipline organ, who decides on the recusals of its people."""
    steady: bool = False
    """Whether the organ leads one of the fourteen cases itself, so that its few people must be there."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the pool."""

    human: Human
    seat: Seat
    skills: dict[Skill, int]
    """Grades by skill."""
    ready: bool
    """Whether she is there, trained and declared."""

    @property
    def reviews(self) -> bool:
        """Tell whether she may review cases."""
        return Skill.REVIEW in self.skills


def make_pool(draft: Draft, district: District, wanted: int, at_home: Collection[int]) -> tuple[Member, ...]:
    """Write the pool of a district: township commissions first, then groups, offices, and experts to make it full.

    ``at_home`` are the organs that lead cases of their own: they have a third person, so that one can stay at home.
    """
    members = []
    for number, post in zip(range(wanted), _seats(draft, district, at_home), strict=False):
        seat = replace(post, steady=post.unit.id in at_home)
        human = draft.human(age=(26, 57), native_place=draft.chance.choice(district.townships).unit.name)
        career(
            draft,
            human,
            seat.unit,
            post=seat.post,
            past=past_units(draft, district, most=2),
            leads=seat.leads,
            heads=seat.heads,
            settled=1 if number % 3 == 0 else 3,
        )
        skills = grade_skills(draft, human, seat.unit.name, leads_cases=seat.may_lead)
        ready = admit(
            draft,
            human,
            full_time=seat.full_time,
            may_lead=seat.may_lead,
            may_review=Skill.REVIEW in skills,
            steady=seat.steady,
        )
        members.append(Member(human, seat, skills, ready))
    _second_footings(draft, district, members)
    return tuple(members)


def _seats(draft: Draft, district: District, at_home: Collection[int]) -> Iterator[Seat]:
    """Yield the posts from which people are in the pool, without end: experts come from one unit after the other."""
    leading = {place for place, township in enumerate(district.townships) if township.commission.id in at_home}
    others = [place for place in range(len(district.townships)) if place not in leading]
    strong = {*leading, *draft.chance.sample(others, _THREE_STRONG - len(leading))}
    for number, township in enumerate(district.townships):
        yield Seat(
            township.commission, "纪委书记", full_time=True, may_lead=True, zone=township.zone, leads=True, heads=True
        )
        yield Seat(
            township.commission,
            "纪委副书记",
            full_time=True,
            may_lead=number % 2 == 0 or number in leading,
            zone=township.zone,
        )
        if number in strong:
            yield Seat(township.commission, "专职纪检干事", full_time=True, may_lead=False, zone=township.zone)
    for name, _ in GROUPS:
        zone = district.group_zone(name, ZONES)
        yield Seat(district.groups[name], "组长", full_time=True, may_lead=True, zone=zone, leads=True, heads=True)
        yield Seat(district.groups[name], "副组长", full_time=True, may_lead=False, zone=zone)
        if district.groups[name].id in at_home:
            yield Seat(district.groups[name], "纪检监察员", full_time=True, may_lead=False, zone=zone)
    for name, (people, leaders) in _OFFICE_STAFF.items():
        for place in range(people):
            post = "主任" if place == 0 else "纪检监察员"
            yield Seat(district.offices[name], post, full_time=True, may_lead=place < leaders, leads=place == 0)
    while True:
        for name in EXPERTS:
            yield Seat(district.bureaus[name], "业务骨干", full_time=False, may_lead=False)


def _second_footings(draft: Draft, district: District, members: list[Member]) -> None:
    """Write what people are beside their main post."""
    _seats_in_leading_bodies(draft, district, members)
    _loans_and_temporary_posts(draft, district, members)


def _seats_in_leading_bodies(draft: Draft, district: District, members: list[Member]) -> None:
    hosts = {district.groups[name].id: district.bureaus[group[0]] for name, group in GROUPS}
    townships = {township.commission.id: township.unit for township in district.townships}
    for member in members:
        unit = member.seat.unit
        if member.seat.leads and unit.id in hosts:
            host = hosts[unit.id]
            employ(
                draft, member.human, host, draft.since(350), post="党组成员", kind=MembershipKind.RESIDENT, leads=True
            )
        if member.seat.leads and unit.id in townships:
            township = townships[unit.id]
            employ(
                draft,
                member.human,
                township,
                draft.since(350),
                post="党委委员",
                kind=MembershipKind.PART_TIME,
                leads=True,
            )


def _loans_and_temporary_posts(draft: Draft, district: District, members: list[Member]) -> None:
    juniors = [
        member
        for member in members
        if member.seat.zone is not None and not member.seat.may_lead and not member.seat.steady
    ]
    borrowers = [district.offices[name] for name in ("第五审查调查室", "第六审查调查室", "案件审理室")]
    for number, member in enumerate(draft.chance.sample(juniors, 6)):
        borrower = borrowers[number % len(borrowers)]
        period = draft.since(70 + 20 * number, -40) if number % 2 else draft.since(330, 190)
        employ(draft, member.human, borrower, period, post="借调", kind=MembershipKind.SECONDMENT)
        draft.register.add(Loan, person_id=member.human.id, to_organ_id=borrower.id, during=period)
    for number, member in enumerate(draft.chance.sample(juniors, 3)):
        if number == 0:
            be_absent(draft, member.human, AbsenceKind.LENT, draft.since(20, -100), percent=50)
        away = draft.chance.choice(district.townships)
        employ(
            draft,
            member.human,
            away.unit,
            draft.since(160, -200),
            post="挂职副镇长",
            kind=MembershipKind.TEMPORARY_POST,
        )
