"""What a plan changes in teams at work (人员调整)."""

import strawberry

from allocation.vacancies import Move as FoundMove
from schema import sentences_of_teams as told
from schema.context import Info
from schema.naming import case_named, person_number
from schema.references import CASE, PERSON, CaseType, PersonType
from schema.sentences import Sentence
from terms.cases import AssignmentRole


@strawberry.type(description="One change to a place of a team at work (人员调整).")
class Move:
    """See ``allocation.vacancies.Move``."""

    move: strawberry.Private[FoundMove]
    role: AssignmentRole = strawberry.field(description="The role (岗位).")

    @classmethod
    def of(cls, move: FoundMove) -> "Move":
        """Show a move."""
        return cls(move=move, role=move.role)

    @strawberry.field(description="The case (案件); null if the viewer may not see it any more.")
    async def case(self, info: Info) -> CaseType | None:
        """Find the case."""
        return await CASE.load_maybe(info, self.move.case)

    @strawberry.field(description="Who leaves the place (离任人员); null if it was empty.")
    async def leaver(self, info: Info) -> PersonType | None:
        """Find who leaves."""
        return await PERSON.load_maybe(info, self.move.leaver)

    @strawberry.field(description="Who takes it (接任人员); null if nobody does.")
    async def comer(self, info: Info) -> PersonType | None:
        """Find who comes."""
        return await PERSON.load_maybe(info, self.move.comer)


async def move_told(info: Info, move: FoundMove) -> Sentence:
    """Say one change, as a part of a sentence."""
    leaver = None if move.leaver is None else await person_number(info, move.leaver)
    comer = None if move.comer is None else await person_number(info, move.comer)
    return told.of_move(await case_named(info, move.case), move.role, leaver, comer)
