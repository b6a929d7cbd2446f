"""Of many paths between two people the best are kept, as many as asked for, however tangled the tree is."""

from collections import Counter
from itertools import permutations

import pytest

from recusal.facts import KinTie
from recusal.kinship import KinIndex
from terms.ties import KinEdge

FAMILY = range(1, 7)
TANGLED = [
    KinTie(id=number, first=first, second=second, edge=KinEdge.PARENT)
    for number, (first, second) in enumerate(permutations(FAMILY, 2), start=1)
]
"""Everybody a parent of everybody else: the worst of all trees."""


def test_one_kinship_has_as_many_paths_as_asked_for_at_most() -> None:
    for paths in (1, 2, 5):
        found = KinIndex(TANGLED, (), paths=paths).kin_of(1)
        told = Counter((kin.relative, kin.bond, kin.during) for kin in found)
        assert max(told.values()) == paths


@pytest.mark.parametrize("paths", [1, 2, 4])
def test_the_paths_that_are_kept_are_the_best_of_all(paths: int) -> None:
    few, more = KinIndex(TANGLED, (), paths=paths), KinIndex(TANGLED, (), paths=40)
    for person in FAMILY:
        best: dict[object, list[object]] = {}
        for kin in more.kin_of(person):
            alike = best.setdefault((kin.relative, kin.bond, kin.during), [])
            if len(alike) < paths:
                alike.append(kin)
        assert set(few.kin_of(person)) == {kin for alike in best.values() for kin in alike}
