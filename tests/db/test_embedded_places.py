"""Where the embedded server may live and who may run it, and what is said when it may not."""

import os
import tempfile
from pathlib import Path

import pytest

from db import embedded_binaries
from db.embedded import EmbeddedPostgres, attach
from db.embedded_binaries import Account, account_for, programs_for, quiet_environment
from db.embedded_errors import EmbeddedError, NoAccount, NoBinaries, NotADataFolder, NotPermitted
from db.embedded_folder import find, make_cluster
from db.embedded_process import LONGEST_SOCKET, make_socket_folder
from tests.db.embedded_scene import Child

NAMELESS = 54_321
OURSELVES = Account(user=os.geteuid(), group=os.getegid(), switch=False)
root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root can act for other users")


def test_a_missing_wheel_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded_binaries, "CARRIER", "no_such_wheel")
    with pytest.raises(NoBinaries) as refused:
        programs_for(OURSELVES)
    assert "python3 dev.py demo" in refused.value.message("zh")
    assert "DATABASE_URL" in refused.value.message("en")


def test_a_user_without_a_name_is_told_so_and_nothing_is_made(empty: Path) -> None:
    nameless = Account(user=NAMELESS, group=NAMELESS, switch=False)
    with pytest.raises(NoAccount) as refused:
        make_cluster(find(empty), account=nameless, programs=programs_for(OURSELVES))
    assert str(NAMELESS) in str(refused.value)
    assert list(empty.iterdir()) == []


def test_a_file_where_the_folder_should_be_is_left_alone(empty: Path) -> None:
    (empty / "data").write_text("mine")
    for act in (EmbeddedPostgres.start, attach):
        with pytest.raises(NotADataFolder):
            act(empty / "data")
    assert (empty / "data").read_text() == "mine"


def test_every_error_speaks_both_languages_and_has_a_code_of_its_own() -> None:
    kinds: list[type[EmbeddedError]] = [EmbeddedError, *EmbeddedError.__subclasses__()]
    assert len({kind.code for kind in kinds}) == len(kinds)
    assert len({kind.zh for kind in kinds}) == len(kinds)
    assert len({kind.en for kind in kinds}) == len(kinds)


def test_a_long_temporary_folder_does_not_make_the_sockets_path_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = tmp_path / ("long" * 30)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    sockets = make_socket_folder(OURSELVES)
    assert len(str(sockets)) <= LONGEST_SOCKET
    assert list(long.iterdir()) == []
    sockets.rmdir()


def test_settings_of_the_callers_postgresql_do_not_leak_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGDATA", "/elsewhere")
    monkeypatch.setenv("LC_ALL", "zh_CN.GB18030")
    monkeypatch.setenv("KEPT", "yes")
    seen = quiet_environment()
    assert "PGDATA" not in seen
    assert (seen["LC_ALL"], seen["KEPT"]) == ("C", "yes")


@pytest.mark.skipif(os.geteuid() == 0, reason="root never runs it as itself")
def test_a_user_runs_it_as_himself_whoever_owns_the_data() -> None:
    assert account_for(None) == account_for(0) == OURSELVES


@root_only
def test_root_never_runs_it_as_root_and_takes_the_owner_of_the_data() -> None:
    assert account_for(NAMELESS) == Account(user=NAMELESS, group=NAMELESS, switch=True)
    assert account_for(None).user != 0
    assert account_for(0) == account_for(None)


@root_only
def test_a_user_is_refused_the_data_of_another(made: Path, capfd: pytest.CaptureFixture[str]) -> None:
    os.chown(made, 65534, -1)
    with Child(made, thread="main", user="nobody") as child, pytest.raises(ValueError, match="not enough values"):
        child.server()
    assert "NotPermitted: This user may not use" in capfd.readouterr().err


@root_only
def test_a_folder_that_may_not_be_entered_is_named(closed: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with Child(closed / "data", thread="main", user="nobody") as child, pytest.raises(ValueError, match="not enough"):
        child.server()
    assert f"This user may not use {closed / 'data'} (owner id 0)" in capfd.readouterr().err


def test_refusals_name_the_folder_as_it_was_asked_for(empty: Path) -> None:
    refused = NotPermitted(folder=empty, owner=None)
    assert refused.message("en") == (
        f"This user may not use {empty} (owner id ?). Run as that user, or choose another folder (--data DIR)."
    )
