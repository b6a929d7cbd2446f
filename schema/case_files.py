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
    role: AssignmentRole = strawberry.field(description="The role (岗位).")
    wanted: int = strawberry.field(description="How many people (人数).")


@strawberry.type(description="A skill that at least one investigator of the team must have (专长需求).")
class CaseNeed(Mirror):
    """See ``db.tables.CaseNeed``."""

    row: strawberry.Private[Any]
    skill: Skill = strawberry.field(description="The skill (专长).")
    grade: int = strawberry.field(description="The lowest grade that will do, 1 to 3 (最低等级).")


@strawberry.type(description="A person or an organ with a role in a case (涉案人或单位); informants are never shown.")
class CaseParty(Mirror):
    """See ``db.tables.CaseParty``."""

    row: strawberry.Private[Any]
    role: PartyRole = strawberry.field(description="What the party is in the case (涉案身份).")
    during: Period = strawberry.field(description="The days in which it is so (时段).")

    @strawberry.field(description="The person (人员); null if the party is an organ.")
    async def person(self, info: Info) -> PersonType | None:
        """Find the person."""
        return await PERSON.load_maybe(info, self.row.person_id)

    @strawberry.field(description="The organ (单位); null if the party is a person.")
    async def organ(self, info: Info) -> OrganType | None:
        """Find the organ."""
        return await ORGAN.load_maybe(info, self.row.organ_id)


@strawberry.type(description="A problem clue (问题线索); who informed is sealed.")
class Clue(Mirror):
    """See ``db.tables.Clue``."""

    row: strawberry.Private[Any]
    number: str = strawberry.field(description="Its number in the ledger (线索编号).")
    source: ClueSource = strawberry.field(description="Where it came from (线索来源).")
    received_on: date = strawberry.field(description="The day on which it was received (受理日期).")

    @strawberry.field(description="The organ that accepted it and owes the informant an answer (受理单位).")
    async def accepting_organ(self, info: Info) -> OrganType:
        """Find the organ."""
        return await ORGAN.load(info, self.row.accepting_organ_id)


@strawberry.type(description="A document that lets somebody from elsewhere handle one case (授权文书).")
class Authorisation(Mirror):
    """See ``db.tables.Authorisation``."""

    row: strawberry.Private[Any]
    kind: AuthorisationKind = strawberry.field(description="What document it is (文书类型).")
    number: str = strawberry.field(description="Its number (编号).")
    issued_on: date = strawberry.field(description="The day on which it was issued (签发日期).")
    during: Period = strawberry.field(description="The days in which it authorises (授权时段).")

    @strawberry.field(description="The organ that it authorises (被授权单位); null where it calls people up by name.")
    async def organ(self, info: Info) -> OrganType | None:
        """Find the organ."""
        return await ORGAN.load_maybe(info, self.row.organ_id)


@strawberry.type(description="A change of status (办理环节).")
class CaseStep(Mirror):
    """See ``db.tables.CaseStep``."""

    row: strawberry.Private[Any]
    status: CaseStatus = strawberry.field(description="The status from then on (变更后状态).")
    happened_on: date = strawberry.field(description="The day of the change (变更日期).")
    note: str = strawberry.field(description="A note (备注); empty if none was made.")


@strawberry.type(description="A duty that stands now, with its last day (时限).")
class Deadline:
    """See ``casework.deadlines.Deadline``."""

    code: str = strawberry.field(description="The code of the rule, for example D-REVIEW (规则代码).")
    zh: str = strawberry.field(description="What is due, in Chinese (中文事项).")
    en: str = strawberry.field(description="What is due, in English (英文事项).")
    source: str = strawberry.field(description="The law, with article and version, or the local rule (依据).")
    started_on: date = strawberry.field(description="The day that starts the clock (起算日); it is not counted itself.")
    due_on: date = strawberry.field(description="The last day on which it is done in time (到期日).")
    standing: Standing = strawberry.field(description="How it stands today (时限状态).")
    provisional: bool = strawberry.field(
        description="Whether a holiday notice still to come can move the last day (暂定)."
    )

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
