"""Codes that findings carry, as words in both languages."""

from collections.abc import Mapping
from typing import Self

import strawberry

from allocation.plan import ShortageReason
from recusal.findings import Lack
from recusal.registry import RULE_BY_CODE
from terms.allocation import UNITS, Level
from terms.closings import Closed
from terms.term import Term
from terms.ties import DutyKind, IncidentKind, InterestKind, Kinship, PlaceTieKind, SocialTieKind


class Record(Term):
    """A kind of record that evidence points to."""

    kin_tie = "kin_tie", "亲属关系登记", "record of kinship"
    asserted_kin = "asserted_kin", "亲属关系申报", "declared kinship"
    social_tie = "social_tie", "社会关系记录", "record of a social tie"
    interest = "interest", "利害关系记录", "record of an interest"
    party = "party", "案件当事人记录", "record of a party of the case"
    membership = "membership", "任职记录", "record of service"
    organ_link = "organ_link", "单位隶属记录", "record of the organ tree"
    succession = "succession", "单位更名合并记录", "record of a renamed or merged organ"
    service = "service", "办案记录", "record of an assignment"
    handling = "handling", "单位办案记录", "record of an organ's case"
    pool = "pool", "人才库记录", "record of the talent pool"
    authorisation = "authorisation", "授权文书", "authorisation"
    case = "case", "案件登记", "record of the case"
    case_link = "case_link", "并案分案记录", "record that cases are linked"
    place_tie = "place_tie", "籍贯居住记录", "record of a home village or township"
    incident = "incident", "违规接触、过问干预登记", "entry of the register of contacts and interference"
    duty = "duty", "信访、巡察、考核工作记录", "record of a duty outside investigation"
    loan = "loan", "借调台账", "entry of the secondment ledger"
    release = "release", "派出单位答复", "the home unit's answer"
    venue = "venue", "谈话场所登记", "record of a place for talks"
    same_person = "same_person", "身份核对记录", "record that two entries are one person"
    waiver = "waiver", "不回避批准", "waiver"
    recusal = "recusal", "回避决定", "decision that somebody stands aside"
    dismissal = "dismissal", "误报认定", "dismissal of a false alarm"


VOCABULARIES: tuple[type[Term], ...] = (
    Closed,
    ShortageReason,
    Record,
    Lack,
    DutyKind,
    IncidentKind,
    PlaceTieKind,
    InterestKind,
    SocialTieKind,
    Kinship,
)
TERM_BY_CODE: Mapping[str, Term] = {term.value: term for vocabulary in VOCABULARIES for term in vocabulary}
"""Every code that a finding or a shortage carries; where two vocabularies share one, kinship is meant."""


@strawberry.type(description="A code with its words in both languages (术语).")
class Word:
    """A code with its words."""

    code: str = strawberry.field(description="The stable code (代码).")
    zh: str = strawberry.field(description="The Chinese word (中文词).")
    en: str = strawberry.field(description="The English word (英文词).")

    @classmethod
    def of(cls, term: Term) -> Self:
        """Show a term."""
        return cls(code=term.value, zh=term.zh, en=term.en)

    @classmethod
    def unit_of(cls, level: Level) -> Self:
        """Show the unit of a level of the order of goods."""
        zh, en = UNITS[level]
        return cls(code=en.replace(" ", "_").upper(), zh=zh, en=en)

    @classmethod
    def plain(cls, code: str) -> Self:
        """Show a code that has no words of its own."""
        return cls(code=code, zh=code, en=code.replace("_", " ").lower())

    def text(self, language: str) -> str:
        """Return the word in a language."""
        return self.zh if language == "zh" else self.en


def relation_word(code: str | None) -> Word | None:
    """Return the words of a relation, a lack or a record; None for None."""
    if code is None:
        return None
    term = TERM_BY_CODE.get(code)
    return Word.plain(code) if term is None else Word.of(term)


def closing_word(code: str) -> Word:
    """Return the words of what closes a place: a rule's name, or a reason of the planning."""
    rule = RULE_BY_CODE.get(code)
    if rule is not None:
        return Word(code=code, zh=rule.zh, en=rule.en)
    return relation_word(code) or Word.plain(code)
