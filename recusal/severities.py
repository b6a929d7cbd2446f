"""How hard each rule is unless a county decides otherwise, and how far it may be softened.

A key is a rule's code, or the code and a grade: the mode of the case, or how long ago. None means the rule says
nothing there. Windows and floors marked as ours have no source in law.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from terms.cases import Mode
from terms.recusal import Severity


@dataclass(frozen=True, slots=True)
class Standard:
    """The severity of a rule where the county is silent, and the softest that it may set."""

    severity: Severity | None
    floor: Severity | None = None


def _law(severity: Severity) -> Standard:
    return Standard(severity, severity)


def _home_unit(code: str) -> dict[str, Standard]:
    away = dict.fromkeys((Mode.CROSS, Mode.OFFSITE, Mode.ELEVATED), Standard(Severity.ABSOLUTE))
    shared = dict.fromkeys((Mode.ASSIST, Mode.JOINT, Mode.LINKED), Standard(Severity.WAIVABLE))
    return {f"{code}.{mode}": standard for mode, standard in {Mode.SELF: Standard(None), **shared, **away}.items()}


_HARD = _law(Severity.HARD)
_REQUIRED = _law(Severity.ELIGIBILITY)
_LOCAL_REQUIREMENT = Standard(Severity.ELIGIBILITY)

STANDARDS: Mapping[str, Standard] = {
    "R01": _HARD,
    "R02": _HARD,
    "R05": _HARD,
    "R06": _HARD,
    "R07": _HARD,
    "R08": Standard(Severity.HARD, Severity.WAIVABLE),
    "R09": Standard(Severity.WAIVABLE),
    "R10": Standard(Severity.WAIVABLE),
    **_home_unit("R11"),
    **_home_unit("R12"),
    "R13.RECENT": Standard(Severity.WAIVABLE),
    "R13.OLD": Standard(Severity.SOFT),
    "R14.CURRENT": _HARD,
    "R14.PAST": Standard(Severity.WAIVABLE),
    "R14.SUBORDINATE": Standard(Severity.WAIVABLE),
    **_home_unit("R16"),
    "R16.ASSIST": Standard(None),
    "R16.JOINT": Standard(None),
    "R16.LINKED": Standard(None),
    "R16.LEADER": Standard(Severity.WAIVABLE),
    "R18": Standard(Severity.WAIVABLE),
    "R19": Standard(Severity.WAIVABLE),
    "R20.LIVE": _HARD,
    "R20.ENDED": Standard(Severity.WAIVABLE),
    "R20.OLD": Standard(Severity.SOFT),
    "R23": _HARD,
    "R24": _HARD,
    "R29": _HARD,
    "R30": _REQUIRED,
    "R31": _REQUIRED,
    "R32": _LOCAL_REQUIREMENT,
    "R33": _REQUIRED,
    "R35": _REQUIRED,
    "R36": _REQUIRED,
    "R37": Standard(Severity.ABSOLUTE, Severity.ABSOLUTE),
    "R39.OPEN": Standard(Severity.ABSOLUTE),
    "R39.RECENT": Standard(Severity.WAIVABLE),
    "R42": _LOCAL_REQUIREMENT,
    "R43": _LOCAL_REQUIREMENT,
    "R48": _LOCAL_REQUIREMENT,
}
