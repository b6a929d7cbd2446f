"""Alembic's environment: runs on the connection that ``db.migrate`` hands over."""

from alembic import context

from db.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_schemas=True,
    compare_server_default=True,
    compare_type=True,
    autogenerate_plugins=["alembic.autogenerate.*", "alembic.ext.checkconstraint_byname"],
    include_name=lambda name, kind, _parents: kind != "schema" or name in (None, "sealed"),
)
with context.begin_transaction():
    context.run_migrations()
