"""Reads the record of a run: from bytes to a whole object with defaults, in canonical order and free of contradiction.

The format of a record is told in ``verify/__init__.py``.
"""

import json
from collections.abc import Hashable, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from verify.answers import RUN
from verify.documents import PROBLEM_FORMAT, ROLES
from verify.shapes import Row, UnreadableError, refuse

MOST_BYTES: Final = 1 << 30
"""A larger file is no record of a run. Seven times its size in memory is needed: 2.1 GB for a province's 288 MB."""


def load(name: str) -> Any:
    """Return the JSON value of a file.

    Raises:
        UnreadableError: the file is missing, too large, no UTF-8 or no strict JSON.
    """
    return parse(_bytes_of(name))


def _bytes_of(name: str) -> bytes:
    try:
        with Path(name).open("rb") as file:
            given = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        told = ascii(name)
        raise UnreadableError(f"无法读取文件 {told}。", f"The file {told} cannot be read.") from error
    if len(given) > MOST_BYTES:
        raise UnreadableError("文件过大。", "The file is too large.")
    return given


def parse(given: bytes) -> Any:
    """Return the JSON value of the bytes, in which no key stands twice and every number is one.

    Raises:
        UnreadableError: they are no such JSON.
    """
    try:
        told = given.decode("utf-8")
        del given  # or a large record would lie in memory twice while it is read
        return json.loads(told, object_pairs_hook=_object, parse_constant=_constant)
    except UnicodeDecodeError as error:
        raise UnreadableError("文件不是 UTF-8 编码。", "The file is no UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableError("文件不是 JSON。", "The file is no JSON.") from error


def _object(pairs: list[tuple[str, Any]]) -> Row:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise UnreadableError("文件中有重复的键。", "A key stands twice in the file.")
    return found


def _constant(name: str) -> Any:
    raise UnreadableError(f"文件中的 {name} 不是 JSON 数字。", f"{name} in the file is no number of JSON.")


def read(record: Any) -> Row:
    """Return the record with every default filled in, its problem in canonical order, and its right hash beside.

    Raises:
        UnreadableError: it has another format, lacks keys, has other types, or its problem contradicts itself.
    """
    run: Row = RUN(record, "$")
    problem = run["problem"]["problem"]
    _refuse_twice(problem)
    _refuse_unknown(problem)
    _refuse_contradictions(problem)
    return run | {"record_digest": record_digest(record), "problem": _in_order(problem)}


def canonical_text(problem: Mapping[str, Any]) -> str:
    """Return the canonical document of a problem that was read: the text that is hashed."""
    document = {"format": PROBLEM_FORMAT, "problem": _without_later_defaults(problem)}
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _without_later_defaults(problem: Mapping[str, Any]) -> Row:
    """Leave out what came after the format where it has its default: an older document has another hash with it."""
    limits = {key: value for key, value in problem["limits"].items() if (key, value) != ("loan_rest", None)}
    later: tuple[tuple[str, Any], ...] = (("own_organs", []), ("handled_by_others", True))
    cases = [{key: value for key, value in case.items() if (key, value) not in later} for case in problem["cases"]]
    told = ("lent", "share")
    busy = [{key: value for key, value in row.items() if key not in told or value} for row in problem["busy"]]
    whole = {key: value for key, value in problem.items() if key not in {"linked", "apart"} or value}
    return {**whole, "limits": limits, "cases": cases, "busy": busy}


def record_digest(record: Mapping[str, Any]) -> str:
    """Return the hash that a record must have: of all of it but ``record_hash``, with sorted keys and no spaces."""
    rest = {key: value for key, value in record.items() if key != "record_hash"}
    return digest(json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def digest(content: str) -> str:
    """Return the SHA-256 of a text in hexadecimal."""
    return sha256(content.encode("utf-8")).hexdigest()


def _role_place(role: str | None) -> int:
    return -1 if role is None else ROLES.index(role)


def _by_seat(pin: Row) -> tuple[int, int, int]:
    return pin["case"], _role_place(pin["role"]), pin["person"]


def _in_order(problem: Row) -> Row:
    """Return the problem with each of its lists in the one order that the hash is of."""
    cases = [
        case
        | {
            "places": sorted(case["places"], key=lambda place: _role_place(place["role"])),
            "needs": sorted(case["needs"], key=lambda need: (need["skill"], need["grade"])),
            "districts": sorted(set(case["districts"])),
            "own_organs": sorted(set(case["own_organs"])),
        }
        for case in problem["cases"]
    ]
    people = [person | {"skills": sorted(person["skills"])} for person in problem["candidates"]]
    ordered = ((pair, sorted(set(pair["rules"]))) for pair in problem["pairs"])
    pairs = [pair if pair["rules"] == rules else pair | {"rules": rules} for pair, rules in ordered]
    limits = problem["limits"]
    return problem | {
        "cases": sorted(cases, key=lambda case: case["id"]),
        "candidates": sorted(people, key=lambda person: person["id"]),
        "pairs": sorted(pairs, key=lambda pair: (pair["case"], pair["person"], _role_place(pair["role"]))),
        "busy": sorted(
            problem["busy"],
            key=lambda row: tuple(row[key] for key in ("person", "start", "end", "effort", "at_home", "lent", "share")),
        ),
        "kin": [list(pair) for pair in sorted({tuple(sorted(pair)) for pair in problem["kin"]})],
        "linked": [list(pair) for pair in sorted({tuple(sorted(pair)) for pair in problem["linked"]})],
        "apart": [list(pair) for pair in sorted({tuple(sorted(pair)) for pair in problem["apart"]})],
        "pins": sorted(problem["pins"], key=_by_seat),
        "published": sorted(problem["published"], key=_by_seat),
        "handled_before": [list(pair) for pair in sorted({tuple(pair) for pair in problem["handled_before"]})],
        "others_at_home": sorted(problem["others_at_home"]),
        "near_ties": sorted(problem["near_ties"]),
        "limits": limits | {"most_from": sorted(limits["most_from"])},
    }


def _refuse_twice(problem: Row) -> None:
    """Refuse a problem that says the same thing twice, so that it is open which one holds."""
    _once("cases", (case["id"] for case in problem["cases"]))
    _once("candidates", (person["id"] for person in problem["candidates"]))
    _once("pairs", ((pair["case"], pair["person"], pair["role"]) for pair in problem["pairs"]))
    _once("pins", ((pin["case"], pin["person"]) for pin in problem["pins"]))
    _once("published", ((pin["case"], pin["person"]) for pin in problem["published"]))
    _once("others_at_home", (organ for organ, _ in problem["others_at_home"]))
    _once("limits.most_from", (organ for organ, _ in problem["limits"]["most_from"]))
    _once("order", problem["order"])
    _once("near_ties", (good for good, _ in problem["near_ties"]))
    for case in problem["cases"]:
        _once("cases.places", (place["role"] for place in case["places"]))
        _once("cases.needs", (need["skill"] for need in case["needs"]))
    for person in problem["candidates"]:
        _once("candidates.skills", (skill for skill, _ in person["skills"]))


def _once(what: str, keys: Iterable[Hashable]) -> None:
    listed = list(keys)
    if len(set(listed)) < len(listed):
        refuse(f"$.problem.problem.{what}", "同一项出现两次", "the same is said twice")


def _refuse_unknown(problem: Row) -> None:
    """Refuse a problem that refers to a case or a person that is not in it."""
    cases = {case["id"] for case in problem["cases"]}
    people = {person["id"] for person in problem["candidates"]}
    for name in ("pairs", "pins", "published"):
        if not {row["case"] for row in problem[name]} <= cases:
            refuse(f"$.problem.problem.{name}", "指向不存在的案件", "an unknown case")
    for name in ("pairs", "pins", "busy"):
        if not {row["person"] for row in problem[name]} <= people:
            refuse(f"$.problem.problem.{name}", "指向不存在的人员", "an unknown person")
    for name in ("linked", "apart"):
        if not {case for pair in problem[name] for case in pair} <= cases:
            refuse(f"$.problem.problem.{name}", "指向不存在的案件", "an unknown case")
    if not {person for pair in problem["kin"] for person in pair} <= people:
        refuse("$.problem.problem.kin", "指向不存在的人员", "an unknown person")


def _refuse_contradictions(problem: Row) -> None:
    """Refuse empty windows, bookings of nothing, kin of oneself, and an order without the staffing of cases first."""
    for name in ("cases", "busy"):
        if any(row["start"] >= row["end"] for row in problem[name]):
            refuse(f"$.problem.problem.{name}", "时间段为空", "an empty window of days")
    if not all(row["effort"] or row["lent"] for row in problem["busy"]):
        refuse("$.problem.problem.busy", "既不占用时间，也不是借调", "a booking that takes no time and is no loan")
    for name in ("linked", "apart"):
        if any(one == other for one, other in problem[name]):
            refuse(f"$.problem.problem.{name}", "与本案关联", "a case that is linked to itself")
    if any(one == other for one, other in problem["kin"]):
        refuse("$.problem.problem.kin", "与本人为亲属", "a person who is her own kin")
    if problem["order"][:1] != ["URGENCY_STAFFED"]:
        refuse("$.problem.problem.order", "次序未以配齐案件为首", "the order does not begin with URGENCY_STAFFED")
