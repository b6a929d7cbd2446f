"""The only door: may this caller do this act, and what of a thing may they see. The matrix is ``terms/matrix.py``."""

from typing import Any, ClassVar

from sqlalchemy import BigInteger, ColumnElement, and_, false, func, literal, or_, true
from sqlmodel import col, select

from db.reads.zones import organs_of_zones
from db.tables import Assignment, Case, ZoneMember
from resolvers.caller import Caller
from terms.acts import Act, Reach
from terms.cases import AssignmentState
from terms.matrix import MATRIX, UNZONED, ZONED
from terms.refusals import Refusal
from terms.roles import Role
from terms.things import Thing

__all__ = [
    "Act",
    "NotAllowed",
    "NotFound",
    "Reach",
    "may",
    "not_allowed",
    "open_to",
    "own_cases",
    "reach",
    "require",
    "visible_cases",
]


class NotAllowed(Refusal):
    """The caller's role does not include the act, or not in this zone."""

    code: ClassVar[str] = "NOT_ALLOWED"
    zh: ClassVar[str] = "您的角色（{role.zh}）无权{act.zh}。如确有需要，请联系县纪委监委。"
    en: ClassVar[str] = "Your role ({role.en}) may not {act.en} here. Ask the county commission if you need to."

    def __init__(self, role: Role, act: Act) -> None:
        super().__init__(role, act)
        self.role = role
        self.act = act


class NotFound(Refusal):
    """There is no such thing, or the caller may not see it: both answer alike."""

    code: ClassVar[str] = "NOT_FOUND"
    zh: ClassVar[str] = "未找到{kind.zh}“{key}”，或您无权查看。"
    en: ClassVar[str] = "There is no {kind.en} “{key}” that you may see. Check the number or code."

    def __init__(self, kind: Thing, key: str) -> None:
        super().__init__(kind, key)
        self.kind = kind
        self.key = key


def reach(caller: Caller, act: Act) -> Reach | None:
    """Return how far the act reaches for the caller, None where it is not hers."""
    identity = caller.identity
    found = MATRIX[identity.role].get(act)
    if found is None or (identity.acts is not None and act not in identity.acts):
        return None
    if found is not Reach.COUNTY or identity.zone_ids is None or act in UNZONED:
        return found
    return Reach.ZONE if act in ZONED else None


def may(caller: Caller, act: Act) -> bool:
    """Tell whether the caller may do the act at all, to however little."""
    return reach(caller, act) is not None


def require(caller: Caller, act: Act, *, zones: set[int] | None = None) -> None:
    """Refuse unless the caller may do the act, and in these zones where zones are given.

    Raises:
        NotAllowed: the role or the token lacks the act, or a zone lies outside the caller's own.
    """
    how_far = reach(caller, act)
    if how_far is None:
        raise not_allowed(caller, act)
    if zones is None or how_far is Reach.COUNTY:
        return
    if how_far is not Reach.ZONE or not zones <= (caller.identity.zone_ids or frozenset()):
        raise not_allowed(caller, act)


def not_allowed(caller: Caller, act: Act) -> NotAllowed:
    """Return the refusal to raise; it goes on the audit trail when the request has been answered."""
    caller.refused.append(act.value)
    return NotAllowed(caller.identity.role, act)


def visible_cases(caller: Caller) -> ColumnElement[bool]:
    """Return the condition on ``cases`` for those the caller may see, never one of her own or her near kin's (R53)."""
    return and_(_in_reach(caller), open_to(caller, Case.id))


def open_to(caller: Caller, case_id: Any) -> ColumnElement[bool]:
    """Return the condition that neither the caller nor one of her near kin is a party of the case (R53)."""
    person = caller.identity.person_id
    if person is None:
        return true()
    closed = func.closed_cases(literal(person, BigInteger)).column_valued("closed")
    return col(case_id).not_in(select(closed))


def _in_reach(caller: Caller) -> ColumnElement[bool]:
    match reach(caller, Act.READ_CASES):
        case None:
            return false()
        case Reach.COUNTY:
            return true()
        case Reach.ZONE:
            zones = col(ZoneMember.zone_id).in_(caller.identity.zone_ids or ())
            members = organs_of_zones(zones, caller.today())
            return or_(col(Case.home_organ_id).in_(members), col(Case.handling_organ_id).in_(members))
        case Reach.ORGAN:
            own = caller.identity.organ_id
            return or_(col(Case.home_organ_id) == own, col(Case.handling_organ_id) == own)
        case Reach.OWN:
            return own_cases(caller)


def own_cases(caller: Caller) -> ColumnElement[bool]:
    """Return the condition on ``cases`` for those on which the caller in person works; who is suspended does not."""
    mine = select(Assignment.case_id).where(
        col(Assignment.person_id) == caller.identity.person_id, col(Assignment.state) == AssignmentState.ACTIVE
    )
    return col(Case.id).in_(mine)
