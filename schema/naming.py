"""How sentences name cases and people: by their numbers, as far as the viewer may see them."""

from collections.abc import Sequence

from schema.context import Info
from schema.references import CASE, PERSON
from schema.sentences import Sentence

NAMED = 3
"""So many people are named in a sentence that counts them; ours."""


async def case_named(info: Info, key: int) -> Sentence:
    """Return a case by its number; one that is only supposed, or not to be seen, has none."""
    case = await CASE.load_maybe(info, key if key > 0 else None)
    if case is None:
        return Sentence(zh="该案件", en="the case")
    return Sentence(zh=f"案件{case.number}", en=f"case {case.number}")


async def cases_numbered(info: Info, keys: Sequence[int]) -> list[str]:
    """Return the numbers of those of the cases that the viewer may see."""
    return [case.number for case in await CASE.kind.load_all(info, keys)]


async def people_numbered(info: Info, keys: Sequence[int] | None) -> list[str]:
    """Return the numbers of the first few of the people, as far as the viewer may see them; none where none is told."""
    return [person.number for person in await PERSON.kind.load_all(info, (keys or ())[:NAMED])]


async def person_number(info: Info, key: int) -> str:
    """Return the number of a person."""
    return (await PERSON.load(info, key)).number
