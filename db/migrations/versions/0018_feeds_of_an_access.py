"""A calendar's address belongs to the token or account with which it was made, and not to its name.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

from db.migrate import statements

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None
BOUND = """
UPDATE calendar_feeds AS f SET {column} = a.id FROM {table} AS a
WHERE f.principal = '{kind}:' || a.label AND a.created_at <= f.made_at
    AND (a.revoked_at IS NULL OR a.revoked_at > f.made_at){ends}
"""
ENDED = """
UPDATE calendar_feeds SET revoked_at = clock_timestamp()
WHERE revoked_at IS NULL AND token_id IS NULL AND account_id IS NULL AND principal ~ '^(token|account):'
"""
OF_ONE = "(token_id IS NULL OR principal LIKE 'token:%') AND (account_id IS NULL OR principal LIKE 'account:%')"


def upgrade() -> None:
    """Bind each address to the access that stood under its name as it was made."""
    for column, table in (("token_id", "access_tokens"), ("account_id", "accounts")):
        op.add_column("calendar_feeds", sa.Column(column, sa.BigInteger(), nullable=True))
        op.create_foreign_key(op.f(f"fk_calendar_feeds_{column}"), "calendar_feeds", table, [column], ["id"])
        op.create_index(op.f(f"ix_calendar_feeds_{column}"), "calendar_feeds", [column], unique=False)
    for kind, column, table, ends in (
        ("token", "token_id", "access_tokens", " AND a.expires_at > f.made_at"),
        ("account", "account_id", "accounts", ""),
    ):
        op.execute(BOUND.format(kind=kind, column=column, table=table, ends=ends))
    op.execute(ENDED)
    op.create_check_constraint(op.f("ck_calendar_feeds_of_one_access"), "calendar_feeds", OF_ONE)
    for statement in statements("0018_feeds.sql"):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """Know addresses by the name of their access again; those whose access ended are ended first, or would revive."""
    op.execute(
        "UPDATE calendar_feeds AS f SET revoked_at = clock_timestamp() WHERE f.revoked_at IS NULL AND ("
        "EXISTS (SELECT 1 FROM access_tokens AS t WHERE t.id = f.token_id"
        " AND (t.revoked_at IS NOT NULL OR t.expires_at <= clock_timestamp()))"
        " OR EXISTS (SELECT 1 FROM accounts AS a WHERE a.id = f.account_id AND a.revoked_at IS NOT NULL))"
    )
    for statement in statements("0018_undo.sql"):
        op.get_bind().exec_driver_sql(statement)
    op.drop_constraint(op.f("ck_calendar_feeds_of_one_access"), "calendar_feeds", type_="check")
    for column in ("account_id", "token_id"):
        op.drop_column("calendar_feeds", column)
