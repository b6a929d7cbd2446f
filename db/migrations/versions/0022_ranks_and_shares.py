"""Ranks of posts, absences that take a part of somebody's time, and one question for each seed.

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

from db.migrate import statements

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

RANKS = (
    *("COUNTY_HEAD", "COUNTY_DEPUTY", "SECTION_HEAD", "SECTION_DEPUTY"),
    *("CONSULTANT_1", "CONSULTANT_2", "CONSULTANT_3", "CONSULTANT_4"),
    *("PRINCIPAL_STAFF_1", "PRINCIPAL_STAFF_2", "PRINCIPAL_STAFF_3", "PRINCIPAL_STAFF_4"),
    *("STAFF_1", "STAFF_2"),
)
ABSENCES = ("LEAVE", "TRAINING", "HOME_DUTY", "OTHER")


def _know(*kinds: str) -> None:
    op.drop_constraint(op.f("ck_absences_absencekind_known"), "absences", type_="check")
    op.create_check_constraint(op.f("ck_absences_absencekind_known"), "absences", f"kind IN {kinds}")


def upgrade() -> None:
    """Add what nobody said until now: no rank, and absences that take all of the time."""
    op.execute("SET CONSTRAINTS ALL IMMEDIATE")  # of earlier migrations in the same transaction
    known = sa.Enum(*RANKS, name="rank_known", native_enum=False, create_constraint=True, length=40)
    op.add_column("memberships", sa.Column("rank", known, nullable=True))
    op.add_column("absences", sa.Column("percent", sa.Integer(), server_default="100", nullable=False))
    _know(*ABSENCES, "LENT")
    for name, rule in (
        ("percent_in_steps_of_5", "percent BETWEEN 5 AND 100 AND percent % 5 = 0"),
        ("private_leave_is_whole", "percent = 100 OR kind <> 'OTHER'"),
    ):
        op.create_check_constraint(op.f(f"ck_absences_{name}"), "absences", rule)
    for statement in statements("0022_seeds.sql"):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """Forget ranks, parts of time, and who was lent."""
    op.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for statement in statements("0022_undo.sql"):
        op.get_bind().exec_driver_sql(statement)
    for name in ("private_leave_is_whole", "percent_in_steps_of_5"):
        op.drop_constraint(op.f(f"ck_absences_{name}"), "absences", type_="check")
    _know(*ABSENCES)
    op.drop_column("absences", "percent")
    op.drop_column("memberships", "rank")
