"""A real PostgreSQL in ``VAR/postgres``, started when needed. Standard library only: settings import this.

Everyone who uses the server holds a shared lock while they do; the last one to leave stops it. The kernel
drops the lock of a killed process, so nothing is left to tidy up by hand.
"""

import contextlib
import fcntl
import hashlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from timebank.config.postgres_binaries import PostgresUnavailable, binaries, command_prefix

ROLE = DATABASE = "timebank"
SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_PATH_LIMIT = 103  # bytes: Linux allows 107, macOS 103
START_SECONDS = 60
STILL_LEAVING = ("shared memory block", 'lock file "postmaster.pid" already exists')
TUNING = {
    "max_connections": "200",
    "shared_buffers": "256MB",
    "listen_addresses": "",
    "log_min_messages": "warning",
}
NEED_NO_DATABASE = {
    "backup_keys",
    "check",
    "collectstatic",
    "diffsettings",
    "help",
    "messages",
    "restore_drill",
    "restore_keys",
    "rotate_ledger_key",
    "spectacular",
    "verify_statement",
    "version",
}


def url(var: Path) -> str:
    """The address of the embedded database of this ``VAR`` (whether it runs or not)."""
    return Server(var / "postgres").url()


def local_secret(var: Path, name: str) -> str:
    """The secret kept in ``VAR/name``, made at random (mode 0600) the first time."""
    path = var / name
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{name}.{os.getpid()}")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)  # whoever links first decides, and nobody reads half a secret
        draft.unlink()
    return path.read_text()


@contextlib.contextmanager
def running_for(argv: list[str]) -> Iterator[None]:
    """Keep the embedded server up while the management command ``argv`` runs.

    Does nothing when DATABASE_URL names another server or the command needs no database.
    """
    if os.environ.get("DATABASE_URL") or argv[1:2] == [] or argv[1] in NEED_NO_DATABASE or "--help" in argv:
        yield
        return
    root = Path(os.environ.get("VAR") or Path(__file__).resolve().parent.parent.parent / "var").resolve()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # a polite kill must stop the server too
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(Server(root / "postgres").running())
        except PostgresUnavailable as error:
            sys.exit(f"PostgreSQL: {error}")
        yield


