"""What a rule is: code, words, scope, sources and the functions that decide it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from recusal.findings import Finding
from recusal.inquiry import Inquiry
from recusal.severities import STANDARDS
from recusal.sources import LAWS, Source
from terms.periods import ALWAYS, Period
from terms.recusal import Severity

RuleFunction: TypeAlias = Callable[[Inquiry], Iterator[Finding]]


class Scope(StrEnum):
    """What a rule is asked about, and so who asks it."""

    PAIR = "PAIR"
    """One person and one case, ties and facts that may bias her: ``screen``."""
    REQUIREMENT = "REQUIREMENT"
    """One person and one case, what must be in order before she is assigned: ``screen``."""
    TEAM = "TEAM"
    """The team of a case as a whole: ``screen_team``."""
    ALLOCATION = "ALLOCATION"
    """All teams together: the allocation room."""
    SEALED = "SEALED"
    """One person and one case, behind the sealed wall: ``sealed_truth``; everybody else is told RESTRICTED."""
    VENUE = "VENUE"
    """One venue and one case: ``screen_support``."""
    FILES = "FILES"
    """Which cases one person may not see: ``closed_to``."""
    DECISION = "DECISION"
    """Who decides on a recusal: ``recusal.deciders``."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule."""

    code: str
    zh: str
    en: str
    scope: Scope
    sources: tuple[Source, ...]
    functions: tuple[RuleFunction, ...] = ()
    """What decides it for pairs; empty where something else than one person and one case is asked about."""
    effective: Period = ALWAYS
    """The days on which the service applies the rule."""

    @property
    def severities(self) -> Mapping[str, Severity | None]:
        """Return the default severity by policy key: the code, or the code and each grade; empty where it has none."""
        return MappingProxyType(
            {key: value.severity for key, value in STANDARDS.items() if key.split(".")[0] == self.code}
        )

    def sources_on(self, day: date) -> tuple[Source, ...]:
        """Return the sources whose text was in force on a day."""
        return tuple(source for source in self.sources if source.in_force(day))


def cite(**articles: str) -> tuple[Source, ...]:
    """Return the articles of laws named by their keys."""
    return tuple(Source(LAWS[key], article) for key, article in articles.items())
