"""The first schema: county, organs, people, ties, cases, allocation, meetings, and the sealed schema.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from db.migrate import statements

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

FUNCTIONS = (
    "guard_capacity",
    "guard_proposal",
    "guard_authorisation",
    "guard_assignment",
    "most_booked",
    "barred_directly",
    "near_kin",
    "parents_today",
    "today",
    "standing_assignments_are_screened",
    "guard_fact_clock",
    "append_only",
    "keep_history",
    "raise_fact_clock",
)


def upgrade() -> None:
    """Make all tables, then the triggers that guard them."""
    op.execute("CREATE SCHEMA sealed")
    make_tables()
    for script in ("0001_facts.sql", "0001_guards.sql"):
        for statement in statements(script):
            op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """Drop everything."""
    drop_tables()
    for function in FUNCTIONS:
        op.execute(f"DROP FUNCTION {function}")
    op.execute("DROP SCHEMA sealed")


def make_tables() -> None:  # noqa: PLR0915  (one call a table and index, in the order of references)
    """Make the tables in the order of their references."""
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("object_type", sa.String(), nullable=False),
        sa.Column("object_id", sa.BigInteger(), nullable=True),
        sa.Column("detail", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_entries"),
    )
    op.create_table(
        "calendar_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("is_working_day", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_calendar_days"),
    )
    op.create_table(
        "counties",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_counties"),
        sa.UniqueConstraint("code", name="uq_counties_code"),
    )
    op.create_table(
        "fact_clock",
        sa.Column("singleton", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("singleton", name=op.f("ck_fact_clock_one_row")),
        sa.PrimaryKeyConstraint("singleton", name="pk_fact_clock"),
    )
    op.create_table(
        "imports",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("county_id", sa.BigInteger(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("counts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("imported_by", sa.String(), nullable=False),
        sa.Column(
            "imported_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.ForeignKeyConstraint(["county_id"], ["counties.id"], name="fk_imports_county_id"),
        sa.PrimaryKeyConstraint("id", name="pk_imports"),
    )
    op.create_table(
        "organs",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("county_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "COUNTY_COMMISSION",
                "COMMISSION_OFFICE",
                "TOWNSHIP",
                "TOWNSHIP_COMMISSION",
                "RESIDENT_GROUP",
                "BUREAU",
                "SECOND_LEVEL",
                "STATION",
                "VILLAGE",
                "ENTERPRISE",
                "OTHER",
                name="organkind_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("x", sa.Integer(), nullable=False),
        sa.Column("y", sa.Integer(), nullable=False),
        sa.Column("during", postgresql.DATERANGE(), nullable=False),
        sa.CheckConstraint("btrim(name) <> ''", name=op.f("ck_organs_name_not_blank")),
        sa.CheckConstraint("NOT isempty(during)", name=op.f("ck_organs_during_not_empty")),
        sa.ForeignKeyConstraint(["county_id"], ["counties.id"], name="fk_organs_county_id"),
        sa.PrimaryKeyConstraint("id", name="pk_organs"),
        sa.UniqueConstraint("county_id", "name", name="uq_organs_county_id_name"),
    )
    op.create_index("ix_organs_county_id", "organs", ["county_id"], unique=False)
    op.create_index(
        "uq_organs_county_id_code",
        "organs",
        ["county_id", "code"],
        unique=True,
        postgresql_where=sa.text("code IS NOT NULL"),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("county_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "gender",
            sa.Enum("FEMALE", "MALE", name="gender_known", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("birth_month", sa.String(), nullable=True),
        sa.Column("native_place", sa.String(), nullable=False),
        sa.Column(
            "management",
            sa.Enum(
                "COUNTY",
                "TOWNSHIP",
                "VILLAGE",
                name="managementlevel_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.CheckConstraint("birth_month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'", name=op.f("ck_people_birth_month_is_a_month")),
        sa.CheckConstraint("btrim(name) <> ''", name=op.f("ck_people_name_not_blank")),
        sa.ForeignKeyConstraint(["county_id"], ["counties.id"], name="fk_people_county_id"),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
    )
    op.create_index("ix_people_county_id_name", "people", ["county_id", "name"], unique=False)
    op.create_index("uq_people_county_id_number", "people", ["county_id", "number"], unique=True)
    op.create_table(
        "policies",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("county_id", sa.BigInteger(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("document", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.ForeignKeyConstraint(["county_id"], ["counties.id"], name="fk_policies_county_id"),
        sa.PrimaryKeyConstraint("id", name="pk_policies"),
    )
    op.create_index("ix_policies_county_id", "policies", ["county_id"], unique=False)
    op.create_table(
        "absences",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "LEAVE",
                "TRAINING",
                "HOME_DUTY",
                "OTHER",
                name="absencekind_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("during", postgresql.DATERANGE(), nullable=False),
        sa.CheckConstraint("NOT isempty(during)", name=op.f("ck_absences_during_not_empty")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_absences_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_absences"),
    )
    op.create_index("ix_absences_person_id", "absences", ["person_id"], unique=False)
    op.create_index(
        "uq_absences_standing",
        "absences",
        ["person_id", "kind", "during"],
        unique=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "allocation_runs",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("county_id", sa.BigInteger(), nullable=False),
        sa.Column("principal", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("request", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("problem", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("problem_hash", sa.String(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("policy_id", sa.BigInteger(), nullable=True),
        sa.Column("facts_version", sa.BigInteger(), nullable=False),
        sa.Column("levels", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("shortages", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("ran_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.CheckConstraint(
            "char_length(key) BETWEEN 1 AND 200", name=op.f("ck_allocation_runs_key_of_1_to_200_characters")
        ),
        sa.ForeignKeyConstraint(["county_id"], ["counties.id"], name="fk_allocation_runs_county_id"),
        sa.ForeignKeyConstraint(["policy_id"], ["policies.id"], name="fk_allocation_runs_policy_id"),
        sa.PrimaryKeyConstraint("id", name="pk_allocation_runs"),
        sa.UniqueConstraint("principal", "key", name="uq_allocation_runs_principal_key"),
    )
    op.create_table(
        "asserted_kin_ties",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("relative_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kinship",
            sa.Enum(
                "SPOUSE",
                "PARENT",
                "CHILD",
                "SIBLING",
                "HALF_SIBLING",
                "GRANDPARENT",
                "GRANDCHILD",
                "UNCLE_AUNT",
                "NEPHEW_NIECE",
                "COUSIN",
                "PARENT_IN_LAW",
                "CHILD_IN_LAW",
                "SPOUSES_SIBLING",
                "SIBLINGS_SPOUSE",
                "SPOUSES_SIBLINGS_SPOUSE",
                "CHILDS_PARENT_IN_LAW",
                "UNCLE_AUNTS_SPOUSE",
                "NEPHEW_NIECES_SPOUSE",
                "COUSINS_SPOUSE",
                "SPOUSES_UNCLE_AUNT",
                "SPOUSES_NEPHEW_NIECE",
                "SPOUSES_COUSIN",
                "SPOUSES_GRANDPARENT",
                "DISTANT",
                "EX_SPOUSE",
                "PARTNER",
                name="kinship_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column(
            "origin",
            sa.Enum(
                "DECLARED",
                "ASSERTED",
                "REGISTERED",
                name="factorigin_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("during", postgresql.DATERANGE(), nullable=False),
        sa.CheckConstraint("NOT isempty(during)", name=op.f("ck_asserted_kin_ties_during_not_empty")),
        sa.CheckConstraint("person_id <> relative_id", name=op.f("ck_asserted_kin_ties_two_people")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_asserted_kin_ties_person_id"),
        sa.ForeignKeyConstraint(["relative_id"], ["people.id"], name="fk_asserted_kin_ties_relative_id"),
        sa.PrimaryKeyConstraint("id", name="pk_asserted_kin_ties"),
    )
    op.create_index("ix_asserted_kin_ties_person_id", "asserted_kin_ties", ["person_id"], unique=False)
    op.create_index("ix_asserted_kin_ties_relative_id", "asserted_kin_ties", ["relative_id"], unique=False)
    op.create_index(
        "uq_asserted_kin_ties_standing",
        "asserted_kin_ties",
        ["person_id", "relative_id", "kinship", "during"],
        unique=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "clues",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("county_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "PETITION",
                "INSPECTION",
                "SUPERVISION",
                "ASSIGNED",
                "AUDIT",
                "OTHER",
                name="cluesource_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("accepting_organ_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["accepting_organ_id"], ["organs.id"], name="fk_clues_accepting_organ_id"),
        sa.ForeignKeyConstraint(["county_id"], ["counties.id"], name="fk_clues_county_id"),
        sa.PrimaryKeyConstraint("id", name="pk_clues"),
        sa.UniqueConstraint("county_id", "number", name="uq_clues_county_id_number"),
    )
    op.create_index("ix_clues_accepting_organ_id", "clues", ["accepting_organ_id"], unique=False)
    op.create_table(
        "kin_ties",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("first_id", sa.BigInteger(), nullable=False),
        sa.Column("second_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "edge",
            sa.Enum(
                "SPOUSE",
                "PARENT",
                "ADOPTIVE_PARENT",
                "STEP_PARENT",
                name="kinedge_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("raised", sa.Boolean(), nullable=False),
        sa.Column(
            "origin",
            sa.Enum(
                "DECLARED",
                "ASSERTED",
                "REGISTERED",
                name="factorigin_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("during", postgresql.DATERANGE(), nullable=False),
        sa.CheckConstraint("NOT isempty(during)", name=op.f("ck_kin_ties_during_not_empty")),
        sa.CheckConstraint("first_id <> second_id", name=op.f("ck_kin_ties_two_people")),
        sa.ForeignKeyConstraint(["first_id"], ["people.id"], name="fk_kin_ties_first_id"),
        sa.ForeignKeyConstraint(["second_id"], ["people.id"], name="fk_kin_ties_second_id"),
        sa.PrimaryKeyConstraint("id", name="pk_kin_ties"),
    )
    op.create_index("ix_kin_ties_first_id", "kin_ties", ["first_id"], unique=False)
    op.create_index("ix_kin_ties_second_id", "kin_ties", ["second_id"], unique=False)
    op.create_index(
        "uq_kin_ties_standing",
        "kin_ties",
        ["first_id", "second_id", "edge", "during"],
        unique=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "meetings",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("county_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "WORKING",
                "JOINT",
                "CONSULTATION",
                "THREE_LEVEL",
                "ALLOCATION",
                "DEADLINE_REVIEW",
                "TRAINING",
                name="meetingkind_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "CALLED",
                "HELD",
                "CANCELLED",
                name="meetingstate_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("convener_organ_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("called_by", sa.String(), nullable=False),
        sa.Column("called_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_meetings_ends_after_it_starts")),
        sa.ForeignKeyConstraint(["convener_organ_id"], ["organs.id"], name="fk_meetings_convener_organ_id"),
        sa.ForeignKeyConstraint(["county_id"], ["counties.id"], name="fk_meetings_county_id"),
        sa.PrimaryKeyConstraint("id", name="pk_meetings"),
    )
    op.create_index("ix_meetings_convener_organ_id", "meetings", ["convener_organ_id"], unique=False)
    op.create_table(
        "memberships",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("organ_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "ESTABLISHMENT",
                "SECONDMENT",
                "TEMPORARY_POST",
                "RESIDENT",
                "PART_TIME",
                name="membershipkind_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("leads", sa.Boolean(), nullable=False),
        sa.Column("during", postgresql.DATERANGE(), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.text("int8range(person_id, person_id, '[]')"), "&&"),
            (sa.column("during"), "&&"),
            where=sa.text("superseded_at IS NULL AND kind = 'ESTABLISHMENT'"),
            using="gist",
            name="ex_memberships_one_establishment_at_a_time",
        ),
        sa.CheckConstraint("NOT isempty(during)", name=op.f("ck_memberships_during_not_empty")),
        sa.ForeignKeyConstraint(["organ_id"], ["organs.id"], name="fk_memberships_organ_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_memberships_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_memberships"),
    )
    op.create_index("ix_memberships_organ_id", "memberships", ["organ_id"], unique=False)
    op.create_index("ix_memberships_person_id", "memberships", ["person_id"], unique=False)
    op.create_index(
        "uq_memberships_standing",
        "memberships",
        ["person_id", "organ_id", "kind", "post", "during"],
        unique=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "organ_links",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("child_id", sa.BigInteger(), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "PART_OF",
                "MANAGED_BY",
                "RESIDENT_IN",
                name="organlinkkind_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("during", postgresql.DATERANGE(), nullable=False),
        sa.CheckConstraint("NOT isempty(during)", name=op.f("ck_organ_links_during_not_empty")),
        sa.CheckConstraint("child_id <> parent_id", name=op.f("ck_organ_links_not_its_own_parent")),
        sa.ForeignKeyConstraint(["child_id"], ["organs.id"], name="fk_organ_links_child_id"),
        sa.ForeignKeyConstraint(["parent_id"], ["organs.id"], name="fk_organ_links_parent_id"),
        sa.PrimaryKeyConstraint("id", name="pk_organ_links"),
    )
    op.create_index("ix_organ_links_child_id", "organ_links", ["child_id"], unique=False)
    op.create_index("ix_organ_links_parent_id", "organ_links", ["parent_id"], unique=False)
    op.create_index(
        "uq_organ_links_standing",
        "organ_links",
        ["child_id", "parent_id", "kind", "during"],
        unique=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "organ_successions",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("predecessor_id", sa.BigInteger(), nullable=False),
        sa.Column("successor_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "RENAMED", "MERGED", name="successionkind_known", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.CheckConstraint("predecessor_id <> successor_id", name=op.f("ck_organ_successions_another_organ")),
        sa.ForeignKeyConstraint(["predecessor_id"], ["organs.id"], name="fk_organ_successions_predecessor_id"),
        sa.ForeignKeyConstraint(["successor_id"], ["organs.id"], name="fk_organ_successions_successor_id"),
        sa.PrimaryKeyConstraint("id", name="pk_organ_successions"),
    )
    op.create_index("ix_organ_successions_predecessor_id", "organ_successions", ["predecessor_id"], unique=False)
    op.create_index("ix_organ_successions_successor_id", "organ_successions", ["successor_id"], unique=False)
    op.create_index(
        "uq_organ_successions_standing",
        "organ_successions",
        ["predecessor_id", "successor_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "pool_members",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("full_time", sa.Boolean(), nullable=False),
        sa.Column("may_lead", sa.Boolean(), nullable=False),
        sa.Column("may_review", sa.Boolean(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("trained_on", sa.Date(), nullable=True),
        sa.Column("undertaking_on", sa.Date(), nullable=True),
        sa.Column("declared_on", sa.Date(), nullable=True),
        sa.Column("during", postgresql.DATERANGE(), nullable=False),
        sa.CheckConstraint("NOT isempty(during)", name=op.f("ck_pool_members_during_not_empty")),
        sa.CheckConstraint(
            "capacity BETWEEN 5 AND 100 AND capacity % 5 = 0",
            name=op.f("ck_pool_members_capacity_in_steps_of_5_percent"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_pool_members_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_pool_members"),
    )
    op.create_index(
        "uq_pool_members_standing",
        "pool_members",
        ["person_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "pool_skills",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "skill",
            sa.Enum(
                "INTERVIEW",
                "RECORDS",
                "ACCOUNTS",
                "REPORTS",
                "LAW",
                "AUDIT",
                "WORKS",
                "PETITIONS",
                "E_DATA",
                "REVIEW",
                name="skill_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.CheckConstraint("grade BETWEEN 0 AND 3", name=op.f("ck_pool_skills_grade_from_0_to_3")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_pool_skills_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_pool_skills"),
    )
    op.create_index("ix_pool_skills_person_id", "pool_skills", ["person_id"], unique=False)
    op.create_index(
        "uq_pool_skills_standing",
        "pool_skills",
        ["person_id", "skill"],
        unique=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "holds",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "COMPLAINT",
                "SANCTION",
                "TALK",
                name="holdkind_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("during", postgresql.DATERANGE(), nullable=False),
        sa.CheckConstraint("NOT isempty(during)", name=op.f("ck_holds_during_not_empty")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_holds_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_holds"),
        schema="sealed",
    )
    op.create_index("ix_holds_person_id", "holds", ["person_id"], unique=False, schema="sealed")
    op.create_table(
        "social_ties",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("first_id", sa.BigInteger(), nullable=False),
        sa.Column("second_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "CLASSMATE",
                "COMRADE",
                "TEACHER",
                "FRIEND",
                "TOWNSMAN",
                "GRUDGE",
                "LENDER",
                "PARTNER",
                name="socialtiekind_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "origin",
            sa.Enum(
                "DECLARED",
                "ASSERTED",
                "REGISTERED",
                name="factorigin_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("during", postgresql.DATERANGE(), nullable=False),
        sa.CheckConstraint("NOT isempty(during)", name=op.f("ck_social_ties_during_not_empty")),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_social_ties_two_people_in_order")),
        sa.ForeignKeyConstraint(["first_id"], ["people.id"], name="fk_social_ties_first_id"),
        sa.ForeignKeyConstraint(["second_id"], ["people.id"], name="fk_social_ties_second_id"),
        sa.PrimaryKeyConstraint("id", name="pk_social_ties"),
    )
    op.create_index("ix_social_ties_first_id", "social_ties", ["first_id"], unique=False)
    op.create_index("ix_social_ties_second_id", "social_ties", ["second_id"], unique=False)
    op.create_index(
        "uq_social_ties_standing",
        "social_ties",
        ["first_id", "second_id", "kind", "during"],
        unique=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "trainings",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("finished_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_trainings_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_trainings"),
    )
    op.create_index("ix_trainings_person_id", "trainings", ["person_id"], unique=False)
    op.create_table(
        "workloads",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("bookings", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_workloads_person_id"),
        sa.PrimaryKeyConstraint("person_id", name="pk_workloads"),
    )
    op.create_table(
        "zones",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("county_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("lead_organ_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["county_id"], ["counties.id"], name="fk_zones_county_id"),
        sa.ForeignKeyConstraint(["lead_organ_id"], ["organs.id"], name="fk_zones_lead_organ_id"),
        sa.PrimaryKeyConstraint("id", name="pk_zones"),
        sa.UniqueConstraint("county_id", "code", name="uq_zones_county_id_code"),
        sa.UniqueConstraint("county_id", "name", name="uq_zones_county_id_name"),
    )
    op.create_index("ix_zones_county_id", "zones", ["county_id"], unique=False)
    op.create_index("ix_zones_lead_organ_id", "zones", ["lead_organ_id"], unique=False)
    op.create_table(
        "access_tokens",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("county_id", sa.BigInteger(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "COUNTY",
                "COORDINATOR",
                "SECRETARY",
                "INVESTIGATOR",
                "RECUSAL_OFFICER",
                "CLUE_OFFICE",
                "SCHEDULER",
                "AUDITOR",
                name="role_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("zone_id", sa.BigInteger(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.CheckConstraint(
            "role <> 'COORDINATOR' OR zone_id IS NOT NULL", name=op.f("ck_access_tokens_coordinators_have_a_zone")
        ),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("ck_access_tokens_sha256_is_a_hash")),
        sa.ForeignKeyConstraint(["county_id"], ["counties.id"], name="fk_access_tokens_county_id"),
        sa.ForeignKeyConstraint(["zone_id"], ["zones.id"], name="fk_access_tokens_zone_id"),
        sa.PrimaryKeyConstraint("id", name="pk_access_tokens"),
        sa.UniqueConstraint("sha256", name="uq_access_tokens_sha256"),
    )
    op.create_index("ix_access_tokens_zone_id", "access_tokens", ["zone_id"], unique=False)
    op.create_table(
        "cases",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("county_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("clue_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "mode",
            sa.Enum(
                "SELF",
                "ASSIST",
                "JOINT",
                "CROSS",
                "OFFSITE",
                "ELEVATED",
                "LINKED",
                name="mode_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "RECEIVED",
                "REGISTERED",
                "DISPOSITION_PROPOSED",
                "INQUIRY_APPROPRIATE",
                "TALK_LETTER",
                "PRELIM_VERIFICATION",
                "HELD",
                "CLOSED_NO_CASE",
                "TRANSFERRED",
                "FILED",
                "INVESTIGATING",
                "SUSPENDED",
                "FACT_MEETING",
                "TRANSFERRED_TO_REVIEW",
                "IN_REVIEW",
                "RETURNED_SUPPLEMENT",
                "RETURNED_REINVESTIGATE",
                "PENDING_DECISION",
                "DECIDED",
                "EXECUTING",
                "WITHDRAWN",
                "REFERRED_PROSECUTION",
                "APPEAL",
                "ARCHIVED",
                name="casestatus_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "grade",
            sa.Enum(
                "ORDINARY", "COMPLEX", name="casegrade_known", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "urgency",
            sa.Enum(
                "URGENT",
                "HIGH",
                "NORMAL",
                "LOW",
                name="urgency_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("concerned_organ_id", sa.BigInteger(), nullable=False),
        sa.Column("home_organ_id", sa.BigInteger(), nullable=False),
        sa.Column("handling_organ_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "management",
            sa.Enum(
                "COUNTY",
                "TOWNSHIP",
                "VILLAGE",
                name="managementlevel_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("filed_on", sa.Date(), nullable=True),
        sa.Column("during", postgresql.DATERANGE(), nullable=False),
        sa.Column("effort", sa.Integer(), nullable=False),
        sa.Column("needs_female", sa.Boolean(), nullable=False),
        sa.CheckConstraint("btrim(number) <> ''", name=op.f("ck_cases_number_not_blank")),
        sa.CheckConstraint("NOT isempty(during)", name=op.f("ck_cases_during_not_empty")),
        sa.CheckConstraint("effort BETWEEN 1 AND 100", name=op.f("ck_cases_effort_in_percent")),
        sa.ForeignKeyConstraint(["clue_id"], ["clues.id"], name="fk_cases_clue_id"),
        sa.ForeignKeyConstraint(["concerned_organ_id"], ["organs.id"], name="fk_cases_concerned_organ_id"),
        sa.ForeignKeyConstraint(["county_id"], ["counties.id"], name="fk_cases_county_id"),
        sa.ForeignKeyConstraint(["handling_organ_id"], ["organs.id"], name="fk_cases_handling_organ_id"),
        sa.ForeignKeyConstraint(["home_organ_id"], ["organs.id"], name="fk_cases_home_organ_id"),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.UniqueConstraint("county_id", "number", name="uq_cases_county_id_number"),
    )
    op.create_index("ix_cases_clue_id", "cases", ["clue_id"], unique=False)
    op.create_index("ix_cases_concerned_organ_id", "cases", ["concerned_organ_id"], unique=False)
    op.create_index("ix_cases_handling_organ_id", "cases", ["handling_organ_id"], unique=False)
    op.create_index("ix_cases_home_organ_id", "cases", ["home_organ_id"], unique=False)
    op.create_index("ix_cases_status", "cases", ["status"], unique=False)
    op.create_table(
        "meeting_participants",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("meeting_id", sa.BigInteger(), nullable=False),
        sa.Column("organ_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("substitute_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "attendance",
            sa.Enum(
                "INVITED",
                "PRESENT",
                "ABSENT",
                "SUBSTITUTE",
                "EXCUSED",
                "LEFT_FOR_ITEM",
                name="attendance_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name="fk_meeting_participants_meeting_id"),
        sa.ForeignKeyConstraint(["organ_id"], ["organs.id"], name="fk_meeting_participants_organ_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_meeting_participants_person_id"),
        sa.ForeignKeyConstraint(["substitute_id"], ["people.id"], name="fk_meeting_participants_substitute_id"),
        sa.PrimaryKeyConstraint("id", name="pk_meeting_participants"),
        sa.UniqueConstraint("meeting_id", "organ_id", name="uq_meeting_participants_meeting_id_organ_id"),
    )
    op.create_index("ix_meeting_participants_meeting_id", "meeting_participants", ["meeting_id"], unique=False)
    op.create_index("ix_meeting_participants_organ_id", "meeting_participants", ["organ_id"], unique=False)
    op.create_index("ix_meeting_participants_person_id", "meeting_participants", ["person_id"], unique=False)
    op.create_index("ix_meeting_participants_substitute_id", "meeting_participants", ["substitute_id"], unique=False)
    op.create_table(
        "meeting_zones",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("meeting_id", sa.BigInteger(), nullable=False),
        sa.Column("zone_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name="fk_meeting_zones_meeting_id"),
        sa.ForeignKeyConstraint(["zone_id"], ["zones.id"], name="fk_meeting_zones_zone_id"),
        sa.PrimaryKeyConstraint("id", name="pk_meeting_zones"),
        sa.UniqueConstraint("meeting_id", "zone_id", name="uq_meeting_zones_meeting_id_zone_id"),
    )
    op.create_index("ix_meeting_zones_meeting_id", "meeting_zones", ["meeting_id"], unique=False)
    op.create_index("ix_meeting_zones_zone_id", "meeting_zones", ["zone_id"], unique=False)
    op.create_table(
        "proposals",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("county_id", sa.BigInteger(), nullable=False),
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.Column("whole_county", sa.Boolean(), nullable=False),
        sa.Column("supersedes_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "PROPOSED",
                "APPROVED",
                "WITHDRAWN",
                "SUPERSEDED",
                name="proposalstate_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("state_reason", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "proposed_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.ForeignKeyConstraint(["county_id"], ["counties.id"], name="fk_proposals_county_id"),
        sa.ForeignKeyConstraint(["run_id"], ["allocation_runs.id"], name="fk_proposals_run_id"),
        sa.ForeignKeyConstraint(["supersedes_id"], ["proposals.id"], name="fk_proposals_supersedes_id"),
        sa.PrimaryKeyConstraint("id", name="pk_proposals"),
    )
    op.create_index("ix_proposals_run_id", "proposals", ["run_id"], unique=False)
    op.create_index("ix_proposals_state", "proposals", ["state"], unique=False)
    op.create_index("ix_proposals_supersedes_id", "proposals", ["supersedes_id"], unique=False)
    op.create_table(
        "zone_members",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("zone_id", sa.BigInteger(), nullable=False),
        sa.Column("organ_id", sa.BigInteger(), nullable=False),
        sa.Column("during", postgresql.DATERANGE(), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.text("int8range(organ_id, organ_id, '[]')"), "&&"),
            (sa.column("during"), "&&"),
            where=sa.text("superseded_at IS NULL"),
            using="gist",
            name="ex_zone_members_one_zone_at_a_time",
        ),
        sa.CheckConstraint("NOT isempty(during)", name=op.f("ck_zone_members_during_not_empty")),
        sa.ForeignKeyConstraint(["organ_id"], ["organs.id"], name="fk_zone_members_organ_id"),
        sa.ForeignKeyConstraint(["zone_id"], ["zones.id"], name="fk_zone_members_zone_id"),
        sa.PrimaryKeyConstraint("id", name="pk_zone_members"),
    )
    op.create_index("ix_zone_members_organ_id", "zone_members", ["organ_id"], unique=False)
    op.create_index("ix_zone_members_zone_id", "zone_members", ["zone_id"], unique=False)
    op.create_table(
        "agenda_items",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("meeting_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "DEPLOYMENT",
                "CLUE_STUDY",
                "CASE_CONSULTATION",
                "ALLOCATION",
                "DEADLINE",
                "OTHER",
                name="agendaitemkind_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("proposal_id", sa.BigInteger(), nullable=True),
        sa.Column("case_id", sa.BigInteger(), nullable=True),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("deciding_organ_id", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_agenda_items_case_id"),
        sa.ForeignKeyConstraint(["deciding_organ_id"], ["organs.id"], name="fk_agenda_items_deciding_organ_id"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name="fk_agenda_items_meeting_id"),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name="fk_agenda_items_proposal_id"),
        sa.PrimaryKeyConstraint("id", name="pk_agenda_items"),
        sa.UniqueConstraint("meeting_id", "position", name="uq_agenda_items_meeting_id_position"),
    )
    op.create_index("ix_agenda_items_case_id", "agenda_items", ["case_id"], unique=False)
    op.create_index("ix_agenda_items_deciding_organ_id", "agenda_items", ["deciding_organ_id"], unique=False)
    op.create_index("ix_agenda_items_meeting_id", "agenda_items", ["meeting_id"], unique=False)
    op.create_index("ix_agenda_items_proposal_id", "agenda_items", ["proposal_id"], unique=False)
    op.create_table(
        "appraisals",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "result",
            sa.Enum(
                "EXCELLENT",
                "COMPETENT",
                "BASIC",
                "INCOMPETENT",
                name="appraisalresult_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("appraised_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_appraisals_case_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_appraisals_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_appraisals"),
    )
    op.create_index("ix_appraisals_case_id", "appraisals", ["case_id"], unique=False)
    op.create_index("ix_appraisals_person_id", "appraisals", ["person_id"], unique=False)
    op.create_table(
        "authorisations",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "CALL_UP",
                "DESIGNATED_JURISDICTION",
                "ELEVATION",
                "MATTER_AUTHORISATION",
                name="authorisationkind_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("organ_id", sa.BigInteger(), nullable=True),
        sa.Column("during", postgresql.DATERANGE(), nullable=False),
        sa.CheckConstraint("btrim(number) <> ''", name=op.f("ck_authorisations_number_not_blank")),
        sa.CheckConstraint("NOT isempty(during)", name=op.f("ck_authorisations_during_not_empty")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_authorisations_case_id"),
        sa.ForeignKeyConstraint(["organ_id"], ["organs.id"], name="fk_authorisations_organ_id"),
        sa.PrimaryKeyConstraint("id", name="pk_authorisations"),
    )
    op.create_index("ix_authorisations_case_id", "authorisations", ["case_id"], unique=False)
    op.create_index("ix_authorisations_organ_id", "authorisations", ["organ_id"], unique=False)
    op.create_index(
        "uq_authorisations_number",
        "authorisations",
        ["number"],
        unique=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "case_links",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("first_id", sa.BigInteger(), nullable=False),
        sa.Column("second_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_case_links_two_cases_in_order")),
        sa.ForeignKeyConstraint(["first_id"], ["cases.id"], name="fk_case_links_first_id"),
        sa.ForeignKeyConstraint(["second_id"], ["cases.id"], name="fk_case_links_second_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_links"),
    )
    op.create_index("ix_case_links_first_id", "case_links", ["first_id"], unique=False)
    op.create_index("ix_case_links_second_id", "case_links", ["second_id"], unique=False)
    op.create_index(
        "uq_case_links_standing",
        "case_links",
        ["first_id", "second_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "case_needs",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "skill",
            sa.Enum(
                "INTERVIEW",
                "RECORDS",
                "ACCOUNTS",
                "REPORTS",
                "LAW",
                "AUDIT",
                "WORKS",
                "PETITIONS",
                "E_DATA",
                "REVIEW",
                name="skill_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.CheckConstraint("grade BETWEEN 1 AND 3", name=op.f("ck_case_needs_grade_from_1_to_3")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_needs_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_needs"),
    )
    op.create_index("ix_case_needs_case_id", "case_needs", ["case_id"], unique=False)
    op.create_index(
        "uq_case_needs_standing",
        "case_needs",
        ["case_id", "skill"],
        unique=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "case_parties",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("organ_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "SUBJECT",
                "CO_SUBJECT",
                "WITNESS",
                "INTERESTED",
                "VICTIM",
                name="partyrole_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("during", postgresql.DATERANGE(), nullable=False),
        sa.CheckConstraint("NOT isempty(during)", name=op.f("ck_case_parties_during_not_empty")),
        sa.CheckConstraint("num_nonnulls(person_id, organ_id) = 1", name=op.f("ck_case_parties_a_person_or_an_organ")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_parties_case_id"),
        sa.ForeignKeyConstraint(["organ_id"], ["organs.id"], name="fk_case_parties_organ_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_case_parties_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_parties"),
    )
    op.create_index("ix_case_parties_case_id", "case_parties", ["case_id"], unique=False)
    op.create_index("ix_case_parties_organ_id", "case_parties", ["organ_id"], unique=False)
    op.create_index("ix_case_parties_person_id", "case_parties", ["person_id"], unique=False)
    op.create_index(
        "uq_case_parties_standing",
        "case_parties",
        ["case_id", "person_id", "organ_id", "role"],
        unique=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "case_places",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "LEAD",
                "MEMBER",
                "RECORDS",
                "SAFETY_OFFICER",
                "REVIEWER",
                name="assignmentrole_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.CheckConstraint("wanted BETWEEN 0 AND 20", name=op.f("ck_case_places_wanted_from_0_to_20")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_places_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_places"),
    )
    op.create_index("ix_case_places_case_id", "case_places", ["case_id"], unique=False)
    op.create_index(
        "uq_case_places_standing",
        "case_places",
        ["case_id", "role"],
        unique=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "case_steps",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "RECEIVED",
                "REGISTERED",
                "DISPOSITION_PROPOSED",
                "INQUIRY_APPROPRIATE",
                "TALK_LETTER",
                "PRELIM_VERIFICATION",
                "HELD",
                "CLOSED_NO_CASE",
                "TRANSFERRED",
                "FILED",
                "INVESTIGATING",
                "SUSPENDED",
                "FACT_MEETING",
                "TRANSFERRED_TO_REVIEW",
                "IN_REVIEW",
                "RETURNED_SUPPLEMENT",
                "RETURNED_REINVESTIGATE",
                "PENDING_DECISION",
                "DECIDED",
                "EXECUTING",
                "WITHDRAWN",
                "REFERRED_PROSECUTION",
                "APPEAL",
                "ARCHIVED",
                name="casestatus_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_steps_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_steps"),
    )
    op.create_index("ix_case_steps_case_id", "case_steps", ["case_id"], unique=False)
    op.create_table(
        "interests",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("organ_id", sa.BigInteger(), nullable=True),
        sa.Column("case_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "SHARES",
                "CONTRACT",
                "LOAN",
                "TENANCY",
                "LAND",
                "LITIGATION",
                "OTHER",
                name="interestkind_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column(
            "origin",
            sa.Enum(
                "DECLARED",
                "ASSERTED",
                "REGISTERED",
                name="factorigin_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("during", postgresql.DATERANGE(), nullable=False),
        sa.CheckConstraint("NOT isempty(during)", name=op.f("ck_interests_during_not_empty")),
        sa.CheckConstraint("num_nonnulls(organ_id, case_id) = 1", name=op.f("ck_interests_in_an_organ_or_a_case")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_interests_case_id"),
        sa.ForeignKeyConstraint(["organ_id"], ["organs.id"], name="fk_interests_organ_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_interests_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_interests"),
    )
    op.create_index("ix_interests_case_id", "interests", ["case_id"], unique=False)
    op.create_index("ix_interests_organ_id", "interests", ["organ_id"], unique=False)
    op.create_index("ix_interests_person_id", "interests", ["person_id"], unique=False)
    op.create_index(
        "uq_interests_standing",
        "interests",
        ["person_id", "organ_id", "case_id", "kind", "during"],
        unique=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "loans",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("to_organ_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=True),
        sa.Column("during", postgresql.DATERANGE(), nullable=False),
        sa.CheckConstraint("NOT isempty(during)", name=op.f("ck_loans_during_not_empty")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_loans_case_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_loans_person_id"),
        sa.ForeignKeyConstraint(["to_organ_id"], ["organs.id"], name="fk_loans_to_organ_id"),
        sa.PrimaryKeyConstraint("id", name="pk_loans"),
    )
    op.create_index("ix_loans_case_id", "loans", ["case_id"], unique=False)
    op.create_index("ix_loans_person_id", "loans", ["person_id"], unique=False)
    op.create_index("ix_loans_to_organ_id", "loans", ["to_organ_id"], unique=False)
    op.create_index(
        "uq_loans_standing",
        "loans",
        ["person_id", "case_id", "during"],
        unique=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "proposal_cases",
        sa.Column("proposal_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("staffed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_proposal_cases_case_id"),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name="fk_proposal_cases_proposal_id"),
        sa.PrimaryKeyConstraint("proposal_id", "case_id", name="pk_proposal_cases"),
    )
    op.create_index("ix_proposal_cases_case_id", "proposal_cases", ["case_id"], unique=False)
    op.create_table(
        "proposal_edits",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("proposal_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "PIN", "EXCLUDE", "RELEASE", name="editkind_known", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "LEAD",
                "MEMBER",
                "RECORDS",
                "SAFETY_OFFICER",
                "REVIEWER",
                name="assignmentrole_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.CheckConstraint("btrim(reason) <> ''", name=op.f("ck_proposal_edits_reason_given")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_proposal_edits_case_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_proposal_edits_person_id"),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name="fk_proposal_edits_proposal_id"),
        sa.PrimaryKeyConstraint("id", name="pk_proposal_edits"),
    )
    op.create_index("ix_proposal_edits_case_id", "proposal_edits", ["case_id"], unique=False)
    op.create_index("ix_proposal_edits_person_id", "proposal_edits", ["person_id"], unique=False)
    op.create_index("ix_proposal_edits_proposal_id", "proposal_edits", ["proposal_id"], unique=False)
    op.create_table(
        "proposal_seats",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("proposal_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "LEAD",
                "MEMBER",
                "RECORDS",
                "SAFETY_OFFICER",
                "REVIEWER",
                name="assignmentrole_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("fit", sa.Integer(), nullable=False),
        sa.Column("travel", sa.Integer(), nullable=False),
        sa.Column("load_after", sa.Integer(), nullable=False),
        sa.Column("covers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_proposal_seats_case_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_proposal_seats_person_id"),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name="fk_proposal_seats_proposal_id"),
        sa.PrimaryKeyConstraint("id", name="pk_proposal_seats"),
        sa.UniqueConstraint(
            "proposal_id", "case_id", "person_id", name="uq_proposal_seats_proposal_id_case_id_person_id"
        ),
    )
    op.create_index("ix_proposal_seats_case_id", "proposal_seats", ["case_id"], unique=False)
    op.create_index("ix_proposal_seats_person_id", "proposal_seats", ["person_id"], unique=False)
    op.create_index("ix_proposal_seats_proposal_id", "proposal_seats", ["proposal_id"], unique=False)
    op.create_table(
        "proposal_zones",
        sa.Column("proposal_id", sa.BigInteger(), nullable=False),
        sa.Column("zone_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name="fk_proposal_zones_proposal_id"),
        sa.ForeignKeyConstraint(["zone_id"], ["zones.id"], name="fk_proposal_zones_zone_id"),
        sa.PrimaryKeyConstraint("proposal_id", "zone_id", name="pk_proposal_zones"),
    )
    op.create_table(
        "screenings",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "LEAD",
                "MEMBER",
                "RECORDS",
                "SAFETY_OFFICER",
                "REVIEWER",
                name="assignmentrole_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("facts_version", sa.BigInteger(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "CLEAR",
                "CONFLICT",
                "UNKNOWN",
                name="verdict_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("findings", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "screened_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_screenings_case_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_screenings_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_screenings"),
    )
    op.create_index("ix_screenings_case_id_person_id", "screenings", ["case_id", "person_id"], unique=False)
    op.create_index("ix_screenings_person_id", "screenings", ["person_id"], unique=False)
    op.create_table(
        "informants",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_informants_case_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_informants_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_informants"),
        schema="sealed",
    )
    op.create_index("ix_informants_case_id", "informants", ["case_id"], unique=False, schema="sealed")
    op.create_index("ix_informants_person_id", "informants", ["person_id"], unique=False, schema="sealed")
    op.create_index(
        "uq_informants_standing",
        "informants",
        ["case_id", "person_id"],
        unique=True,
        schema="sealed",
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "assignments",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "LEAD",
                "MEMBER",
                "RECORDS",
                "SAFETY_OFFICER",
                "REVIEWER",
                name="assignmentrole_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "ACTIVE",
                "SUSPENDED",
                "RECUSED",
                "ENDED",
                "WITHDRAWN",
                name="assignmentstate_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("state_reason", sa.String(), nullable=False),
        sa.Column("during", postgresql.DATERANGE(), nullable=False),
        sa.Column("effort", sa.Integer(), nullable=False),
        sa.Column("authorisation_id", sa.BigInteger(), nullable=True),
        sa.Column("screening_id", sa.BigInteger(), nullable=False),
        sa.Column("proposal_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "assigned_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        postgresql.ExcludeConstraint(
            (sa.text("int8range(case_id, case_id, '[]')"), "&&"),
            (sa.column("during"), "&&"),
            where=sa.text("role = 'LEAD' AND state = 'ACTIVE'"),
            using="gist",
            name="ex_assignments_one_lead_at_a_time",
        ),
        postgresql.ExcludeConstraint(
            (sa.text("int8range(case_id, case_id, '[]')"), "&&"),
            (sa.text("int8range(person_id, person_id, '[]')"), "&&"),
            (sa.column("during"), "&&"),
            where=sa.text("state = 'ACTIVE'"),
            using="gist",
            name="ex_assignments_one_role_on_a_case",
        ),
        sa.CheckConstraint(
            "(state IN ('ACTIVE', 'SUSPENDED')) = (ended_at IS NULL)",
            name=op.f("ck_assignments_ended_when_not_in_force"),
        ),
        sa.CheckConstraint("NOT isempty(during)", name=op.f("ck_assignments_during_not_empty")),
        sa.CheckConstraint("effort BETWEEN 1 AND 100", name=op.f("ck_assignments_effort_in_percent")),
        sa.ForeignKeyConstraint(["authorisation_id"], ["authorisations.id"], name="fk_assignments_authorisation_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_assignments_case_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_assignments_person_id"),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name="fk_assignments_proposal_id"),
        sa.ForeignKeyConstraint(["screening_id"], ["screenings.id"], name="fk_assignments_screening_id"),
        sa.PrimaryKeyConstraint("id", name="pk_assignments"),
    )
    op.create_index("ix_assignments_authorisation_id", "assignments", ["authorisation_id"], unique=False)
    op.create_index("ix_assignments_case_id", "assignments", ["case_id"], unique=False)
    op.create_index(
        "ix_assignments_in_force",
        "assignments",
        ["person_id"],
        unique=False,
        postgresql_where=sa.text("state = 'ACTIVE'"),
    )
    op.create_index("ix_assignments_person_id", "assignments", ["person_id"], unique=False)
    op.create_index("ix_assignments_proposal_id", "assignments", ["proposal_id"], unique=False)
    op.create_index("ix_assignments_screening_id", "assignments", ["screening_id"], unique=False)


def drop_tables() -> None:  # noqa: PLR0915  (one call a table and index, in the order of references)
    """Drop the tables in the opposite order."""
    op.drop_index("ix_assignments_screening_id", table_name="assignments")
    op.drop_index("ix_assignments_proposal_id", table_name="assignments")
    op.drop_index("ix_assignments_person_id", table_name="assignments")
    op.drop_index("ix_assignments_in_force", table_name="assignments", postgresql_where=sa.text("state = 'ACTIVE'"))
    op.drop_index("ix_assignments_case_id", table_name="assignments")
    op.drop_index("ix_assignments_authorisation_id", table_name="assignments")
    op.drop_table("assignments")
    op.drop_index(
        "uq_informants_standing",
        table_name="informants",
        schema="sealed",
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.drop_index("ix_informants_person_id", table_name="informants", schema="sealed")
    op.drop_index("ix_informants_case_id", table_name="informants", schema="sealed")
    op.drop_table("informants", schema="sealed")
    op.drop_index("ix_screenings_person_id", table_name="screenings")
    op.drop_index("ix_screenings_case_id_person_id", table_name="screenings")
    op.drop_table("screenings")
    op.drop_table("proposal_zones")
    op.drop_index("ix_proposal_seats_proposal_id", table_name="proposal_seats")
    op.drop_index("ix_proposal_seats_person_id", table_name="proposal_seats")
    op.drop_index("ix_proposal_seats_case_id", table_name="proposal_seats")
    op.drop_table("proposal_seats")
    op.drop_index("ix_proposal_edits_proposal_id", table_name="proposal_edits")
    op.drop_index("ix_proposal_edits_person_id", table_name="proposal_edits")
    op.drop_index("ix_proposal_edits_case_id", table_name="proposal_edits")
    op.drop_table("proposal_edits")
    op.drop_index("ix_proposal_cases_case_id", table_name="proposal_cases")
    op.drop_table("proposal_cases")
    op.drop_index("uq_loans_standing", table_name="loans", postgresql_where=sa.text("superseded_at IS NULL"))
    op.drop_index("ix_loans_to_organ_id", table_name="loans")
    op.drop_index("ix_loans_person_id", table_name="loans")
    op.drop_index("ix_loans_case_id", table_name="loans")
    op.drop_table("loans")
    op.drop_index(
        "uq_interests_standing",
        table_name="interests",
        postgresql_where=sa.text("superseded_at IS NULL"),
        postgresql_nulls_not_distinct=True,
    )
    op.drop_index("ix_interests_person_id", table_name="interests")
    op.drop_index("ix_interests_organ_id", table_name="interests")
    op.drop_index("ix_interests_case_id", table_name="interests")
    op.drop_table("interests")
    op.drop_index("ix_case_steps_case_id", table_name="case_steps")
    op.drop_table("case_steps")
    op.drop_index(
        "uq_case_places_standing", table_name="case_places", postgresql_where=sa.text("superseded_at IS NULL")
    )
    op.drop_index("ix_case_places_case_id", table_name="case_places")
    op.drop_table("case_places")
    op.drop_index(
        "uq_case_parties_standing",
        table_name="case_parties",
        postgresql_where=sa.text("superseded_at IS NULL"),
        postgresql_nulls_not_distinct=True,
    )
    op.drop_index("ix_case_parties_person_id", table_name="case_parties")
    op.drop_index("ix_case_parties_organ_id", table_name="case_parties")
    op.drop_index("ix_case_parties_case_id", table_name="case_parties")
    op.drop_table("case_parties")
    op.drop_index("uq_case_needs_standing", table_name="case_needs", postgresql_where=sa.text("superseded_at IS NULL"))
    op.drop_index("ix_case_needs_case_id", table_name="case_needs")
    op.drop_table("case_needs")
    op.drop_index("uq_case_links_standing", table_name="case_links", postgresql_where=sa.text("superseded_at IS NULL"))
    op.drop_index("ix_case_links_second_id", table_name="case_links")
    op.drop_index("ix_case_links_first_id", table_name="case_links")
    op.drop_table("case_links")
    op.drop_index(
        "uq_authorisations_number", table_name="authorisations", postgresql_where=sa.text("superseded_at IS NULL")
    )
    op.drop_index("ix_authorisations_organ_id", table_name="authorisations")
    op.drop_index("ix_authorisations_case_id", table_name="authorisations")
    op.drop_table("authorisations")
    op.drop_index("ix_appraisals_person_id", table_name="appraisals")
    op.drop_index("ix_appraisals_case_id", table_name="appraisals")
    op.drop_table("appraisals")
    op.drop_index("ix_agenda_items_proposal_id", table_name="agenda_items")
    op.drop_index("ix_agenda_items_meeting_id", table_name="agenda_items")
    op.drop_index("ix_agenda_items_deciding_organ_id", table_name="agenda_items")
    op.drop_index("ix_agenda_items_case_id", table_name="agenda_items")
    op.drop_table("agenda_items")
    op.drop_index("ix_zone_members_zone_id", table_name="zone_members")
    op.drop_index("ix_zone_members_organ_id", table_name="zone_members")
    op.drop_table("zone_members")
    op.drop_index("ix_proposals_supersedes_id", table_name="proposals")
    op.drop_index("ix_proposals_state", table_name="proposals")
    op.drop_index("ix_proposals_run_id", table_name="proposals")
    op.drop_table("proposals")
    op.drop_index("ix_meeting_zones_zone_id", table_name="meeting_zones")
    op.drop_index("ix_meeting_zones_meeting_id", table_name="meeting_zones")
    op.drop_table("meeting_zones")
    op.drop_index("ix_meeting_participants_substitute_id", table_name="meeting_participants")
    op.drop_index("ix_meeting_participants_person_id", table_name="meeting_participants")
    op.drop_index("ix_meeting_participants_organ_id", table_name="meeting_participants")
    op.drop_index("ix_meeting_participants_meeting_id", table_name="meeting_participants")
    op.drop_table("meeting_participants")
    op.drop_index("ix_cases_status", table_name="cases")
    op.drop_index("ix_cases_home_organ_id", table_name="cases")
    op.drop_index("ix_cases_handling_organ_id", table_name="cases")
    op.drop_index("ix_cases_concerned_organ_id", table_name="cases")
    op.drop_index("ix_cases_clue_id", table_name="cases")
    op.drop_table("cases")
    op.drop_index("ix_access_tokens_zone_id", table_name="access_tokens")
    op.drop_table("access_tokens")
    op.drop_index("ix_zones_lead_organ_id", table_name="zones")
    op.drop_index("ix_zones_county_id", table_name="zones")
    op.drop_table("zones")
    op.drop_table("workloads")
    op.drop_index("ix_trainings_person_id", table_name="trainings")
    op.drop_table("trainings")
    op.drop_index(
        "uq_social_ties_standing", table_name="social_ties", postgresql_where=sa.text("superseded_at IS NULL")
    )
    op.drop_index("ix_social_ties_second_id", table_name="social_ties")
    op.drop_index("ix_social_ties_first_id", table_name="social_ties")
    op.drop_table("social_ties")
    op.drop_index("ix_holds_person_id", table_name="holds", schema="sealed")
    op.drop_table("holds", schema="sealed")
    op.drop_index(
        "uq_pool_skills_standing", table_name="pool_skills", postgresql_where=sa.text("superseded_at IS NULL")
    )
    op.drop_index("ix_pool_skills_person_id", table_name="pool_skills")
    op.drop_table("pool_skills")
    op.drop_index(
        "uq_pool_members_standing", table_name="pool_members", postgresql_where=sa.text("superseded_at IS NULL")
    )
    op.drop_table("pool_members")
    op.drop_index(
        "uq_organ_successions_standing",
        table_name="organ_successions",
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.drop_index("ix_organ_successions_successor_id", table_name="organ_successions")
    op.drop_index("ix_organ_successions_predecessor_id", table_name="organ_successions")
    op.drop_table("organ_successions")
    op.drop_index(
        "uq_organ_links_standing", table_name="organ_links", postgresql_where=sa.text("superseded_at IS NULL")
    )
    op.drop_index("ix_organ_links_parent_id", table_name="organ_links")
    op.drop_index("ix_organ_links_child_id", table_name="organ_links")
    op.drop_table("organ_links")
    op.drop_index(
        "uq_memberships_standing", table_name="memberships", postgresql_where=sa.text("superseded_at IS NULL")
    )
    op.drop_index("ix_memberships_person_id", table_name="memberships")
    op.drop_index("ix_memberships_organ_id", table_name="memberships")
    op.drop_table("memberships")
    op.drop_index("ix_meetings_convener_organ_id", table_name="meetings")
    op.drop_table("meetings")
    op.drop_index("uq_kin_ties_standing", table_name="kin_ties", postgresql_where=sa.text("superseded_at IS NULL"))
    op.drop_index("ix_kin_ties_second_id", table_name="kin_ties")
    op.drop_index("ix_kin_ties_first_id", table_name="kin_ties")
    op.drop_table("kin_ties")
    op.drop_index("ix_clues_accepting_organ_id", table_name="clues")
    op.drop_table("clues")
    op.drop_index(
        "uq_asserted_kin_ties_standing",
        table_name="asserted_kin_ties",
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.drop_index("ix_asserted_kin_ties_relative_id", table_name="asserted_kin_ties")
    op.drop_index("ix_asserted_kin_ties_person_id", table_name="asserted_kin_ties")
    op.drop_table("asserted_kin_ties")
    op.drop_table("allocation_runs")
    op.drop_index("uq_absences_standing", table_name="absences", postgresql_where=sa.text("superseded_at IS NULL"))
    op.drop_index("ix_absences_person_id", table_name="absences")
    op.drop_table("absences")
    op.drop_index("ix_policies_county_id", table_name="policies")
    op.drop_table("policies")
    op.drop_index("uq_people_county_id_number", table_name="people")
    op.drop_index("ix_people_county_id_name", table_name="people")
    op.drop_table("people")
    op.drop_index("uq_organs_county_id_code", table_name="organs", postgresql_where=sa.text("code IS NOT NULL"))
    op.drop_index("ix_organs_county_id", table_name="organs")
    op.drop_table("organs")
    op.drop_table("imports")
    op.drop_table("fact_clock")
    op.drop_table("counties")
    op.drop_table("calendar_days")
    op.drop_table("audit_entries")
