"""The county's policy: what is in force on a day, and setting it."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Self, TypeAlias

import strawberry
from strawberry.scalars import JSON

from resolvers.fact_acts import policies
from resolvers.fact_acts.policies import PolicyInForce as Found
from schema.arguments import On, day_of
from schema.context import Info
from schema.fact_acts_payloads import PolicyRefusedMember, Refused, assignments_of
from schema.references import AssignmentType
from terms.recusal import Severity


@strawberry.type(description="How hard a rule is in one of its grades, in this county (回避程度设定).")
class PolicySeverity:
    """See ``resolvers.fact_acts.policies.PolicySeverity``."""

    key: str = strawberry.field(description="The rule's code, or the code and a grade, as R11.CROSS (政策键).")
    standard: Severity | None = strawberry.field(
        description="The severity where the county is silent (默认程度); null where the rule lets it pass."
    )
    floor: Severity | None = strawberry.field(
        description="The softest that the law or this service allows (最低程度); null where it may be switched off."
    )
    county: Severity | None = strawberry.field(
        description="The severity in force in this county (本县程度); null where the rule lets it pass."
    )


@strawberry.type(description="A setting other than a severity, as a number or a word (设定值).")
class PolicySetting:
    """One setting."""

    key: str = strawberry.field(description="The setting (设定项).")
    value: JSON | None = strawberry.field(description="Its value in force (现值); null where there is no such limit.")


@strawberry.type(description="The county's policy on a day (现行政策).")
class PolicyInForce:
    """See ``resolvers.fact_acts.policies.PolicyInForce``."""

    found: strawberry.Private[Found]
    effective_from: date | None = strawberry.field(
        description="The day from which it is in force (生效日期); null where the county has set none."
    )
    reason: str | None = strawberry.field(description="Why it was set (理由); null where the county has set none.")
    decided_by: str | None = strawberry.field(description="Who set it (决定人); null where the county has set none.")

    @classmethod
    def of(cls, found: Found) -> Self:
        """Show a policy."""
        row = found.row
        if row is None:
            return cls(found=found, effective_from=None, reason=None, decided_by=None)
        return cls(found=found, effective_from=row.effective_from, reason=row.reason, decided_by=row.decided_by)

    @strawberry.field(description="How hard every rule is, by key (回避程度).")
    def severities(self) -> list[PolicySeverity]:
        """List the severities."""
        return [
            PolicySeverity(key=each.key, standard=each.standard, floor=each.floor, county=each.county)
            for each in self.found.severities
        ]

    @strawberry.field(description="Windows and limits of recusal (回避时限).")
    def recusal(self) -> list[PolicySetting]:
        """List the windows."""
        return settings_of(self.found.policy.recusal.to_json())

    @strawberry.field(description="Settings of the allocation (派案设定).")
    def planning(self) -> list[PolicySetting]:
        """List the settings."""
        return settings_of(self.found.policy.planning.to_json())

    @strawberry.field(description="For how many days what is held on people is kept (保存期限).")
    def retention(self) -> list[PolicySetting]:
        """List the days."""
        return settings_of(self.found.policy.retention.to_json())


@strawberry.input(description="A policy of the county, from a day on (设定政策).")
class PolicySetInput:
    """See ``resolvers.fact_acts.policies.set_policy``."""

    effective_from: date = strawberry.field(description="The day from which it is in force, not past (生效日期).")
    document: JSON = strawberry.field(
        description="An object with `recusal`, `planning` and `retention`; what is left out has its default (政策内容)."
    )
    reason: str = strawberry.field(description="Why, 1 to 500 characters (理由).")


@strawberry.type(description="The policy was set, and whoever it touches was screened (政策已设定).")
class PolicyWasSet:
    """What setting a policy answers."""

    policy: PolicyInForce = strawberry.field(description="The policy on the day from which it is in force (政策).")
    suspended: list[AssignmentType] = strawberry.field(
        description="Assignments in sight that are suspended by it (因此暂停的派案)."
    )
    restored: list[AssignmentType] = strawberry.field(
        description="Assignments in sight that are in force again by it (因此恢复的派案)."
    )


PolicySetPayload: TypeAlias = Annotated[
    PolicyWasSet | PolicyRefusedMember | Refused,
    strawberry.union("PolicySetPayload", description="The policy, or why it was not set (设定政策结果)."),
]


def settings_of(values: Mapping[str, Any]) -> list[PolicySetting]:
    """Return settings by key; severities are shown apart."""
    return [PolicySetting(key=key, value=value) for key, value in sorted(values.items()) if key != "severities"]


@strawberry.type
class PolicyQuery:
    """Questions about the county's policy."""

    @strawberry.field(description="The county's policy on a day, beside defaults and floors (现行政策).")
    async def policy_in_force(self, info: Info, on: On = None) -> PolicyInForce:
        """Show the policy."""
        return PolicyInForce.of(await policies.policy_in_force(info.context.caller, day_of(info, on)))


@strawberry.type
class PolicyMutation:
    """Acts on the county's policy."""

    @strawberry.mutation(description="Set the county's policy from a day on (设定政策); never softer than the law.")
    async def policy_set(
        self,
        info: Info,
        input: Annotated[PolicySetInput, strawberry.argument(description="The policy (政策).")],  # noqa: A002
    ) -> PolicySetPayload:
        """Set the policy."""
        caller = info.context.caller
        done = await policies.set_policy(
            caller, effective_from=input.effective_from, document=input.document, reason=input.reason
        )
        info.context.forget()
        found = await policies.policy_in_force(caller, done.answer.effective_from)
        return PolicyWasSet(
            policy=PolicyInForce.of(found),
            suspended=assignments_of(done.suspended),
            restored=assignments_of(done.restored),
        )
