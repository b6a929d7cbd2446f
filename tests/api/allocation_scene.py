"""A demo county of one's own, in which allocations are asked for, steered, approved and withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import text
from sqlmodel import SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.invariants import Violation, violations
from db.tables import Case, CaseParty
from resolvers.reexamination import reexamine
from resolvers.rescreening import rescreen
from terms.cases import PartyRole
from terms.periods import ALWAYS
from terms.roles import Role
from tests.api.asking import Asking

PROPOSAL = """
fragment Whole on Proposal {
  id key state stateReason wholeCounty seed problemHash decidedBy
  seedSalt drawsBefore recordHash seedCommitment { commitment committedBy committedAt }
  zones { code }
  levels { level value bound proven }
  teams {
    staffed case { number }
    seats { role fit travel loadAfter pinned covers person { number } }
    shortages { reason { code } role skill placesMissing candidatesLeft alone closings { people reason { code } } }
  }
  edits { kind role reason leavesNoChoice madeBy confirmation person { number } case { number } }
  supersedes { key state }
  assignments { role state person { number } case { number } }
}
"""
REFUSAL = """
  __typename
  ... on Refusal { code message }
  ... on NotFound { key }
  ... on CaseNotWaiting { number }
  ... on NotConfirmed { caseNumbers }
"""
PROPOSE = f"""
mutation Propose($input: AllocationProposeInput!) {{
  allocationPropose(input: $input) {{
    {REFUSAL.replace("... on NotConfirmed { caseNumbers }", "")} ... on AllocationProposed {{ proposal {{ ...Whole }} }}
  }}
}}
{PROPOSAL}"""
EDIT = f"""
mutation Edit($input: AllocationEditInput!) {{
  allocationEdit(input: $input) {{
    __typename ... on Refusal {{ code message }} ... on AllocationProposed {{ proposal {{ ...Whole }} }}
  }}
}}
{PROPOSAL}"""
APPROVE = f"""
mutation Approve($input: AllocationApproveInput!) {{
  allocationApprove(input: $input) {{
    {REFUSAL}
    ... on AlreadyStaffed {{ taken: number }}
    ... on AwaitingConfirmation {{ caseNumbers }}
    ... on OverCapacity {{ person: number }}
    ... on TooManyReviews {{ person: number count most }}
    ... on OutOfReach {{ person: number caseNumber }}
    ... on ConflictOfInterest {{ conflicts {{ rule {{ code }} person {{ number }} case {{ number }} }} }}
    ... on AllocationApproved {{
      proposal {{ ...Whole }}
      assignments {{
        role state effort during {{ start end }}
        person {{ number }} case {{ number handlingOrgan {{ name }} }} authorisation {{ number kind }}
      }}
      authorisations {{ number kind }}
    }}
  }}
}}
{PROPOSAL}"""
CONFIRM = f"""
mutation Confirm($input: AllocationConfirmInput!) {{
  allocationConfirm(input: $input) {{
    __typename ... on Refusal {{ code message }} ... on AllocationConfirmed {{ proposal {{ ...Whole }} }}
  }}
}}
{PROPOSAL}"""
WITHDRAW = f"""
mutation Withdraw($input: AllocationWithdrawInput!) {{
  allocationWithdraw(input: $input) {{
    __typename ... on Refusal {{ code message }} ... on AllocationWithdrawn {{ proposal {{ ...Whole }} }}
  }}
}}
{PROPOSAL}"""
COMMIT = """
WITH salted AS (SELECT CAST(:seed AS bigint) AS seed, 'salt ' || (SELECT count(*) FROM seed_commitments) AS salt),
made AS (
    INSERT INTO seed_commitments (county_id, commitment, committed_by, facts_version)
    SELECT (SELECT min(id) FROM counties), wall.seed_hash(seed, salt), 'owner', (SELECT version FROM fact_clock)
    FROM salted RETURNING id
)
INSERT INTO wall.seeds (commitment_id, seed, salt) SELECT made.id, seed, salt FROM made, salted
"""
COUNTED = (
    "allocation_runs",
    "proposals",
    "assignments",
    "authorisations",
    "loans",
    "audit_entries",
    "screenings",
    "fact_clock",
)


def seed_of(key: str) -> int:
    """Return a seed for a key: the first 63 bits of its SHA-256."""
    return int.from_bytes(sha256(key.encode()).digest()[:8], "big") >> 1


def kept(table: str) -> str:
    """Return the table without what only says that an act was refused: that is kept of every refusal at the gate."""
    return f"{table} WHERE result <> 'REFUSED'" if table == "audit_entries" else table


@dataclass(frozen=True, slots=True)
class Planner:
    """Somebody who allocates: the county where no role is named."""

    asking: Asking

    async def propose(
        self,
        key: str,
        *,
        role: Role = Role.COUNTY,
        zone: str | None = None,
        language: str = "en",
        seed: int | None = None,
        drawn: bool = False,
        **given: Any,
    ) -> dict[str, Any]:
        """Propose, and return what came: the proposal or the refusal.

        So that each run of a test sees the same plans, the owner commits to a seed before, by the key where none is
        given; but where the service is to draw one.
        """
        if not drawn:
            await self.commit(seed_of(key) if seed is None else seed)
        answered = await self.asking.data(PROPOSE, role=role, zone=zone, language=language, input={"key": key, **given})
        return proposal_or_refusal(answered["allocationPropose"])

    async def commit(self, *seeds: int) -> None:
        """Commit to seeds that the test knows, as only the owner of the database can."""
        async with self.asking.database.engine.begin() as connection:
            await connection.execute(text("SELECT pg_advisory_xact_lock(9)"))  # no two seeds have one salt
            for seed in seeds:
                await connection.execute(text(COMMIT), {"seed": seed})

    async def edit(
        self,
        key: str,
        of: str,
        *,
        role: Role = Role.COUNTY,
        zone: str | None = None,
        drawn: bool = False,
        **given: Any,
    ) -> Any:
        """Edit the proposal made under a key, into one under another; its seed is known as that of ``propose`` is."""
        if not drawn:
            await self.commit(seed_of(key))
        asked = {"key": key, "proposal": {"key": of}, **given}
        return proposal_or_refusal((await self.asking.data(EDIT, role=role, zone=zone, input=asked))["allocationEdit"])

    async def approve(self, key: str, *, role: Role = Role.COUNTY, zone: str | None = None) -> dict[str, Any]:
        """Approve the proposal made under a key."""
        data = await self.asking.data(APPROVE, role=role, zone=zone, input={"proposal": {"key": key}})
        approved: dict[str, Any] = data["allocationApprove"]
        return approved

    async def confirm(
        self, key: str, *declined: tuple[str, str], role: Role = Role.COUNTY, zone: str | None = None
    ) -> dict[str, Any]:
        """Answer the pins of the proposal made under a key, all but those (case, person) that are declined."""
        refs = [{"caseNumber": case, "personNumber": person} for case, person in declined]
        asked = {"proposal": {"key": key}, "declined": refs}
        data = await self.asking.data(CONFIRM, role=role, zone=zone, input=asked)
        return proposal_or_refusal(data["allocationConfirm"])

    async def withdraw(
        self, key: str, reason: str = "情况有变", *, role: Role = Role.COUNTY, zone: str | None = None
    ) -> dict[str, Any]:
        """Withdraw the proposal made under a key."""
        asked = {"proposal": {"key": key}, "reason": reason}
        data = await self.asking.data(WITHDRAW, role=role, zone=zone, input=asked)
        return proposal_or_refusal(data["allocationWithdraw"])

    async def rows(self, table: type[SQLModel]) -> list[Any]:
        """Return all rows of a table by key."""
        async with self.asking.database.reading() as session:
            return list((await session.exec(select(table).order_by(table.__table__.c.id))).all())  # type: ignore[attr-defined]

    async def key_of(self, statement: str, **values: object) -> Any:
        """Return the one value that a statement of SQL finds."""
        async with self.asking.database.engine.connect() as connection:
            return (await connection.execute(text(statement), values)).scalar_one()

    async def person(self, number: str) -> int:
        """Return the key of a person."""
        return int(await self.key_of("SELECT id FROM people WHERE number = :number", number=number))

    async def case(self, number: str) -> int:
        """Return the key of a case."""
        return int(await self.key_of("SELECT id FROM cases WHERE number = :number", number=number))

    async def become(self, *rows: SQLModel) -> None:
        """Let new facts be known, as an office does: with a new screening of all in force, in one transaction."""

        async def work(session: AsyncSession) -> None:
            session.add_all(rows)
            await session.flush()
            await rescreen(session, on=self.asking.now.date())

        await self.asking.database.deciding(work)

    async def make_party(self, number: str, case_number: str, role: PartyRole = PartyRole.WITNESS) -> None:
        """Make a person a party of a case, a witness where nothing else is said."""
        row = CaseParty(
            case_id=await self.case(case_number),
            person_id=await self.person(number),
            role=role,
            during=ALWAYS,
        )
        await self.become(row)

    async def counts(self) -> dict[str, Any]:
        """Return how many rows there are of what an act of allocation may write, and the version of the facts."""
        found = {}
        for table in COUNTED:
            asked = "SELECT version FROM fact_clock" if table == "fact_clock" else f"SELECT count(*) FROM {kept(table)}"
            found[table] = await self.key_of(asked)
        return found

    async def wrongs(self) -> list[Violation]:
        """Return every violation of an invariant, and everything that the rules have against those in force."""
        async with self.asking.database.reading() as session:
            return await violations(session) + await reexamine(session, on=self.asking.now.date())

    async def waiting(self) -> list[str]:
        """Return the numbers of the cases that a county-wide proposal would be about."""
        async with self.asking.database.reading() as session:
            rows = (await session.exec(select(Case).order_by(Case.id))).all()  # type: ignore[arg-type]
        return [row.number for row in rows if row.status.value in {"FILED", "PRELIM_VERIFICATION"}]


def proposal_or_refusal(answered: dict[str, Any]) -> dict[str, Any]:
    """Return the proposal inside a payload, or the refusal that stands in its place."""
    proposal: dict[str, Any] = answered.get("proposal") or answered
    return proposal


def seats(proposal: dict[str, Any]) -> set[tuple[str, str, str]]:
    """Return (case, person, role) of every seat of a proposal."""
    return {
        (team["case"]["number"], seat["person"]["number"], seat["role"])
        for team in proposal["teams"]
        for seat in team["seats"]
    }


def placed(assignments: Sequence[dict[str, Any]]) -> set[tuple[str, str, str]]:
    """Return (case, person, role) of assignments."""
    return {(each["case"]["number"], each["person"]["number"], each["role"]) for each in assignments}
