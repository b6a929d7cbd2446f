"""Meetings that keep recusal item by item: who sits in on what, votes, minutes and what becomes of decisions.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

from db.migrate import statements

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def known(name: str, *codes: str) -> sa.Enum:
    """Return the type of a column that holds one of these codes."""
    return sa.Enum(*codes, name=f"{name}_known", native_enum=False, create_constraint=True, length=40)


WIDENED = (
    ("meetings", "state", "meetingstate", "CALLED HELD CANCELLED", "RUNNING"),
    (
        "meeting_participants",
        "attendance",
        "attendance",
        "INVITED PRESENT ABSENT SUBSTITUTE EXCUSED LEFT_FOR_ITEM",
        "CONFIRMED",
    ),
    (
        "agenda_items",
        "kind",
        "agendaitemkind",
        "DEPLOYMENT CLUE_STUDY CASE_CONSULTATION ALLOCATION DEADLINE OTHER",
        "RECUSAL_MATTER FOLLOW_UP",
    ),
)
"""Columns whose terms are more from now on: table, column, name of the constraint, terms before, terms besides."""
TABLES = (
    *("agenda_item_cases", "follow_ups", "item_exits", "item_screenings", "item_votes"),
    "meeting_signatures",
)
STATES = ("PLANNED", "CALLED", "CLOSED", "WITHDRAWN")
YES, NO = sa.text("true"), sa.text("false")
COLUMNS = {
    "agenda_items": (
        sa.Column("matter_id", sa.BigInteger(), nullable=True),
        sa.Column("earlier_item_id", sa.BigInteger(), nullable=True),
        sa.Column("reporting_organ_id", sa.BigInteger(), nullable=True),
        sa.Column("minutes", sa.Integer(), server_default="15", nullable=False),
        sa.Column("fixed", sa.Boolean(), server_default=NO, nullable=False),
        sa.Column("room", sa.Integer(), server_default="1", nullable=False),
        sa.Column("state", known("agendaitemstate", *STATES), server_default="PLANNED", nullable=False),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("record", sa.String(), server_default="", nullable=False),
        sa.Column("owner_organ_id", sa.BigInteger(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
    ),
    "meeting_participants": (
        sa.Column("must_come", sa.Boolean(), server_default=YES, nullable=False),
        sa.Column("reason", sa.String(), server_default="", nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(), server_default="", nullable=False),
    ),
    "meetings": (
        sa.Column("quorum", sa.Integer(), server_default="0", nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_for", sa.String(), server_default="", nullable=False),
        sa.Column("uid", sa.String(), server_default=sa.text("(gen_random_uuid())::text"), nullable=False),
        sa.Column("sequence", sa.Integer(), server_default="0", nullable=False),
    ),
}
RULES = (
    ("meeting_participants", "substitutes_are_named", "(substitute_id IS NOT NULL) = (attendance = 'SUBSTITUTE')"),
    ("agenda_items", "decided_at_a_moment", "(decision IS NULL) = (decided_at IS NULL)"),
    ("agenda_items", "done_after_it_was_decided", "done_at IS NULL OR decision IS NOT NULL"),
    ("agenda_items", "room_from_1_to_20", "room BETWEEN 1 AND 20"),
    ("agenda_items", "takes_from_1_to_600_minutes", "minutes BETWEEN 1 AND 600"),
    ("meetings", "began_first", "began_at IS NULL OR finished_at IS NULL OR began_at <= finished_at"),
    ("meetings", "quorum_is_a_number", "quorum >= 0"),
)
REFERENCES = {
    "earlier_item_id": "agenda_items",
    "matter_id": "recusal_matters",
    "owner_organ_id": "organs",
    "reporting_organ_id": "organs",
}


def upgrade() -> None:
    """Make the tables, widen those that there are, and put all of them behind the wall."""
    connection = op.get_bind()
    connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")  # of earlier migrations in the same transaction
    for table, column, name, before, besides in WIDENED:
        _know(table, column, name, f"{before} {besides}")
    _widen()
    _make_tables()
    for statement in statements("0010_meetings.sql"):
        connection.exec_driver_sql(statement)


def _widen() -> None:
    for table, columns in COLUMNS.items():
        for column in columns:
            op.add_column(table, column)
    op.drop_constraint(op.f("uq_agenda_items_meeting_id_position"), "agenda_items", type_="unique")
    op.create_unique_constraint(op.f("uq_meetings_uid"), "meetings", ["uid"])
    for table, name, rule in RULES:
        op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, rule)
    for name, target in REFERENCES.items():
        op.create_foreign_key(op.f(f"fk_agenda_items_{name}"), "agenda_items", target, [name], ["id"])
        op.create_index(op.f(f"ix_agenda_items_{name}"), "agenda_items", [name], unique=False)


def _make_tables() -> None:
    op.create_table(
        "meeting_signatures",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("meeting_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.CheckConstraint("digest ~ '^[0-9a-f]{64}$'", name=op.f("ck_meeting_signatures_digest_is_a_sha256")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_signatures_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_meeting_signatures_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_signatures")),
        sa.UniqueConstraint(
            "meeting_id", "person_id", "digest", name=op.f("uq_meeting_signatures_meeting_id_person_id_digest")
        ),
    )
    op.create_table(
        "agenda_item_cases",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_agenda_item_cases_case_id")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_agenda_item_cases_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item_cases")),
        sa.UniqueConstraint("item_id", "case_id", name=op.f("uq_agenda_item_cases_item_id_case_id")),
    )
    op.create_table(
        "follow_ups",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("noted_by", sa.String(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.CheckConstraint("btrim(note) <> ''", name=op.f("ck_follow_ups_note_not_blank")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_follow_ups_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_ups")),
    )
    op.create_table(
        "item_exits",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("declared", sa.Boolean(), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_item_exits_item_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_item_exits_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_exits")),
        sa.UniqueConstraint("item_id", "person_id", name=op.f("uq_item_exits_item_id_person_id")),
    )
    op.create_table(
        "item_screenings",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("barred", sa.Boolean(), nullable=False),
        sa.Column("undecided", sa.Boolean(), nullable=False),
        sa.Column("facts_version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_item_screenings_item_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_item_screenings_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_screenings")),
        sa.UniqueConstraint("item_id", "person_id", name=op.f("uq_item_screenings_item_id_person_id")),
    )
    op.create_table(
        "item_votes",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("participant_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "choice",
            sa.Enum(
                "FOR",
                "AGAINST",
                "ABSTAIN",
                name="votechoice_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("struck", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("cast_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_item_votes_item_id")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["meeting_participants.id"], name=op.f("fk_item_votes_participant_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_item_votes_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_votes")),
        sa.UniqueConstraint("item_id", "participant_id", name=op.f("uq_item_votes_item_id_participant_id")),
    )
    op.create_index(op.f("ix_meeting_signatures_meeting_id"), "meeting_signatures", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_meeting_signatures_person_id"), "meeting_signatures", ["person_id"], unique=False)
    op.create_index(op.f("ix_agenda_item_cases_case_id"), "agenda_item_cases", ["case_id"], unique=False)
    op.create_index(op.f("ix_follow_ups_item_id"), "follow_ups", ["item_id"], unique=False)
    op.create_index(op.f("ix_item_exits_person_id"), "item_exits", ["person_id"], unique=False)
    op.create_index(op.f("ix_item_screenings_person_id"), "item_screenings", ["person_id"], unique=False)
    op.create_index(op.f("ix_item_votes_participant_id"), "item_votes", ["participant_id"], unique=False)
    op.create_index(op.f("ix_item_votes_person_id"), "item_votes", ["person_id"], unique=False)


def _know(table: str, column: str, name: str, terms: str) -> None:
    constraint = op.f(f"ck_{table}_{name}_known")
    op.drop_constraint(constraint, table, type_="check")
    codes = ", ".join(f"'{code}'" for code in terms.split())
    op.create_check_constraint(constraint, table, f"{column} IN ({codes})")


def downgrade() -> None:
    """Take them away again; items keep their keys, and what no earlier version knows becomes what it knows."""
    for statement in statements("0010_undo.sql"):
        op.get_bind().exec_driver_sql(statement)
    for table in TABLES:
        op.drop_table(table)
    op.drop_constraint(op.f("ck_meeting_participants_substitutes_are_named"), "meeting_participants", type_="check")
    op.drop_constraint(op.f("ck_agenda_items_decided_at_a_moment"), "agenda_items", type_="check")
    for widened, columns in COLUMNS.items():
        for each in columns:
            op.drop_column(widened, each.name)
    op.create_unique_constraint(op.f("uq_agenda_items_meeting_id_position"), "agenda_items", ["meeting_id", "position"])
    for table, column, name, before, _ in WIDENED:
        _know(table, column, name, before)
    op.execute("DROP FUNCTION drawn_key, guard_agenda_item, guard_item_vote, tell_meeting")
