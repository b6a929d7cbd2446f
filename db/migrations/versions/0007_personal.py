"""Records of people keep what they said before a correction.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

from db.migrate import statements

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TRIGGERS = ("keep_person_version", "raise_fact_clock", "never_emptied")


def upgrade() -> None:
    """Make the table, then the triggers that fill and guard it."""
    op.create_table(
        "person_versions",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("gender", known("gender_known", "FEMALE", "MALE"), nullable=True),
        sa.Column("birth_month", sa.String(), nullable=True),
        sa.Column("native_place", sa.String(), nullable=False),
        sa.Column("management", known("managementlevel_known", "COUNTY", "TOWNSHIP", "VILLAGE"), nullable=True),
        sa.Column(
            "replaced_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("replaced_in", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_person_versions_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_versions")),
    )
    op.create_index(op.f("ix_person_versions_person_id"), "person_versions", ["person_id"], unique=False)
    for statement in statements("0007_personal.sql"):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """Take them away again."""
    for trigger in TRIGGERS:
        op.execute(f"DROP TRIGGER {trigger} ON people")
    op.execute("DROP FUNCTION keep_person_version")
    op.drop_table("person_versions")


def known(name: str, *codes: str) -> sa.Enum:
    """Return the type of a column that holds one of these codes."""
    return sa.Enum(*codes, name=name, native_enum=False, create_constraint=True, length=40)
