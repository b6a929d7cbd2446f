"""One question put to one world under one policy on one day: what every rule is given."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from recusal.days import months_before, period_from
from recusal.facts import Case, Membership, Party
from recusal.findings import Evidence, Finding, Question
from recusal.policy import Policy
from recusal.world import Day, World
from terms.cases import PartyRole
from terms.periods import Period
from terms.recusal import Verdict
from terms.term import Term

SUBJECTS = frozenset({PartyRole.SUBJECT, PartyRole.CO_SUBJECT})
CONCERNED = frozenset({PartyRole.INTERESTED, PartyRole.VICTIM})


class UnknownCaseError(LookupError):
    """The question names a case that is not among the facts."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What a rule looks at, and how it says what it found."""

    world: World
    question: Question
    policy: Policy
    on: date
    looked_through: frozenset[Finding] = frozenset()
    """What a human lifted: the kinships that these rest on are passed over, see ``recusal.lifting``."""

    @property
    def cases(self) -> tuple[Case, ...]:
        """Return the cases asked about, in order of id; UnknownCaseError where one is not among the facts."""
        missing = self.question.cases - self.world.cases.keys()
        if missing:
            raise UnknownCaseError(*sorted(missing))
        return tuple(self.world.cases[case] for case in sorted(self.question.cases))

    @property
    def people(self) -> tuple[int, ...]:
        """Return the people asked about, in order of id."""
        return tuple(sorted(self.question.people))

    @property
    def day(self) -> Day:
        """Return the units of the day and the facts by unit."""
        return self.world.day(self.on)

    def span(self, case: Case) -> Period:
        """Return the days that count as "now": from the day of the question to the end of the work on the case.

        What is already known to begin before the work ends counts, and so does what ends in its midst.
        """
        return period_from(self.on, case.window.end)

    def parties(self, case: Case, roles: frozenset[PartyRole]) -> Iterator[tuple[int, Party]]:
        """Yield the people who are parties of the case in these roles, each with the record, on any day so far."""
        for party in self.world.parties_of.get(case.id, ()):
            if party.role in roles and party.person is not None:
                yield party.person, party

    def organs_now(self, person: int, case: Case) -> Sequence[Membership]:
        """Return the memberships of a person that count as present ones for the case."""
        span = self.span(case)
        return [fact for fact in self.world.memberships_of.get(person, ()) if fact.during.overlaps(span)]

    def recent(self, end: date, months: int) -> bool:
        """Tell whether what ended that day ended within so many months before the day of the question."""
        return end >= months_before(self.on, months)

    def hit(
        self,
        rule: str,
        grade: str | None = None,
        *,
        person: int,
        case: Case,
        evidence: tuple[Evidence, ...],
        other_person: int | None = None,
        organ: int | None = None,
        relation: Term | None = None,
        verdict: Verdict = Verdict.CONFLICT,
    ) -> Iterator[Finding]:
        """Yield the finding, unless the person was not asked about or the county lets it pass."""
        severity = self.policy.severity(rule, grade)
        if severity is not None and person in self.question.people:
            code = None if relation is None else relation.value
            yield Finding(rule, severity, verdict, person, case.id, evidence, other_person, organ, code)
