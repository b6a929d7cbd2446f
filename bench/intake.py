"""Imports a workbook of many people into an embedded database, twice: ``python -m bench.intake [--people N]``."""

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from sqlmodel.ext.asyncio.session import AsyncSession

from db.embedded import EmbeddedPostgres
from db.migrate import migrate
from db.session import Database
from db.tables import County
from intake.keys import PersonKey, Relation
from intake.records import (
    LeaveRecord,
    MembershipRecord,
    OrganRecord,
    PersonRecord,
    PoolRecord,
    Records,
    SkillRecord,
    TieRecord,
)
from intake.write import write
from resolvers.caller import Caller, Identity
from resolvers.intake import export_workbook, import_workbook, preview
from terms.organs import OrganKind
from terms.people import AbsenceKind, Gender, MembershipKind, Skill
from terms.periods import COUNTY_TIME, Period
from terms.roles import Role
from terms.ties import SocialTieKind

Answer = TypeVar("Answer")

NOW = datetime(2026, 3, 10, 9, tzinfo=COUNTY_TIME)
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
GIVEN = "安平宁康乐明远志诚信达文启云川岳林木"


def made_up_county(people: int, seed: int) -> Records:
    """Return as many people, each with a past and a present post and two skills; a tie for each, leave for some."""
    draw = random.Random(seed)
    organs = tuple(
        OrganRecord(name=f"第{number}镇纪委", kind=OrganKind.TOWNSHIP_COMMISSION, zone=f"第{number % 8 + 1}协作区")
        for number in range(1, 201)
    )
    persons = tuple(
        PersonRecord(
            name=draw.choice(SURNAMES) + draw.choice(GIVEN) + draw.choice(GIVEN),
            number=f"{number:06d}",
            gender=draw.choice(list(Gender)),
            birth_month=f"{draw.randrange(1966, 2003)}-{draw.randrange(1, 13):02d}",
            organ=draw.choice(organs).name,
            pool=PoolRecord(during=Period(date(2024, 1, 1)), capacity=draw.choice([50, 80, 100])),
        )
        for number in range(people)
    )
    keys = [PersonKey(number=person.number) for person in persons]
    return Records(
        organs=organs,
        people=persons,
        memberships=tuple(_posts(draw, persons, organs)),
        ties=tuple(
            TieRecord(person=key, other=draw.choice(keys[:place]), relation=Relation("SOCIAL", kind.value))
            for place, key in enumerate(keys[1:], start=1)
            for kind in [draw.choice(list(SocialTieKind))]
        ),
        skills=tuple(
            SkillRecord(person=key, skill=skill, grade=draw.randrange(4))
            for key in keys
            for skill in draw.sample(list(Skill), 2)
        ),
        leave=tuple(_leaves(draw, keys)),
    )


def _posts(
    draw: random.Random, people: tuple[PersonRecord, ...], organs: tuple[OrganRecord, ...]
) -> list[MembershipRecord]:
    posts = []
    for person in people:
        moved = date(2015, 1, 1) + timedelta(days=draw.randrange(3600))
        key = PersonKey(number=person.number)
        kind = MembershipKind.ESTABLISHMENT
        before = draw.choice(organs).name
        posts.append(MembershipRecord(person=key, organ=before, kind=kind, during=Period(date(2010, 1, 1), moved)))
        posts.append(MembershipRecord(person=key, organ=person.organ or "", kind=kind, during=Period(moved)))
    return posts


def _leaves(draw: random.Random, keys: list[PersonKey]) -> list[LeaveRecord]:
    leaves = []
    for key in keys[::5]:
        start = date(2026, 3, 1) + timedelta(days=draw.randrange(60))
        leaves.append(LeaveRecord(person=key, kind=AbsenceKind.LEAVE, during=Period(start, start + timedelta(days=5))))
    return leaves


async def _run(url: str, content: bytes) -> None:
    await migrate(url)
    database = Database(url)

    async def found(session: AsyncSession) -> None:
        session.add(County(code="1", name="某县"))

    await database.deciding(found)
    caller = Caller(Identity("bench", Role.COUNTY), database, lambda: NOW)
    outcome = await _timed("preview", lambda: preview(caller, content, "bench.xlsx"))
    print({sheet.code: sheet.added for sheet in outcome.sheets}, "refused:", len(outcome.refused))
    await _timed("import", lambda: import_workbook(caller, content, "bench.xlsx"))
    again = await _timed("import again", lambda: import_workbook(caller, content, "bench.xlsx"))
    print("the second time changed:", sum(1 for _ in again.outcome.effects()))
    await _timed("export", lambda: export_workbook(caller))
    await database.close()


async def _timed(name: str, act: Callable[[], Awaitable[Answer]]) -> Answer:
    began = time.perf_counter()
    answer = await act()
    print(f"{name}: {time.perf_counter() - began:.1f} s", flush=True)
    return answer


def main() -> None:
    """Make the workbook, and import it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    content = write(made_up_county(chosen.people, chosen.seed))
    print(f"{chosen.people} people, {len(content) / 2**20:.1f} MB")
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres.start(Path(folder)) as server:
        asyncio.run(_run(server.url(), content))


if __name__ == "__main__":
    main()
