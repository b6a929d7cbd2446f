"""One running PostgreSQL server: started so that it never outlives its parent, and watched until it is ready."""

# ruff: noqa: S603  (runs PostgreSQL's own programs, with arguments made here)

import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from db.embedded_binaries import Account, quiet_environment
from db.embedded_errors import AlreadyServed
from db.embedded_folder import LOG_KEPT, Folder, failure

READY_LINE = 7
SOCKET_LINE = 4
LONGEST_SOCKET = 103 - len("/.s.PGSQL.5432")  # sun_path holds 107 bytes on Linux, 103 on macOS
PDEATHSIG = 1
OURS = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "logging_collector": "off",
    "log_destination": "stderr",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


def make_socket_folder(account: Account) -> Path:
    """Make a folder that only the account can enter, with a name short enough for a socket."""
    place = Path(tempfile.mkdtemp(prefix="zones-"))
    if len(os.fsencode(place)) > LONGEST_SOCKET or not account.can_enter(place.parent):
        place.rmdir()
        place = Path(tempfile.mkdtemp(prefix="zones-", dir="/tmp"))
    account.give(place)
    return place


def launch(
    folder: Folder, *, account: Account, programs: Path, sockets: Path, settings: Mapping[str, str]
) -> "subprocess.Popen[bytes]":
    """Start the server; on Linux the kernel stops it when this process dies, elsewhere a watcher does."""
    chosen = {**OURS, **settings, "unix_socket_directories": str(sockets)}
    arguments = [str(programs / "postgres"), "-D", str(folder.cluster)]
    for name, value in chosen.items():
        arguments += ["-c", f"{name}={value}"]
    # the kernel ties the signal to the thread that starts the child: in a worker the server would end with that thread
    tied = sys.platform == "linux" and threading.current_thread() is threading.main_thread()
    if folder.log.exists() and folder.log.stat().st_size > LOG_KEPT:
        folder.log.replace(folder.log.with_suffix(".log.1"))
    with folder.log.open("ab") as log:
        server = subprocess.Popen(
            arguments,
            **account.identity(),
            env=quiet_environment(),
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C is for the service, which then stops the server in order
            preexec_fn=_die_with(os.getpid()) if tied else None,  # noqa: PLW1509  (one call of libc, already loaded)
        )
    if not tied:
        _watch(server)
    return server


def _die_with(parent: int) -> Callable[[], None]:
    """Return what the child does before it becomes the server: ask the kernel for SIGINT when its parent dies."""
    libc = ctypes.CDLL(None)

    def ask() -> None:
        libc.prctl(PDEATHSIG, signal.SIGINT)
        if os.getppid() != parent:  # it died between the fork and the question
            os._exit(1)

    return ask


def _watch(server: "subprocess.Popen[bytes]") -> None:
    """Leave a small process blocked on a pipe of ours: when we die the pipe closes, and it stops the server."""
    reading, writing = os.pipe()
    watcher = subprocess.Popen(
        ["/bin/sh", "-c", f'read -r line; [ "$line" = done ] || kill -INT {server.pid}'],
        stdin=reading,
        start_new_session=True,
    )
    os.close(reading)
    threading.Thread(target=_end_watch, args=(server, watcher, writing), daemon=True).start()


def _end_watch(server: "subprocess.Popen[bytes]", watcher: "subprocess.Popen[bytes]", writing: int) -> None:
    """Tell the watcher when the server ended by itself, before its id can belong to another process."""
    server.wait()
    with suppress(BrokenPipeError):
        os.write(writing, b"done\n")
    os.close(writing)
    watcher.wait()


def await_ready(folder: Folder, server: "subprocess.Popen[bytes]", *, patience: float, from_byte: int) -> None:
    """Wait until the server takes connections; ``patience`` in seconds covers recovery after a crash."""
    end = time.monotonic() + patience
    while True:
        if server.poll() is not None:
            reason = f"exit code {server.returncode}"
            raise failure(folder, program="postgres", reason=reason, said=_said(folder, from_byte))
        state = state_of(folder.cluster)
        if len(state) > READY_LINE and state[0] == str(server.pid) and state[READY_LINE].strip() == "ready":
            return
        if time.monotonic() > end:
            end_server(server)
            reason = f"not ready after {patience:g} s"
            raise failure(folder, program="postgres", reason=reason, said=_said(folder, from_byte))
        time.sleep(0.005)


