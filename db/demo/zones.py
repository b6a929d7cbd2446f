"""The collaboration zones of a district: township commissions and resident groups, each led by an office."""

from db.demo.draft import COUNTY_ID, Draft
from db.demo.organs import District
from db.demo.places import NUMERALS, ZONES
from db.demo.units import GUIDES
from db.tables import Zone, ZoneMember

_FOUNDED = 1400
_MERGED_IN = 640
"""How many days ago the zones began, and the county-direct units' groups were merged in."""
_MOVED = 300
"""How many days ago one township moved from one zone to its neighbour."""


def make_zones(draft: Draft, district: District) -> tuple[int, ...]:
    """Write the zones and their dated members; return the zones' keys in order."""
    zones = []
    for guide in GUIDES[:ZONES]:
        number = draft.register.count(Zone) + 1
        zones.append(
            draft.register.add(
                Zone,
                county_id=COUNTY_ID,
                code=f"Z{number}",
                name=f"第{numeral(number)}协作区",
                name_en=f"Collaboration Zone {number}",
                lead_organ_id=district.offices[guide].id,
            )
        )
    moved = next(township for township in district.townships if township.zone == 0)
    for township in district.townships:
        organ = township.commission.id
        began = _MOVED if township is moved else _FOUNDED
        draft.register.add(ZoneMember, zone_id=zones[township.zone], organ_id=organ, during=draft.since(began))
    draft.register.add(
        ZoneMember, zone_id=zones[-1], organ_id=moved.commission.id, during=draft.since(_FOUNDED, _MOVED)
    )
    for name, group in district.groups.items():
        zone = zones[district.group_zone(name, ZONES)]
        draft.register.add(ZoneMember, zone_id=zone, organ_id=group.id, during=draft.since(_MERGED_IN))
    return tuple(zones)


def numeral(number: int) -> str:
    """Return a number from 1 to 999 in Chinese."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{NUMERALS[hundreds]}百" if hundreds else ""
    if tens:
        words += f"{NUMERALS[tens] if hundreds or tens > 1 else ''}十"
    elif hundreds and ones:
        words += NUMERALS[0]
    return words + (NUMERALS[ones] if ones else "")
