"""The findings that a human settles: looked up anew on open facts, with the ladder of those who may settle them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import ClassVar, TypeVar

from sqlalchemy import ColumnElement
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.facts import read_facts
from db.policies import policy_on
from db.tables import Case, Dismissal, Person, Waiver
from recusal.deciders import Rung, competent, ladder
from recusal.findings import Finding, Question
from recusal.lifting import ground_of
from recusal.policy import Policy
from recusal.rules.sealed import RESTRICTED
from recusal.screen import find
from recusal.world import World
from resolvers.caller import Caller
from resolvers.competence import NotCompetent, OwnMatter, is_conflicted, ladder_of
from resolvers.gate import NotFound, visible_cases
from resolvers.own_matters import own_records
from resolvers.people import visible_people
from terms.cases import AssignmentRole
from terms.refusals import Refusal
from terms.things import Thing

Lifting = TypeVar("Lifting", Waiver, Dismissal)

THINGS: Mapping[type[SQLModel], Thing] = MappingProxyType({Waiver: Thing.WAIVER, Dismissal: Thing.DISMISSAL})
"""What each kind of lifting is called where there is none."""
SHOWN = 80
"""Characters of a number that a refusal repeats."""


class RestrictedStands(Refusal):
    """What is not disclosed is neither waived nor dismissed, whether there is anything or not."""

    code: ClassVar[str] = "RESTRICTED_STANDS"
    zh: ClassVar[str] = "不公开的回避原因不得批准放行或认定为误报。"
    en: ClassVar[str] = "A ground that is not disclosed can be neither waived nor dismissed."


class GroundGone(Refusal):
    """The rules do not find this now: the facts changed, or it was another person, case or role."""

    code: ClassVar[str] = "GROUND_GONE"
    zh: ClassVar[str] = "目前没有这一审查发现（情况可能已变化）。请重新审查后再办理。"
    en: ClassVar[str] = (
        "The rules do not find this now; the facts may have changed. Screen again and use what is found."
    )


class AlreadyLifted(Refusal):
    """The finding was waived or dismissed before, and that still holds."""

    code: ClassVar[str] = "ALREADY_LIFTED"
    zh: ClassVar[str] = "该审查发现已经批准或认定为误报，且仍然有效。"
    en: ClassVar[str] = "This finding was waived or dismissed before, and that still holds."


@dataclass(frozen=True, slots=True)
class Pointed:
    """Which finding is meant."""

    person_number: str
    case_number: str
    role: AssignmentRole
    rule: str
    ground: str
    """``recusal.lifting.ground_of`` the finding, as a screening shows it."""


@dataclass(frozen=True, slots=True)
class LiftingsWanted:
    """Which waivers or dismissals are wanted; what is None does not narrow the list."""

    person_number: str | None = None
    case_number: str | None = None
    standing: bool | None = None
    """Those that were not revoked, or those that were."""

    def conditions(self, table: type[Lifting]) -> list[ColumnElement[bool]]:
        """Return the conditions on the table."""
        found: list[ColumnElement[bool]] = []
        if self.person_number is not None:
            found.append(col(table.person_id).in_(select(Person.id).where(Person.number == self.person_number)))
        if self.case_number is not None:
            found.append(col(table.case_id).in_(select(Case.id).where(Case.number == self.case_number)))
        if self.standing is not None:
            found.append(col(table.superseded_at).is_(None) == self.standing)
        return found


def in_sight(caller: Caller, table: type[Lifting]) -> ColumnElement[bool]:
    """Return the condition on the table for those in cases that the caller may see."""
    return col(table.case_id).in_(select(Case.id).where(visible_cases(caller)))


async def standing_lifting(session: AsyncSession, caller: Caller, table: type[Lifting], key: int) -> Lifting:
    """Return the waiver or dismissal with a key, which must not have been revoked.

    Raises:
        NotFound: there is none that stands in a case that the caller may see.
        OwnMatter: it is about the caller.
        NotCompetent: she would have to stand aside from deciding on it.
    """
    statement = select(table).where(table.id == key, col(table.superseded_at).is_(None), in_sight(caller, table))
    row = (await session.exec(statement)).first()
    if row is None:
        raise NotFound(THINGS[table], str(key))
    own = await own_records(session, caller)
    if row.person_id in own:
        raise OwnMatter
    about = {"person_id": row.person_id, "case_id": row.case_id}
    if await is_conflicted(session, own, **about, on=caller.today()):
        rungs = await ladder_of(session, **about, on=caller.today())
        raise NotCompetent(competent(rungs), rungs)
    return row


@dataclass(frozen=True, slots=True)
class Settling:
    """One finding as the rules find it at this moment, with all that is needed to settle it."""

    person: int
    case: int
    finding: Finding
    world: World
    policy: Policy
    on: date

    def rungs(self) -> tuple[Rung, ...]:
        """Return the ladder of those who may decide on the person in the case."""
        return ladder(self.world, self.person, self.case, self.policy, on=self.on)


async def settling(session: AsyncSession, caller: Caller, pointed: Pointed) -> Settling:
    """Return the finding that is pointed at, from the open facts as they are; facts must be held still.

    Raises:
        RestrictedStands: the neutral code of sealed grounds was named; told whatever the facts are.
        NotFound: no such case or person that the caller may see.
        OwnMatter: the caller is the person, by this record or by another that is the same person.
        GroundGone: the rules do not find it now.
        AlreadyLifted: it was waived or dismissed, and that holds.
    """
    if pointed.rule == RESTRICTED:
        raise RestrictedStands
    numbered = select(Case.id).where(col(Case.number) == pointed.case_number, visible_cases(caller))
    case = (await session.exec(numbered)).first()
    if case is None:
        raise NotFound(Thing.CASE, pointed.case_number[:SHOWN])
    named = select(Person.id).where(col(Person.number) == pointed.person_number, visible_people(caller))
    person = (await session.exec(named)).first()
    if person is None:
        raise NotFound(Thing.PERSON, pointed.person_number[:SHOWN])
    on = caller.today()
    world = World((await read_facts(session, on=on, sealed=False)).facts)
    same = world.identities.of
    if caller.identity.person_id is not None and same(caller.identity.person_id) == same(person):
        raise OwnMatter
    policy = (await policy_on(session, on)).recusal
    question = Question(frozenset({person}), frozenset({case}), pointed.role, before_approval=True)
    for finding in find(world, question, policy, on=on):
        if finding.rule == pointed.rule and ground_of(finding) == pointed.ground:
            if finding.lifted_by is not None:
                raise AlreadyLifted
            return Settling(person, case, finding, world, policy, on)
    raise GroundGone
