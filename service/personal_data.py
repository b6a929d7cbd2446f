"""The register of personal data as a document, printed from the data that the service works by."""

from collections.abc import Iterator

from casework.retention import DEFAULTS
from db.personal import ABOUT_NOBODY, HOLDINGS, TABLE_WORDS, Holding
from terms.acts import Act
from terms.matrix import MATRIX

HEAD = """# What is held on people 个人信息目录

Printed from `db/personal/` by the command below; a test compares. Every column that says something about a person is
here, with its purpose, class, law, retention, who sees it, what the person is told of it, and how it is corrected.
Neither citizens' numbers nor telephone numbers nor addresses are held: a test refuses such a column.

```sh
./zones personal-data > docs/personal-data.md
```

Days of retention are the defaults, ours; a county sets its own as `retention` in its policy. No number of days in the
law was found for this service, so none is claimed. Abbreviations of laws: PIPL is the Personal Information Protection
Law (个人信息保护法, 2021).
"""


def printed() -> str:
    """Return the document."""
    return "\n".join([HEAD, *_tables(), *_acts(), *_nobody()]) + "\n"


def _tables() -> Iterator[str]:
    for table, zh in TABLE_WORDS.items():
        yield f"## `{table}` {zh}\n"
        yield "| fields | purpose | class | law | kept | seen by | told | corrected |"
        yield "|---|---|---|---|---|---|---|---|"
        for holding in HOLDINGS:
            if holding.table == table:
                yield _row(holding)
        yield ""


def _row(holding: Holding) -> str:
    days = DEFAULTS.get(holding.keeping)
    kept = f"{holding.keeping.zh} {holding.keeping.en}" + ("" if days is None else f": {days}")
    cells = (
        ", ".join(f"`{column}`" for column in holding.columns),
        f"{holding.purpose.zh} {holding.purpose.en}",
        f"{holding.data_class.zh} {holding.data_class.en}",
        f"{holding.basis.zh} {holding.basis.en}",
        kept,
        _seen_by(holding.seen_with),
        f"{holding.telling.zh} {holding.telling.en}",
        holding.correcting.en,
    )
    return f"| {' | '.join(cells)} |"


def _seen_by(act: Act | None) -> str:
    if act is None:
        return "no field of the API 接口不显示"
    return f"`{act.value}` {act.zh}"


def _acts() -> Iterator[str]:
    yield "## Who sees it: roles with these acts, and how far they reach 谁可以查看\n"
    for act in sorted({holding.seen_with for holding in HOLDINGS if holding.seen_with is not None}):
        roles = (f"{role.zh} {role.en} ({acts[act].zh} {acts[act].en})" for role, acts in MATRIX.items() if act in acts)
        yield f"- `{act.value}` {act.zh}: {'; '.join(roles)}"
    yield ""


def _nobody() -> Iterator[str]:
    yield "## Tables about nobody 不含个人信息的表\n"
    for table, what in ABOUT_NOBODY.items():
        yield f"- `{table}`: {what}"
