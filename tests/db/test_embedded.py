"""The embedded server's whole life: made, kept, refused, killed, recovered; as root and as a user."""

import asyncio
import os
import resource
import signal
import subprocess
import time
from pathlib import Path

import asyncpg
import pytest

from db.embedded import EmbeddedPostgres, attach
from db.embedded_errors import AlreadyServed, DiskFull, NotADataFolder, OtherVersion, StartFailed
from db.embedded_folder import ROOM_TO_MAKE, require_room
from db.embedded_process import running
from tests.db.embedded_scene import Child, ask, wait_until

FULL_IN_THE_MIDDLE = 256 * 1024


def test_a_second_start_keeps_the_data(empty: Path) -> None:
    with EmbeddedPostgres.start(empty) as server:
        ask(server, "CREATE TABLE kept AS SELECT 42 AS answer")
    with EmbeddedPostgres.start(empty) as server:
        assert ask(server, "SELECT answer FROM kept") == 42


def test_the_server_is_postgresql_18_with_checksums_utf8_and_one_order_of_text_everywhere(made: Path) -> None:
    with EmbeddedPostgres.start(made) as server:
        assert ask(server, "SELECT current_setting('server_version_num')::int / 10000") == 18
        assert ask(server, "SHOW data_checksums") == "on"
        assert ask(server, "SHOW server_encoding") == "UTF8"
        found = ask(
            server, "SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = current_database()"
        )
        assert found == "bC.UTF-8"


def test_it_listens_in_a_closed_folder_only_and_leaves_nothing_of_it(made: Path) -> None:
    with EmbeddedPostgres.start(made) as server:
        sockets = Path(str(ask(server, "SHOW unix_socket_directories")))
        assert ask(server, "SHOW listen_addresses") == ""
        assert sockets.stat().st_mode & 0o777 == 0o700
    assert not sockets.exists()


def test_settings_given_reach_the_server(made: Path) -> None:
    with EmbeddedPostgres.start(made, settings={"work_mem": "7MB"}) as server:
        assert ask(server, "SHOW work_mem") == "7MB"


def test_a_database_is_created_once_whatever_its_name(made: Path) -> None:
    with EmbeddedPostgres.start(made) as server:
        for _ in range(2):
            server.create_database("县 'one'")
        assert ask(server, "SELECT current_database()", database="县 'one'") == "县 'one'"


def test_a_second_server_on_one_folder_is_refused_by_the_first_ones_id(made: Path) -> None:
    with EmbeddedPostgres.start(made) as server:
        with pytest.raises(AlreadyServed) as refused:
            EmbeddedPostgres.start(made)
        assert refused.value.holder == str(os.getpid())
        assert ask(server, "SELECT 1") == 1


def test_another_process_attaches_to_the_server_that_runs(made: Path) -> None:
    assert attach(made) is None
    with EmbeddedPostgres.start(made) as server:
        assert attach(made, database="other") == server.url("other")
        assert ask(server, "SELECT current_database()", database="other") == "other"
    assert attach(made) is None


def test_a_strangers_process_with_the_former_id_does_not_count_as_the_server(made: Path) -> None:
    left = made / "postgres" / "postmaster.pid"
    left.write_text(f"{os.getpid()}\n{made / 'postgres'}\n1\n5432\n/nowhere\n\n1 1\nready\n")
    assert attach(made) is None
    with EmbeddedPostgres.start(made) as server:
        assert ask(server, "SELECT 1") == 1


def test_a_killed_server_is_noticed_and_recovered_at_the_same_address(made: Path) -> None:
    with EmbeddedPostgres.start(made) as server:
        address = server.url()
        ask(server, "CREATE TABLE kept AS SELECT 42 AS answer")
        assert not server.died
        os.kill(running(made / "postgres") or 0, signal.SIGKILL)
        wait_until(lambda: server.died)
        server.restart()
        assert not server.died
        assert server.url() == address
        assert ask(server, "SELECT answer FROM kept") == 42


def test_processes_that_outlive_a_killed_server_are_ended_before_the_next_start(made: Path) -> None:
    async def kill_while_a_statement_runs(server: EmbeddedPostgres) -> None:
        connection = await asyncpg.connect(server.dsn())
        busy = asyncio.create_task(connection.execute("SELECT count(*) FROM generate_series(1, 10_000_000_000)"))
        await asyncio.sleep(0.2)
        os.kill(running(made / "postgres") or 0, signal.SIGKILL)
        await asyncio.to_thread(wait_until, lambda: server.died)
        await asyncio.to_thread(server.restart)
        with pytest.raises((asyncpg.PostgresError, ConnectionError)):
            await busy

    with EmbeddedPostgres.start(made) as server:
        asyncio.run(kill_while_a_statement_runs(server))
        assert ask(server, "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%generate_series(1, %'") == 1


