"""What of the second wall stands in the catalogue: every table behind it, the matrix copied, a role that is nobody."""

import re

import asyncpg

from db.tables.columns import metadata
from db.wall import API_ROLE
from terms.matrix import MATRIX, UNZONED, ZONED
from tests.db.wall_scene import owner

__all__ = ["owner"]


async def test_every_table_is_behind_the_wall(owner: asyncpg.Connection) -> None:
    open_tables = await owner.fetch(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'p')"
        " AND relname <> 'alembic_version' AND NOT relrowsecurity"
    )
    assert open_tables == []
    policies = await owner.fetch("SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public'")
    of_table: dict[str, set[str]] = {}
    for row in policies:
        of_table.setdefault(row["tablename"], set()).add(row["policyname"])
    tables = {table.name for table in metadata.sorted_tables if table.schema is None}
    assert {name for name in tables if not {"judged", "added", "changed"} <= of_table.get(name, set())} == set()
    silent = {name for name in tables if "shows" not in of_table[name]}
    assert silent == JUDGED_ALONE


JUDGED_ALONE = {
    "assignment_steps",
    "case_versions",
    "fact_changes",
    "person_versions",
    "screenings",
    "spent_tokens",
    "workloads",
}
"""Tables of which nothing is ever shown, only what the rules make of them."""


async def test_no_function_looks_among_temporary_tables_first(owner: asyncpg.Connection) -> None:
    rows = await owner.fetch(
        "SELECT p.oid::regprocedure::text AS name, array_to_string(p.proconfig, ';') AS set FROM pg_proc AS p"
        " WHERE p.pronamespace IN ('public'::regnamespace, 'wall'::regnamespace, 'sealed'::regnamespace)"
    )
    assert [row["name"] for row in rows if not re.search(r'search_path="?[^;]*pg_temp"?(;|$)', row["set"] or "")] == []


async def test_the_services_role_calls_these_functions_and_no_others(owner: asyncpg.Connection) -> None:
    rows = await owner.fetch(
        "SELECT p.proname FROM pg_proc AS p WHERE p.pronamespace IN ('public'::regnamespace, 'wall'::regnamespace)"
        " AND has_function_privilege($1, p.oid, 'EXECUTE')",
        API_ROLE,
    )
    assert {row["proname"] for row in rows} == CALLED


CALLED = {
    *("today", "closed_cases", "raise_facts", "rescreening_answered", "most_booked", "hardness"),
    *("enter", "passport", "judging", "reach", "may", "writes", "acts", "person", "zones", "organs"),
    *("people_in_sight", "own_cases", "close_people", "beyond_zones", "closed_proposals", "meetings", "look_name"),
    *("signs", "commit_seed", "reveal_seed", "item_open", "close_to", "drawn_key"),
}


async def test_every_view_of_a_sealed_table_has_the_wall_before_its_writing(owner: asyncpg.Connection) -> None:
    views = await owner.fetch("SELECT relname FROM pg_class WHERE relnamespace = 'unsealed'::regnamespace")
    guarded = await owner.fetch(
        "SELECT c.relname FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid"
        " WHERE t.tgname = 'a_wall' AND c.relnamespace = 'sealed'::regnamespace"
    )
    assert {row["relname"] for row in views} == {row["relname"] for row in guarded}


async def test_the_databases_copy_of_the_matrix_is_the_matrix(owner: asyncpg.Connection) -> None:
    rows = await owner.fetch("SELECT role, act, reach, in_zones FROM wall.role_acts")
    copied = {(row["role"], row["act"]): (row["reach"], row["in_zones"]) for row in rows}
    assert copied == {
        (role.value, act.value): (reach.value, _in_zones(act))
        for role, acts in MATRIX.items()
        for act, reach in acts.items()
    }


def _in_zones(act: object) -> str:
    return "HELD" if act in ZONED else "KEPT" if act in UNZONED else "LOST"


async def test_the_services_role_is_nobody(owner: asyncpg.Connection) -> None:
    role = await owner.fetchrow("SELECT * FROM pg_roles WHERE rolname = $1", API_ROLE)
    assert role is not None
    assert [role[name] for name in ("rolsuper", "rolbypassrls", "rolcreaterole", "rolcreatedb", "rolreplication")] == [
        False
    ] * 5
    owned = await owner.fetchval("SELECT count(*) FROM pg_class WHERE relowner = $1::regrole", API_ROLE)
    assert owned == 0
