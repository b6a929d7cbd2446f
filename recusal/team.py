"""Rules that look at a team as a whole."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from recusal.days import period_from
from recusal.facts import Case, Person
from recusal.findings import Evidence, Lack, Question, TeamFinding
from recusal.inquiry import UnknownCaseError
from recusal.kin_sets import MUTUAL_CS_KIN
from recusal.kinship import Kin
from recusal.policy import DEFAULT_POLICY, Policy
from recusal.screen import find
from recusal.world import World
from terms.cases import AssignmentRole, AssignmentState
from terms.people import Gender
from terms.term import Term


@dataclass(frozen=True, slots=True)
class _Team:
    world: World
    case: Case
    seats: tuple[tuple[int, AssignmentRole], ...]
    policy: Policy
    on: date

    def holders(self, *roles: AssignmentRole) -> tuple[int, ...]:
        """Return the different people in these roles, in order of id."""
        return tuple(sorted({person for person, role in self.seats if role in roles}))

    @property
    def investigators(self) -> tuple[int, ...]:
        """Return everybody but the reviewers."""
        return self.holders(*(role for role in AssignmentRole if role is not AssignmentRole.REVIEWER))

    def hit(
        self,
        rule: str,
        people: tuple[int, ...],
        relation: Term | None,
        evidence: tuple[Evidence, ...] = (),
        *,
        grade: str | None = None,
    ) -> Iterator[TeamFinding]:
        """Yield the finding unless the county lets it pass."""
        severity = self.policy.severity(rule, grade)
        if severity is not None:
            code = None if relation is None else relation.value
            yield TeamFinding(rule, severity, self.case.id, people, evidence, code)


def screen_team(
    world: World,
    case: int,
    seats: Iterable[tuple[int, AssignmentRole]],
    policy: Policy = DEFAULT_POLICY,
    *,
    on: date,
    needs_female: bool = False,
) -> tuple[TeamFinding, ...]:
    """Return what is wrong with a team as a whole: R23, R29 to R34, in order of rule and people.

    ``seats`` is the whole team as it would be; who is already on the case counts for kinship too. A person may hold
    several seats, and is named by the smallest of her records. A team of reviewers alone needs neither leader nor
    safety officer, and neither skills nor a woman. Raises UnknownCaseError.
    """
    if case not in world.cases:
        raise UnknownCaseError(case)
    seated = tuple((world.identities.of(person), role) for person, role in seats)
    team = _Team(world, world.cases[case], seated, policy, on)
    rules = (_separated, _kin, _numbers, _qualified, _safety, _skilled)
    found = [finding for rule in rules for finding in rule(team)]
    found += _women(team) if needs_female else ()
    return tuple(sorted(found, key=lambda finding: (finding.rule, finding.people, finding.relation or "")))


def team_kin(world: World, people: Collection[int], *, on: date, until: date | None = None) -> tuple[Kin, ...]:
    """Return the nearest kinship of each two people who may not sit on one case (R29), smaller id first.

    It holds from ``on`` to ``until``, for good where that is None.
    """
    span = period_from(on, until)
    wanted: defaultdict[int, set[int]] = defaultdict(set)
    for record in people:
        wanted[world.identities.of(record)].add(record)
    nearest: dict[tuple[int, int], Kin] = {}
    for person in sorted(wanted):
        for kin in world.kin.kin_in(person, MUTUAL_CS_KIN, span):
            for one, other in product(wanted[person], wanted.get(kin.relative, ())):
                if one < other:
                    nearest.setdefault((one, other), replace(kin, person=one, relative=other))
    return tuple(nearest[pair] for pair in sorted(nearest))


def _separated(team: _Team) -> Iterator[TeamFinding]:
    reviewers = team.holders(AssignmentRole.REVIEWER)
    for person in reviewers:
        if person in team.investigators:
            yield from team.hit("R23", (person,), None)


def _kin(team: _Team) -> Iterator[TeamFinding]:
    seated = {person for person, _ in team.seats}
    services = team.world.services_on.get(team.case.id, ())
    present = {service.person for service in services if service.state is AssignmentState.ACTIVE}
    for kin in team_kin(team.world, seated | present, on=team.on, until=team.case.window.end):
        if not seated.isdisjoint((kin.person, kin.relative)):
            yield from team.hit("R29", (kin.person, kin.relative), kin.bond.word, kin.path)


def _numbers(team: _Team) -> Iterator[TeamFinding]:
    reviewers = team.holders(AssignmentRole.REVIEWER)
    least = team.policy.smallest_team
    if len(team.investigators) < least and (team.investigators or not reviewers):
        yield from team.hit("R30", (), Lack.INVESTIGATORS)
    if 0 < len(reviewers) < least:
        yield from team.hit("R30", (), Lack.REVIEWERS)


def _women(team: _Team) -> Iterator[TeamFinding]:
    people: dict[int, Person] = {person.id: person for person in team.world.facts.people}
    seated = [people[person] for person in team.investigators if person in people]
    if team.investigators and not any(person.gender is Gender.FEMALE for person in seated):
        yield from team.hit("R31", (), Lack.WOMAN)


def _qualified(team: _Team) -> Iterator[TeamFinding]:
    if team.investigators and not team.holders(AssignmentRole.LEAD):
        yield from team.hit("R32", (), Lack.LEAD)
    for role in (AssignmentRole.LEAD, AssignmentRole.REVIEWER):
        question = Question(frozenset(team.holders(role)), frozenset({team.case.id}), role)
        for finding in find(team.world, question, team.policy, on=team.on, rules={"R32"}):
            people = (finding.person,)
            yield TeamFinding("R32", finding.severity, finding.case, people, finding.evidence, finding.relation)


def _safety(team: _Team) -> Iterator[TeamFinding]:
    if team.investigators and not team.holders(AssignmentRole.SAFETY_OFFICER):
        yield from team.hit("R33", (), Lack.SAFETY_OFFICER)


def _skilled(team: _Team) -> Iterator[TeamFinding]:
    """R34: some investigator has each needed skill in its grade; where there are several, not one person alone.

    A single person who is the only one with any of them would be the one that everything rests on, which defeats R30.
    """
    covering = [
        {
            person
            for person in team.investigators
            for known in team.world.skills_of.get(person, ())
            if known.skill is skill and known.grade >= grade
            if known.expires_on is None or team.on < known.expires_on
        }
        for skill, grade in team.case.needs
    ]
    if team.investigators and not all(covering):
        yield from team.hit("R34", (), Lack.SKILL)
    elif len(covering) > 1 and len(set().union(*covering)) == 1:
        yield from team.hit("R34", tuple(covering[0]), Lack.SKILL, grade="ALONE")
