"""Memberships on every footing: present posts, past ones, secondments, and posts beside the main one."""

from db.demo.draft import Draft, Human
from db.demo.organs import District, Unit
from db.tables import Membership
from terms.organs import OrganKind
from terms.people import MembershipKind, Rank
from terms.periods import Period

_YEAR = 365
_FIRST_POST_AGE = 20


RANKS = {
    "县纪委书记、县监委主任": Rank.COUNTY_DEPUTY,
    "主任": Rank.SECTION_HEAD,
    "组长": Rank.SECTION_HEAD,
    "副组长": Rank.SECTION_DEPUTY,
    "纪委书记": Rank.SECTION_DEPUTY,
    "纪委副书记": Rank.PRINCIPAL_STAFF_3,
    "纪检监察员": Rank.PRINCIPAL_STAFF_4,
    "专职纪检干事": Rank.STAFF_1,
}
_DISCIPLINE = frozenset(
    {
        OrganKind.COUNTY_COMMISSION,
        OrganKind.COMMISSION_OFFICE,
        OrganKind.RESIDENT_GROUP,
        OrganKind.TOWNSHIP_COMMISSION,
    }
)


def employ(
    draft: Draft,
    human: Human,
    unit: Unit,
    during: Period,
    *,
    post: str,
    kind: MembershipKind = MembershipKind.ESTABLISHMENT,
    leads: bool = False,
    heads: bool = False,
) -> None:
    """Write one membership; people of a village are on nobody's establishment.

    ``heads`` says that she is the organ's principal, who is of its leading body too. In discipline organs a rank goes
    with the post.
    """
    if unit.kind is OrganKind.VILLAGE and kind is MembershipKind.ESTABLISHMENT:
        kind = MembershipKind.PART_TIME
    draft.register.add(
        Membership,
        person_id=human.id,
        organ_id=unit.id,
        kind=kind,
        post=post,
        leads=leads or heads,
        heads=heads,
        rank=RANKS.get(post) if unit.kind in _DISCIPLINE else None,
        during=during,
    )


def career(
    draft: Draft,
    human: Human,
    unit: Unit,
    *,
    post: str,
    past: tuple[Unit, ...],
    leads: bool = False,
    heads: bool = False,
    settled: int = 2,
) -> None:
    """Write a present post and, one before the other, the establishments that came before it.

    ``settled`` is the least number of years in the present post.
    """
    years = draft.chance.randint(settled, settled + 6)
    until = years * _YEAR + draft.chance.randint(0, 300)
    employ(draft, human, unit, draft.since(until), post=post, leads=leads, heads=heads)
    for place in past:
        began = until + draft.chance.randint(2, 5) * _YEAR
        if draft.ago(began).year - human.born < _FIRST_POST_AGE:
            return
        employ(draft, human, place, draft.since(began, until), post="工作人员")
        until = began


def past_units(draft: Draft, district: District, *, most: int) -> tuple[Unit, ...]:
    """Draw units where somebody of the district may have served before: townships, stations, county-direct units."""
    places: list[Unit] = []
    for _ in range(draft.chance.randint(0, most)):
        township = draft.chance.choice(district.townships)
        stations = tuple(township.stations.values())
        places.append(
            draft.chance.choice(
                (township.unit, draft.chance.choice(stations), draft.chance.choice(tuple(district.bureaus.values())))
            )
        )
    return tuple(place for place in places if place.kind is not OrganKind.BUREAU or _stands(district, place))


def _stands(district: District, place: Unit) -> bool:
    """Tell whether a county-direct unit is one of today; those of yesterday have no room for invented years."""
    return any(place.id == district.bureaus[name].id for name in district.group_in)
