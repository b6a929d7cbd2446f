"""What the catalogue of a migrated database holds, as text: written down, so that no change of it goes unseen.

``alembic check`` overlooks triggers, functions, exclusions and the conditions of indexes; this does not.
"""

from pathlib import Path
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

WRITTEN: Final = Path(__file__).with_name("migrations") / "fingerprint.txt"
"""The fingerprint as it should be; ``zones fingerprint`` prints it anew from a migrated database."""

SCHEMAS: Final = "('public', 'sealed', 'unsealed', 'wall')"
OURS: Final = f"n.nspname IN {SCHEMAS} AND {{owner}}relname <> 'alembic_version'"

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
    f"""
    SELECT format('function %I.%I(%s) returns %s, %s%s, sha256 %s', n.nspname, p.proname,
        pg_get_function_identity_arguments(p.oid), pg_get_function_result(p.oid),
        CASE p.provolatile WHEN 'v' THEN 'volatile' WHEN 's' THEN 'stable' ELSE 'immutable' END,
        CASE WHEN p.prosecdef THEN ', as its owner' ELSE '' END,
        left(encode(sha256(convert_to(p.prosrc, 'UTF8')), 'hex'), 16))
    FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace WHERE n.nspname IN {SCHEMAS}
    """,
    r"""
    SELECT format('policy %I.%I.%I %s to %s using %s check %s', schemaname, tablename, policyname, cmd,
        array_to_string(roles, ','), regexp_replace(qual, '\s+', ' ', 'g'), regexp_replace(with_check, '\s+', ' ', 'g'))
    FROM pg_policies
    """,
    f"""
    SELECT format('row level security of %I.%I', n.nspname, t.relname)
    FROM pg_class AS t JOIN pg_namespace AS n ON n.oid = t.relnamespace
    WHERE t.relrowsecurity AND {OURS.format(owner="t.")}
    """,
    rf"""
    SELECT format('view %I.%I %s', schemaname, viewname, regexp_replace(definition, '\s+', ' ', 'g'))
    FROM pg_views WHERE schemaname IN {SCHEMAS}
    """,
    f"""
    SELECT format('grant %s on %I.%I to %s', string_agg(a.privilege_type, ', ' ORDER BY a.privilege_type), n.nspname,
        t.relname, pg_get_userbyid(a.grantee))
    FROM pg_class AS t JOIN pg_namespace AS n ON n.oid = t.relnamespace CROSS JOIN LATERAL aclexplode(t.relacl) AS a
    WHERE a.grantee <> t.relowner AND {OURS.format(owner="t.")}
    GROUP BY n.nspname, t.relname, a.grantee
    """,
    f"""
    SELECT format('grant on function %I.%I to %s', n.nspname, p.proname,
        CASE a.grantee WHEN 0 THEN 'everybody' ELSE pg_get_userbyid(a.grantee)::text END)
    FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace CROSS JOIN LATERAL aclexplode(p.proacl) AS a
    WHERE a.grantee <> p.proowner AND n.nspname IN {SCHEMAS}
    """,
    f"SELECT format('schema %I', nspname) FROM pg_namespace WHERE nspname IN {SCHEMAS}",
)


async def fingerprint(connection: AsyncConnection) -> str:
    """Return the catalogue of our schemas, one object a line, sorted."""
    lines: list[str] = []
    for question in QUESTIONS:
        lines += (await connection.execute(text(question.replace(":", r"\:")))).scalars()
    return "".join(f"{line}\n" for line in sorted(lines))