@pytest.mark.parametrize("thread", ["main", "worker"])
def test_the_server_stops_when_its_python_is_killed(made: Path, thread: str) -> None:
    with Child(made, thread=thread) as child:
        server = child.server()
        assert running(made / "postgres") == server
        child.kill()
        wait_until(lambda: running(made / "postgres") is None)
    with EmbeddedPostgres.start(made) as again:
        assert ask(again, "SELECT 1") == 1
    assert not child.sockets.exists()


def test_the_next_start_waits_for_a_server_whose_python_was_killed_just_now(made: Path) -> None:
    with Child(made, thread="main") as child:
        child.server()
        child.kill()
        with EmbeddedPostgres.start(made) as server:
            assert ask(server, "SELECT 1") == 1


def test_a_disk_without_room_is_refused_with_both_sizes(tmp_path: Path) -> None:
    require_room(tmp_path, 1)
    with pytest.raises(DiskFull) as refused:
        require_room(tmp_path, 10**18)
    assert refused.value.needed == 10**18 // 1024**2
    assert f"needs {refused.value.needed} MB and {refused.value.free} MB are free" in refused.value.message("en")


def test_a_full_disk_leaves_nothing_half_made(small_disk: Path) -> None:
    with pytest.raises(DiskFull) as refused:
        EmbeddedPostgres.start(small_disk)
    assert refused.value.needed == ROOM_TO_MAKE // 1024**2
    assert [path.name for path in small_disk.iterdir()] == ["postgres.lock"]


def test_an_initdb_that_fails_midway_leaves_nothing_half_made_and_the_next_one_succeeds(empty: Path) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (FULL_IN_THE_MIDDLE, most))
    try:
        with pytest.raises((StartFailed, DiskFull)):
            EmbeddedPostgres.start(empty)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        signal.signal(signal.SIGXFSZ, before)
    assert [path.name for path in empty.iterdir()] == ["postgres.lock"]
    with EmbeddedPostgres.start(empty) as server:
        assert ask(server, "SELECT 1") == 1


def test_data_of_another_major_version_is_named_and_left_alone(made: Path) -> None:
    (made / "postgres" / "PG_VERSION").write_text("15\n")
    with pytest.raises(OtherVersion) as refused:
        EmbeddedPostgres.start(made)
    assert (refused.value.found, refused.value.expected) == ("15", "18")
    assert (made / "postgres" / "PG_VERSION").read_text() == "15\n"


def test_somebody_elses_files_in_the_place_are_left_alone(empty: Path) -> None:
    (empty / "postgres").mkdir()
    (empty / "postgres" / "notes.txt").write_text("mine")
    with pytest.raises(NotADataFolder):
        EmbeddedPostgres.start(empty)
    assert (empty / "postgres" / "notes.txt").read_text() == "mine"


def test_a_server_that_cannot_start_is_quoted_and_lets_go_of_the_folder(made: Path) -> None:
    with pytest.raises(StartFailed) as refused:
        EmbeddedPostgres.start(made, settings={"shared_buffers": "a lot"})
    assert 'invalid value for parameter "shared_buffers": "a lot"' in refused.value.last_lines
    with EmbeddedPostgres.start(made) as server:
        assert ask(server, "SELECT 1") == 1


def test_a_warm_start_takes_less_than_a_second(made: Path) -> None:
    began = time.monotonic()
    with EmbeddedPostgres.start(made):
        assert time.monotonic() - began < 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can hide a folder from the server's account")
def test_root_below_a_closed_folder_keeps_its_data_elsewhere_and_the_folder_closed(closed: Path) -> None:
    with EmbeddedPostgres.start(closed / "data") as server:
        home = server.folder.home
        ask(server, "CREATE TABLE kept AS SELECT 42 AS answer")
    with EmbeddedPostgres.start(closed / "data") as server:
        assert ask(server, "SELECT answer FROM kept") == 42
    assert closed not in home.parents
    assert (home / "postgres").stat().st_mode & 0o777 == 0o700
    assert closed.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in (closed / "data").iterdir()] == ["postgres.where"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_an_ordinary_user_runs_it_as_himself(nobodys: Path) -> None:
    with Child(nobodys, thread="main", user="nobody") as child:
        server = child.server()
        owner = subprocess.run(["ps", "-o", "user=", "-p", str(server)], capture_output=True, text=True, check=True)
        assert owner.stdout.strip() == "nobody"
        child.kill()
    with EmbeddedPostgres.start(nobodys) as again:  # root then serves the user's data as that user
        assert (nobodys / "postgres" / "postmaster.pid").owner() == "nobody"
        assert ask(again, "SELECT 1") == 1
