"""Settings from the environment: their defaults, their bounds, and what cannot be meant."""

from dataclasses import fields

import pytest

from service.limits import Limits
from service.settings import Introspection, Settings, SettingUnfit

URL = {"DATABASE_URL": "postgresql://zones_api:word@host:5432/zones", "ZONES_WALL_KEY": "k" * 32}


def test_production_shows_neither_the_schema_nor_pages_and_takes_no_get() -> None:
    found = Settings.from_environment(URL)
    assert (found.demo, found.tells_schema_to, found.serves_graphiql, found.takes_gets) == (
        False,
        Introspection.NOBODY,
        False,
        False,
    )
    assert (found.tls, found.origins, found.documents, found.limits) == (False, (), None, Limits())


def test_the_demo_shows_all_of_it_unless_it_is_told_otherwise() -> None:
    found = Settings.from_environment({**URL, "ZONES_DEMO": "1"})
    assert (found.tells_schema_to, found.serves_graphiql, found.takes_gets) == (Introspection.EVERYBODY, True, True)
    off = {"ZONES_INTROSPECTION": "administrators", "ZONES_GRAPHIQL": "0", "ZONES_GET": "0"}
    found = Settings.from_environment({**URL, "ZONES_DEMO": "1", **off})
    assert (found.tells_schema_to, found.serves_graphiql, found.takes_gets) == (
        Introspection.ADMINISTRATORS,
        False,
        False,
    )


@pytest.mark.parametrize("limit", fields(Limits), ids=lambda limit: limit.name)
def test_each_limit_is_taken_within_its_bounds_only(limit: object) -> None:
    name = f"ZONES_{limit.name.upper()}"  # type: ignore[attr-defined]
    least, most = limit.metadata["least"], limit.metadata["most"]  # type: ignore[attr-defined]
    roomy = {"ZONES_BUDGET": "1000000000"} if name != "ZONES_BUDGET" else {"ZONES_COST": "100"}
    for value in (least, most):
        found = Settings.from_environment({**URL, **roomy, name: str(value)})
        assert getattr(found.limits, limit.name) == value  # type: ignore[attr-defined]
    for wrong in (str(least - 1), str(most + 1), "ten", "1.5", "-1", "１０", "9" * 5000, "0x10"):
        with pytest.raises(SettingUnfit, match=name):
            Settings.from_environment({**URL, name: wrong})
    assert Settings.from_environment({**URL, name: ""}).limits == Limits()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ZONES_INTROSPECTION", "all"),
        ("ZONES_GRAPHIQL", "yes"),
        ("ZONES_GET", "true"),
        ("ZONES_TLS", "2"),
        ("ZONES_ORIGINS", "*"),
        ("ZONES_ORIGINS", "https://a.example, b.example"),
        ("ZONES_ORIGINS", "https://a.example/path"),
        ("ZONES_ORIGINS", "null"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name_in_both_languages(name: str, value: str) -> None:
    with pytest.raises(SettingUnfit) as refused:
        Settings.from_environment({**URL, name: value})
    assert (refused.value.code, refused.value.name) == ("SETTING_UNFIT", name)
    assert refused.value.message("zh").startswith(f"环境变量 {name} 的值不正确")


def test_a_budget_that_pays_for_no_document_is_refused() -> None:
    with pytest.raises(SettingUnfit, match="ZONES_BUDGET"):
        Settings.from_environment({**URL, "ZONES_COST": "1000", "ZONES_BUDGET": "999"})


def test_origins_are_read_as_a_list() -> None:
    found = Settings.from_environment({**URL, "ZONES_ORIGINS": "https://a.example, http://localhost:3000 ,"})
    assert found.origins == ("https://a.example", "http://localhost:3000")
