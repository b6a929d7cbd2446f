"""What is refused of those who manage access."""

from typing import ClassVar

from sqlalchemy.exc import DBAPIError

from db.guards import GuardRefused, guard_refusal
from terms.refusals import Refusal
from terms.roles import Role
from terms.term import Term


class Misfit(Term):
    """What does not go together in an access."""

    NEEDS_ZONE = "NEEDS_ZONE", "协作区协调员须指定协作区", "a zone coordinator needs a zone"
    NEEDS_ORGAN = "NEEDS_ORGAN", "单位纪检负责人须指定单位", "an organ secretary needs an organ"
    NEEDS_PERSON = "NEEDS_PERSON", "办案人员须指定人员", "an investigator needs a person"
    NEEDS_HOLDER = "NEEDS_HOLDER", "管理员须指定人员或持有人", "an administrator needs a person or a named holder"
    NO_ZONES = "NO_ZONES", "该角色不按协作区限定", "this role is not held to zones"
    NO_ORGAN = "NO_ORGAN", "该角色不按单位限定", "this role is not held to an organ"
    FOREIGN_ACT = "FOREIGN_ACT", "超出该角色的权限", "an act is none of the role's"
    NO_ACTS = "NO_ACTS", "至少须有一项权限", "name at least one act, or none at all for all of the role's"
    DAYS = "DAYS", "有效期须为1至400天", "a token is good for 1 to 400 days"


class NoCounty(Refusal):
    """The database has no county yet, so nobody can come in to one."""

    code: ClassVar[str] = "NO_COUNTY"
    zh: ClassVar[str] = "数据库中还没有县。请先运行 zones init。"
    en: ClassVar[str] = "The database has no county yet. Run zones init first."


class AccessUnfit(Refusal):
    """What was asked for does not go together."""

    code: ClassVar[str] = "ACCESS_UNFIT"
    zh: ClassVar[str] = "无法签发：{misfit.zh}。"
    en: ClassVar[str] = "This access cannot be: {misfit.en}."

    def __init__(self, misfit: Misfit) -> None:
        super().__init__(misfit)
        self.misfit = misfit


class StandsApart(Refusal):
    """The holder already stands in a role that goes with no other."""

    code: ClassVar[str] = "ADMINISTRATORS_STAND_APART"
    zh: ClassVar[str] = "该持有人已是“{role.zh}”。系统、安全、审计三类管理员不得相互兼任，也不得兼任其他角色。"
    en: ClassVar[str] = (
        "The holder stands as {role.en}. An administrator's role goes with no other: end that one first."
    )

    def __init__(self, role: Role) -> None:
        super().__init__(role)
        self.role = role


class LabelTaken(Refusal):
    """Another access that stands has this label."""

    code: ClassVar[str] = "LABEL_TAKEN"
    zh: ClassVar[str] = "名称“{label}”已被使用，请另取名称，以便审计记录区分。"
    en: ClassVar[str] = (
        "“{label}” names another that stands. Choose another label, so that the audit trail tells them apart."
    )

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.label = label


class SubjectTaken(Refusal):
    """Somebody of the provider has an account already."""

    code: ClassVar[str] = "SUBJECT_TAKEN"
    zh: ClassVar[str] = "该用户已有账号。如需变更角色，请先注销原账号。"
    en: ClassVar[str] = "This subject has an account. To change its role, close that one first."


def told(error: DBAPIError, label: str) -> Refusal | None:
    """Return the refusal that an error of the database means here, None where it means none."""
    cause = getattr(error.orig, "__cause__", None)
    constraint = getattr(cause, "constraint_name", None)
    if constraint == "administrators_stand_apart":
        return StandsApart(Role[str(getattr(cause, "detail", ""))])
    if constraint == "label_is_its_own":
        return LabelTaken(label)
    if constraint == "uq_accounts_standing":
        return SubjectTaken()
    found = guard_refusal(error)
    return found if isinstance(found, GuardRefused) else None
