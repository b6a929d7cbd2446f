"""Why an approval assigns nobody."""

from collections.abc import Sequence
from typing import ClassVar

from recusal.findings import Finding
from terms.refusals import Refusal


class AlreadyStaffed(Refusal):
    """A case got its team, or its leader, from somebody else in the meantime."""

    code: ClassVar[str] = "ALREADY_STAFFED"
    zh: ClassVar[str] = "案件{number}已配备办案人员，请重新生成方案。"
    en: ClassVar[str] = "Case {number} has its team already. Propose again without it."

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


class TeamChanged(Refusal):
    """The team of a case is not any more what the plan was made for: somebody came, left or was suspended."""

    code: ClassVar[str] = "TEAM_CHANGED"
    zh: ClassVar[str] = "案件{number}的办案组在方案生成后已有变动，未作任何调整。请重新生成补员方案。"
    en: ClassVar[str] = (
        "The team of case {number} has changed since the plan was made; nothing was changed. Propose the repair again."
    )

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


class AwaitingConfirmation(Refusal):
    """People were put on a case by hand, and the county has not answered yet; every such case is answered alike."""

    code: ClassVar[str] = "AWAITING_CONFIRMATION"
    zh: ClassVar[str] = "案件{numbers}的指定人选待县纪委监委确认，确认后方可批准，未作任何分派。"
    en: ClassVar[str] = (
        "The people pinned to case {numbers} await the county's confirmation; approve after it. Nobody was assigned."
    )

    def __init__(self, case_numbers: Sequence[str]) -> None:
        super().__init__(case_numbers)
        self.case_numbers = tuple(case_numbers)
        self.numbers = "、".join(case_numbers)


class NothingToConfirm(Refusal):
    """Nobody is pinned in the proposal, or not the one who was named."""

    code: ClassVar[str] = "NOTHING_TO_CONFIRM"
    zh: ClassVar[str] = "该方案没有需要确认的此项指定人选。请核对案号和人员编号。"
    en: ClassVar[str] = "The proposal has no such pin to confirm. Check the numbers of case and person."


class NothingToApprove(Refusal):
    """The proposal has no team: none of its cases could be staffed."""

    code: ClassVar[str] = "NOTHING_TO_APPROVE"
    zh: ClassVar[str] = "该方案没有配齐任何案件，无可批准。请查看未配齐的原因，调整后重新生成方案。"
    en: ClassVar[str] = (
        "The proposal staffs no case, so there is nothing to approve. See its shortages and propose again."
    )


class ConflictOfInterest(Refusal):
    """Since the proposal was made, facts bar people from its cases; nothing was assigned."""

    code: ClassVar[str] = "CONFLICT_OF_INTEREST"
    zh: ClassVar[str] = "方案中有{count}处须回避的情形，未作任何分派。请重新生成方案。"
    en: ClassVar[str] = "{count} people of the proposal must stand aside; nobody was assigned. Propose again."

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(findings)
        self.findings = tuple(findings)
        self.count = len({(finding.person, finding.case) for finding in findings})


class AwaitingWaivers(Refusal):
    """The plan counts on waivers that nobody has granted yet; else nothing speaks against its people."""

    code: ClassVar[str] = "AWAITING_WAIVERS"
    zh: ClassVar[str] = "方案中有{count}项不回避批准尚未作出，批准不回避后方可批准方案，未作任何分派。"
    en: ClassVar[str] = (
        "The plan counts on waivers that are not granted yet ({count}); approve it after that. Nobody was assigned."
    )

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(findings)
        self.findings = tuple(findings)
        self.count = len(self.findings)


class NotConfirmed(Refusal):
    """The county does not confirm the team of a case; the reason, one of several, is not given."""

    code: ClassVar[str] = "NOT_CONFIRMED"
    zh: ClassVar[str] = "案件{numbers}的人员组成未获确认，未作任何分派。请重新生成方案。"
    en: ClassVar[str] = "The team of case {numbers} was not confirmed; nobody was assigned. Propose again."

    def __init__(self, case_numbers: Sequence[str]) -> None:
        super().__init__(case_numbers)
        self.case_numbers = tuple(case_numbers)
        self.numbers = "、".join(case_numbers)
