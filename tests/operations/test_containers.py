"""What deploy/ says of containers, held against the house without an engine: names, paths, what stays out."""

import re
from pathlib import PurePosixPath

import pytest
import yaml

from tests.conftest import ROOT

DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text()
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]
OURS = [name for name, one in SERVICES.items() if one["image"] == "timebank"]
ALLOWED = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]


def test_what_goes_into_the_image_is_there_and_the_rest_stays_outside() -> None:
    assert "*" in (ROOT / ".dockerignore").read_text().splitlines()
    assert [name for name in ALLOWED if not (ROOT / name).exists()] == []
    assert [name for name in ALLOWED if PurePosixPath(name).parts[0] in {"deploy", "tests", "var", ".git"}] == []
    assert {"accounts", "timebank", "services", "frontend", "manage.py"} <= set(ALLOWED)


def test_the_targets_it_builds_are_those_of_the_makefile() -> None:
    targets = re.search(r"make (.+) VAR=", DOCKERFILE)[1].split()
    assert targets
    for target in targets:
        assert re.search(rf"^{re.escape(target)}:", (ROOT / "Makefile").read_text(), re.M), target


@pytest.mark.parametrize("name", OURS)
def test_each_name_that_compose_sets_is_one_the_house_or_uvicorn_reads(name: str) -> None:
    read = "\n".join(path.read_text() for path in (ROOT / "timebank/config").rglob("*.py"))
    for variable in SERVICES[name]["environment"]:
        assert f'"{variable}"' in read, variable


def test_files_that_containers_mount_are_there() -> None:
    made = {"./certificates"}  # by the operator, see containers.md
    for one in SERVICES.values():
        for mount in one.get("volumes", []):
            source = mount.split(":")[0]
            if source.startswith("./") and source not in made:
                # A folder: a file alone stays the old one inside when git puts a newer one in its place.
                assert (DEPLOY / source).is_dir(), source


def test_one_can_be_made_anew_without_the_others() -> None:
    """Compose makes all anew at once whose `depends_on` changed, be it by `--no-deps` only: the house stood closed."""
    assert [name for name, one in SERVICES.items() if "depends_on" in one] == ["migrate"]
    assert SERVICES["migrate"]["profiles"] == ["once"]
    assert [name for name, one in SERVICES.items() if "build" in one and "profiles" not in one] == ["worker"]


def test_a_new_version_is_one_command_that_stops_where_a_step_fails() -> None:
    page = (DEPLOY / "containers.md").read_text()
    block = re.search(r"^## A new version$.*?```sh\n(.*?)```", page, re.M | re.S)[1].strip()
    lines = block.splitlines()
    assert all(line.endswith("&&") for line in lines[:-1])
    steps = [step.strip() for step in block.replace("\n", " ").split("&&")]
    up = "house up -d"
    order = ["house build", "house run --rm migrate", f"{up} --wait web-1", f"{up} --wait web-2", up]
    assert [step for step in steps if step in order] == order


def test_nginx_sees_the_static_files_and_no_keys() -> None:
    mounts = [mount.split(":") for mount in SERVICES["nginx"]["volumes"]]
    assert all(mount[-1] == "ro" for mount in mounts)
    assert "house" not in {mount[0] for mount in mounts}
    assert ["static", "/var/lib/timebank/static", "ro"] in mounts


def test_the_house_is_an_ordinary_role() -> None:
    assert "POSTGRES_USER" not in SERVICES["postgres"]["environment"]
    script = (DEPLOY / "postgres/timebank.sh").read_text()
    assert "CREATE ROLE timebank LOGIN PASSWORD" in script
    assert "SUPERUSER" not in script


def test_the_page_gives_files_to_the_number_that_the_image_runs_as() -> None:
    number = re.search(r"--uid (\d+)", DOCKERFILE)[1]
    given = set(re.findall(r"-o (\d+)", (DEPLOY / "containers.md").read_text()))
    assert given == {number}


def test_the_programs_for_backups_are_of_the_database_s_version() -> None:
    version = SERVICES["postgres"]["image"].split(":")[1]
    assert f"postgresql-client-{version}" in DOCKERFILE


def test_services_that_the_page_names_are_there() -> None:
    page = (DEPLOY / "containers.md").read_text()
    named = set(re.findall(r"house (?:exec|logs --tail 50|run --rm) (?:-T )?([a-z][a-z0-9-]*)", page))
    named |= set(re.findall(r"exec -T ([a-z0-9-]+)", page)) | set(re.findall(r"--wait (web-\d)", page))
    assert {"worker", "migrate", "web-1", "web-2"} <= named <= set(SERVICES)
