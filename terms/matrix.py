"""Who may do what, and how far it reaches: the whole matrix, as data.

The gate (``resolvers/gate.py``) asks it. The database keeps a copy of its own for the second wall, which a test
compares, and ``docs/who-may-what.md`` is printed from it.
"""

from collections.abc import Iterable, Mapping

from terms.acts import Act, Reach
from terms.roles import Role


def _reaching(reach: Reach, acts: Iterable[Act]) -> dict[Act, Reach]:
    return dict.fromkeys(acts, reach)


KEPT_APART = (Act.READ_SEALED, Act.RECORD_SEALED, Act.READ_AUDIT, Act.READ_SIGN_INS, Act.MANAGE_ACCESS, Act.READ_SYSTEM)
"""Acts that not even the county commission has: the sealed facts, and the three administrators' own."""

MATRIX: Mapping[Role, Mapping[Act, Reach]] = {
    Role.COUNTY: _reaching(Reach.COUNTY, [act for act in Act if act not in KEPT_APART]),
    Role.COORDINATOR: {
        **_reaching(Reach.COUNTY, [Act.READ_ZONES, Act.READ_POOL]),
        **_reaching(Reach.ZONE, [Act.READ_CASES, Act.SCREEN, Act.READ_MEETINGS, Act.CALL_MEETING, Act.PROPOSE]),
        **_reaching(Reach.ZONE, [Act.EDIT, Act.APPROVE, Act.WITHDRAW, Act.READ_MATTERS, Act.OPEN_MATTER]),
        **_reaching(Reach.ZONE, [Act.DECIDE_MATTER, Act.WAIVE]),
        **_reaching(Reach.OWN, [Act.TAKE_PART, Act.DECLARE, Act.READ_PERSONAL_FILE]),
    },
    Role.ORGAN_SECRETARY: {
        Act.READ_ZONES: Reach.COUNTY,
        **_reaching(Reach.ORGAN, [Act.READ_CASES, Act.SCREEN, Act.READ_MEETINGS, Act.READ_MATTERS]),
        **_reaching(Reach.ORGAN, [Act.OPEN_MATTER, Act.DECIDE_MATTER, Act.WAIVE, Act.TAKE_PART]),
        **_reaching(Reach.OWN, [Act.DECLARE, Act.READ_PERSONAL_FILE]),
    },
    Role.INVESTIGATOR: {
        Act.READ_ZONES: Reach.COUNTY,
        **_reaching(Reach.OWN, [Act.READ_CASES, Act.OPEN_MATTER, Act.DECLARE, Act.READ_PERSONAL_FILE]),
        **_reaching(Reach.OWN, [Act.READ_MEETINGS, Act.TAKE_PART]),
    },
    Role.SECRETARY: _reaching(Reach.COUNTY, [Act.READ_ZONES, Act.READ_MEETINGS, Act.CALL_MEETING]),
    Role.RECUSAL_OFFICER: {
        **_reaching(Reach.COUNTY, [Act.READ_ZONES, Act.READ_POOL, Act.READ_CASES, Act.SCREEN, Act.READ_MEETINGS]),
        **_reaching(Reach.COUNTY, [Act.DECLARE, Act.RECORD_FACTS, Act.READ_SEALED, Act.READ_MATTERS, Act.OPEN_MATTER]),
        **_reaching(Reach.COUNTY, [Act.DECIDE_MATTER, Act.WAIVE, Act.DISMISS, Act.SETTLE_IDENTITY]),
        Act.CONFIRM: Reach.COUNTY,
        **_reaching(Reach.OWN, [Act.TAKE_PART, Act.READ_PERSONAL_FILE]),
    },
    Role.CLUE_OFFICE: _reaching(Reach.COUNTY, [Act.READ_ZONES, Act.READ_CASES, Act.OPEN_MATTER, Act.RECORD_SEALED]),
    Role.SCHEDULER: _reaching(Reach.COUNTY, [Act.READ_ZONES, Act.READ_CASES, Act.READ_POOL, Act.PROPOSE]),
    Role.SYSTEM_ADMIN: _reaching(Reach.COUNTY, [Act.READ_SYSTEM]),
    Role.SECURITY_ADMIN: _reaching(Reach.COUNTY, [Act.MANAGE_ACCESS, Act.READ_SIGN_INS]),
    Role.AUDITOR: _reaching(Reach.COUNTY, [Act.READ_ZONES, Act.READ_AUDIT, Act.READ_SIGN_INS]),
}
"""Role, act, and how far the act reaches; an act that is not there is refused."""

ZONED = frozenset(act for act, reach in MATRIX[Role.COORDINATOR].items() if reach is Reach.ZONE)
"""Acts that can be held to some zones: those of a coordinator, and of a token that was issued for zones."""
UNZONED = frozenset({Act.READ_ZONES, Act.READ_POOL})
"""Acts that a token for some zones keeps as they are; all others it loses."""
