"""Sealed grounds: whatever they are, they show as RESTRICTED and as nothing else.

Where the caller's question may not use sealed facts, there are none among the facts, and nothing here fires. Without a
named informant there is no link and no ground: who stands behind an anonymous report is not known, which clears nobody.
"""

from collections.abc import Iterator

from recusal.facts import Case
from recusal.findings import Evidence, Finding
from recusal.inquiry import Inquiry
from recusal.kin_sets import CS_KIN, NEAR_SUP, PRESUMED
from recusal.kinship import Kin
from terms.people import MembershipKind
from terms.recusal import Severity, Verdict
from terms.ties import Kinship

RESTRICTED = "RESTRICTED"
SEALED: frozenset[str] = frozenset({"R03", "R04", "R09", "R49"})
"""Codes of the rules whose findings nobody but the recusal officer sees."""


def restricted(inquiry: Inquiry) -> Iterator[Finding]:
    """R03, R04, R09, R49: one finding a pair at most, whatever and however many the grounds.

    Where the question asks for it, all colleagues of who is restricted because of an informant are restricted too, and
    so are the decoys among the facts, of whom nothing sealed is known.
    """
    pairs = {(ground.person, ground.case) for ground in grounds(inquiry)} | set(widened(inquiry))
    if inquiry.question.widen_sealed:
        pairs |= {
            (person, case) for case, person in inquiry.world.facts.sealed.decoys if case in inquiry.question.cases
        }
    for person, case in sorted(pairs):
        if person in inquiry.question.people:
            yield Finding(RESTRICTED, Severity.HARD, Verdict.CONFLICT, person, case)


def grounds(inquiry: Inquiry) -> Iterator[Finding]:
    """Yield the true grounds, for the recusal officer alone: of anybody in these cases, asked about or not.

    A finding names neither the informant nor a record; its evidence is the linked case that it comes from, if any. An
    informant or a hold counts for a case; an informant of a linked case, or of one that this one re-examines, counts as
    one of this case.
    """
    for case in inquiry.cases:
        for source in (case.id, *sorted(inquiry.world.joined(case.id))):
            for rule, person, relation in _of_informants(inquiry, case, source):
                yield _ground(inquiry, rule, person, case, source=source, relation=relation)
        for person, during in inquiry.world.facts.sealed.holds:
            if during.overlaps(inquiry.span(case)):
                yield _ground(inquiry, "R49", person, case, source=case.id, relation=None)


def widened(inquiry: Inquiry) -> Iterator[tuple[int, int]]:
    """Yield person and case of all colleagues, in their own organs, of who is restricted because of an informant (T03).

    A hold widens nothing: it reads like a leave.
    """
    if not (inquiry.question.widen_sealed and inquiry.policy.widen_sealed_grounds):
        return
    day = inquiry.day
    pairs = {(ground.person, ground.case) for ground in grounds(inquiry) if ground.rule != "R49"}
    for person, number in sorted(pairs):
        case = inquiry.world.cases[number]
        for post in inquiry.organs_now(person, case):
            for unit in day.tree.units(post.organ) if post.kind is MembershipKind.ESTABLISHMENT else ():
                for colleague in establishment(inquiry, unit, case):
                    yield colleague, number


def establishment(inquiry: Inquiry, unit: int, case: Case) -> Iterator[int]:
    """Yield the people who are on the establishment of a unit while the case is worked on."""
    for fact in inquiry.day.members(unit):
        if fact.kind is MembershipKind.ESTABLISHMENT and fact.during.overlaps(inquiry.span(case)):
            yield fact.person


def _of_informants(inquiry: Inquiry, case: Case, source: int) -> Iterator[tuple[str, int, Kinship | None]]:
    span = inquiry.span(case)
    for _, informant in inquiry.world.informants_of.get(source, ()):
        yield "R04", informant, None
        nearest: dict[int, Kin] = {}
        for kin in inquiry.world.kin.kin_of(informant):
            seen = kin.seen_back
            if seen.bond in CS_KIN | PRESUMED and seen.during.overlaps(span):
                nearest[seen.person] = min(nearest.get(seen.person, seen), seen, key=lambda one: one.rank)
        for seen in nearest.values():
            yield "R03" if seen.bond in NEAR_SUP else "R09", seen.person, seen.bond.word


def _ground(inquiry: Inquiry, rule: str, person: int, case: Case, *, source: int, relation: Kinship | None) -> Finding:
    """Return a ground as hard as the county has it; the floors let it switch none off."""
    severity = inquiry.policy.severity(rule) or Severity.HARD
    evidence = () if source == case.id else (Evidence("case", source),)
    word = None if relation is None else relation.value
    return Finding(rule, severity, Verdict.CONFLICT, person, case.id, evidence, relation=word)
