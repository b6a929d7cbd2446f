"""A team of the demo county with a classmate of the subject on it, and all who may have a say in that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import text

from db.tables import SocialTie
from resolvers.caller import Caller, Identity
from schema.context import Context
from terms.periods import ALWAYS
from terms.roles import Role
from terms.ties import FactOrigin, SocialTieKind
from tests.api.allocation_scene import Planner
from tests.api.asking import SCHEMA

CASE = "商纪案〔2026〕20号"
SCREEN = """
query Screen($person: String!, $case: String!, $role: AssignmentRole!) {
  screen(input: {personNumber: $person, caseNumber: $case, role: $role}) {
    verdict
    findings { rule { code } severity verdict ground relation { code } liftedBy { record { code } reason until } }
  }
}"""
ANSWER = """
  __typename
  ... on Refusal { code message }
  ... on NotFound { key }
  ... on NotCompetent {
    decider { level organ { name } principal { number } skipped } ladder { level principal { number } skipped }
  }
"""
MOVED = "suspended { state person { number } } restored { state person { number } }"
WAIVER = """id role ground reason conditions document level grantedOn expiresOn state
  person { number } case { number } rule { code } decider { number }"""
DISMISSAL = """id ground reason level dismissedOn stands
  person { number } case { number } rule { code } decider { number }"""
GRANT = f"""mutation Grant($input: WaiverGrantInput!) {{
  done: waiverGrant(input: $input) {{ {ANSWER} ... on WaiverChanged {{ waiver {{ {WAIVER} }} {MOVED} }} }} }}"""
REVOKE = f"""mutation Revoke($input: WaiverRevokeInput!) {{
  done: waiverRevoke(input: $input) {{ {ANSWER} ... on WaiverChanged {{ waiver {{ {WAIVER} }} {MOVED} }} }} }}"""
DISMISS = f"""mutation Dismiss($input: DismissalMakeInput!) {{
  done: dismissalMake(input: $input) {{ {ANSWER} ... on DismissalChanged {{ dismissal {{ {DISMISSAL} }} {MOVED} }} }}
}}"""
TAKE_BACK = f"""mutation TakeBack($input: DismissalRevokeInput!) {{
  done: dismissalRevoke(input: $input) {{ {ANSWER} ... on DismissalChanged {{ dismissal {{ {DISMISSAL} }} {MOVED} }} }}
}}"""
SUBJECT = (
    "SELECT person_id FROM case_parties WHERE case_id = :case AND role = 'SUBJECT' AND superseded_at IS NULL LIMIT 1"
)
PRINCIPAL = """
SELECT person_id FROM memberships
WHERE heads AND superseded_at IS NULL AND upper_inf(during) AND organ_id = :organ"""
SEATS = """
SELECT array_agg(ARRAY[s.role, p.number] ORDER BY s.id) FROM proposal_seats AS s
JOIN people AS p ON p.id = s.person_id WHERE s.case_id = :case"""


@dataclass(frozen=True, slots=True)
class Scene:
    """What a test of waivers and dismissals begins with."""

    planner: Planner
    case: int
    seats: Sequence[tuple[str, str]]
    """(role, number of the person) of the team in force, in the order of the proposal."""
    unit: Identity
    """The principal of the organ that runs the case, as coordinator of its zone."""
    county: Identity
    """The principal of the county commission."""

    def seat(self, role: str) -> str:
        """Return the number of the first person in a role."""
        return next(number for each, number in self.seats if each == role)

    async def ask(self, document: str, who: Identity, **variables: Any) -> Any:
        """Ask a document as somebody; nothing of it may fail."""
        asking = self.planner.asking
        caller = Caller(identity=who, database=asking.database, clock=lambda: asking.now)
        result: Any = await SCHEMA.execute(document, variable_values=variables, context_value=Context(caller))
        assert [error.formatted for error in result.errors or ()] == []
        return result.data

    async def befriend(self, *people: int) -> None:
        """Let it be known that people were classmates of the subject (R18, waivable)."""
        subject = await self.planner.key_of(SUBJECT, case=self.case)
        await self.planner.become(*(classmates(person, subject) for person in people))

    async def findings(self, number: str, role: str = "MEMBER", case: str = CASE) -> list[dict[str, Any]]:
        """Return what the county is shown of a person on a case."""
        data = await self.ask(SCREEN, CLERK, person=number, case=case, role=role)
        found: list[dict[str, Any]] = data["screen"]["findings"]
        return found

    async def finding(self, number: str, rule: str = "R18", role: str = "MEMBER") -> dict[str, Any]:
        """Return the first finding of a rule as an act names it."""
        found = next(each for each in await self.findings(number, role) if each["rule"]["code"] == rule)
        return {"personNumber": number, "caseNumber": CASE, "role": role, "rule": rule, "ground": found["ground"]}

    async def grant(self, who: Identity, finding: dict[str, Any], **terms: Any) -> dict[str, Any]:
        """Grant a waiver for thirty days, or on other terms."""
        expires = self.planner.asking.now.date() + timedelta(days=30)
        given = {"reason": "人手不足，关系疏远", "expiresOn": expires.isoformat(), **terms}
        done: dict[str, Any] = (await self.ask(GRANT, who, input={"finding": finding, **given}))["done"]
        return done

    async def act(self, document: str, who: Identity, **given: Any) -> dict[str, Any]:
        """Do another act, and return its payload."""
        done: dict[str, Any] = (await self.ask(document, who, input=given))["done"]
        return done

    async def state(self, number: str) -> tuple[str, str]:
        """Return the state of a person's assignment on the case, with its reason."""
        statement = text("SELECT state, state_reason FROM assignments WHERE case_id = :case AND person_id = :person")
        values = {"case": self.case, "person": await self.planner.person(number)}
        async with self.planner.asking.database.engine.connect() as connection:
            row = (await connection.execute(statement, values)).one()
        return row.state, row.state_reason

    async def counts(self) -> dict[str, Any]:
        """Return how many rows there are of what the acts may write, and the version of the facts."""
        return {
            **await self.planner.counts(),
            **{
                table: await self.planner.key_of(f"SELECT count(*) FROM {table}")
                for table in ("waivers", "dismissals", "recusal_matters")
            },
        }


