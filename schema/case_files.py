"""What belongs to a case: places, needs, parties, clue, documents, course, deadlines."""

from datetime import date
from typing import Any, Self

import strawberry

from casework.deadlines import Standing
from resolvers.deadlines import StandingDeadline
from schema.context import Info
from schema.nodes import Mirror
from schema.references import ORGAN, PERSON, OrganType, PersonType
from schema.scalars import Period
from terms.cases import AssignmentRole, AuthorisationKind, CaseStatus, ClueSource, PartyRole
from terms.people import Skill


@strawberry.type(description="How many people a case wants in a role (岗位).")
class CasePlace(Mirror):
    """See ``db.tables.CasePlace``."""

    row: strawberry.Private[Any]
    role: AssignmentRole = strawberry.field(description="The role.")
    wanted: int = strawberry.field(description="How many people.")


@strawberry.type(description="A skill that at least one investigator of the team must have (专长需求).")
class CaseNeed(Mirror):
    """See ``db.tables.CaseNeed``."""

    row: strawberry.Private[Any]
    skill: Skill = strawberry.field(description="The skill.")
    grade: int = strawberry.field(description="The lowest grade that will do, 1 to 3.")


@strawberry.type(description="A person or an organ with a role in a case (涉案人或单位); informants are never shown.")
class CaseParty(Mirror):
    """See ``db.tables.CaseParty``."""

    row: strawberry.Private[Any]
    role: PartyRole = strawberry.field(description="What the party is in the case.")
    during: Period = strawberry.field(description="The days in which it is so.")

    @strawberry.field(description="The person; null if the party is an organ.")
    async def person(self, info: Info) -> PersonType | None:
        """Find the person."""
        return await PERSON.load_maybe(info, self.row.person_id)

    @strawberry.field(description="The organ; null if the party is a person.")
    async def organ(self, info: Info) -> OrganType | None:
        """Find the organ."""
        return await ORGAN.load_maybe(info, self.row.organ_id)


@strawberry.type(description="A problem clue (问题线索); who informed is sealed.")
class Clue(Mirror):
    """See ``db.tables.Clue``."""

    row: strawberry.Private[Any]
    number: str = strawberry.field(description="Its number in the ledger.")
    source: ClueSource = strawberry.field(description="Where it came from.")
    received_on: date = strawberry.field(description="The day on which it was received.")

    @strawberry.field(description="The organ that accepted it and owes the informant an answer.")
    async def accepting_organ(self, info: Info) -> OrganType:
        """Find the organ."""
        return await ORGAN.load(info, self.row.accepting_organ_id)


@strawberry.type(description="A document that lets somebody from elsewhere handle one case (授权文书).")
class Authorisation(Mirror):
    """See ``db.tables.Authorisation``."""

    row: strawberry.Private[Any]
    kind: AuthorisationKind = strawberry.field(description="What document it is.")
    number: str = strawberry.field(description="Its number.")
    issued_on: date = strawberry.field(description="The day on which it was issued.")
    during: Period = strawberry.field(description="The days in which it authorises.")

    @strawberry.field(description="The organ that it authorises; null where it calls people up by name.")
    async def organ(self, info: Info) -> OrganType | None:
        """Find the organ."""
        return await ORGAN.load_maybe(info, self.row.organ_id)


@strawberry.type(description="A change of status (办理环节).")
class CaseStep(Mirror):
    """See ``db.tables.CaseStep``."""

    row: strawberry.Private[Any]
    status: CaseStatus = strawberry.field(description="The status from then on.")
    happened_on: date = strawberry.field(description="The day of the change.")
    note: str = strawberry.field(description="A note; empty if none was made.")


@strawberry.type(description="A duty that stands now, with its last day (时限).")
class Deadline:
    """See ``casework.deadlines.Deadline``."""

    code: str = strawberry.field(description="The code of the rule, for example D-REVIEW.")
    zh: str = strawberry.field(description="What is due, in Chinese.")
    en: str = strawberry.field(description="What is due, in English.")
    source: str = strawberry.field(description="The law, with article and version, or the local rule.")
    started_on: date = strawberry.field(description="The day that starts the clock; it is not counted itself.")
    due_on: date = strawberry.field(description="The last day on which it is done in time.")
    standing: Standing = strawberry.field(description="How it stands today.")
    provisional: bool = strawberry.field(description="Whether a holiday notice still to come can move the last day.")

    @classmethod
    def of(cls, found: StandingDeadline) -> Self:
        """Show a deadline with its standing."""
        deadline = found.deadline
        return cls(
            code=deadline.code,
            zh=deadline.rule.zh,
            en=deadline.rule.en,
            source=deadline.rule.source,
            started_on=deadline.started,
            due_on=deadline.due,
            standing=found.standing,
            provisional=deadline.provisional,
        )
