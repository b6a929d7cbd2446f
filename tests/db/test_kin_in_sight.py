"""Of the ties around people only those are kept that lead from one of them to somebody else among them."""

from db.kin_in_sight import between, nearest_two

Graph = dict[int, set[tuple[int, int]]]


def _graph(*ties: tuple[int, int, int]) -> Graph:
    graph: Graph = {}
    for first, second, length in ties:
        graph.setdefault(first, set()).add((second, length))
        graph.setdefault(second, set()).add((first, length))
    return graph


def _path(graph: Graph, ones: list[int], others: list[int], most: int) -> set[int]:
    return between(nearest_two(graph, ones, most), nearest_two(graph, others, most), most)


CHAIN = _graph((1, 2, 1), (2, 3, 1), (3, 4, 1), (2, 9, 1), (4, 8, 1))


def test_all_on_a_path_are_kept_and_what_branches_off_is_not() -> None:
    assert _path(CHAIN, [1], [4], 3) == {1, 2, 3, 4}
    assert _path(CHAIN, [1], [4], 4) == {1, 2, 3, 4}
    assert _path(CHAIN, [1], [4], 5) == {1, 2, 3, 4, 8, 9}


def test_a_path_that_is_too_long_keeps_nobody() -> None:
    assert _path(CHAIN, [1], [4], 2) == set()


def test_nobody_is_kin_to_herself_by_going_there_and_back() -> None:
    assert _path(CHAIN, [1], [1], 5) == set()
    assert _path(CHAIN, [1, 3], [1, 3], 2) == {1, 2, 3}


def test_one_place_of_the_tree_costs_no_tie() -> None:
    siblings = _graph((1, 2, 1), (2, 3, 0), (3, 4, 0), (4, 5, 1))
    assert _path(siblings, [1], [5], 2) == {1, 2, 3, 4, 5}
    assert _path(siblings, [1], [5], 1) == set()


def test_the_two_nearest_sources_are_remembered_and_no_third() -> None:
    star = _graph((0, 1, 1), (0, 2, 1), (0, 3, 1), (3, 4, 1))
    assert nearest_two(star, [1, 2, 4], 5)[0] == {1: 1, 2: 1}
    assert nearest_two(star, [4], 5)[0] == {4: 2}
    assert 0 not in nearest_two(star, [4], 1)


def test_walks_do_not_leave_those_within() -> None:
    assert nearest_two(CHAIN, [1, 8], 5, within={1, 2, 9}) == {1: {1: 0}, 2: {1: 1}, 9: {1: 2}}
