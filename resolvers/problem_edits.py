"""How an allocation problem differs from that of cases that merely wait: pins, exclusions, and teams at work."""

from dataclasses import dataclass

from allocation.openings import Chair


@dataclass(frozen=True, slots=True)
class Edits:
    """How a problem differs from that of cases that merely wait: how it is steered, and the teams that it repairs."""

    pins: tuple[Chair, ...] = ()
    exclusions: tuple[tuple[int, int], ...] = ()
    """(case, person)"""
    published: tuple[Chair, ...] = ()
    """The seats in force of its cases, which are planned anew."""
    vacant: frozenset[Chair] = frozenset()
    """Those of them that whoever holds them cannot keep."""

    @property
    def planned_anew(self) -> frozenset[tuple[int, int]]:
        """(person, case) of every published seat: its time is the plan's to give."""
        return frozenset((person, case) for case, person, _ in self.published)

    @property
    def kept(self) -> frozenset[tuple[int, int]]:
        """(person, case) of the published seats that can be kept: what was settled of them is not asked again."""
        return frozenset((chair[1], chair[0]) for chair in self.published if chair not in self.vacant)

    @property
    def held(self) -> frozenset[int]:
        """The people of these seats."""
        return frozenset(person for person, _ in self.kept)
