"""Access: tokens narrowed to acts and zones, accounts of the identity provider, what is spent, what the door refused.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from db.migrate import statements

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ROLES = [
    "COUNTY",
    "COORDINATOR",
    "ORGAN_SECRETARY",
    "SECRETARY",
    "INVESTIGATOR",
    "RECUSAL_OFFICER",
    "CLUE_OFFICE",
    "SCHEDULER",
    "SYSTEM_ADMIN",
    "SECURITY_ADMIN",
    "AUDITOR",
]
FIRST_ROLES = [role for role in ROLES if role not in ("ORGAN_SECRETARY", "SYSTEM_ADMIN", "SECURITY_ADMIN")]
REFUSALS = [
    "NO_TOKEN",
    "UNKNOWN",
    "EXPIRED",
    "REVOKED",
    "DEMO_OUTSIDE",
    "MALFORMED",
    "HEADER",
    "ALGORITHM",
    "KEY_UNKNOWN",
    "SIGNATURE",
    "CLAIMS",
    "ISSUER",
    "AUDIENCE",
    "NOT_YET",
    "TOO_OLD",
    "SIGNED_OUT",
    "USED_TWICE",
    "NO_ACCOUNT",
    "PROVIDER_AWAY",
    "THROTTLED",
]
SPENT = ["TOKEN", "SESSION"]
HELD = {
    "coordinators_have_a_zone": "role <> 'COORDINATOR' OR coalesce(cardinality(zone_ids), 0) > 0",
    "organ_secretaries_have_an_organ": "role <> 'ORGAN_SECRETARY' OR organ_id IS NOT NULL",
    "investigators_are_people": "role <> 'INVESTIGATOR' OR person_id IS NOT NULL OR revoked_at IS NOT NULL",
    "held_by_somebody": "person_id IS NOT NULL OR btrim(holder) <> ''",
}
TOKENS = {
    "prefix_is_short": "prefix = '' OR prefix ~ '^zt_[A-Za-z0-9_-]{6}$'",
    "acts_not_empty": "acts IS NULL OR cardinality(acts) > 0",
}
HASH = "sha256 ~ '^[0-9a-f]{64}$'"
DEMO_REASON = "演示县启用默认政策"
"""By which the demo counties are known that were loaded before they were marked."""
FUNCTIONS = (
    "guard_sign_in()",
    "guard_spent_token()",
    "guard_access()",
    "stands_apart(text)",
    "standing_access()",
    "one_holder(bigint, text, bigint, text)",
    "records_of(bigint)",
    "holder_word(text)",
    "guard_county()",
)


def upgrade() -> None:
    """Widen the tokens, make the other tables, mark the demo's county; then the triggers that guard them."""
    op.add_column("counties", sa.Column("demo", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.execute(f"UPDATE counties SET demo = true WHERE EXISTS (SELECT 1 FROM policies WHERE reason = '{DEMO_REASON}')")
    widen_tokens()
    make_tables()
    for statement in statements("0004_access.sql"):
        op.execute(statement)


def widen_tokens() -> None:
    """Give tokens their new columns; a zone becomes a list of one, an investigator's token without a person ends."""
    table = "access_tokens"
    for column in (*held_columns(), sa.Column("acts", postgresql.ARRAY(sa.String()), nullable=True)):
        op.add_column(table, column)
    op.add_column(table, sa.Column("prefix", sa.String(), server_default="", nullable=False))
    op.drop_constraint("role_known", table, type_="check")
    op.drop_constraint("coordinators_have_a_zone", table, type_="check")
    op.execute("UPDATE access_tokens SET zone_ids = ARRAY[zone_id] WHERE zone_id IS NOT NULL")
    op.execute("UPDATE access_tokens SET holder = coalesce(nullif(btrim(label), ''), sha256) WHERE person_id IS NULL")
    op.execute(
        "UPDATE access_tokens SET revoked_at = clock_timestamp(), revoked_by = 'migration 0004'"
        " WHERE role = 'INVESTIGATOR' AND person_id IS NULL AND revoked_at IS NULL"
    )
    op.drop_constraint("fk_access_tokens_zone_id", table, type_="foreignkey")
    op.drop_index("ix_access_tokens_zone_id", table_name=table)
    op.drop_column(table, "zone_id")
    op.create_index("ix_access_tokens_organ_id", table, ["organ_id"], unique=False)
    op.create_foreign_key("fk_access_tokens_organ_id", table, "organs", ["organ_id"], ["id"])
    for name, condition in {"role_known": known("role", ROLES), **HELD, **TOKENS}.items():
        op.create_check_constraint(name, table, condition)


def held_columns() -> list[sa.Column[object]]:
    """Return the columns that tokens lack of those that every access has."""
    moment = sa.DateTime(timezone=True)
    return [
        sa.Column("zone_ids", postgresql.ARRAY(sa.BigInteger()), nullable=True),
        sa.Column("organ_id", sa.BigInteger(), nullable=True),
        sa.Column("holder", sa.String(), server_default="", nullable=False),
        sa.Column("created_by", sa.String(), server_default="", nullable=False),
        sa.Column("last_used_at", moment, nullable=True),
        sa.Column("revoked_by", sa.String(), nullable=True),
    ]


def known(column: str, codes: list[str]) -> str:
    """Return the condition that a column holds one of the codes."""
    return f"{column} IN ({', '.join(repr(code) for code in codes)})"


def checks(table: str, conditions: dict[str, str]) -> list[sa.CheckConstraint]:
    """Return the constraints of a new table under the names of this house."""
    return [sa.CheckConstraint(text, name=op.f(f"ck_{table}_{name}")) for name, text in conditions.items()]


def make_tables() -> None:
    """Make the accounts, what is spent, and what the door refused."""
    moment = sa.DateTime(timezone=True)
    now = sa.text("clock_timestamp()")
    op.create_table(
        "accounts",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("county_id", sa.BigInteger(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        *held_columns(),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", moment, server_default=now, nullable=False),
        sa.Column("revoked_at", moment, nullable=True),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("single_use", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("tokens_from", moment, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.ForeignKeyConstraint(["county_id"], ["counties.id"], name="fk_accounts_county_id"),
        sa.ForeignKeyConstraint(["organ_id"], ["organs.id"], name="fk_accounts_organ_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_accounts_person_id"),
        *checks("accounts", {"role_known": known("role", ROLES), **HELD}),
        *checks("accounts", {"subject_not_blank": "btrim(issuer) <> '' AND btrim(subject) <> ''"}),
    )
    op.create_index("ix_accounts_organ_id", "accounts", ["organ_id"])
    op.create_index("ix_accounts_person_id", "accounts", ["person_id"])
    standing = sa.text("revoked_at IS NULL")
    op.create_index("uq_accounts_standing", "accounts", ["issuer", "subject"], unique=True, postgresql_where=standing)
    op.create_table(
        "spent_tokens",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("spent_at", moment, server_default=now, nullable=False),
        sa.Column("forget_at", moment, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_spent_tokens"),
        sa.UniqueConstraint("sha256", name="uq_spent_tokens_sha256"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_spent_tokens_account_id"),
        *checks("spent_tokens", {"spentkind_known": known("kind", SPENT), "sha256_is_a_hash": HASH}),
    )
    op.create_index("ix_spent_tokens_account_id", "spent_tokens", ["account_id"])
    op.create_table(
        "sign_ins",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("minute", moment, nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("refusal", sa.String(40), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("latest_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sign_ins"),
        sa.UniqueConstraint("minute", "origin", "refusal", name="uq_sign_ins_minute_origin_refusal"),
        *checks("sign_ins", {"signinrefusal_known": known("refusal", REFUSALS), "counts_something": "count > 0"}),
    )


def downgrade() -> None:
    """Undo all of it; a token for several zones keeps the first, and one of a newer role ends with its row."""
    for table in ("sign_ins", "spent_tokens", "accounts"):
        op.drop_table(table)
    op.execute("DROP TRIGGER guard_access ON access_tokens")
    op.execute("DROP TRIGGER never_emptied ON access_tokens")
    op.execute("DROP TRIGGER guard_county ON counties")
    for function in FUNCTIONS:
        op.execute(f"DROP FUNCTION {function}")
    table = "access_tokens"
    for name in ("role_known", *HELD, *TOKENS):
        op.drop_constraint(name, table, type_="check")
    op.add_column(table, sa.Column("zone_id", sa.BigInteger(), nullable=True))
    op.execute(f"DELETE FROM access_tokens WHERE NOT ({known('role', FIRST_ROLES)}) OR acts IS NOT NULL")
    op.execute("UPDATE access_tokens SET zone_id = zone_ids[1]")
    op.create_index("ix_access_tokens_zone_id", table, ["zone_id"], unique=False)
    op.create_foreign_key("fk_access_tokens_zone_id", table, "zones", ["zone_id"], ["id"])
    op.create_check_constraint("coordinators_have_a_zone", table, "role <> 'COORDINATOR' OR zone_id IS NOT NULL")
    op.create_check_constraint("role_known", table, known("role", FIRST_ROLES))
    op.drop_index("ix_access_tokens_organ_id", table_name=table)
    for column in [*(column.name for column in held_columns()), "acts", "prefix"]:
        op.drop_column(table, column)
    op.drop_column("counties", "demo")
