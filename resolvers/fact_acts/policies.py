"""The county's policy: set from a day on, never softer than the law, and shown with what the law leaves open."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from allocation.policy import PlanningPolicy
from casework.retention import RetentionPolicy
from db.audit import record
from db.policies import CountyPolicy, policy_on
from db.tables import County
from db.tables import Policy as PolicyRow
from recusal.policy import Policy as RecusalPolicy
from recusal.severities import STANDARDS
from resolvers.caller import Caller
from resolvers.fact_acts.recording import Changed, change_facts
from resolvers.fact_acts.refusals import DayUnfit, PolicyUnfit
from resolvers.fact_acts.texts import LONGEST_REASON, tidy
from resolvers.gate import Act, NotFound, require
from terms.recusal import Severity
from terms.things import Thing

LONGEST_DOCUMENT = 20_000
"""The most characters of a policy's document; ours."""
PARTS = frozenset({"recusal", "planning", "retention"})


@dataclass(frozen=True, slots=True)
class PolicySeverity:
    """How hard a rule is in one of its grades: by default, at the least, and in this county."""

    key: str
    standard: Severity | None
    floor: Severity | None
    county: Severity | None


@dataclass(frozen=True, slots=True)
class PolicyInForce:
    """The policy of a day with the row that says so, None while the county has set none."""

    row: PolicyRow | None
    policy: CountyPolicy

    @property
    def severities(self) -> tuple[PolicySeverity, ...]:
        """Return every severity by key."""
        chosen = self.policy.recusal
        return tuple(
            PolicySeverity(key, standard.severity, standard.floor, chosen.severity(*key.split(".")))
            for key, standard in sorted(STANDARDS.items())
        )


async def set_policy(caller: Caller, *, effective_from: date, document: object, reason: str) -> Changed[PolicyRow]:
    """Set the county's policy from a day on, as a whole; what it leaves out has its default.

    Raises:
        NotAllowed: only the county commission may.
        PolicyUnfit: the document is no object of known parts, or too large.
        PolicyRefused, PlanningPolicyRefused, RetentionRefused: a setting is unknown, unusable or softer than the law.
        DayUnfit: the day is past.
        WordsUnfit: no reason.
    """
    require(caller, Act.SET_POLICY)
    told = tidy(reason, most=LONGEST_REASON)
    if effective_from < caller.today():
        raise DayUnfit(effective_from)
    wanted = checked(document)

    async def work(session: AsyncSession) -> PolicyRow:
        known = await _row_on(session, effective_from)
        if known is not None and (known.effective_from, known.document) == (effective_from, wanted):
            return known
        county = (await session.exec(select(func.min(County.id)))).one()
        if county is None:
            raise NotFound(Thing.ORGAN, "")
        row = PolicyRow(
            county_id=county,
            effective_from=effective_from,
            document=wanted,
            reason=told,
            decided_by=caller.identity.principal,
        )
        session.add(row)
        await session.flush()
        actor, day = caller.actor, effective_from.isoformat()
        record(session, actor=actor, act="SET_POLICY", object_type="policies", object_id=row.id, effective_from=day)
        return row

    return await change_facts(caller, work, Act.SET_POLICY)


async def policy_in_force(caller: Caller, on: date) -> PolicyInForce:
    """Return the policy of a day; it is no secret what a county goes by.

    Raises:
        NotAllowed: the role sees nothing of the zones.
    """
    require(caller, Act.READ_ZONES)
    async with caller.database.reading() as session:
        return PolicyInForce(await _row_on(session, on), await policy_on(session, on))


def checked(document: object) -> dict[str, Any]:
    """Return the document of a policy if the service can work by it; see ``set_policy`` for what is refused."""
    if (
        not isinstance(document, Mapping)
        or not set(document) <= PARTS
        or not all(isinstance(part, Mapping) for part in document.values())
    ):
        raise PolicyUnfit(LONGEST_DOCUMENT)
    if len(json.dumps(document, ensure_ascii=False)) > LONGEST_DOCUMENT:
        raise PolicyUnfit(LONGEST_DOCUMENT)
    RecusalPolicy.from_json(dict(document.get("recusal", {})))
    PlanningPolicy.from_json(dict(document.get("planning", {})))
    RetentionPolicy.from_json(dict(document.get("retention", {})))
    return dict(document)


async def _row_on(session: AsyncSession, day: date) -> PolicyRow | None:
    statement = select(PolicyRow).where(col(PolicyRow.effective_from) <= day)
    newest = statement.order_by(col(PolicyRow.effective_from).desc(), col(PolicyRow.id).desc())
    return (await session.exec(newest.limit(1))).first()
