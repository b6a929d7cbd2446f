"""Where the embedded server's data lives: found, held by one process at a time, and made whole or not at all."""

# ruff: noqa: S603  (runs PostgreSQL's own programs, with arguments made here)

import errno
import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from db.embedded_binaries import MAJOR, Account, account_for, programs_for, quiet_environment, root_owned
from db.embedded_errors import (
    MEGABYTE,
    AlreadyServed,
    DiskFull,
    NoAccount,
    NotADataFolder,
    NotPermitted,
    OtherVersion,
    StartFailed,
)

ROOM_TO_MAKE = 64 * MEGABYTE  # ours: a fresh cluster measured 40 MB, and the demo county needs some
ROOM_TO_START = 24 * MEGABYTE  # ours: one segment of the write-ahead log (16 MB) and what recovery writes
LOG_KEPT = 8 * MEGABYTE  # ours: beyond this a start sets the log aside, once
POINTER = "postgres.where"
FULL = (errno.ENOSPC, errno.EDQUOT)
INITDB = (
    "--username=postgres",
    "--encoding=UTF8",
    # without these three the order of rows would follow the caller's LANG
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--auth=trust",  # the socket's folder is closed to all but the account itself
    "--data-checksums",
)


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder that was asked for, and the one in which the data really is (another one only for root)."""

    chosen: Path
    home: Path

    @property
    def cluster(self) -> Path:
        """Return PostgreSQL's own data folder."""
        return self.home / "postgres"

    @property
    def log(self) -> Path:
        """Return the file that the server writes its messages to."""
        return self.home / "postgres.log"

    @property
    def lock(self) -> Path:
        """Return the file whose lock says that a process serves this folder; holds its id and its socket's folder."""
        return self.home / "postgres.lock"

    def owner(self) -> int | None:
        """Return the user id that owns the data, ``None`` when there is none yet."""
        return self.cluster.stat().st_uid if self.cluster.exists() else None


def find(chosen: Path) -> Folder:
    """Return where the data of the chosen folder is, following the pointer that an earlier run as root left."""
    chosen = chosen.resolve()
    pointer = chosen / POINTER
    return Folder(chosen=chosen, home=Path(pointer.read_text("utf-8").strip()) if pointer.is_file() else chosen)


def settle(chosen: Path) -> tuple[Folder, Account]:
    """Make the folder and choose the account; root's data moves below /var/lib where the account cannot enter."""
    with telling_what_failed(chosen):
        chosen.mkdir(parents=True, exist_ok=True)
        folder = find(chosen)
        account = account_for(folder.owner())
        if not account.switch and folder.owner() not in (None, account.user):
            raise NotPermitted(folder=folder.cluster, owner=folder.owner())
        if account.switch and not account.can_enter(folder.home):
            if folder.owner() is not None:
                raise NotPermitted(folder=folder.home, owner=folder.owner())
            name = hashlib.sha256(os.fsencode(folder.chosen)).hexdigest()[:16]
            folder = Folder(chosen=folder.chosen, home=root_owned("data", name))
            (folder.chosen / POINTER).write_text(f"{folder.home}\n", "utf-8")
    return folder, account


def hold(folder: Folder) -> IO[str]:
    """Take the folder for this process until the returned file is closed; the kernel lets go of it after a crash."""
    with telling_what_failed(folder.home):
        held = folder.lock.open("a+", encoding="utf-8")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        with held:
            held.seek(0)
            holder = held.readline().strip()
        raise AlreadyServed(folder=folder.chosen, holder=int(holder) if holder.isdigit() else None) from None
    return held


def sockets_noted(held: IO[str]) -> Path | None:
    """Return the socket's folder that a run which was killed left, ``None`` when the last one ended in order."""
    held.seek(0)
    _, _, noted = held.read().partition("\n")
    return Path(noted.strip()) if noted.strip() else None


def note(held: IO[str], *, sockets: Path | None) -> None:
    """Write into the lock's file who holds the folder, for the next one to read."""
    held.seek(0)
    held.truncate()
    held.write("" if sockets is None else f"{os.getpid()}\n{sockets}\n")
    held.flush()


def prepare(folder: Folder, account: Account) -> Path:
    """Make the data if there is none, check it if there is, and return the folder of PostgreSQL's programs."""
    with telling_what_failed(folder.home):
        begun = folder.cluster.exists() and any(folder.cluster.iterdir())
    if begun:
        version = folder.cluster / "PG_VERSION"
        if not version.is_file():
            raise NotADataFolder(folder=folder.cluster)
        found = version.read_text("ascii").strip()
        if found != MAJOR:
            raise OtherVersion(folder=folder.cluster, found=found, expected=MAJOR)
        require_room(folder.cluster, ROOM_TO_START)
        return programs_for(account)
    require_room(folder.home, ROOM_TO_MAKE)
    with telling_what_failed(folder.home):
        programs = programs_for(account)
        make_cluster(folder, account=account, programs=programs)
    return programs


def make_cluster(folder: Folder, *, account: Account, programs: Path) -> None:
    """Run ``initdb`` beside the final place and rename, so that a half-made cluster is never found there."""
    try:
        pwd.getpwuid(account.user)
    except KeyError:
        raise NoAccount(user=account.user) from None
    for abandoned in folder.home.glob("postgres.new-*"):
        shutil.rmtree(abandoned, ignore_errors=True)
    making = Path(tempfile.mkdtemp(prefix="postgres.new-", dir=folder.home))
    try:
        account.give(making)
        made = subprocess.run(
            [str(programs / "initdb"), *INITDB, f"--pgdata={making}"],
            **account.identity(),
            env=quiet_environment(),
            cwd="/",
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        if made.returncode != 0:
            raise failure(folder, program="initdb", reason=f"exit code {made.returncode}", said=made.stderr)
        making.rename(folder.cluster)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def require_room(folder: Path, needed: int) -> None:
    """Refuse to begin on a disk that has fewer free bytes than needed.

    Raises:
        DiskFull: says how much is needed and how much is free.
    """
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise DiskFull(folder=folder, needed_bytes=needed, free_bytes=free)


def failure(folder: Folder, *, program: str, reason: str, said: str) -> DiskFull | StartFailed:
    """Turn what a program said last into the error that it means."""
    if "No space left on device" in said or "Disk quota exceeded" in said:
        free = shutil.disk_usage(folder.home).free
        return DiskFull(folder=folder.home, needed_bytes=ROOM_TO_MAKE, free_bytes=free)
    return StartFailed(program=program, reason=reason, last_lines="\n".join(said.strip().splitlines()[-15:]))


@contextmanager
def telling_what_failed(folder: Path) -> Iterator[None]:
    """Turn the system's refusals around the data folder into errors that give advice."""
    try:
        yield
    except PermissionError as error:
        raise NotPermitted(folder=folder, owner=_owner_near(folder)) from error
    except OSError as error:
        if error.errno in FULL:
            raise DiskFull(folder=folder, needed_bytes=ROOM_TO_MAKE, free_bytes=0) from error
        if error.errno in (errno.ENOTDIR, errno.EEXIST):
            raise NotADataFolder(folder=folder) from error
        raise


def _owner_near(folder: Path) -> int | None:
    """Return who owns the folder, or the nearest one above it that can be seen."""
    for place in (folder, *folder.parents):
        with suppress(OSError):
            return place.stat().st_uid
    return None
