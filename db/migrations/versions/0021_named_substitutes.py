"""A substitute who is named before a meeting is not yet there; whoever makes a conflict known links items with cases.

Revision ID: 0021
Revises: 0020
"""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

BEFORE = ("INVITED", "CONFIRMED", "PRESENT", "ABSENT", "SUBSTITUTE", "EXCUSED", "LEFT_FOR_ITEM")
NAMED = "SUBSTITUTE_NAMED"


def _know(*known: str, by_substitute: str) -> None:
    for name, rule in (
        ("attendance_known", f"attendance IN {known}"),
        ("substitutes_are_named", f"(substitute_id IS NOT NULL) = (attendance IN ({by_substitute}))"),
    ):
        op.create_check_constraint(op.f(f"ck_meeting_participants_{name}"), "meeting_participants", rule)


def _written_for(acts: str, check: str) -> None:
    """Let the cases of items be written for these acts, as texts of SQL; none for whatever the rules follow from."""
    op.execute("DROP TRIGGER a_wall ON agenda_item_cases")
    op.execute(
        "CREATE TRIGGER a_wall BEFORE INSERT OR UPDATE OR DELETE ON agenda_item_cases FOR EACH STATEMENT"
        f" EXECUTE FUNCTION wall.guard_writing({acts})"
    )
    op.execute(f"ALTER POLICY added ON agenda_item_cases WITH CHECK ((SELECT {check}))")


def _forget() -> None:
    op.execute("SET CONSTRAINTS ALL IMMEDIATE")  # of earlier changes in the same transaction
    for name in ("attendance_known", "substitutes_are_named"):
        op.drop_constraint(op.f(f"ck_meeting_participants_{name}"), "meeting_participants", type_="check")


def upgrade() -> None:
    """Know who is only named; of meetings that did not begin, nobody came yet."""
    _forget()
    op.execute(
        "UPDATE meeting_participants AS p SET attendance = 'SUBSTITUTE_NAMED' FROM meetings AS m"
        " WHERE m.id = p.meeting_id AND m.state = 'CALLED' AND p.attendance = 'SUBSTITUTE'"
    )
    op.execute("SET CONSTRAINTS ALL IMMEDIATE")
    _know(*BEFORE, NAMED, by_substitute="'SUBSTITUTE_NAMED', 'SUBSTITUTE'")
    _written_for("", "wall.acts()")


def downgrade() -> None:
    """Take who is named for who comes again."""
    _written_for("'CALL_MEETING'", "wall.writes('CALL_MEETING')")
    _forget()
    op.execute("UPDATE meeting_participants SET attendance = 'SUBSTITUTE' WHERE attendance = 'SUBSTITUTE_NAMED'")
    op.execute("SET CONSTRAINTS ALL IMMEDIATE")
    _know(*BEFORE, by_substitute="'SUBSTITUTE'")
