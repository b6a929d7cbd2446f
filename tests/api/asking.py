"""Asks the schema as somebody would, and counts what it costs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import select
from strawberry.extensions import ParserCache, ValidationCache

from db.session import Database
from db.tables import Zone
from resolvers.caller import Caller, Identity
from schema.context import Context
from schema.root import build_schema
from terms.roles import Role

SCHEMA = build_schema([ParserCache, ValidationCache])
"""Built once for all tests, as that takes a second; what is asked again is parsed and validated once."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and how many statements it took."""

    data: Any
    errors: list[dict[str, Any]]
    statements: int

    @property
    def codes(self) -> list[str]:
        """Return the codes of the errors."""
        return [error["extensions"]["code"] for error in self.errors]


@dataclass(frozen=True, slots=True)
class Asking:
    """The schema over one database at one moment."""

    database: Database
    now: datetime

    async def caller(self, role: Role = Role.COUNTY, zone: str | None = None, language: str = "en") -> Caller:
        """Return somebody with a role, of a zone if one is named."""
        zone_ids = None
        if zone is not None:
            async with self.database.reading() as session:
                zone_ids = frozenset({(await session.exec(select(Zone.id).where(Zone.code == zone))).one()})
        identity = Identity(principal=f"{role.value}-of-the-test", role=role, zone_ids=zone_ids)
        return Caller(identity=identity, database=self.database, clock=lambda: self.now, language=language)

    async def __call__(
        self,
        document: str,
        *,
        role: Role = Role.COUNTY,
        zone: str | None = None,
        language: str = "en",
        **variables: Any,
    ) -> Answer:
        """Ask a document with its variables."""
        caller = await self.caller(role, zone, language)
        before = self.database.statements
        result: Any = await SCHEMA.execute(document, variable_values=variables, context_value=Context(caller))
        errors = [error.formatted for error in result.errors or ()]
        return Answer(result.data, errors, self.database.statements - before)

    async def data(self, document: str, **asked: Any) -> Any:
        """Ask a document that must not fail, and return its data."""
        answer = await self(document, **asked)
        assert answer.errors == []
        return answer.data
