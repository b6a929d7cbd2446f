"""Sealed facts of the demo: who informed in some cases, and who may not be drawn for a reason nobody else learns."""

from collections.abc import Sequence

from db.demo.cases import OpenCase
from db.demo.draft import Draft
from db.demo.pool import Member
from db.demo.ties import Ties
from db.tables import Hold, Informant
from terms.sealed import HoldKind

_EVERY_THIRD = 3
_HOLDS = ((HoldKind.COMPLAINT, 40, None), (HoldKind.SANCTION, 700, 300), (HoldKind.TALK, 20, -60))
"""Kind, days since it began, days since it ended: one of the three is over."""


def seal(draft: Draft, cases: Sequence[OpenCase], pool: Sequence[Member], ties: Ties) -> None:
    """Write informants for every third case, each kin of somebody in the pool, and three holds."""
    others = [member for member in pool if not member.seat.steady]
    for case in cases[::_EVERY_THIRD]:
        informant = draft.human(age=(30, 65), native_place=case.scene.concerned.name)
        draft.register.add(Informant, case_id=case.id, person_id=informant.id)
        ties.make_kin(draft.chance.choice(others).human, informant)
    for (kind, began, ended), member in zip(_HOLDS, draft.chance.sample(others, len(_HOLDS)), strict=True):
        draft.register.add(Hold, person_id=member.human.id, kind=kind, during=draft.since(began, ended))
