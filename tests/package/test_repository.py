"""The files that hosts of repositories and containers read: they parse, and what they name exists."""

from __future__ import annotations

import ast
import itertools
import json
import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from whygrad import __version__
from whygrad.cli import main

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
PINNED = re.compile(r"[\w-]+/[\w.-]+(/[\w.-]+)*@(v\d+|release/v\d+|[0-9a-f]{40})|\./\.github/workflows/[\w-]+\.yml")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _steps(workflow: Any) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job.get("steps", [])]


def _name(path: Path) -> str:
    return path.name


def test_there_are_workflows() -> None:
    assert {path.stem for path in WORKFLOWS} == {"tests", "wheels", "docs", "release"}


@pytest.mark.parametrize("path", WORKFLOWS, ids=_name)
def test_workflows_call_make_targets_and_files_that_exist(path: Path) -> None:
    targets = set(re.findall(r"^([a-z][\w-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for step in _steps(_read(path)):
        words = shlex.split(step.get("run", ""), comments=True)
        for before, word in itertools.pairwise(words):
            if before == "make":
                assert word in targets, f"{path.name}: make {word}"
        for word in words:
            if word.startswith(("tests/", ".ci/", "src/")):
                assert (ROOT / word).exists(), f"{path.name}: {word}"
        if step.get("uses", "").startswith("./"):
            assert (ROOT / step["uses"]).exists()


@pytest.mark.parametrize("path", WORKFLOWS, ids=_name)
def test_workflows_are_pinned_and_may_only_read(path: Path) -> None:
    """What a job may do beyond reading stands at that job, and only releases and pages need it."""
    workflow = _read(path)
    assert workflow["permissions"] == {"contents": "read"}
    used = [step["uses"] for step in _steps(workflow) if "uses" in step]
    used += [job["uses"] for job in workflow["jobs"].values() if "uses" in job]
    assert not [name for name in used if not PINNED.fullmatch(name)]
    more = {name for name, job in workflow["jobs"].items() if "permissions" in job}
    assert more == {"release": {"publish"}, "docs": {"deploy"}}.get(path.stem, set())
    checkouts = [step for step in _steps(workflow) if step.get("uses", "").startswith("actions/checkout@")]
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_every_release_is_tested_and_published_without_a_password() -> None:
    jobs = _read(ROOT / ".github" / "workflows" / "release.yml")["jobs"]
    assert set(jobs["publish"]["needs"]) == set(jobs) - {"publish"}
    assert jobs["publish"]["permissions"] == {"id-token": "write"}
    download, publish = jobs["publish"]["steps"]
    assert "with" not in publish, "trusted publishing needs no password"
    pattern = download["with"]["pattern"].replace("*", ".*")
    uploads = [
        step["with"]["name"]
        for step in _steps(_read(ROOT / ".github" / "workflows" / "wheels.yml"))
        if step.get("uses", "").startswith("actions/upload-artifact@")
    ]
    assert [bool(re.match(pattern, name)) for name in uploads] == [True, True, False], "Windows is not released"


def test_the_release_finds_its_version(tmp_path: Path) -> None:
    """The patterns by which release.yml looks for the tag's version fit the files."""
    assert re.search(rf'^__version__ = "{__version__}"', (ROOT / "src/whygrad/__init__.py").read_text(), re.MULTILINE)
    sections = re.findall(r"^## \[(.+?)\](.*)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sections[0] == ("Unreleased", "")
    assert all(re.fullmatch(r" - \d{4}-\d\d-\d\d", rest) for _, rest in sections[1:])


def test_what_is_tested_is_what_is_claimed() -> None:
    """Pythons are those of the wheels, which are tested, most of them with all tests; no system is claimed untested."""
    claimed = {one.split(" :: ")[-1] for one in PROJECT["classifiers"] if re.search(r":: Python :: 3\.\d+$", one)}
    tests = _read(ROOT / ".github" / "workflows" / "tests.yml")["jobs"]
    wheels = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["cibuildwheel"]["build"]
    assert {re.sub(r"cp(\d)(\d+)-\*", r"\1.\2", name) for name in wheels} == claimed
    assert set(tests["test"]["strategy"]["matrix"]["python"]) <= claimed
    systems = {one for one in PROJECT["classifiers"] if one.startswith("Operating System")}
    assert systems == {"Operating System :: MacOS", "Operating System :: POSIX :: Linux"}
    assert {name.partition("-")[0] for name in tests["test"]["strategy"]["matrix"]["os"]} == {"ubuntu", "macos"}


@pytest.mark.parametrize("path", FORMS, ids=_name)
def test_issue_forms_are_whole(path: Path) -> None:
    form = _read(path)
    assert {"name", "description", "body"} <= form.keys()
    ids = [part["id"] for part in form["body"]]
    assert len(ids) == len(set(ids))
    for part in form["body"]:
        assert part["type"] in {"textarea", "input", "dropdown", "checkboxes"}
        assert part["attributes"]["label"]
        assert part["type"] != "dropdown" or part["attributes"]["options"]


def test_issue_forms_ask_for_commands_that_exist(capsys: pytest.CaptureFixture[str]) -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in FORMS)
    commands = set(re.findall(r"`whygrad ([a-z]+)", texts))
    assert {"doctor", "diagnose"} <= commands
    for command in commands:
        assert main([command, "--help"]) == 0
    capsys.readouterr()


def test_the_citation_is_whole() -> None:
    """Its form is checked by cffconvert where it changes; the version stands in the package only."""
    found = _read(ROOT / "CITATION.cff")
    assert {"cff-version", "message", "title", "authors"} <= found.keys()
    assert [one["name"] for one in found["authors"]] == [one["name"] for one in PROJECT["authors"]]
    assert found["license"] == PROJECT["license"]
    assert found["repository-code"] == PROJECT["urls"]["Source"]
    assert "version" not in found


def _container() -> list[tuple[str, str]]:
    """The Containerfile's instructions."""
    text = (ROOT / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(line.split(maxsplit=1)[0], line.split(maxsplit=1)[1]) for line in lines]


def test_the_container_copies_what_exists_and_is_not_left_out() -> None:
    sent = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = [words.split()[:-1] for name, words in _container() if name == "COPY" and "--from" not in words]
    # A folder is named by what is copied out of it.
    files = {
        file if (ROOT / file).is_file() or file == "src" else f"{file}run.txt" for files in copied for file in files
    }
    assert files == sent
    assert all((ROOT / file).exists() for file in files)


def test_the_container_runs_a_command_that_exists_as_nobody_special(capsys: pytest.CaptureFixture[str]) -> None:
    instructions = _container()
    stages = [words for name, words in instructions if name == "FROM"]
    assert len(stages) == 2
    last = dict(instructions[[name for name, _ in instructions].index("FROM", 1) :])
    assert last["USER"] == "whygrad"
    program, command, *options = json.loads(last["ENTRYPOINT"])
    assert program.endswith("/bin/whygrad")
    assert main([command, "--help"]) == 0
    shown = capsys.readouterr().out
    assert not [word for word in options if word.startswith("--") and word not in shown]
    assert options[options.index("--port") + 1] == last["EXPOSE"]
    code = json.loads(last["HEALTHCHECK"].removeprefix("CMD "))[2]
    assert f":{last['EXPOSE']}/" in code
    ast.parse(code)
