"""Facts known by version, changes answered one by one, registers, recusal matters, waivers and dismissals.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from db.migrate import statements

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

FUNCTIONS = (
    "guard_policy",
    "guard_waiver",
    "hardness",
    "guard_decision",
    "guard_recused",
    "guard_matter_act",
    "guard_matter",
    "keep_assignment_step",
    "guard_case_version",
    "keep_case_version",
    "set_moment",
    "keep_moment",
    "guard_fact_change",
    "rescreening_answered",
    "note_change",
    "stamp_policy",
    "stamp_knowledge",
    "raise_facts",
)

FIRST_KINSHIP = [
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
]
AFTER_GRANDCHILD = FIRST_KINSHIP.index("GRANDCHILD") + 1
FARTHER_KINSHIP = [
    *FIRST_KINSHIP[:AFTER_GRANDCHILD],
    "GREAT_GRANDPARENT",
    "GREAT_GRANDCHILD",
    *FIRST_KINSHIP[AFTER_GRANDCHILD:],
]


def upgrade() -> None:
    """Make the tables and columns, then the triggers that guard them."""
    make_tables()
    know_kinship(FARTHER_KINSHIP)
    for script in ("0002_knowledge.sql", "0002_rule_floors.sql", "0002_recusal.sql"):
        for statement in statements(script):
            op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """Take them away again."""
    for statement in statements("0002_undo.sql"):
        op.get_bind().exec_driver_sql(statement)
    op.execute("DROP TRIGGER changes_are_answered ON fact_changes")
    op.execute("DROP FUNCTION changes_are_answered")
    op.execute("DROP FUNCTION plainly_barred_by")  # it takes a row of a table that goes
    know_kinship(FIRST_KINSHIP)
    drop_tables()
    for function in FUNCTIONS:
        op.execute(f"DROP FUNCTION {function}")


def know_kinship(words: list[str]) -> None:
    """Let a declared relation be one of these words."""
    name = op.f("ck_asserted_kin_ties_kinship_known")
    op.drop_constraint(name, "asserted_kin_ties", type_="check")
    op.create_check_constraint(name, "asserted_kin_ties", sa.column("kinship", sa.String()).in_(words))


def make_tables() -> None:  # noqa: PLR0915  (one call a table and index, in the order of references)
    """Make the tables and columns in the order of their references."""
    op.create_table(
        "fact_changes",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("people", sa.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("cases", sa.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("through_kin", sa.Boolean(), nullable=False),
        sa.Column("everything", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact_changes")),
    )
    op.create_index(
        "ix_fact_changes_unanswered",
        "fact_changes",
        ["id"],
        unique=False,
        postgresql_where=sa.text("answered_at IS NULL"),
    )
    op.create_table(
        "fact_moments",
        sa.Column("version", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_fact_moments")),
    )
    op.create_table(
        "rule_floors",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column(
            "floor",
            sa.Enum(
                "HARD",
                "ABSOLUTE",
                "WAIVABLE",
                "SOFT",
                "ELIGIBILITY",
                name="severity_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_rule_floors")),
    )
    op.create_table(
        "identity_links",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("superseded_in", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("first_id", sa.BigInteger(), nullable=False),
        sa.Column("second_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "SAME", "DIFFERENT", name="identityverdict_known", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.CheckConstraint("btrim(reason) <> ''", name=op.f("ck_identity_links_reason_given")),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_identity_links_two_people_in_order")),
        sa.ForeignKeyConstraint(["first_id"], ["people.id"], name=op.f("fk_identity_links_first_id")),
        sa.ForeignKeyConstraint(["second_id"], ["people.id"], name=op.f("fk_identity_links_second_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_links")),
    )
    op.create_index(op.f("ix_identity_links_first_id"), "identity_links", ["first_id"], unique=False)
    op.create_index(op.f("ix_identity_links_second_id"), "identity_links", ["second_id"], unique=False)
    op.create_index(
        "uq_identity_links_standing",
        "identity_links",
        ["first_id", "second_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "place_ties",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("superseded_in", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("organ_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "NATIVE",
                "GREW_UP",
                "RESIDES",
                "MARITAL",
                name="placetiekind_known",
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
        sa.CheckConstraint("NOT isempty(during)", name=op.f("ck_place_ties_during_not_empty")),
        sa.ForeignKeyConstraint(["organ_id"], ["organs.id"], name=op.f("fk_place_ties_organ_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_place_ties_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_ties")),
    )
    op.create_index(op.f("ix_place_ties_organ_id"), "place_ties", ["organ_id"], unique=False)
    op.create_index(op.f("ix_place_ties_person_id"), "place_ties", ["person_id"], unique=False)
    op.create_index(
        "uq_place_ties_standing",
        "place_ties",
        ["person_id", "organ_id", "kind", "during"],
        unique=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "recusal_matters",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("county_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "form",
            sa.Enum(
                "SELF",
                "APPLICATION",
                "ORDERED",
                "INFORMATION",
                "CAME_TO_LIGHT",
                name="matterform_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "applicant",
            sa.Enum(
                "PERSON",
                "SUBJECT",
                "CONCERNED",
                "ORGAN",
                "THIRD_PARTY",
                "SERVICE",
                name="applicant_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "medium",
            sa.Enum("WRITTEN", "ORAL", name="medium_known", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("reasons", sa.String(), nullable=False),
        sa.Column("alleged_rule", sa.String(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "OPEN",
                "RECUSED",
                "REFUSED",
                "LIFTED",
                name="matterstate_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("suspends", sa.Boolean(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("opened_by", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'OPEN') = (closed_at IS NULL)", name=op.f("ck_recusal_matters_closed_when_not_open")
        ),
        sa.CheckConstraint("btrim(reasons) <> ''", name=op.f("ck_recusal_matters_reasons_given")),
        sa.CheckConstraint(
            "medium IS DISTINCT FROM 'ORAL' OR btrim(record) <> ''", name=op.f("ck_recusal_matters_oral_with_a_record")
        ),
        sa.ForeignKeyConstraint(["county_id"], ["counties.id"], name=op.f("fk_recusal_matters_county_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_recusal_matters_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recusal_matters")),
    )
    op.create_index(
        "ix_recusal_matters_open",
        "recusal_matters",
        ["person_id"],
        unique=False,
        postgresql_where=sa.text("state = 'OPEN'"),
    )
    op.create_index(op.f("ix_recusal_matters_person_id"), "recusal_matters", ["person_id"], unique=False)
    op.create_table(
        "venues",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("superseded_in", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("county_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("owner_organ_id", sa.BigInteger(), nullable=False),
        sa.Column("place_organ_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("btrim(code) <> '' AND btrim(name) <> ''", name=op.f("ck_venues_code_and_name_not_blank")),
        sa.ForeignKeyConstraint(["county_id"], ["counties.id"], name=op.f("fk_venues_county_id")),
        sa.ForeignKeyConstraint(["owner_organ_id"], ["organs.id"], name=op.f("fk_venues_owner_organ_id")),
        sa.ForeignKeyConstraint(["place_organ_id"], ["organs.id"], name=op.f("fk_venues_place_organ_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venues")),
    )
    op.create_index(op.f("ix_venues_owner_organ_id"), "venues", ["owner_organ_id"], unique=False)
    op.create_index(op.f("ix_venues_place_organ_id"), "venues", ["place_organ_id"], unique=False)
    op.create_index(
        "uq_venues_standing",
        "venues",
        ["county_id", "code"],
        unique=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "recusal_decisions",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("matter_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "decision",
            sa.Enum(
                "RECUSE", "REFUSE", name="matterdecision_known", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "level",
            sa.Enum(
                "UNIT",
                "COUNTY",
                "CITY",
                name="decisionlevel_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("organ_id", sa.BigInteger(), nullable=True),
        sa.Column("decider_id", sa.BigInteger(), nullable=True),
        sa.Column("skipped", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.CheckConstraint("btrim(reason) <> ''", name=op.f("ck_recusal_decisions_reason_given")),
        sa.ForeignKeyConstraint(["decider_id"], ["people.id"], name=op.f("fk_recusal_decisions_decider_id")),
        sa.ForeignKeyConstraint(["matter_id"], ["recusal_matters.id"], name=op.f("fk_recusal_decisions_matter_id")),
        sa.ForeignKeyConstraint(["organ_id"], ["organs.id"], name=op.f("fk_recusal_decisions_organ_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recusal_decisions")),
        sa.UniqueConstraint("matter_id", name=op.f("uq_recusal_decisions_matter_id")),
    )
    op.create_index(op.f("ix_recusal_decisions_decider_id"), "recusal_decisions", ["decider_id"], unique=False)
    op.create_index(op.f("ix_recusal_decisions_organ_id"), "recusal_decisions", ["organ_id"], unique=False)
    op.create_table(
        "applicants",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("superseded_in", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("matter_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["matter_id"], ["recusal_matters.id"], name=op.f("fk_applicants_matter_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_applicants_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applicants")),
        schema="sealed",
    )
    op.create_index(op.f("ix_applicants_matter_id"), "applicants", ["matter_id"], unique=False, schema="sealed")
    op.create_index(op.f("ix_applicants_person_id"), "applicants", ["person_id"], unique=False, schema="sealed")
    op.create_index(
        "uq_applicants_standing",
        "applicants",
        ["matter_id", "person_id"],
        unique=True,
        schema="sealed",
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "case_versions",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
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
        sa.Column("during", postgresql.DATERANGE(), nullable=False),
        sa.Column("happened", postgresql.DATERANGE(), nullable=True),
        sa.Column("appeal_of_id", sa.BigInteger(), nullable=True),
        sa.Column("recorded_in", sa.BigInteger(), nullable=False),
        sa.Column("superseded_in", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["appeal_of_id"], ["cases.id"], name=op.f("fk_case_versions_appeal_of_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_versions_case_id")),
        sa.ForeignKeyConstraint(
            ["concerned_organ_id"], ["organs.id"], name=op.f("fk_case_versions_concerned_organ_id")
        ),
        sa.ForeignKeyConstraint(["handling_organ_id"], ["organs.id"], name=op.f("fk_case_versions_handling_organ_id")),
        sa.ForeignKeyConstraint(["home_organ_id"], ["organs.id"], name=op.f("fk_case_versions_home_organ_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_versions")),
    )
    op.create_index(op.f("ix_case_versions_case_id"), "case_versions", ["case_id"], unique=False)
    op.create_index(
        "uq_case_versions_standing",
        "case_versions",
        ["case_id"],
        unique=True,
        postgresql_where=sa.text("superseded_in IS NULL"),
    )
    op.create_table(
        "dismissals",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("superseded_in", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "UNIT",
                "COUNTY",
                "CITY",
                name="decisionlevel_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("decider_id", sa.BigInteger(), nullable=True),
        sa.Column("dismissed_by", sa.String(), nullable=False),
        sa.Column("dismissed_on", sa.Date(), nullable=False),
        sa.CheckConstraint("btrim(reason) <> ''", name=op.f("ck_dismissals_reason_given")),
        sa.CheckConstraint("rule <> 'RESTRICTED'", name=op.f("ck_dismissals_never_of_a_sealed_ground")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_dismissals_case_id")),
        sa.ForeignKeyConstraint(["decider_id"], ["people.id"], name=op.f("fk_dismissals_decider_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_dismissals_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dismissals")),
    )
    op.create_index(op.f("ix_dismissals_case_id"), "dismissals", ["case_id"], unique=False)
    op.create_index(op.f("ix_dismissals_decider_id"), "dismissals", ["decider_id"], unique=False)
    op.create_index(op.f("ix_dismissals_person_id"), "dismissals", ["person_id"], unique=False)
    op.create_index(
        "uq_dismissals_standing",
        "dismissals",
        ["person_id", "case_id", "ground"],
        unique=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "duties",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("superseded_in", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "PETITION_RECEPTION",
                "PETITION_IN_CHARGE",
                "INSPECTION",
                "ASSESSMENT",
                name="dutykind_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("organ_id", sa.BigInteger(), nullable=True),
        sa.Column("case_id", sa.BigInteger(), nullable=True),
        sa.Column("during", postgresql.DATERANGE(), nullable=False),
        sa.CheckConstraint("NOT isempty(during)", name=op.f("ck_duties_during_not_empty")),
        sa.CheckConstraint("num_nonnulls(organ_id, case_id) = 1", name=op.f("ck_duties_about_an_organ_or_a_case")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_duties_case_id")),
        sa.ForeignKeyConstraint(["organ_id"], ["organs.id"], name=op.f("fk_duties_organ_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_duties_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duties")),
    )
    op.create_index(op.f("ix_duties_case_id"), "duties", ["case_id"], unique=False)
    op.create_index(op.f("ix_duties_organ_id"), "duties", ["organ_id"], unique=False)
    op.create_index(op.f("ix_duties_person_id"), "duties", ["person_id"], unique=False)
    op.create_table(
        "incidents",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("superseded_in", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "CONTACT",
                "BANQUET",
                "GIFT",
                "BORROWED",
                "INQUIRED",
                "MEDDLED",
                "PLEADED",
                name="incidentkind_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("established", sa.Boolean(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.CheckConstraint("btrim(note) <> ''", name=op.f("ck_incidents_note_given")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_incidents_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_incidents_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
    )
    op.create_index(op.f("ix_incidents_case_id"), "incidents", ["case_id"], unique=False)
    op.create_index(op.f("ix_incidents_person_id"), "incidents", ["person_id"], unique=False)
    op.create_table(
        "recusal_matter_acts",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("matter_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "SERVED",
                "STEP",
                "MEETING",
                "DECIDED",
                name="acttocheck_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("object_type", sa.String(), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("checked_by", sa.String(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.CheckConstraint(
            "num_nonnulls(checked_by, checked_on, outcome) IN (0, 3)",
            name=op.f("ck_recusal_matter_acts_checked_wholly"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_recusal_matter_acts_case_id")),
        sa.ForeignKeyConstraint(["matter_id"], ["recusal_matters.id"], name=op.f("fk_recusal_matter_acts_matter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recusal_matter_acts")),
    )
    op.create_index(op.f("ix_recusal_matter_acts_case_id"), "recusal_matter_acts", ["case_id"], unique=False)
    op.create_index(op.f("ix_recusal_matter_acts_matter_id"), "recusal_matter_acts", ["matter_id"], unique=False)
    op.create_table(
        "releases",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("superseded_in", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("consented", sa.Boolean(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_releases_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_releases_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_releases")),
    )
    op.create_index(op.f("ix_releases_case_id"), "releases", ["case_id"], unique=False)
    op.create_index(op.f("ix_releases_person_id"), "releases", ["person_id"], unique=False)
    op.create_index(
        "uq_releases_standing",
        "releases",
        ["person_id", "case_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "waivers",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("superseded_in", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
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
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("parties", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("conditions", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "UNIT",
                "COUNTY",
                "CITY",
                name="decisionlevel_known",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("decider_id", sa.BigInteger(), nullable=True),
        sa.Column("granted_by", sa.String(), nullable=False),
        sa.Column("granted_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.CheckConstraint("btrim(reason) <> ''", name=op.f("ck_waivers_reason_given")),
        sa.CheckConstraint("rule <> 'RESTRICTED'", name=op.f("ck_waivers_never_of_a_sealed_ground")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_waivers_case_id")),
        sa.ForeignKeyConstraint(["decider_id"], ["people.id"], name=op.f("fk_waivers_decider_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_waivers_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waivers")),
    )
    op.create_index(op.f("ix_waivers_case_id"), "waivers", ["case_id"], unique=False)
    op.create_index(op.f("ix_waivers_decider_id"), "waivers", ["decider_id"], unique=False)
    op.create_index(op.f("ix_waivers_person_id"), "waivers", ["person_id"], unique=False)
    op.create_index(
        "uq_waivers_standing",
        "waivers",
        ["person_id", "case_id", "role", "ground"],
        unique=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "assignment_steps",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("assignment_id", sa.BigInteger(), nullable=False),
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
        sa.Column("facts_version", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignments.id"], name=op.f("fk_assignment_steps_assignment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_steps")),
    )
    op.create_index(op.f("ix_assignment_steps_assignment_id"), "assignment_steps", ["assignment_id"], unique=False)
    op.create_table(
        "declarations",
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("superseded_in", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=True),
        sa.Column("assignment_id", sa.BigInteger(), nullable=True),
        sa.Column("nothing_to_declare", sa.Boolean(), nullable=False),
        sa.Column("declared_on", sa.Date(), nullable=False),
        sa.Column("declared_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignments.id"], name=op.f("fk_declarations_assignment_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_declarations_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_declarations_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declarations")),
    )
    op.create_index(op.f("ix_declarations_assignment_id"), "declarations", ["assignment_id"], unique=False)
    op.create_index(op.f("ix_declarations_case_id"), "declarations", ["case_id"], unique=False)
    op.create_index(op.f("ix_declarations_person_id"), "declarations", ["person_id"], unique=False)
    op.create_table(
        "recusal_matter_cases",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("matter_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("assignment_id", sa.BigInteger(), nullable=True),
        sa.Column("findings", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignments.id"], name=op.f("fk_recusal_matter_cases_assignment_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_recusal_matter_cases_case_id")),
        sa.ForeignKeyConstraint(["matter_id"], ["recusal_matters.id"], name=op.f("fk_recusal_matter_cases_matter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recusal_matter_cases")),
        sa.UniqueConstraint("matter_id", "case_id", name=op.f("uq_recusal_matter_cases_matter_id_case_id")),
    )
    op.create_index(
        op.f("ix_recusal_matter_cases_assignment_id"), "recusal_matter_cases", ["assignment_id"], unique=False
    )
    op.create_index(op.f("ix_recusal_matter_cases_case_id"), "recusal_matter_cases", ["case_id"], unique=False)
    op.add_column("absences", sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("absences", sa.Column("superseded_in", sa.BigInteger(), nullable=True))
    op.add_column("access_tokens", sa.Column("person_id", sa.BigInteger(), nullable=True))
    op.create_index(op.f("ix_access_tokens_person_id"), "access_tokens", ["person_id"], unique=False)
    op.create_foreign_key(op.f("fk_access_tokens_person_id"), "access_tokens", "people", ["person_id"], ["id"])
    op.add_column("allocation_runs", sa.Column("problem_salt", sa.String(), server_default="", nullable=False))
    op.alter_column("allocation_runs", "problem_salt", server_default=None)
    op.add_column("appraisals", sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("appraisals", sa.Column("superseded_in", sa.BigInteger(), nullable=True))
    op.add_column("asserted_kin_ties", sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("asserted_kin_ties", sa.Column("superseded_in", sa.BigInteger(), nullable=True))
    op.add_column("authorisations", sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("authorisations", sa.Column("superseded_in", sa.BigInteger(), nullable=True))
    op.add_column("case_links", sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("case_links", sa.Column("superseded_in", sa.BigInteger(), nullable=True))
    op.add_column("case_needs", sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("case_needs", sa.Column("superseded_in", sa.BigInteger(), nullable=True))
    op.add_column("case_parties", sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("case_parties", sa.Column("superseded_in", sa.BigInteger(), nullable=True))
    op.add_column("case_places", sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("case_places", sa.Column("superseded_in", sa.BigInteger(), nullable=True))
    op.add_column("cases", sa.Column("happened", postgresql.DATERANGE(), nullable=True))
    op.add_column("cases", sa.Column("appeal_of_id", sa.BigInteger(), nullable=True))
    op.create_index(op.f("ix_cases_appeal_of_id"), "cases", ["appeal_of_id"], unique=False)
    op.create_foreign_key(op.f("fk_cases_appeal_of_id"), "cases", "cases", ["appeal_of_id"], ["id"])
    op.add_column("interests", sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("interests", sa.Column("superseded_in", sa.BigInteger(), nullable=True))
    op.add_column("kin_ties", sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("kin_ties", sa.Column("superseded_in", sa.BigInteger(), nullable=True))
    op.add_column("loans", sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("loans", sa.Column("superseded_in", sa.BigInteger(), nullable=True))
    op.add_column("memberships", sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("memberships", sa.Column("superseded_in", sa.BigInteger(), nullable=True))
    op.add_column("memberships", sa.Column("heads", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.add_column("organ_links", sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("organ_links", sa.Column("superseded_in", sa.BigInteger(), nullable=True))
    op.add_column("organ_successions", sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("organ_successions", sa.Column("superseded_in", sa.BigInteger(), nullable=True))
    op.add_column("policies", sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("pool_members", sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("pool_members", sa.Column("superseded_in", sa.BigInteger(), nullable=True))
    op.add_column("pool_skills", sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("pool_skills", sa.Column("superseded_in", sa.BigInteger(), nullable=True))
    op.add_column("social_ties", sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("social_ties", sa.Column("superseded_in", sa.BigInteger(), nullable=True))
    op.add_column("trainings", sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("trainings", sa.Column("superseded_in", sa.BigInteger(), nullable=True))
    op.add_column("zone_members", sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("zone_members", sa.Column("superseded_in", sa.BigInteger(), nullable=True))
    op.add_column(
        "holds", sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False), schema="sealed"
    )
    op.add_column("holds", sa.Column("superseded_in", sa.BigInteger(), nullable=True), schema="sealed")
    op.add_column(
        "informants", sa.Column("recorded_in", sa.BigInteger(), server_default="0", nullable=False), schema="sealed"
    )
    op.add_column("informants", sa.Column("superseded_in", sa.BigInteger(), nullable=True), schema="sealed")


def drop_tables() -> None:  # noqa: PLR0915  (as above)
    """Drop them in the opposite order."""
    op.drop_column("informants", "superseded_in", schema="sealed")
    op.drop_column("informants", "recorded_in", schema="sealed")
    op.drop_column("holds", "superseded_in", schema="sealed")
    op.drop_column("holds", "recorded_in", schema="sealed")
    op.drop_column("allocation_runs", "problem_salt")
    op.drop_column("zone_members", "superseded_in")
    op.drop_column("zone_members", "recorded_in")
    op.drop_column("trainings", "superseded_in")
    op.drop_column("trainings", "recorded_in")
    op.drop_column("social_ties", "superseded_in")
    op.drop_column("social_ties", "recorded_in")
    op.drop_column("pool_skills", "superseded_in")
    op.drop_column("pool_skills", "recorded_in")
    op.drop_column("pool_members", "superseded_in")
    op.drop_column("pool_members", "recorded_in")
    op.drop_column("policies", "recorded_in")
    op.drop_column("organ_successions", "superseded_in")
    op.drop_column("organ_successions", "recorded_in")
    op.drop_column("organ_links", "superseded_in")
    op.drop_column("organ_links", "recorded_in")
    op.drop_column("memberships", "heads")
    op.drop_column("memberships", "superseded_in")
    op.drop_column("memberships", "recorded_in")
    op.drop_column("loans", "superseded_in")
    op.drop_column("loans", "recorded_in")
    op.drop_column("kin_ties", "superseded_in")
    op.drop_column("kin_ties", "recorded_in")
    op.drop_column("interests", "superseded_in")
    op.drop_column("interests", "recorded_in")
    op.drop_constraint(op.f("fk_cases_appeal_of_id"), "cases", type_="foreignkey")
    op.drop_index(op.f("ix_cases_appeal_of_id"), table_name="cases")
    op.drop_column("cases", "appeal_of_id")
    op.drop_column("cases", "happened")
    op.drop_column("case_places", "superseded_in")
    op.drop_column("case_places", "recorded_in")
    op.drop_column("case_parties", "superseded_in")
    op.drop_column("case_parties", "recorded_in")
    op.drop_column("case_needs", "superseded_in")
    op.drop_column("case_needs", "recorded_in")
    op.drop_column("case_links", "superseded_in")
    op.drop_column("case_links", "recorded_in")
    op.drop_column("authorisations", "superseded_in")
    op.drop_column("authorisations", "recorded_in")
    op.drop_column("asserted_kin_ties", "superseded_in")
    op.drop_column("asserted_kin_ties", "recorded_in")
    op.drop_column("appraisals", "superseded_in")
    op.drop_column("appraisals", "recorded_in")
    op.drop_constraint(op.f("fk_access_tokens_person_id"), "access_tokens", type_="foreignkey")
    op.drop_index(op.f("ix_access_tokens_person_id"), table_name="access_tokens")
    op.drop_column("access_tokens", "person_id")
    op.drop_column("absences", "superseded_in")
    op.drop_column("absences", "recorded_in")
    op.drop_index(op.f("ix_recusal_matter_cases_case_id"), table_name="recusal_matter_cases")
    op.drop_index(op.f("ix_recusal_matter_cases_assignment_id"), table_name="recusal_matter_cases")
    op.drop_table("recusal_matter_cases")
    op.drop_index(op.f("ix_declarations_person_id"), table_name="declarations")
    op.drop_index(op.f("ix_declarations_case_id"), table_name="declarations")
    op.drop_index(op.f("ix_declarations_assignment_id"), table_name="declarations")
    op.drop_table("declarations")
    op.drop_index(op.f("ix_assignment_steps_assignment_id"), table_name="assignment_steps")
    op.drop_table("assignment_steps")
    op.drop_index("uq_waivers_standing", table_name="waivers", postgresql_where=sa.text("superseded_at IS NULL"))
    op.drop_index(op.f("ix_waivers_person_id"), table_name="waivers")
    op.drop_index(op.f("ix_waivers_decider_id"), table_name="waivers")
    op.drop_index(op.f("ix_waivers_case_id"), table_name="waivers")
    op.drop_table("waivers")
    op.drop_index("uq_releases_standing", table_name="releases", postgresql_where=sa.text("superseded_at IS NULL"))
    op.drop_index(op.f("ix_releases_person_id"), table_name="releases")
    op.drop_index(op.f("ix_releases_case_id"), table_name="releases")
    op.drop_table("releases")
    op.drop_index(op.f("ix_recusal_matter_acts_matter_id"), table_name="recusal_matter_acts")
    op.drop_index(op.f("ix_recusal_matter_acts_case_id"), table_name="recusal_matter_acts")
    op.drop_table("recusal_matter_acts")
    op.drop_index(op.f("ix_incidents_person_id"), table_name="incidents")
    op.drop_index(op.f("ix_incidents_case_id"), table_name="incidents")
    op.drop_table("incidents")
    op.drop_index(op.f("ix_duties_person_id"), table_name="duties")
    op.drop_index(op.f("ix_duties_organ_id"), table_name="duties")
    op.drop_index(op.f("ix_duties_case_id"), table_name="duties")
    op.drop_table("duties")
    op.drop_index("uq_dismissals_standing", table_name="dismissals", postgresql_where=sa.text("superseded_at IS NULL"))
    op.drop_index(op.f("ix_dismissals_person_id"), table_name="dismissals")
    op.drop_index(op.f("ix_dismissals_decider_id"), table_name="dismissals")
    op.drop_index(op.f("ix_dismissals_case_id"), table_name="dismissals")
    op.drop_table("dismissals")
    op.drop_index(
        "uq_case_versions_standing", table_name="case_versions", postgresql_where=sa.text("superseded_in IS NULL")
    )
    op.drop_index(op.f("ix_case_versions_case_id"), table_name="case_versions")
    op.drop_table("case_versions")
    op.drop_index(
        "uq_applicants_standing",
        table_name="applicants",
        schema="sealed",
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.drop_index(op.f("ix_applicants_person_id"), table_name="applicants", schema="sealed")
    op.drop_index(op.f("ix_applicants_matter_id"), table_name="applicants", schema="sealed")
    op.drop_table("applicants", schema="sealed")
    op.drop_index(op.f("ix_recusal_decisions_organ_id"), table_name="recusal_decisions")
    op.drop_index(op.f("ix_recusal_decisions_decider_id"), table_name="recusal_decisions")
    op.drop_table("recusal_decisions")
    op.drop_index("uq_venues_standing", table_name="venues", postgresql_where=sa.text("superseded_at IS NULL"))
    op.drop_index(op.f("ix_venues_place_organ_id"), table_name="venues")
    op.drop_index(op.f("ix_venues_owner_organ_id"), table_name="venues")
    op.drop_table("venues")
    op.drop_index(op.f("ix_recusal_matters_person_id"), table_name="recusal_matters")
    op.drop_index("ix_recusal_matters_open", table_name="recusal_matters", postgresql_where=sa.text("state = 'OPEN'"))
    op.drop_table("recusal_matters")
    op.drop_index("uq_place_ties_standing", table_name="place_ties", postgresql_where=sa.text("superseded_at IS NULL"))
    op.drop_index(op.f("ix_place_ties_person_id"), table_name="place_ties")
    op.drop_index(op.f("ix_place_ties_organ_id"), table_name="place_ties")
    op.drop_table("place_ties")
    op.drop_index(
        "uq_identity_links_standing", table_name="identity_links", postgresql_where=sa.text("superseded_at IS NULL")
    )
    op.drop_index(op.f("ix_identity_links_second_id"), table_name="identity_links")
    op.drop_index(op.f("ix_identity_links_first_id"), table_name="identity_links")
    op.drop_table("identity_links")
    op.drop_table("rule_floors")
    op.drop_table("fact_moments")
    op.drop_index(
        "ix_fact_changes_unanswered", table_name="fact_changes", postgresql_where=sa.text("answered_at IS NULL")
    )
    op.drop_table("fact_changes")
