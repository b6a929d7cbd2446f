"""What the gate refused goes on the audit trail when the request has been answered."""

from collections.abc import AsyncIterator

from strawberry.extensions import SchemaExtension

from resolvers.audit import note_refused
from schema.context import Context


class Refused(SchemaExtension):
    """Notes the refusals of one operation, in a transaction of their own: the act itself left no trace."""

    async def on_operation(self) -> AsyncIterator[None]:
        """Note them after the operation; they are no part of its answer."""
        yield
        context = self.execution_context.context
        if isinstance(context, Context):
            await note_refused(context.caller)
