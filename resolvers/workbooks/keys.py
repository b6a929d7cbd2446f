"""The keys of people, organs and cases by the words with which a comparison names them."""

from dataclasses import dataclass, field

from intake.comparison import Comparison
from intake.keys import PersonKey
from intake.records import OrganRecord


@dataclass(slots=True)
class Keys:
    """Known rows at first; those that an import adds are entered as they are written."""

    people: dict[PersonKey, int] = field(default_factory=dict)
    organs: dict[str, int] = field(default_factory=dict)
    cases: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, comparison: Comparison) -> "Keys":
        """Return the keys of what is known."""
        return cls(
            people={name: key for name, key in comparison.people.items() if key is not None},
            organs={name: key for name, key in comparison.organs.items() if key is not None},
            cases={name: key for name, key in comparison.cases.items() if key is not None},
        )

    def organ(self, name: str | None) -> int | None:
        """Return the key of an organ, None for None."""
        return None if name is None else self.organs[name]


def new_organs(comparison: Comparison) -> dict[str, OrganRecord]:
    """Return the organs that the import adds by the text that names each; fewer where the text names several."""
    texts = [text for text, key in comparison.organs.items() if key is None]
    return dict(zip(texts, comparison.added.organs, strict=False))
