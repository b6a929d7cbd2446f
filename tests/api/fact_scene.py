"""Acts on facts through the API, in a demo county of one's own."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import text

from resolvers.caller import Caller
from schema.context import Context
from terms.periods import COUNTY_TIME
from terms.roles import Role
from tests.api.allocation_scene import Planner, kept
from tests.api.asking import SCHEMA, Asking
from tests.conftest import Walled

CROSS = "商纪案〔2026〕20号"
OFFSITE = "商纪案〔2026〕21号"
TOUCHED = """
  facts { id kind says { code zh } personNumbers during { start end } }
  suspended { id role state person { number } case { number } }
  restored { id role state person { number } case { number } }
"""
DECLARED = f"declaredOn personNumber caseNumber standsAside {TOUCHED}"
ANSWERS = {
    "assignmentDeclare": f"... on DeclarationMade {{ {DECLARED} }}",
    "declarationMake": f"... on DeclarationMade {{ {DECLARED} }}",
    "policySet": """... on PolicyWasSet {
      policy { effectiveFrom reason decidedBy severities { key standard floor county } recusal { key value } }
      suspended { person { number } case { number } } restored { person { number } case { number } }
    }""",
    **dict.fromkeys(("sealedLink", "sealedUnlink", "restrictionSet", "restrictionLift"), "... on Sealed { done }"),
}
WRITTEN = (
    "kin_ties",
    "asserted_kin_ties",
    "social_ties",
    "interests",
    "place_ties",
    "case_parties",
    "incidents",
    "duties",
    "venues",
    "releases",
    "declarations",
    "memberships",
    "case_links",
    "policies",
    "sealed.informants",
    "sealed.holds",
    "audit_entries",
    "screenings",
    "recusal_matters",
    "fact_changes",
)


@dataclass(frozen=True, slots=True)
class Registry:
    """Somebody who enters facts: the county where no role is named."""

    planner: Planner

    async def act(self, name: str, /, *, by: Any = Role.COUNTY, person: Any = None, **given: Any) -> Any:
        """Do one act, and return its payload with its refusal or what was done."""
        done = ANSWERS.get(name, f"... on FactsChanged {{ {TOUCHED} }}")
        kind = name[0].upper() + name[1:] + "Input"
        refused = "... on Refusal { code message } ... on NotFound { key }"
        document = f"mutation ($input: {kind}!) {{ {name}(input: $input) {{ __typename {refused} {done} }} }}"
        return (await self.ask(document, role=by, person=person, input=given))[name]

    async def ask(self, document: str, *, role: Role = Role.COUNTY, person: str | None = None, **given: Any) -> Any:
        """Ask a document as somebody, who may be a person, and return its data."""
        result: Any = await SCHEMA.execute(
            document, variable_values=given, context_value=Context(await self.caller(role, person))
        )
        assert [error.formatted for error in result.errors or ()] == []
        return result.data

    async def caller(self, role: Role = Role.COUNTY, person: str | None = None) -> Caller:
        """Return somebody with a role, who is a person if one is named."""
        caller = await self.planner.asking.caller(role)
        key = None if person is None else await self.planner.person(person)
        return replace(caller, identity=replace(caller.identity, person_id=key))

    async def counts(self) -> dict[str, int]:
        """Return how many rows there are of what an act on facts may write."""
        return {table: int(await self.planner.key_of(f"SELECT count(*) FROM {kept(table)}")) for table in WRITTEN}

    async def staffed(self, case: str = CROSS) -> dict[str, str]:
        """Give a case its team, and return who has which role, by number."""
        await self.planner.propose(f"team of {case}", caseNumbers=[case])
        approved = await self.planner.approve(f"team of {case}")
        assert approved["__typename"] == "AllocationApproved"
        return {each["person"]["number"]: each["role"] for each in approved["assignments"]}

    async def subject(self, case: str = CROSS) -> str:
        """Return the number of the first person who is a subject of a case."""
        return str(
            await self.planner.key_of(
                "SELECT p.number FROM people AS p JOIN case_parties AS y ON y.person_id = p.id"
                " JOIN cases AS c ON c.id = y.case_id WHERE c.number = :case AND y.role = 'SUBJECT'"
                " AND y.superseded_at IS NULL ORDER BY p.id LIMIT 1",
                case=case,
            )
        )

    async def stranger(self) -> str:
        """Return the number of somebody in no post, in no case and of no family on record."""
        async with self.planner.asking.database.engine.begin() as connection:
            made = text(
                "INSERT INTO people (county_id, number, name, native_place)"
                " SELECT id, 'X-' || (SELECT count(*) FROM people), '无名氏', '' FROM counties RETURNING number"
            )
            return str((await connection.execute(made)).scalar_one())

    async def state(self, person: str, case: str = CROSS) -> str:
        """Return the states of a person's assignments on a case."""
        return str(
            await self.planner.key_of(
                "SELECT coalesce(string_agg(a.state, ',' ORDER BY a.id), '') FROM assignments AS a"
                " JOIN people AS p ON p.id = a.person_id JOIN cases AS c ON c.id = a.case_id"
                " WHERE p.number = :person AND c.number = :case",
                person=person,
                case=case,
            )
        )


@pytest.fixture
async def registry(county: str) -> AsyncIterator[Registry]:
    """Give somebody who enters facts in a demo county of her own; every invariant must hold after."""
    database = Walled(county)
    registry = Registry(Planner(Asking(database, datetime.now(COUNTY_TIME))))
    yield registry
    assert await registry.planner.wrongs() == []
    await database.close()


def suspended(payload: Any) -> list[tuple[str, str]]:
    """Return (person, case) of the assignments that an act suspended."""
    return [(each["person"]["number"], each["case"]["number"]) for each in payload["suspended"]]


def restored(payload: Any) -> list[tuple[str, str]]:
    """Return (person, case) of the assignments that an act restored."""
    return [(each["person"]["number"], each["case"]["number"]) for each in payload["restored"]]
