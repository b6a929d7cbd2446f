"""How refusals appear: one interface, one type for each, and the handlers that turn what was raised into a member."""

from typing import Any, ClassVar

import strawberry
from strawberry.types.field import StrawberryField

from db.database_errors import Busy, DatabaseUnavailable
from resolvers.gate import NotAllowed, NotFound
from schema.context import Context
from terms.refusals import Refusal


@strawberry.interface(name="Refusal", description="Why an act was refused (拒绝原因); nothing was changed.")
class RefusalMember:
    """What every refusal tells."""

    code: str = strawberry.field(description="A stable code for programs (代码).")
    message: str = strawberry.field(description="What is refused and what to do, in the caller's language (说明).")


@strawberry.type(name="NotAllowed", description="The viewer's role may not do this here (无权操作).")
class NotAllowedMember(RefusalMember):
    """See ``resolvers.gate.NotAllowed``."""


@strawberry.type(name="NotFound", description="No such thing, or the viewer may not see it: both alike (未找到).")
class NotFoundMember(RefusalMember):
    """See ``resolvers.gate.NotFound``."""

    key: str = strawberry.field(description="The number, code or id that was given (编号或代码).")


@strawberry.type(name="Busy", description="Others hold what the act needs; try again (系统繁忙).")
class BusyMember(RefusalMember):
    """See ``db.session.Busy``."""


@strawberry.type(name="DatabaseUnavailable", description="The database is away; try again (数据库不可用).")
class DatabaseUnavailableMember(RefusalMember):
    """See ``db.session.DatabaseUnavailable``."""


@strawberry.type(name="InvalidInput", description="Something that was given cannot be meant (输入无效).")
class InvalidInputMember(RefusalMember):
    """Texts, keys, seeds, ids, reasons; the code tells which."""


class Handler:
    """Turns one kind of refusal into its union member wherever the field declares it."""

    exception_type: ClassVar[type[Refusal] | tuple[type[Refusal], ...]]
    error_type: ClassVar[type[RefusalMember]]
    data: ClassVar[tuple[str, ...]] = ()
    """Attributes of the refusal that the member shows under the same names."""

    def handle(
        self,
        exception: Refusal,
        *,
        field: StrawberryField,  # noqa: ARG002  (strawberry's protocol names it)
        info: strawberry.Info[Context, None],
    ) -> RefusalMember:
        """Return the member with its code, its message in the caller's language, and its data."""
        shown = {name: getattr(exception, name) for name in self.data}
        message = exception.message(info.context.caller.language)
        return self.error_type(code=exception.code, message=message, **shown)


def handler(refusals: type[Refusal] | tuple[type[Refusal], ...], member: type[RefusalMember], *data: str) -> Any:
    """Return the handler of one kind of refusal, or of several that appear as one member."""
    names = {"exception_type": refusals, "error_type": member, "data": data}
    return type(f"{member.__name__}Handler", (Handler,), names)()


EVERYWHERE = (
    handler(NotAllowed, NotAllowedMember),
    handler(NotFound, NotFoundMember, "key"),
    handler(Busy, BusyMember),
    handler(DatabaseUnavailable, DatabaseUnavailableMember),
)
"""Handlers of the refusals that any act may meet."""
