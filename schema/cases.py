"""Cases (案件) that the viewer may see, from the clue stage to the archive."""

from datetime import date

import strawberry

from resolvers import case_files, cases
from resolvers.assignments import assignments_of_cases
from resolvers.deadlines import deadlines_of_cases
from schema.case_files import Authorisation, CaseNeed, CaseParty, CasePlace, CaseStep, Clue, Deadline
from schema.context import Info
from schema.nodes import Node
from schema.references import ASSIGNMENT, ORGAN, AssignmentType, OrganType
from schema.scalars import Period
from terms.cases import CaseGrade, CaseStatus, Mode, Urgency
from terms.organs import ManagementLevel


@strawberry.type(description="A matter from the clue stage to the archive (案件).")
class Case(Node):
    """See ``db.tables.Case``."""

    batch = cases.cases_by_id

    number: str = strawberry.field(description="Its number (案号), unique in the county.")
    mode: Mode = strawberry.field(description="Who handles it, seen from the home organ (办理方式).")
    status: CaseStatus = strawberry.field(description="Where it stands (状态).")
    grade: CaseGrade = strawberry.field(description="The class that local deadlines depend on (案件类别).")
    urgency: Urgency = strawberry.field(description="How pressing it is (紧急程度).")
    management: ManagementLevel = strawberry.field(
        description="The highest management level of its subjects (管理权限)."
    )
    filed_on: date | None = strawberry.field(description="Day of filing (立案日期); null before filing.")
    during: Period = strawberry.field(description="The days in which the team works on it (办理时段).")
    effort: int = strawberry.field(
        description="Percent of a person's working time that it takes in its window (投入比例)."
    )
    needs_female: bool = strawberry.field(description="Whether the team needs at least one woman (需女性人员).")

    @strawberry.field(description="Whether it waits for a team: open, with places to fill and nobody on it (待派).")
    async def waiting(self, info: Info) -> bool:
        """Tell whether it waits."""
        return await info.context.load(cases.waiting_of, self.row.id)

    @strawberry.field(description="The unit in which the facts happened (发案单位).")
    async def concerned_organ(self, info: Info) -> OrganType:
        """Find the unit."""
        return await ORGAN.load(info, self.row.concerned_organ_id)

    @strawberry.field(description="The discipline organ that would handle it by itself (属地纪检机构).")
    async def home_organ(self, info: Info) -> OrganType:
        """Find the home organ."""
        return await ORGAN.load(info, self.row.home_organ_id)

    @strawberry.field(description="The organ that handles it in its own name (承办单位); null until decided.")
    async def handling_organ(self, info: Info) -> OrganType | None:
        """Find the handling organ."""
        return await ORGAN.load_maybe(info, self.row.handling_organ_id)

    @strawberry.field(description="How many people it wants in which role (岗位).")
    async def places(self, info: Info) -> list[CasePlace]:
        """List the places."""
        return [CasePlace.of(row) for row in await info.context.load(case_files.places_of, self.row.id)]

    @strawberry.field(description="Skills that the team must have (所需专长).")
    async def needs(self, info: Info) -> list[CaseNeed]:
        """List the needs."""
        return [CaseNeed.of(row) for row in await info.context.load(case_files.needs_of, self.row.id)]

    @strawberry.field(description="Its open parties by role (涉案人或单位); informants are sealed and never here.")
    async def parties(self, info: Info) -> list[CaseParty]:
        """List the parties."""
        return [CaseParty.of(row) for row in await info.context.load(case_files.parties_of, self.row.id)]

    @strawberry.field(description="The clue that led to it (问题线索); null if none is on file.")
    async def clue(self, info: Info) -> Clue | None:
        """Find the clue."""
        key = self.row.clue_id
        row = None if key is None else await info.context.load(case_files.clues_by_id, key)
        return None if row is None else Clue.of(row)

    @strawberry.field(description="Cases of the same affair (串案) that the viewer may see too.")
    async def links(self, info: Info) -> list["Case"]:
        """List the linked cases."""
        return await Case.load_all(info, await info.context.load(case_files.linked_of, self.row.id))

    @strawberry.field(description="Documents that authorise its handling by others (授权文书).")
    async def authorisations(self, info: Info) -> list[Authorisation]:
        """List the documents."""
        rows = await info.context.load(case_files.authorisations_of, self.row.id)
        return [Authorisation.of(row) for row in rows]

    @strawberry.field(description="All its assignments, whatever became of them (派案记录).")
    async def assignments(self, info: Info) -> list[AssignmentType]:
        """List the assignments."""
        rows = await info.context.load(assignments_of_cases, self.row.id)
        return [ASSIGNMENT.of(row) for row in rows]

    @strawberry.field(description="Its changes of status, earliest first (办理环节).")
    async def steps(self, info: Info) -> list[CaseStep]:
        """List the changes."""
        return [CaseStep.of(row) for row in await info.context.load(case_files.steps_of, self.row.id)]

    @strawberry.field(description="The deadlines that stand now, the earliest first (时限).")
    async def deadlines(self, info: Info) -> list[Deadline]:
        """List the deadlines."""
        return [Deadline.of(found) for found in await info.context.load(deadlines_of_cases, self.row.id)]
