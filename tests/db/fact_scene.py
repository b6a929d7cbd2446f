"""The demo county with many more facts of every kind, drawn from a seed: far more entangled than any real one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import (
    AssertedKinTie,
    Case,
    CaseLink,
    CaseParty,
    Declaration,
    Duty,
    Hold,
    IdentityLink,
    Incident,
    Informant,
    Interest,
    KinTie,
    Loan,
    Organ,
    OrganSuccession,
    PlaceTie,
    PoolMember,
    Release,
    SocialTie,
)
from terms.cases import PartyRole
from terms.organs import OrganKind, SuccessionKind
from terms.periods import ALWAYS, Period
from terms.recusal import IdentityVerdict
from terms.sealed import HoldKind
from terms.ties import (
    DutyKind,
    FactOrigin,
    IncidentKind,
    InterestKind,
    KinEdge,
    Kinship,
    PlaceTieKind,
    SocialTieKind,
)


@dataclass(slots=True)
class Tangle:
    """What new facts are drawn from, and what was drawn; no fact twice."""

    draw: Random
    day: date
    people: Sequence[int]
    cases: Sequence[int]
    organs: Sequence[int]
    places: Sequence[int]
    drawn: dict[tuple[Any, ...], SQLModel]

    def period(self) -> Period:
        """Return all days mostly, else a stretch around the day."""
        if self.draw.random() < 0.6:
            return ALWAYS
        start = self.day + timedelta(days=self.draw.randrange(-2000, 60))
        return Period(start, start + timedelta(days=self.draw.randrange(1, 2500)))

    def add(self, table: type[SQLModel], *key: object, **values: Any) -> None:
        """Draw one row, unless the same was drawn."""
        self.drawn.setdefault((table, *key), table(**values))

    def two(self, keys: Sequence[int]) -> tuple[int, int]:
        """Return two different keys."""
        first, second = self.draw.sample(keys, 2)
        return first, second

    def kin(self) -> None:
        """Draw a step in a family tree, and a declared word."""
        first, second = self.two(self.people)
        edge = self.draw.choice(list(KinEdge))
        values: dict[str, Any] = {"origin": FactOrigin.REGISTERED, "during": self.period()}
        raised = self.draw.random() < 0.5
        self.add(KinTie, first, second, edge, first_id=first, second_id=second, edge=edge, raised=raised, **values)
        person, relative = self.two(self.people)
        word = self.draw.choice([Kinship.SIBLING, *Kinship])
        said: dict[str, Any] = {"person_id": person, "relative_id": relative, "kinship": word}
        self.add(AssertedKinTie, person, relative, word, **said, **values)

    def ties(self) -> None:
        """Draw a social tie, an interest and a native place."""
        first, second = sorted(self.two(self.people))
        values: dict[str, Any] = {"origin": FactOrigin.DECLARED, "during": self.period()}
        social = self.draw.choice(list(SocialTieKind))
        self.add(SocialTie, first, second, social, first_id=first, second_id=second, kind=social, **values)
        in_case = self.draw.random() < 0.4
        place = self.draw.choice(self.cases if in_case else self.organs)
        kind = self.draw.choice([InterestKind.SHARES, *InterestKind])
        where = {"case_id" if in_case else "organ_id": place}
        self.add(Interest, first, in_case, place, kind, person_id=first, kind=kind, **where, **values)
        home, native = self.draw.choice(self.places), self.draw.choice(list(PlaceTieKind))
        self.add(PlaceTie, second, home, native, person_id=second, organ_id=home, kind=native, **values)

    def registers(self) -> None:
        """Draw an incident, duties, a loan, a release and a declaration."""
        person, case, day = self.draw.choice(self.people), self.draw.choice(self.cases), self.day
        known: dict[str, Any] = {"person_id": person, "case_id": case}
        incident = self.draw.choice(list(IncidentKind))
        established = self.draw.random() < 0.7
        facts: dict[str, Any] = {"kind": incident, "established": established, "occurred_on": day, "note": "记录"}
        self.add(Incident, person, case, incident, **known, **facts)
        duty = self.draw.choice([DutyKind.PETITION_RECEPTION, DutyKind.PETITION_IN_CHARGE])
        self.add(Duty, person, case, duty, **known, kind=duty, during=ALWAYS)
        organ = self.draw.choice(self.organs)
        inspected = self.draw.choice([DutyKind.INSPECTION, DutyKind.ASSESSMENT])
        self.add(Duty, person, organ, inspected, person_id=person, organ_id=organ, kind=inspected, during=ALWAYS)
        lent = Period(day - timedelta(days=200), day + timedelta(days=self.draw.randrange(-150, 100)))
        self.add(Loan, person, case, **known, to_organ_id=organ, during=lent)
        self.add(Release, person, case, **known, consented=self.draw.random() < 0.5, answered_on=day)
        made: dict[str, Any] = {"nothing_to_declare": True, "declared_on": day, "declared_by": "test"}
        self.add(Declaration, person, case, **known, **made)

    def matters(self) -> None:
        """Draw a party, and now and then links, identities, sealed facts and a renamed organ."""
        person, case = self.draw.choice(self.people), self.draw.choice(self.cases)
        role = self.draw.choice([PartyRole.SUBJECT, *PartyRole])
        self.add(CaseParty, case, person, role, case_id=case, person_id=person, role=role, during=ALWAYS)
        if self.draw.random() < 0.3:
            first, second = sorted(self.two(self.cases))
            self.add(CaseLink, first, second, first_id=first, second_id=second)
        if self.draw.random() < 0.15:
            first, second = sorted(self.two(self.people))
            said: dict[str, Any] = {"verdict": IdentityVerdict.SAME, "reason": "同一人", "decided_by": "test"}
            self.add(IdentityLink, first, second, first_id=first, second_id=second, **said)
        if self.draw.random() < 0.4:
            informer = self.draw.choice(self.people)
            self.add(Informant, case, informer, case_id=case, person_id=informer)
        if self.draw.random() < 0.1:
            self.add(Hold, person, person_id=person, kind=HoldKind.TALK, during=self.period())
        if self.draw.random() < 0.1:
            old, new = sorted(self.two(self.organs))
            came: dict[str, Any] = {"predecessor_id": old, "successor_id": new, "kind": SuccessionKind.MERGED}
            self.add(OrganSuccession, old, new, **came, happened_on=self.day - timedelta(days=90))


async def tangle(session: AsyncSession, seed: int, *, day: date, rounds: int = 40) -> Tangle:
    """Draw facts about some dozens of people and all cases of the county, write them, and return from what."""
    draw = Random(seed)  # noqa: S311  (facts of a test)
    cases = (await session.exec(select(Case).order_by(col(Case.id)))).all()
    parties = select(CaseParty.person_id).where(col(CaseParty.person_id).is_not(None)).order_by(col(CaseParty.id))
    involved = [person for person in (await session.exec(parties)).all() if person is not None]
    pool = (await session.exec(select(PoolMember.person_id).order_by(col(PoolMember.person_id)))).all()
    places = select(Organ.id).where(col(Organ.kind).in_((OrganKind.VILLAGE, OrganKind.TOWNSHIP)))
    found = Tangle(
        draw=draw,
        day=day,
        people=sorted({*draw.sample(sorted(set(involved)), 15), *draw.sample(list(pool), 25)}),
        cases=[case.id for case in cases],
        organs=sorted({organ for case in cases for organ in (case.concerned_organ_id, case.home_organ_id)}),
        places=(await session.exec(places.order_by(col(Organ.id)))).all()[:30],
        drawn={},
    )
    for _ in range(rounds):
        found.kin()
        found.ties()
        found.registers()
        found.matters()
    for row in found.drawn.values():
        columns = row.__table__.columns.keys()  # type: ignore[attr-defined]
        values = {name: getattr(row, name) for name in columns if getattr(row, name) is not None}
        await (await session.connection()).execute(insert(type(row)).values(values).on_conflict_do_nothing())
    for case in draw.sample(list(cases), 5):
        case.appeal_of_id = draw.choice([other for other in found.cases if other != case.id])
        case.happened = Period(day - timedelta(days=900), day - timedelta(days=400))
    await session.flush()
    return found