def _said(folder: Folder, from_byte: int) -> str:
    with folder.log.open("rb") as log:
        log.seek(from_byte)
        return log.read().decode("utf-8", errors="replace")


def end_server(server: "subprocess.Popen[bytes]", *, patience: float = 30.0) -> None:
    """Stop the server in order; when that takes longer than ``patience`` seconds, at once, to be recovered later."""
    for order in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if server.poll() is not None:
            return
        server.send_signal(order)
        try:
            server.wait(patience)
        except subprocess.TimeoutExpired:
            continue


def state_of(cluster: Path) -> list[str]:
    """Return the lines of ``postmaster.pid``: process, folder, start, port, socket, address, memory, status."""
    try:
        return (cluster / "postmaster.pid").read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []


def running(cluster: Path) -> int | None:
    """Return the id of the server that runs on the data; a process that merely has its former id does not count."""
    state = state_of(cluster)
    if not state or not state[0].strip().lstrip("-").isdigit():
        return None
    process = abs(int(state[0]))
    return process if str(cluster) in _command(process) else None


def sockets_of_ready(cluster: Path) -> Path | None:
    """Return the folder of the socket of a server that takes connections, ``None`` when none does."""
    state = state_of(cluster)
    if running(cluster) is None or len(state) <= READY_LINE or state[READY_LINE].strip() != "ready":
        return None
    return Path(state[SOCKET_LINE].strip())


def _command(process: int) -> str:
    if Path("/proc/self/cmdline").exists():
        try:
            return os.fsdecode(Path(f"/proc/{process}/cmdline").read_bytes()).replace("\0", " ")
        except (FileNotFoundError, ProcessLookupError):
            return ""
    listed = ["/bin/ps", "-ww", "-o", "command=", "-p", str(process)]
    return subprocess.run(listed, capture_output=True, text=True, check=False).stdout


def orphans(cluster: Path) -> list[int]:
    """Return the server processes that still work in the data folder (Linux; elsewhere PostgreSQL checks itself)."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # ended meanwhile, or of another account
            named = (entry / "comm").read_text("utf-8").strip()
            if named == "postgres" and (entry / "cwd").readlink() == cluster:
                found.append(int(entry.name))
    return found


def clear_left_over(folder: Folder, *, patience: float = 30.0) -> None:
    """Make sure that nothing of an earlier run works on the data, while we hold the folder's lock.

    Raises:
        AlreadyServed: a server that was not started by us, or does not end, uses the data.
    """
    end = time.monotonic() + patience
    while running(folder.cluster) is not None:  # its parent was killed, and it is shutting down
        if time.monotonic() > end:
            raise AlreadyServed(folder=folder.chosen, holder=running(folder.cluster))
        time.sleep(0.02)
    for order in (signal.SIGQUIT, signal.SIGKILL):  # the first server process was killed, these outlived it
        for process in orphans(folder.cluster):
            _send(process, order)
        short = time.monotonic() + 5
        while orphans(folder.cluster) and time.monotonic() < short:
            time.sleep(0.02)
    if _alive(folder.cluster):  # the id in it belongs to a stranger now, and PostgreSQL would take him for a server
        (folder.cluster / "postmaster.pid").unlink(missing_ok=True)


def _send(process: int, order: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, order)


def _alive(cluster: Path) -> bool:
    state = state_of(cluster)
    if not state or not state[0].strip().isdigit():
        return False
    try:
        os.kill(int(state[0]), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def remove(sockets: Path) -> None:
    """Take a socket's folder away, and nothing else that may be in its place."""
    for left in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
        with suppress(OSError):
            (sockets / left).unlink()
    with suppress(OSError):
        sockets.rmdir()
