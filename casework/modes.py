"""What each mode of handling asks: who leads, on which document, and what is left to the home organ.

Whatever the mode, the power to discipline stays with the home organ: the result returns to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from terms.cases import AuthorisationKind, Mode
from terms.organs import OrganKind
from terms.refusals import Refusal
from terms.term import Term


class Handler(Term):
    """Where the organ that handles the case in its own name stands, seen from the home organ."""

    HOME = "HOME", "本单位", "the home organ"
    HOME_OR_ZONE = "HOME_OR_ZONE", "本单位或本协作区其他单位", "the home organ or another organ of its zone"
    ZONE = "ZONE", "本协作区其他单位", "another organ of the zone"
    OTHER_ZONE = "OTHER_ZONE", "其他协作区单位", "an organ of another zone"
    COUNTY_OFFICE = "COUNTY_OFFICE", "县纪委监委室", "an office of the county commission"


class HomePart(Term):
    """What the home organ's own people do."""

    HANDLES = "HANDLES", "自行办理", "handles the case"
    LEADS = "LEADS", "主办", "leads, others help"
    TAKES_PART = "TAKES_PART", "参与", "takes part"
    LIAISON = "LIAISON", "联络", "liaison only: no talks, no part in findings"
    NONE = "NONE", "不参与", "no part"


@dataclass(frozen=True, slots=True)
class ModeTerms:
    """The terms of one mode."""

    handler: Handler
    home_part: HomePart
    authorisations: frozenset[AuthorisationKind] = frozenset()
    """One of these documents must be on file (R36); empty where the home organ's own power is enough."""


@dataclass(frozen=True, slots=True)
class OrganPlace:
    """An organ as far as modes look at it."""

    id: int
    kind: OrganKind
    zone: int | None
    """The zone it is a member of on the day, if any."""


A = AuthorisationKind
TERMS: Final[Mapping[Mode, ModeTerms]] = MappingProxyType(
    {
        Mode.SELF: ModeTerms(Handler.HOME, HomePart.HANDLES),
        # People of lower organs are called up in writing (TL25 art. 11); a zone is no legal body that could do it.
        Mode.ASSIST: ModeTerms(Handler.HOME, HomePart.LEADS, frozenset({A.CALL_UP, A.MATTER_AUTHORISATION})),
        Mode.JOINT: ModeTerms(
            Handler.HOME_OR_ZONE, HomePart.TAKES_PART, frozenset({A.CALL_UP, A.MATTER_AUTHORISATION})
        ),
        # Designated for fair handling (TL25 art. 51), or one authorisation for one case.
        Mode.CROSS: ModeTerms(
            Handler.ZONE, HomePart.LIAISON, frozenset({A.DESIGNATED_JURISDICTION, A.MATTER_AUTHORISATION})
        ),
        Mode.OFFSITE: ModeTerms(
            Handler.OTHER_ZONE, HomePart.NONE, frozenset({A.DESIGNATED_JURISDICTION, A.MATTER_AUTHORISATION})
        ),
        Mode.ELEVATED: ModeTerms(Handler.COUNTY_OFFICE, HomePart.LIAISON, frozenset({A.ELEVATION})),
        Mode.LINKED: ModeTerms(
            Handler.COUNTY_OFFICE, HomePart.TAKES_PART, frozenset({A.CALL_UP, A.MATTER_AUTHORISATION})
        ),
    }
)


class HandlerUnfit(Refusal):
    """The organ is not one that the mode puts in charge."""

    code = "HANDLER_UNFIT"
    zh = "“{mode.zh}”应由{handler.zh}办理。"
    en = "In the mode “{mode.en}” the case is handled by {handler.en}."

    def __init__(self, *, mode: Mode, handler: Handler) -> None:
        super().__init__()
        self.mode = mode
        self.handler = handler


class AuthorisationUnfit(Refusal):
    """The document is not one that authorises handling in this mode."""

    code = "AUTHORISATION_UNFIT"
    zh = "“{kind.zh}”不能作为“{mode.zh}”的授权文书。"
    en = "A “{kind.en}” does not authorise the mode “{mode.en}”."

    def __init__(self, *, mode: Mode, kind: AuthorisationKind) -> None:
        super().__init__()
        self.mode = mode
        self.kind = kind


def handler_fits(handler: Handler, *, home: OrganPlace, organ: OrganPlace) -> bool:
    """Tell whether ``organ`` stands where ``handler`` says, seen from ``home``."""
    is_home = organ.id == home.id
    of_zone = not is_home and organ.zone is not None and organ.zone == home.zone
    of_other_zone = not is_home and organ.zone is not None and organ.zone != home.zone
    return {
        Handler.HOME: is_home,
        Handler.HOME_OR_ZONE: is_home or of_zone,
        Handler.ZONE: of_zone,
        Handler.OTHER_ZONE: of_other_zone,
        Handler.COUNTY_OFFICE: organ.kind in {OrganKind.COUNTY_COMMISSION, OrganKind.COMMISSION_OFFICE},
    }[handler]


def check_handler(mode: Mode, *, home: OrganPlace, organ: OrganPlace) -> None:
    """Refuse, by ``HandlerUnfit``, an organ that the mode does not put in charge."""
    wanted = TERMS[mode].handler
    if not handler_fits(wanted, home=home, organ=organ):
        raise HandlerUnfit(mode=mode, handler=wanted)


def check_authorisation(mode: Mode, *, kind: AuthorisationKind) -> None:
    """Refuse, by ``AuthorisationUnfit``, a document that does not authorise the mode."""
    if kind not in TERMS[mode].authorisations:
        raise AuthorisationUnfit(mode=mode, kind=kind)
