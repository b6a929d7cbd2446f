"""What the database's own guards refuse, told as refusals; the guards themselves are in ``migrations/sql``."""

from typing import ClassVar

from sqlalchemy.exc import DBAPIError

from terms.refusals import Refusal


class OverCapacity(Refusal):
    """A person would be booked beyond her capacity, by this act or together with another at the same time."""

    code: ClassVar[str] = "OVER_CAPACITY"
    zh: ClassVar[str] = "人员{number}的办案时间已超出可用上限，请重新生成方案。"
    en: ClassVar[str] = "Person {number} would be booked beyond capacity. Propose again: the new plan takes it in."

    def __init__(self, person_id: int, number: str = "") -> None:
        super().__init__(person_id, number)
        self.person_id = person_id
        self.number = number or str(person_id)


class GuardRefused(Refusal):
    """The database refused a row that would break an invariant; nothing was written."""

    code: ClassVar[str] = "GUARD_REFUSED"
    zh: ClassVar[str] = "数据库保护规则“{constraint}”拒绝了该操作，未作任何更改。请重新生成方案后再试。"
    en: ClassVar[str] = "The database's guard “{constraint}” refused the act; nothing was changed. Propose again."

    def __init__(self, constraint: str) -> None:
        super().__init__(constraint)
        self.constraint = constraint


def guarded_by(error: DBAPIError) -> tuple[str, str]:
    """Return the table and the constraint that the database named; empty where it named none."""
    cause = getattr(error.orig, "__cause__", None)
    return getattr(cause, "table_name", None) or "", getattr(cause, "constraint_name", None) or ""


OURS = "ZB0"
"""SQL states that begin so are raised by our own guards."""


def guard_refusal(error: DBAPIError) -> Refusal | None:
    """Return the refusal that a guard's error means, None where it is no guard that spoke."""
    cause = getattr(error.orig, "__cause__", None)
    state = getattr(cause, "sqlstate", None)
    _, constraint = guarded_by(error)
    if constraint == "assignment_within_capacity":
        return OverCapacity(int(getattr(cause, "detail", None) or 0))
    if constraint.startswith("ex_assignments_") or (isinstance(state, str) and state.startswith(OURS)):
        return GuardRefused(constraint)
    return None
