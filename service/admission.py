"""Whether a document may run: its shape, whether it asks for the schema, what it could cost, and what is left."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
)

from resolvers.caller import Identity
from service.budget import Budgets
from service.cost import NOTHING, Estimate, estimate
from service.edge_refusals import CostExceeded, IntrospectionOff, TooManyTokens
from service.known_documents import KnownDocuments
from service.limits import Limits
from service.settings import Introspection
from service.shape import shape_of
from terms.refusals import Refusal
from terms.roles import ADMINISTRATORS


@dataclass(slots=True)
class Bill:
    """What one request is charged, as ``extensions.cost`` shows it."""

    principal: str
    budgets: Budgets
    maximum: int
    requested: int = 0
    used: int = 0
    weight: int = 0

    def of_following(self) -> "Bill":
        """Return the bill of what somebody follows, out of a budget that no answer shows.

        She looks again when others act, also where she does not see it: what is left of her own would tell her (T32).
        """
        return Bill(f"{self.principal}\nfollowing", self.budgets, self.maximum)

    def take(self, estimated: Estimate) -> None:
        """Charge what the document could cost.

        Raises:
            CostExceeded: it could cost more than any document may.
            BudgetSpent: the caller has not so much left.
        """
        self.requested = estimated.cost
        if estimated.cost > self.maximum:
            raise CostExceeded(estimated.cost, self.maximum)
        self.budgets.take(self.principal, estimated.cost)
        self.used, self.weight = estimated.cost, estimated.weight

    def settle(self, data: Any) -> None:
        """Give back what the answer did not need."""
        needed = min(self.used, self.weight + _objects(data))
        self.budgets.give_back(self.principal, self.used - needed)
        self.used = needed

    def shown(self) -> dict[str, int]:
        """Return the words of ``extensions.cost``."""
        return {
            "requested": self.requested,
            "maximum": self.maximum,
            "used": self.used,
            "left": self.budgets.left(self.principal),
            "budget": self.budgets.whole,
            "restoredPerSecond": self.budgets.per_second,
        }


@dataclass(frozen=True, slots=True)
class Admitted:
    """What is known of an operation that may run."""

    is_act: bool
    is_stream: bool = False
    estimated: Estimate = NOTHING
    """What it could cost; what each further look of a stream is charged."""


class Admission:
    """The door of the schema; one for the whole process."""

    def __init__(
        self, schema: GraphQLSchema, documents: KnownDocuments, limits: Limits, introspection: Introspection
    ) -> None:
        self.limits = limits
        self.documents = documents
        self.schema = schema
        self._introspection = introspection
        self._budgets = Budgets(whole=limits.budget, per_second=limits.budget_per_second)

    def bill(self, identity: Identity) -> Bill:
        """Return an empty bill for a caller."""
        return Bill(principal=identity.principal, budgets=self._budgets, maximum=self.limits.cost)

    def admit(
        self, text: str, operation_name: str | None, variables: Mapping[str, Any], identity: Identity, bill: Bill
    ) -> Admitted:
        """Let the document in and charge it.

        Raises:
            GraphQLError: it cannot be parsed.
            Refusal: it is over a limit, asks for the schema where that is off, or costs too much.
        """
        document = self._parsed(text)
        shape = shape_of(document, self.limits)
        if shape.asks_schema and not self._tells_schema_to(identity):
            raise IntrospectionOff
        operation = _operation(document, operation_name)
        if operation is None or self.documents.faults(text, self.schema):
            return Admitted(is_act=False)  # refused by its faults, and not charged
        estimated = estimate(self.schema, operation, shape.fragments, variables)
        bill.take(estimated)
        kind = operation.operation
        return Admitted(kind is OperationType.MUTATION, kind is OperationType.SUBSCRIPTION, estimated)

    def _tells_schema_to(self, identity: Identity) -> bool:
        if self._introspection is Introspection.ADMINISTRATORS:
            return identity.role in ADMINISTRATORS
        return self._introspection is Introspection.EVERYBODY

    def _parsed(self, text: str) -> DocumentNode:
        try:
            return self.documents.parsed(text).document
        except GraphQLError as error:
            if "Document contains more than" in error.message:
                raise TooManyTokens(self.limits.tokens) from error
            raise


def fault(refusal: Refusal) -> GraphQLError:
    """Return a refusal as GraphQL's own kind of error."""
    return GraphQLError(str(refusal), original_error=refusal)


def _operation(document: DocumentNode, name: str | None) -> OperationDefinitionNode | None:
    """Return the operation that would run, None where it is not clear which."""
    all_of_them = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
    if name is None:
        return all_of_them[0] if len(all_of_them) == 1 else None
    return next((each for each in all_of_them if each.name is not None and each.name.value == name), None)


def _objects(data: Any) -> int:
    """Return how many objects an answer holds."""
    count = 0
    pending = [data]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            count += 1
            pending.extend(value.values())
        elif isinstance(value, list):
            pending.extend(value)
    return max(0, count - 1)