@dataclass(frozen=True)
class Server:
    """One database server whose files live in ``root``; ``options`` are ``postgres -c`` settings."""

    root: Path
    options: tuple[tuple[str, str], ...] = ()

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def socket_folder(self) -> Path:
        """Beside the data, or in a folder of ours under /tmp where that path is too long for a socket."""
        own = self.root / "socket"
        if len(os.fsencode(own / SOCKET_NAME)) <= SOCKET_PATH_LIMIT:
            return own
        digest = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:16]
        # Not $TMPDIR: two terminals may disagree on it, and must still meet.
        return Path("/tmp") / f"timebank-{os.getuid()}-{digest}"  # noqa: S108 - owner and mode are checked

    def url(self, database: str = DATABASE, role: str = ROLE) -> str:
        """An address understood by Django, libpq and psql alike."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.socket_folder), safe='')}"

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Start the server unless it runs; stop it afterwards unless someone else still uses it."""
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(self.root / "users", "w") as users:
            with self._alone():
                fcntl.flock(users, fcntl.LOCK_SH)
                if not self.ready():
                    self._start()
            try:
                yield
            finally:
                with self._alone():
                    fcntl.flock(users, fcntl.LOCK_UN)
                    try:
                        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    except BlockingIOError:
                        pass  # someone else still works with it
                    else:
                        self._stop()

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Starting and stopping happen one at a time, whatever the number of processes."""
        with open(self.root / "lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def ready(self) -> bool:
        """Does the server answer? (``pg_ctl status`` would believe the pid file of a killed one.)"""
        asked = [str(binaries() / "pg_isready"), "-q", "-d", self.url("postgres", "postgres"), "-t", "2"]
        return subprocess.run(asked, check=False).returncode == 0

    def sql(self, statement: str, database: str = "postgres", role: str = "postgres") -> str:
        """Run one statement through psql and return its bare output."""
        command = [str(binaries() / "psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", statement]
        command.append(self.url(database, role))
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise PostgresUnavailable(f"{statement}: {done.stderr.strip()}")
        return done.stdout.strip()

    def _start(self) -> None:
        _own_folder(self.socket_folder)
        if not self.data.exists():
            self._initialise()
        deadline = time.monotonic() + START_SECONDS
        process = self._launch()
        while not self.ready():
            if time.monotonic() > deadline:
                process.terminate()
                raise PostgresUnavailable(f"no answer after {START_SECONDS} s. {self._last_words()}")
            if process.poll() is not None:
                words = self._last_words()
                if not any(sign in words for sign in STILL_LEAVING):
                    raise PostgresUnavailable(f"it stops as soon as it starts. {words}")
                # A killed one, or its workers after kill -9, need a moment to let go.
                time.sleep(0.3)
                process = self._launch()
            time.sleep(0.05)
        self._ensure_database()

    def _initialise(self) -> None:
        draft = self.root / "data.new"  # renamed when whole: a killed initdb leaves nothing that looks finished
        shutil.rmtree(draft, ignore_errors=True)
        # Locale C would be faster, but has no trigrams for Chinese.
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"]
        command = [*command_prefix(draft), str(binaries() / "initdb"), "-D", str(draft), "-U", "postgres"]
        command += ["-A", "trust", "-E", "UTF8", *locale]
        if dict(self.options).get("fsync") == "off":
            command.append("--no-sync")
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise PostgresUnavailable(f"initdb failed. {done.stderr.strip()}")
        draft.rename(self.data)

    def _launch(self) -> subprocess.Popen[bytes]:
        self._forget_foreign_pid()
        folder = str(self.socket_folder).replace('"', '""')
        settings = TUNING | {"unix_socket_directories": f'"{folder}"', "unix_socket_permissions": "0700"}
        flags = [f"--{name}={value}" for name, value in (settings | dict(self.options)).items()]
        command = [*command_prefix(self.data), str(binaries() / "postgres"), "-D", str(self.data), *flags]
        with open(self.root / "log", "ab") as log:
            # A session of its own: Ctrl-C is for us, and we stop the server after its users.
            return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)

    def _stop(self) -> None:
        pid = self._pid()
        for how, seconds in (
            (signal.SIGINT, 30),
            (signal.SIGQUIT, 10),
        ):  # fast shutdown, else an immediate one
            if pid is None or self._pid() != pid or not self._is_ours(pid):
                break
            os.kill(pid, how)
            deadline = time.monotonic() + seconds
            while self._pid() == pid and self._is_ours(pid) and time.monotonic() < deadline:
                time.sleep(0.02)
        with contextlib.suppress(OSError):
            self.socket_folder.rmdir()

    def _pid(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None

    def _forget_foreign_pid(self) -> None:
        """Drop the pid file of a killed server when the number now belongs to another program."""
        pid = self._pid()
        if pid is not None and not self._is_ours(pid):
            (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _is_ours(self, pid: int) -> bool:
        """Is ``pid`` a PostgreSQL on our data folder?"""
        if Path("/proc/self").exists():
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                return os.fsencode(self.data) in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            return False
        listing = subprocess.run(["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, check=False)
        return b"-D " + os.fsencode(self.data) in listing.stdout

    def _ensure_database(self) -> None:
        """Our role is no superuser, as in production: it owns its database and may make others for tests."""
        if not self.sql(f"SELECT 1 FROM pg_roles WHERE rolname = '{ROLE}'"):  # noqa: S608 - constants
            self.sql(f"CREATE ROLE {ROLE} LOGIN CREATEDB")
        if not self.sql(f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'"):  # noqa: S608 - constants
            self.sql(f"CREATE DATABASE {DATABASE} OWNER {ROLE}")

    def _last_words(self) -> str:
        lines = (self.root / "log").read_text(errors="replace").splitlines()
        return "\n".join(["The end of its log:", *lines[-8:]])


def _own_folder(path: Path) -> None:
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = path.lstat()
    if path.is_symlink() or found.st_uid != os.getuid():
        raise PostgresUnavailable(f"{path} belongs to somebody else. Remove it, or choose another VAR.")
    path.chmod(0o700)


def forget(var: Path) -> None:
    """Delete the database of ``var``; exits with a sentence if somebody is working with it."""
    server = Server(var / "postgres")
    if not server.root.exists():
        return
    with open(server.root / "users", "w") as users, server._alone():
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit("TimeBank is still running: stop it first (Ctrl-C where it serves).")
        server._stop()
        shutil.rmtree(server.root)


if __name__ == "__main__" and sys.argv[1:2] == ["forget"]:
    forget(Path(sys.argv[2]).resolve())
