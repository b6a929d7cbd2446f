"""The second wall: the service's own role, row-level security by caller, sealed facts for the rules alone.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

from db.migrate import statements

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

HELD = (
    "READ_CASES SCREEN READ_MEETINGS CALL_MEETING PROPOSE EDIT APPROVE WITHDRAW READ_MATTERS OPEN_MATTER"
    " DECIDE_MATTER WAIVE"
)
"""Acts that a token for some zones has in them alone; it keeps some as they are, and loses all others."""
KEPT = "READ_ZONES READ_POOL"
REACHES = {
    "COUNTY": {
        "COUNTY": "READ_ZONES READ_POOL READ_CASES SCREEN PROPOSE EDIT APPROVE WITHDRAW READ_MEETINGS CALL_MEETING"
        " IMPORT EXPORT DECLARE RECORD_FACTS READ_MATTERS OPEN_MATTER DECIDE_MATTER WAIVE DISMISS SETTLE_IDENTITY"
        " CHANGE_MODE SET_POLICY READ_PERSONAL_FILE CONFIRM",
    },
    "COORDINATOR": {
        "COUNTY": "READ_ZONES READ_POOL",
        "ZONE": "READ_CASES SCREEN READ_MEETINGS CALL_MEETING PROPOSE EDIT APPROVE WITHDRAW READ_MATTERS OPEN_MATTER"
        " DECIDE_MATTER WAIVE",
        "OWN": "DECLARE READ_PERSONAL_FILE",
    },
    "ORGAN_SECRETARY": {
        "COUNTY": "READ_ZONES",
        "ORGAN": "READ_CASES SCREEN READ_MEETINGS READ_MATTERS OPEN_MATTER DECIDE_MATTER WAIVE",
        "OWN": "DECLARE READ_PERSONAL_FILE",
    },
    "INVESTIGATOR": {"COUNTY": "READ_ZONES", "OWN": "READ_CASES OPEN_MATTER DECLARE READ_PERSONAL_FILE"},
    "SECRETARY": {"COUNTY": "READ_ZONES READ_MEETINGS CALL_MEETING"},
    "RECUSAL_OFFICER": {
        "COUNTY": "READ_ZONES READ_POOL READ_CASES SCREEN READ_MEETINGS DECLARE RECORD_FACTS READ_SEALED READ_MATTERS"
        " OPEN_MATTER DECIDE_MATTER WAIVE DISMISS SETTLE_IDENTITY CONFIRM",
        "OWN": "READ_PERSONAL_FILE",
    },
    "CLUE_OFFICE": {"COUNTY": "READ_ZONES READ_CASES OPEN_MATTER RECORD_SEALED"},
    "SCHEDULER": {"COUNTY": "READ_ZONES READ_CASES READ_POOL PROPOSE"},
    "SYSTEM_ADMIN": {"COUNTY": "READ_SYSTEM"},
    "SECURITY_ADMIN": {"COUNTY": "MANAGE_ACCESS READ_SIGN_INS"},
    "AUDITOR": {"COUNTY": "READ_ZONES READ_AUDIT READ_SIGN_INS"},
}
"""The matrix as it stood with this migration."""

ROLE = """
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'zones_api') THEN
        CREATE ROLE zones_api LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT NOREPLICATION NOBYPASSRLS;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;  -- another database of the same server made it meanwhile
END $$
"""
HARMLESS = """
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'zones_api'
            AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication))
        OR EXISTS (SELECT 1 FROM pg_auth_members WHERE member = 'zones_api'::regrole) THEN
        RAISE EXCEPTION 'the role zones_api may more than it should; take its attributes and memberships away first'
            USING ERRCODE = 'ZB032';
    END IF;
END $$
"""


def upgrade() -> None:
    """Put the wall up."""
    connection = op.get_bind()
    connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")  # of earlier migrations in the same transaction
    for statement in (ROLE, HARMLESS, *statements("0008_wall.sql")):
        connection.exec_driver_sql(statement)
    insert = sa.text("INSERT INTO wall.role_acts (role, act, reach, in_zones) VALUES (:role, :act, :reach, :in_zones)")
    for role, reaches in REACHES.items():
        for reach, acts in reaches.items():
            for act in acts.split():
                in_zones = "HELD" if act in HELD.split() else "KEPT" if act in KEPT.split() else "LOST"
                connection.execute(insert, {"role": role, "act": act, "reach": reach, "in_zones": in_zones})
    for statement in (*statements("0008_policies.sql"), *statements("0008_shut.sql")):
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    """Take the wall down; the role stays, as other databases of the server may use it."""
    for statement in statements("0008_undo.sql"):
        op.get_bind().exec_driver_sql(statement)
