"""Recusal matters about the team of one case: how they are asked for, decided and read."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from db.tables import KinTie
from resolvers.caller import Identity
from schema.matters import RecusalMatter
from schema.nodes import global_id
from terms.periods import Period
from terms.roles import Role
from terms.ties import FactOrigin, KinEdge
from tests.api.allocation_scene import Planner
from tests.api.waiver_scene import CASE, OFFICER, SUBJECT, Scene, staffed

RUNG = "level organ { name } principal { number } skipped"
MATTER = f"""
fragment Whole on RecusalMatter {{
  id form applicant medium record reasons state suspends receivedOn closedAt selfRecusals
  allegedRule {{ code }} person {{ number }} repeats {{ id state }} meetingsAhead {{ title }}
  cases {{
    since case {{ number }} assignment {{ state role }}
    findings {{
      rule {{ code }} severity verdict otherPerson {{ number }} evidence {{ record {{ code }} during {{ start end }} }}
    }}
    teamLacks {{ rule {{ code }} relation {{ code }} }}
  }}
  actsToCheck {{ id kind happenedOn checkedOn outcome case {{ number }} }}
  decider {{ {RUNG} }} passedOver {{ {RUNG} }}
  decision {{ decision level reason document decidedOn organ {{ name }} decider {{ number }} skipped {{ {RUNG} }} }}
}}"""
ANSWER = "__typename ... on Refusal { code message } ... on NotFound { key } ... on MatterClosed { closed: state }"
COMPETENT = f"... on NotCompetent {{ decider {{ {RUNG} }} }}"
APPLY = f"""mutation Apply($input: RecusalApplyInput!) {{
  done: recusalApply(input: $input) {{
    {ANSWER.replace("... on MatterClosed { closed: state }", "")}
    ... on RecusalApplied {{ state suspends matter {{ ...Whole }} }}
  }}
}}
{MATTER}"""
DECIDE = f"""mutation Decide($input: RecusalDecideInput!) {{
  done: recusalDecide(input: $input) {{ {ANSWER} {COMPETENT} ... on RecusalDecided {{ matter {{ ...Whole }} }} }}
}}
{MATTER}"""
CHECK = f"""mutation Check($input: RecusalActCheckInput!) {{
  done: recusalActCheck(input: $input) {{
    {ANSWER.replace("... on MatterClosed { closed: state }", "")}
    ... on RecusalActChecked {{ act {{ id kind checkedOn outcome }} }}
  }}
}}"""
MATTERS = f"""query Matters($filter: RecusalMatterFilter) {{
  recusalMatters(filter: $filter) {{ totalCount nodes {{ ...Whole }} }}
}}
{MATTER}"""
ONE = "query One($id: ID!) { recusalMatter(id: $id) { id state } node(id: $id) { id } }"
REPLACEMENTS = """query Replacements($id: ID!) {
  recusalMatter(id: $id) { cases { case { number } replacements { role fit loadAfter travel person { number } } } }
}"""
WRITTEN = ("recusal_matters", "recusal_matter_cases", "recusal_matter_acts", "recusal_decisions", "sealed.applicants")


@dataclass(frozen=True, slots=True)
class Matters:
    """A scene with a team in force, and what is done about its recusals."""

    scene: Scene

    @property
    def planner(self) -> Planner:
        """Return who allocates."""
        return self.scene.planner

    @property
    def today(self) -> date:
        """Return the day of the scene."""
        return self.planner.asking.now.date()

    async def marry(self, number: str, *, since: date | None = None) -> int:
        """Let it be known that a person is married to the subject of the case (R02, hard); return the tie's key."""
        ends = sorted((await self.planner.key_of(SUBJECT, case=self.scene.case), await self.planner.person(number)))
        tie = KinTie(
            first_id=ends[0], second_id=ends[1], edge=KinEdge.SPOUSE, origin=FactOrigin.ASSERTED, during=Period(since)
        )
        await self.planner.become(tie)
        return tie.id

    async def apply(self, who: Identity, number: str, *, case: str = CASE, **given: Any) -> dict[str, Any]:
        """Ask that a person stands aside: an application by the subject where nothing else is said."""
        asked = {"form": "APPLICATION", "applicant": "SUBJECT", "reasons": "与对象关系密切", **given}
        return await self._done(APPLY, who, {"personNumber": number, "caseNumber": case, **asked})

    async def decide(self, who: Identity, matter: str, decision: str = "RECUSE", **given: Any) -> dict[str, Any]:
        """Decide a matter."""
        return await self._done(DECIDE, who, {"matter": matter, "decision": decision, "reason": "情况属实", **given})

    async def check(self, who: Identity, act: str, outcome: str = "笔录重新核对，无误") -> dict[str, Any]:
        """Record what a check of an act found."""
        return await self._done(CHECK, who, {"act": act, "outcome": outcome})

    async def _done(self, document: str, who: Identity, given: dict[str, Any]) -> dict[str, Any]:
        payload: dict[str, Any] = (await self.scene.ask(document, who, input=given))["done"]
        return payload

    async def matters(self, who: Identity = OFFICER, **wanted: Any) -> list[dict[str, Any]]:
        """Return the matters that somebody sees."""
        found: list[dict[str, Any]] = (await self.scene.ask(MATTERS, who, filter=wanted))["recusalMatters"]["nodes"]
        return found

    async def counts(self) -> dict[str, Any]:
        """Return how many rows there are of what acts on matters may write, and the version of the facts."""
        return {
            **await self.scene.counts(),
            **{table: await self.planner.key_of(f"SELECT count(*) FROM {table}") for table in WRITTEN},
        }

    async def identity(self, number: str, role: Role = Role.INVESTIGATOR, zone: str | None = None) -> Identity:
        """Return a person of the demo as somebody who acts."""
        caller = await self.planner.asking.caller(role, zone)
        return replace(caller.identity, principal=f"person-{number}", person_id=await self.planner.person(number))

    async def number_of(self, person: int | None) -> str:
        """Return the number of a person."""
        return str(await self.planner.key_of("SELECT number FROM people WHERE id = :person", person=person))


async def matters_scene(planner: Planner) -> Matters:
    """Return a scene with a team in force."""
    return Matters(await staffed(planner))


def ago(day: date, days: int) -> date:
    """Return an earlier day."""
    return day - timedelta(days=days)


def id_of(matter: Any) -> str:
    """Return the global id of a row of the table of matters."""
    return str(global_id(RecusalMatter, matter.id))
