"""What makes three of the fourteen cases impossible to staff, and the special kin of the demo."""

from collections.abc import Sequence

from db.demo.cases import OpenCase
from db.demo.draft import Draft
from db.demo.families import Kindred
from db.demo.matters import Snag
from db.demo.pool import Member
from db.demo.standing import be_absent, certify
from db.demo.ties import Ties
from terms.people import AbsenceKind, Skill


def lay_snags(draft: Draft, cases: Sequence[OpenCase], pool: Sequence[Member], kindred: Kindred, ties: Ties) -> None:
    """Give the highest grade in a rare skill to the few who cannot use it on the case that needs it.

    Raises LookupError where the pool has nobody who could be married to the subject.
    """
    for case in cases:
        if case.matter.snag is Snag.EXPERT_IS_KIN:
            expert = next(
                member
                for member in reversed(pool)
                if Skill.E_DATA not in member.skills and kindred.marry(member.human, case.subject)
            )
            certify(draft, expert.human, Skill.E_DATA, 3)
        if case.matter.snag is Snag.EXPERT_IS_AWAY:
            away, colleague = [member for member in pool if Skill.WORKS not in member.skills][-2:]
            for expert in (away, colleague):
                certify(draft, expert.human, Skill.WORKS, 3)
            start = case.matter.starts_in
            be_absent(draft, away.human, AbsenceKind.TRAINING, draft.since(-start + 2, -start - case.matter.lasts - 2))
            ties.work_together(case, colleague.human)
