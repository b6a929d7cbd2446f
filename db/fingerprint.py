"""What the catalogue of a migrated database holds, as text: written down, so that no change of it goes unseen.

``alembic check`` overlooks triggers, functions, exclusions and the conditions of indexes; this does not.
"""

from pathlib import Path
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

WRITTEN: Final = Path(__file__).with_name("migrations") / "fingerprint.txt"
"""The fingerprint as it should be; ``zones fingerprint`` prints it anew from a migrated database."""

OURS: Final = "n.nspname IN ('public', 'sealed') AND {owner}relname <> 'alembic_version'"

QUESTIONS: Final[tuple[str, ...]] = (
    f"""
    SELECT format('column %I.%I.%I %s%s%s%s', n.nspname, t.relname, a.attname, format_type(a.atttypid, a.atttypmod),
        CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END, CASE a.attidentity WHEN '' THEN '' ELSE ' IDENTITY' END,
        coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), ''))
    FROM pg_attribute AS a JOIN pg_class AS t ON t.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = t.relnamespace
    LEFT JOIN pg_attrdef AS d ON d.adrelid = t.oid AND d.adnum = a.attnum
    WHERE t.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND {OURS.format(owner="t.")}
    """,
    f"""
    SELECT format('constraint %I.%I.%I %s', n.nspname, t.relname, c.conname, pg_get_constraintdef(c.oid))
    FROM pg_constraint AS c JOIN pg_class AS t ON t.oid = c.conrelid JOIN pg_namespace AS n ON n.oid = t.relnamespace
    WHERE c.contype <> 'n' AND {OURS.format(owner="t.")}
    """,
    f"""
    SELECT format('index %s', pg_get_indexdef(i.indexrelid))
    FROM pg_index AS i JOIN pg_class AS t ON t.oid = i.indrelid JOIN pg_namespace AS n ON n.oid = t.relnamespace
    WHERE {OURS.format(owner="t.")}
    """,
    f"""
    SELECT format('trigger on %I.%I: %s enabled %s', n.nspname, t.relname, pg_get_triggerdef(g.oid), g.tgenabled)
    FROM pg_trigger AS g JOIN pg_class AS t ON t.oid = g.tgrelid JOIN pg_namespace AS n ON n.oid = t.relnamespace
    WHERE NOT g.tgisinternal AND {OURS.format(owner="t.")}
    """,
    """
    SELECT format('function %I.%I(%s) returns %s, %s, sha256 %s', n.nspname, p.proname,
        pg_get_function_identity_arguments(p.oid), pg_get_function_result(p.oid),
        CASE p.provolatile WHEN 'v' THEN 'volatile' WHEN 's' THEN 'stable' ELSE 'immutable' END,
        left(encode(sha256(convert_to(p.prosrc, 'UTF8')), 'hex'), 16))
    FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace WHERE n.nspname IN ('public', 'sealed')
    """,
    """
    SELECT format('policy %I.%I.%I %s %s', schemaname, tablename, policyname, cmd, qual) FROM pg_policies
    """,
    "SELECT format('schema %I', nspname) FROM pg_namespace WHERE nspname IN ('public', 'sealed')",
)


async def fingerprint(connection: AsyncConnection) -> str:
    """Return the catalogue of our schemas, one object a line, sorted."""
    lines: list[str] = []
    for question in QUESTIONS:
        lines += (await connection.execute(text(question.replace(":", r"\:")))).scalars()
    return "".join(f"{line}\n" for line in sorted(lines))
