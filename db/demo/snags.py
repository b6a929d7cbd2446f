"""What makes three of the fourteen cases impossible to staff."""

from collections.abc import Sequence
from itertools import islice

from db.demo.cases import OpenCase
from db.demo.draft import Draft
from db.demo.families import Kindred
from db.demo.matters import Snag
from db.demo.pool import Member
from db.demo.standing import be_absent, certify
from db.demo.ties import Ties
from terms.people import AbsenceKind, Skill


def lay_snags(
    draft: Draft, cases: Sequence[OpenCase], pool: Sequence[Member], kindred: Kindred, ties: Ties
) -> frozenset[int]:
    """Give the highest grade in a rare skill to the few who cannot use it on the case that needs it; return them.

    Raises StopIteration where the pool has nobody who could be married to the subject.
    """
    experts: set[int] = set()
    ready = [member for member in reversed(pool) if member.ready and not member.seat.steady]
    for case in cases:
        if case.matter.snag is Snag.EXPERT_IS_KIN:
            able = (member.human for member in ready if Skill.E_DATA not in member.skills)
            expert = next(human for human in able if kindred.marry(human, case.subject))
            certify(draft, expert, Skill.E_DATA, 3)
            experts.add(expert.id)
        if case.matter.snag is Snag.EXPERT_IS_AWAY:
            able = (member.human for member in ready if Skill.WORKS not in member.skills)
            away, colleague = islice((human for human in able if human.id not in experts), 2)
            for expert in (away, colleague):
                certify(draft, expert, Skill.WORKS, 3)
                experts.add(expert.id)
            start = case.matter.starts_in
            be_absent(draft, away, AbsenceKind.TRAINING, draft.since(-start + 2, -start - case.matter.lasts - 2))
            ties.work_together(case, colleague)
    return frozenset(experts)
