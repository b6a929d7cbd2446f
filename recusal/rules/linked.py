"""Grounds that come from elsewhere: from a linked case, and from any hard tie where a talk is delegated."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeAlias

from recusal.findings import Evidence, Finding
from recusal.inquiry import Inquiry
from recusal.rules import chains, incidents, interests, kin, parties
from terms.cases import PartyRole
from terms.recusal import Purpose, Severity

_Functions: TypeAlias = tuple[Callable[[Inquiry], Iterator[Finding]], ...]

PARTY_RULES: Mapping[str, _Functions] = MappingProxyType(
    {
        "R01": (parties.self_party,),
        "R02": (kin.near_kin_of_subject,),
        "R05": (parties.witness,),
        "R06": (interests.own_interest,),
        "R07": (interests.near_kins_interest,),
        "R08": (kin.extended_kin_of_subject,),
        "R10": (kin.tie_to_witness,),
        "R14": (chains.superior,),
        "R18": (interests.social_tie, kin.discretionary_kin),
        "R19": (interests.grudge,),
        "R20": (interests.economic_tie,),
        "R21": (incidents.improper_contact,),
    }
)
"""The rules about people of the case itself, which hold in a linked case as they do in this one."""


def linked_case(inquiry: Inquiry) -> Iterator[Finding]:
    """R52: one of these rules fires in a linked case, or in one that this one re-examines, as hard as there.

    It is not told again where it fires here as well, as hard and about the same person.
    """
    links = {case.id: _linked(inquiry, case.id) for case in inquiry.cases}
    wanted = frozenset(case for case, others in links.items() if others).union(*links.values())
    dismissed = (replace(said, case=said.evidence[0].id, evidence=said.evidence[1:]) for said in inquiry.looked_through)
    found = _found(replace(inquiry, looked_through=frozenset(dismissed)), wanted) if wanted else {}
    for case, others in links.items():
        here = {_about(finding) for finding in found.get(case, ())}
        for other in sorted(others):
            for finding in found.get(other, ()):
                if _about(finding) not in here:
                    evidence = (Evidence("case", other), *finding.evidence)
                    yield replace(finding, rule="R52", case=case, evidence=evidence)


def delegated_talk(inquiry: Inquiry) -> Iterator[Finding]:
    """R54: who would hold a delegated talk is a party of the case in any role, or has a hard tie to one."""
    if inquiry.question.purpose is not Purpose.DELEGATED_TALK:
        return
    for case in inquiry.cases:
        for person, party in inquiry.parties(case, frozenset(PartyRole)):
            yield from inquiry.hit("R54", person=person, case=case, evidence=(Evidence("party", party.id),))
    for findings in _found(inquiry, inquiry.question.cases).values():
        for finding in findings:
            if finding.severity is Severity.HARD:
                yield replace(finding, rule="R54")


def _about(finding: Finding) -> tuple[object, ...]:
    return finding.rule, finding.severity, finding.person, finding.other_person


def _linked(inquiry: Inquiry, case: int) -> Collection[int]:
    return inquiry.world.joined(case) & inquiry.world.cases.keys()


def _found(inquiry: Inquiry, cases: frozenset[int]) -> Mapping[int, list[Finding]]:
    asked = replace(inquiry, question=replace(inquiry.question, cases=cases))
    found: defaultdict[int, list[Finding]] = defaultdict(list)
    for functions in PARTY_RULES.values():
        for function in functions:
            for finding in function(asked):
                found[finding.case].append(finding)
    return found
