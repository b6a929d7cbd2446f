"""What a signature under minutes is a signature of, and whether those are the minutes still.

A signature names the heading of the minutes and each item that the signer saw by a digest of its own. So it is judged
for every viewer by what that viewer sees: a change of an item out of sight changes nothing in her sight (T32).
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes as far as somebody sees them, by digests."""

    heading: str
    items: Mapping[int, str] = field(default_factory=dict)
    """By item, in the order of the agenda."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What somebody signed at a time."""

    key: int
    """Signatures of later keys came later."""
    person: int
    minutes: Minutes


def digest_of(content: object) -> str:
    """Return the SHA-256 of what is written; of values that are written in one way alone."""
    return hashlib.sha256(repr(content).encode()).hexdigest()


def shown(signatures: Iterable[Signed], seen: Minutes) -> Sequence[tuple[Signed, bool]]:
    """Return the signature of each signer that counts for a viewer, and whether it signs the minutes as they are.

    It is her last one; where she signed again for the sake of something out of the viewer's sight, the one before it.

    Args:
        signatures: all of one meeting, in any order.
        seen: the minutes as the viewer sees them now.
    """
    last: dict[int, Signed] = {}
    for signed in sorted(signatures, key=lambda each: each.key):
        before = last.get(signed.person)
        if before is None or _within(before.minutes, seen) != _within(signed.minutes, seen):
            last[signed.person] = signed
    return [(signed, _is_of(signed.minutes, seen)) for signed in sorted(last.values(), key=lambda each: each.key)]


def _within(minutes: Minutes, seen: Minutes) -> tuple[str, Mapping[int, str]]:
    return minutes.heading, {item: digest for item, digest in minutes.items.items() if item in seen.items}


def _is_of(minutes: Minutes, seen: Minutes) -> bool:
    """Tell whether what was signed reads the same now; what the signer did not see she did not sign."""
    heading, items = _within(minutes, seen)
    return heading == seen.heading and all(seen.items[item] == digest for item, digest in items.items())