CLERK = Identity("clerk-of-the-county", Role.COUNTY)
OFFICER = Identity("recusal-office", Role.RECUSAL_OFFICER)


def classmates(person: int, subject: int) -> SocialTie:
    """Make a tie of two classmates."""
    first, second = sorted((person, subject))
    kind, origin = SocialTieKind.CLASSMATE, FactOrigin.ASSERTED
    return SocialTie(first_id=first, second_id=second, kind=kind, origin=origin, during=ALWAYS)


async def staff(planner: Planner) -> None:
    """Propose and approve a team for the case."""
    await planner.propose("one", caseNumbers=[CASE])
    assert (await planner.approve("one"))["__typename"] == "AllocationApproved"


async def staffed(planner: Planner) -> Scene:
    """Find out who decides on the case, staffed first where no test did it before (``pytest.mark.staffed``)."""
    if await planner.key_of("SELECT count(*) FROM allocation_runs WHERE key = 'one'") == 0:
        await staff(planner)
    case = await planner.case(CASE)
    organ = await planner.key_of("SELECT handling_organ_id FROM cases WHERE id = :case", case=case)
    zone = await planner.key_of(
        "SELECT zone_id FROM zone_members WHERE organ_id = :organ AND upper_inf(during)", organ=organ
    )
    commission = await planner.key_of("SELECT id FROM organs WHERE kind = 'COUNTY_COMMISSION'")
    unit = await planner.key_of(PRINCIPAL, organ=organ)
    county = await planner.key_of(PRINCIPAL, organ=commission)
    return Scene(
        planner=planner,
        case=case,
        seats=[(role, number) for role, number in await planner.key_of(SEATS, case=case)],
        unit=Identity("principal-of-the-unit", Role.COORDINATOR, zone_ids=frozenset({zone}), person_id=unit),
        county=Identity("principal-of-the-county", Role.COUNTY, person_id=county),
    )
