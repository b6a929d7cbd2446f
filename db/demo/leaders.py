"""Who leads the commission, townships, units and some villages of a district, so that its organs have faces."""

from db.demo.careers import career, employ, past_units
from db.demo.draft import Draft, Human
from db.demo.organs import District, Unit
from terms.organs import ManagementLevel

_EVERY_FOURTH = 4
_PRINCIPALS = frozenset({"党委书记", "局长"})
"""Posts of those who answer for a township or a unit as a whole (主要负责人)."""


def make_leaders(draft: Draft, district: District) -> tuple[Human, ...]:
    """Write secretaries and heads of townships, directors of units, secretaries of some villages."""
    leaders = []
    for township in district.townships:
        head = (
            "办事处主任"
            if township.unit.name.endswith("街道")
            else "镇长"
            if township.unit.name.endswith("镇")
            else "乡长"
        )
        leaders += [_leader(draft, district, township.unit, post=post) for post in ("党委书记", head)]
        for village in township.villages[::_EVERY_FOURTH]:
            secretary = draft.human(age=(38, 62), native_place=village.name, management=ManagementLevel.VILLAGE)
            employ(
                draft, secretary, village, draft.since(draft.chance.randint(400, 4000)), post="村党支部书记", heads=True
            )
            leaders.append(secretary)
    leaders += [_leader(draft, district, district.bureaus[name], post="局长") for name in district.group_in]
    return tuple(leaders)


def _leader(draft: Draft, district: District, unit: Unit, *, post: str) -> Human:
    """Write a leader whom the county manages, with the posts before this one; the first of two is the principal."""
    leader = draft.human(age=(42, 58), native_place=district.name, management=ManagementLevel.COUNTY)
    title = post if post != "局长" or unit.name.endswith("局") else "主要负责人"
    career(
        draft, leader, unit, post=title, past=past_units(draft, district, most=2), heads=post in _PRINCIPALS, leads=True
    )
    return leader


def make_principal(draft: Draft, district: District) -> Human:
    """Write the principal of the county commission, who decides on recusals of its people; no cadre of the county."""
    principal = draft.human(age=(45, 57), native_place="邻县")
    career(draft, principal, district.commission, post="县纪委书记、县监委主任", past=(), heads=True)
    return principal
