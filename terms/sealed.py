"""Words of the sealed store."""

from terms.term import Term


class HoldKind(Term):
    """Why a person may not be drawn; known to the recusal officer only."""

    COMPLAINT = "COMPLAINT", "被反映", "a complaint is pending"
    SANCTION = "SANCTION", "处分影响期", "within the period of effect of a sanction"
    TALK = "TALK", "提醒谈话", "reminded or talked to"
