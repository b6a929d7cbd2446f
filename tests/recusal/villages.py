"""Whole families of a village drawn by a seed, and the same families as the ties that the rules look at."""

from collections import defaultdict
from datetime import date
from random import Random

from recusal.facts import KinTie
from terms.people import Gender
from terms.periods import Period
from terms.ties import KinEdge
from tests.recusal.family_oracle import Adoption, Birth, Marriage, Raising, Village


class Drawing:
    """A village in the drawing: founders first, then one generation after the other."""

    def __init__(self, seed: int, *, generations: int, most: int = 60) -> None:
        """Draw it; in half of the villages nobody remembers when things began."""
        self._random = Random(seed)  # noqa: S311  (a village is no secret)
        self._dated = self._happens(0.5)
        self._most = most
        self._sexes: list[Gender] = []
        self._born: list[int] = []
        self._married_until: defaultdict[int, int] = defaultdict(int)
        self._births: dict[int, Birth] = {}
        self._marriages: list[tuple[int, int, int, int | None]] = []
        self._adoptions: list[Adoption] = []
        self._raisings: list[Raising] = []
        level = [self._newcomer(1930) for _ in range(self._random.randint(5, 8))]
        for generation in range(1, generations):
            self._wed(level, 1930 + 22 * generation - 2)
            level = self._children(1930 + 22 * generation)
        self._remember_step_parents()

    @property
    def village(self) -> Village:
        """Return the registers."""
        return Village(
            tuple(self._sexes),
            tuple(Marriage(one, other, self._period(start, end)) for one, other, start, end in self._marriages),
            tuple(self._births.values()),
            tuple(self._adoptions),
            tuple(self._raisings),
        )

    def _happens(self, chance: float) -> bool:
        return self._random.random() < chance

    def _period(self, start: int, end: int | None = None) -> Period:
        return Period(date(start, 7, 1) if self._dated else None, None if end is None else date(end, 7, 1))

    def _newcomer(self, born: int) -> int:
        self._sexes.append(self._random.choice((Gender.MALE, Gender.FEMALE)))
        self._born.append(born)
        return len(self._sexes)

    def _wed(self, level: list[int], year: int) -> None:
        """Marry most of a generation, among themselves or with newcomers; some divorce, and most of these remarry."""
        for person in self._random.sample(level, len(level)):
            since = max(year, self._married_until[person])
            while self._happens(0.85) and since < year + 20 and self._married_until[person] <= since:
                other = self._match(person, level, since)
                until = self._random.randint(since + 1, since + 9) if self._happens(0.3) else None
                self._marriages.append((person, other, since, until))
                self._married_until[person] = self._married_until[other] = until or 9999
                since = until or 9999

    def _match(self, person: int, level: list[int], since: int) -> int:
        free = [
            other
            for other in level
            if self._sexes[other - 1] is not self._sexes[person - 1]
            and self._married_until[other] <= since
            and not set(self._parents(other)) & set(self._parents(person))
            and not any({one, two} == {person, other} for one, two, _, _ in self._marriages)
        ]
        if free and self._happens(0.8):
            return self._random.choice(free)
        other = self._newcomer(self._born[person - 1])
        self._sexes[other - 1] = Gender.FEMALE if self._sexes[person - 1] is Gender.MALE else Gender.MALE
        return other

    def _parents(self, person: int) -> tuple[int, ...]:
        return self._births[person].parents if person in self._births else ()

    def _children(self, year: int) -> list[int]:
        """Give the marriages of the parents' generation children; some parents are not on record."""
        born: list[int] = []
        couples = [couple for couple in self._marriages if year - 3 <= couple[2] < year + 20]
        for one, other, start, end in couples:
            for place in range(self._random.choice((0, 1, 1, 2, 2, 3))):
                if len(self._sexes) >= self._most or (end is not None and start + place >= end):
                    continue
                child = self._newcomer(start + place)
                known = (one, other) if self._happens(0.85) else (self._random.choice((one, other)),)
                self._births[child] = Birth(child, known, self._period(start + place))
                born.append(child)
                if self._happens(0.12):
                    self._give_away(child, [pair for pair in couples if pair[0] not in known and pair[1] not in known])
        return born

    def _give_away(self, child: int, couples: list[tuple[int, int, int, int | None]]) -> None:
        """Have a child adopted by a couple of the village, perhaps kin, by one of them alone, or by a stranger."""
        adopters: tuple[int, ...] = (self._newcomer(self._born[child - 1] - 30),)
        if couples and self._happens(0.7):
            one, other, _, _ = self._random.choice(couples)
            adopters = (one, other) if self._happens(0.7) else (one,)
        since = self._born[child - 1] + self._random.randint(0, 6)
        until = since + self._random.randint(1, 30) if self._happens(0.35) else None
        self._adoptions.append(Adoption(child, adopters, self._period(since, until)))

    def _remember_step_parents(self) -> None:
        """Have the spouses of parents live with their children: raise them, not raise them, or adopt them."""
        for one, other, start, end in self._marriages:
            for parent, step_parent in ((one, other), (other, one)):
                for birth in self._births.values():
                    if parent not in birth.parents or step_parent in birth.parents:
                        continue
                    since = max(start, self._born[birth.child - 1])
                    until = self._random.choice((None, end))
                    if end is not None and since >= end:
                        continue
                    drawn = self._random.random()
                    if drawn < 0.2:
                        self._adoptions.append(Adoption(birth.child, (step_parent,), self._period(since, until)))
                    elif drawn < 0.7:
                        raised = drawn < 0.45
                        period = self._period(since, until)
                        self._raisings.append(Raising(birth.child, step_parent, raised, period))


def village(seed: int, *, generations: int = 4, most: int = 60) -> Village:
    """Draw a village."""
    return Drawing(seed, generations=generations, most=most).village


def ties_of(drawn: Village) -> tuple[KinTie, ...]:
    """Write the registers of a village as ties, numbered from 1."""
    steps = [(entry.first, entry.second, KinEdge.SPOUSE, True, entry.during) for entry in drawn.marriages]
    for birth in drawn.births:
        steps += [(parent, birth.child, KinEdge.PARENT, True, birth.during) for parent in birth.parents]
    for adoption in drawn.adoptions:
        kind = KinEdge.ADOPTIVE_PARENT
        steps += [(adopter, adoption.child, kind, True, adoption.during) for adopter in adoption.adopters]
    steps += [
        (entry.step_parent, entry.child, KinEdge.STEP_PARENT, entry.raised, entry.during) for entry in drawn.raisings
    ]
    return tuple(
        KinTie(number, first, second, edge, raised, during)
        for number, (first, second, edge, raised, during) in enumerate(steps, start=1)
    )
