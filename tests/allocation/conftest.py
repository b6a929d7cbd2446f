"""The three engines, each made to solve what is small enough to be seen through."""

import pytest

from allocation import engine
from allocation.search import improve

ENGINES = {"by model": (engine.MODEL_ALONE, 0), "searched": (0, 10**9), "in parts": (0, -1)}
"""Up to so many seats there is the model alone, and up to so many chairs one model beside the search."""


@pytest.fixture(params=ENGINES)
def each_engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let every problem be solved by one of the engines, which searches for a short while, and name it."""
    engine_name: str = request.param
    use(engine_name, monkeypatch)
    return engine_name


@pytest.fixture(params=["searched", "in parts"])
def large(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Treat every problem as a large one."""
    use(request.param, monkeypatch)


def use(engine_name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let problems of any size be solved by this engine, with a short search."""
    seats, chairs = ENGINES[engine_name]
    monkeypatch.setattr(engine, "MODEL_ALONE", seats)
    monkeypatch.setattr(engine, "MODELLED", chairs)
    monkeypatch.setattr(improve, "MOVES_PER_SEAT", 40)
    monkeypatch.setattr(improve, "ROUNDS_PER_CASE", 4)
