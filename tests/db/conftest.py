"""Folders for the tests of the embedded server, in memory, which its account can reach when root runs the tests."""

import os
import pwd
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from db.embedded import EmbeddedPostgres
from tests.conftest import folder_in_memory
from tests.db.guard_scene import Attacker, attacking


@pytest.fixture
def empty() -> Iterator[Path]:
    """Give an empty folder."""
    with folder_in_memory() as folder:
        yield folder


@pytest.fixture(scope="session")
def original() -> Iterator[Path]:
    """Make the data of a server once, for `made` to copy."""
    with folder_in_memory() as folder:
        EmbeddedPostgres.start(folder).stop()
        yield folder


@pytest.fixture
def made(original: Path, empty: Path) -> Path:
    """Give a folder with the data of a server that was stopped in order."""
    subprocess.run(["cp", "-a", str(original / "postgres"), str(empty)], check=True)
    return empty


@pytest.fixture
def closed() -> Iterator[Path]:
    """Give a folder that only its owner can enter, and take away what the server kept elsewhere for it."""
    with folder_in_memory() as folder:
        folder.chmod(0o700)
        yield folder
        for pointer in folder.rglob("postgres.where"):
            shutil.rmtree(pointer.read_text().strip())


@pytest.fixture
def nobodys(empty: Path) -> Path:
    """Give an empty folder that belongs to an ordinary user."""
    entry = pwd.getpwnam("nobody")
    os.chown(empty, entry.pw_uid, entry.pw_gid)
    return empty


@pytest.fixture
def small_disk(empty: Path) -> Iterator[Path]:
    """Give a disk of 20 MB; skips where the tests may not mount one."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=20m", "none", str(empty)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("this account may not mount a small disk")
    yield empty
    subprocess.run(["umount", str(empty)], check=True)


@pytest.fixture
async def attacker(database: str) -> AsyncIterator[Attacker]:
    """Give somebody who writes SQL with the owner's rights, in a small county of her own."""
    async with attacking(database) as attacker:
        yield attacker
