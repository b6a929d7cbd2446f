"""How hard each rule is unless a county decides otherwise, and how far it may be softened.

A key is a rule's code, or the code and a grade: the mode of the case, or how long ago. None means the rule says
nothing there. R52 has no key: it is as hard as the rule that fires in the linked case. The floors of R09, R37, R49 and
R53 are ours; all others follow from the law that the rule cites. A sealed rule that a county could let pass and set
again would tell who informed: somebody would come free and be barred with it.
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
    "RECUSED": _HARD,
    "RESTRICTED": _HARD,
    "R01": _HARD,
    "R02": _HARD,
    "R03": _HARD,
    "R04": _HARD,
    "R05": _HARD,
    "R06": _HARD,
    "R06.FACTS": Standard(Severity.WAIVABLE),
    "R07": _HARD,
    "R07.FACTS": Standard(Severity.WAIVABLE),
    "R08": Standard(Severity.HARD, Severity.WAIVABLE),
    "R09": Standard(Severity.WAIVABLE, Severity.WAIVABLE),
    "R10": Standard(Severity.WAIVABLE),
    **_home_unit("R11"),
    **_home_unit("R12"),
    "R13.RECENT": Standard(Severity.WAIVABLE),
    "R13.FACTS": Standard(Severity.WAIVABLE),
    "R13.OLD": Standard(Severity.SOFT),
    "R14.CURRENT": _HARD,
    "R14.PAST": Standard(Severity.WAIVABLE),
    "R14.SUBORDINATE": Standard(Severity.WAIVABLE),
    **_home_unit("R15"),
    "R15.RECENT": Standard(Severity.WAIVABLE),
    **_home_unit("R16"),
    "R16.ASSIST": Standard(None),
    "R16.JOINT": Standard(None),
    "R16.LINKED": Standard(None),
    "R16.LEADER": Standard(Severity.WAIVABLE),
    "R17.VILLAGE": Standard(Severity.WAIVABLE),
    "R17.TOWNSHIP": Standard(Severity.SOFT),
    "R18": Standard(Severity.WAIVABLE),
    "R19": Standard(Severity.WAIVABLE),
    "R20.LIVE": _HARD,
    "R20.ENDED": Standard(Severity.WAIVABLE),
    "R20.OLD": Standard(Severity.SOFT),
    "R21": _HARD,
    "R22": _HARD,
    "R23": _HARD,
    "R24": _HARD,
    "R25": _REQUIRED,
    "R26": Standard(Severity.WAIVABLE),
    "R27.IN_CHARGE": Standard(Severity.WAIVABLE),
    "R27.RECEIVED": Standard(Severity.SOFT),
    "R28": Standard(Severity.SOFT),
    "R29": _HARD,
    "R30": _REQUIRED,
    "R31": _REQUIRED,
    "R32": _LOCAL_REQUIREMENT,
    "R33": _REQUIRED,
    "R34": _LOCAL_REQUIREMENT,
    "R34.ALONE": Standard(Severity.SOFT),
    "R35": _REQUIRED,
    "R36": _REQUIRED,
    "R37": Standard(Severity.ABSOLUTE, Severity.ABSOLUTE),
    "R38": _HARD,
    "R39.OPEN": Standard(Severity.ABSOLUTE),
    "R39.RECENT": Standard(Severity.WAIVABLE),
    "R40": Standard(Severity.SOFT),
    "R41": Standard(Severity.SOFT),
    "R42": _LOCAL_REQUIREMENT,
    "R43": _LOCAL_REQUIREMENT,
    "R44": Standard(Severity.WAIVABLE),
    "R45.REFUSED": Standard(Severity.WAIVABLE),
    "R45.SILENT": Standard(None),
    "R46": _LOCAL_REQUIREMENT,
    "R46.CONSECUTIVE": Standard(Severity.SOFT),
    "R47": _LOCAL_REQUIREMENT,
    "R48": _LOCAL_REQUIREMENT,
    "R48.DECLARATION": _REQUIRED,
    "R49": _REQUIRED,
    "R50": _REQUIRED,
    "R51": _HARD,
    "R53": _HARD,
    "R54": _HARD,
    "R55": Standard(Severity.SOFT),
}
