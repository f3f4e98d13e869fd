"""The documents keep their word: links lead somewhere, rows are complete, named commands and tests exist."""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from tests.all_faults import all_at_once

import whygrad as wg
from whygrad.cli import main
from whygrad.data.csv_file import MOST_NUMBER_CLASSES
from whygrad.diagnose import Evidence, Where
from whygrad.diagnose.finding import CauseTest
from whygrad.experiment import presets
from whygrad.trace.program import ProgramFacts
from whygrad.trial.result import Failed

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "training-programs").glob("*.md")])
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
ROW = re.compile(r"^\| *([SC]\d\d) *\|(.*)\|$", re.MULTILINE)
MISSION = ROOT / "docs" / "mission.md"


def _without_code(text: str) -> str:
    return re.sub(r"```.*?```", "", text, flags=re.DOTALL)


def _anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", _without_code(page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


@all_at_once("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    broken: list[str] = []
    for target in LINK.findall(_without_code(page.read_text(encoding="utf-8"))):
        if target.startswith(("http:", "https:", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path) if path else page
        if not there.exists() or (anchor and anchor not in _anchors(there)):
            broken.append(target)
    assert not broken


@all_at_once("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_named_files_exist(page: Path) -> None:
    """A path in backticks that starts in the repository is there."""
    named = re.findall(
        r"`((?:src|tests|docs|benchmarks|requirements|\.ci)/[\w./-]+)`", page.read_text(encoding="utf-8")
    )
    assert not [name for name in named if not (ROOT / name).exists()]


def _rows() -> dict[str, list[str]]:
    rows = ROW.findall(MISSION.read_text(encoding="utf-8"))
    names = [name for name, _ in rows]
    assert len(names) == len(set(names)), "a row stands twice"
    return {name: [cell.strip() for cell in re.split(r"(?<!\\)\|", rest)] for name, rest in rows}


def test_mission_is_complete() -> None:
    expected = {f"S{n:02d}" for n in range(1, 30)} | {f"C{n:02d}" for n in range(1, 56)}
    assert set(_rows()) == expected
    statuses = {cells[1] for cells in _rows().values()}
    assert statuses <= {"works", "in part", "not yet"}


def test_mission_names_what_shows_and_guards_a_row() -> None:
    lacking = [
        name for name, (_, status, shown, test) in _rows().items() if status != "not yet" and not (shown and test)
    ]
    assert not lacking
    promised = [name for name, (_, status, shown, test) in _rows().items() if status == "not yet" and (shown or test)]
    assert not promised, "a row that does not work yet promises nothing"


def test_dependencies_are_justified_and_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    decisions = (ROOT / "docs" / "decisions" / "dependencies.md").read_text(encoding="utf-8")
    pins = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    for requirement in project["dependencies"]:
        name = re.split(r"[<>=\[ ]", requirement)[0]
        assert f"| {name} |" in decisions, f"{name} has no reason in docs/decisions/dependencies.md"
        assert re.search(rf"^{re.escape(name)}==", pins, re.MULTILINE), f"{name} has no pin in requirements/run.txt"


@all_at_once("page", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda page: page.name)
def test_requirements_are_exact(page: Path) -> None:
    lines = [
        line for line in page.read_text(encoding="utf-8").splitlines() if line and not line.startswith(("#", "-r"))
    ]
    assert lines
    exact = re.compile(r"""[\w.-]+==[\w.]+(; sys_platform != "darwin")?""")  # NVIDIA has nothing for macOS
    assert not [line for line in lines if not exact.fullmatch(line)]


def test_decisions_are_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    assert not [page.name for page in folder.glob("*.md") if page.name != "README.md" and f"({page.name})" not in index]


def _listed(index: Path) -> set[Path]:
    targets = LINK.findall(index.read_text(encoding="utf-8")) if index.exists() else []
    return {(index.parent / target.partition("#")[0]).resolve() for target in targets}


@pytest.mark.parametrize("index", ["README.md", "README.ko.md"])
def test_index_lists_every_page(index: str) -> None:
    """The index of each language lists its pages; those of a folder with an index of its own stand in that one."""
    folder, ending = ROOT / "docs", index.removeprefix("README")
    pages = {page for page in folder.rglob("*.md") if "".join(page.suffixes) == ending} - {folder / index}
    listed = _listed(folder / index)
    unlisted = [
        page.relative_to(folder).as_posix()
        for page in pages
        if page not in listed and (page.name == index or page not in _listed(page.parent / "README.md"))
    ]
    assert not unlisted


def test_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The README's Python is run as it stands; what stands behind a line as its value is compared."""
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL):
        exec(compile(block, "README.md", "exec"), names)
        for line in block.splitlines():
            if match := re.fullmatch(r"(\S+) +# ('.*')", line):
                assert eval(match[1], names) == ast.literal_eval(match[2])
    assert (tmp_path / "run.zarr").exists()


def test_readme_commands_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The README's commands run as they stand."""
    monkeypatch.chdir(tmp_path)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^whygrad (.*)$", readme, re.MULTILINE)
    assert commands
    for command in commands:
        assert main(shlex.split(command, comments=True)) in (0, 1), capsys.readouterr().err
        assert capsys.readouterr().out.strip()
    assert Path("report.html").stat().st_size


def _words(text: str) -> list[str]:
    """The lines without their numbers, which differ a little from machine to machine."""
    return [re.sub(r"[\d⁰¹²³⁴-⁹⁻.,+×-]+", "#", line).rstrip() for line in text.strip().splitlines()]


READMES = {"README.md": "en", "README.ko.md": "ko"}


def _code(readme: str) -> list[str]:
    """The lines of all commands, settings and Python, without comments, output and the language asked for."""
    blocks = re.findall(r"```(sh|console|toml|python)\n(.*?)```", readme, re.DOTALL)
    lines = [line for kind, block in blocks for line in block.splitlines() if kind != "console" or line[0:2] == "$ "]
    return [re.sub(r" --lang ko| ARGS=\S+ \S+|\s+# .*", "", line) for line in lines]


def test_both_readmes_say_the_same() -> None:
    english, korean = ((ROOT / name).read_text(encoding="utf-8") for name in READMES)
    assert _code(english) == _code(korean)
    links = [sorted(set(re.findall(r"\]\(([^)]+)\)", readme)) - {*READMES}) for readme in (english, korean)]
    assert links[0] == sorted(link.replace(".ko.md", ".md") for link in links[1])
    assert english.count("\n## ") == korean.count("\n## ")


@pytest.mark.torch
@pytest.mark.parametrize("name", READMES)
def test_readme_shows_what_a_script_is_told(tmp_path: Path, name: str) -> None:
    pytest.importorskip("torch")
    readme = (ROOT / name).read_text(encoding="utf-8")
    shown = re.search(r"\$ whygrad (explain \S+ --script) > train.py.*\n\$ whygrad (diagnose .*)\n([^$]*?)```", readme)
    assert shown
    command = [sys.executable, "-m", "whygrad"]
    script = subprocess.run([*command, *shown[1].split()], capture_output=True, text=True, check=True).stdout
    (tmp_path / "train.py").write_text(script, encoding="utf-8")
    done = subprocess.run(
        [*command, *shown[2].split()], cwd=tmp_path, capture_output=True, text=True, timeout=180, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    # A busy machine ends the script, which prints its loss last, as soon as the verdict is stable.
    here, now = ([line for line in _words(text) if line != "loss #"] for text in (shown[3], done.stdout))
    assert here == now


def _fields(value: object, path: str = "") -> set[str]:
    """The fields of a nested value as the documents write them: `findings[].where.step`."""
    if isinstance(value, dict):
        inner = [_fields(item, f"{path}.{key}" if path else key) for key, item in value.items()]
        own = {path} if path == "trial" else set[str]()
        return own.union(*inner)
    own = {path} if not path.endswith("[]") else set[str]()
    return own.union(*(_fields(item, f"{path}[]") for item in value)) if isinstance(value, list) else own


def _documented(page: str, section: int) -> set[str]:
    text = (ROOT / "docs" / "reference" / page).read_text(encoding="utf-8").split("\n## ")[section]
    return set(re.findall(r"^\| `([a-z_.\[\]]+)` \|", text, re.MULTILINE))


@pytest.mark.parametrize("page", ["json-fields.md", "json-fields.ko.md"])
def test_every_field_of_a_diagnosis_is_documented(page: str) -> None:
    """Those that an ill training of a program and one too short to tell show, and no others."""
    ill = wg.diagnose(wg.train(presets["vanishing-gradient-moons"], seeds=1))
    short = wg.diagnose(wg.train(presets["healthy-xor"].replace(epochs=1), seeds=1))
    evidence, where = Evidence("gradient_ratio", 0.0, 1.0, 0), Where(source="train.py:24")
    test = CauseTest("confirmed", 1.0, 4, 0, 4, ())
    root = replace(ill.findings[0], evidence=(evidence,), where=where, test=test)
    program = replace(ill, findings=(root,), meta=replace(ill.meta, program=ProgramFacts())).to_json()
    likely = replace(ill, meta=replace(ill.meta, kind="script")).to_json()
    shown = _fields(program) | _fields(short.to_json()) | _fields(likely)
    shown = {field for field in shown if not field.startswith("probability.weights.")} | {"probability.weights"}
    of_scripts, of_tests = {"others", "untested"}, {"findings[].test", "findings[].test.changes"}
    assert _documented(page, 1) == shown | of_scripts | of_tests


@pytest.mark.parametrize("page", ["json-fields.md", "json-fields.ko.md"])
def test_every_field_of_a_trial_is_documented(page: str) -> None:
    """Those of a script's trial, which has more; what a fix changes is up to the fix."""
    done = wg.trial(presets["linear-network-circle"], seeds=2)
    remedy = replace(done.results[0], snippet="model.eval()")
    script = replace(done, results=(remedy,), failed=(Failed("use-adam", {}, ""),), left_out=("add-l2",)).to_json()
    whole = {"baseline", "controls.best", "failed"}
    parts = tuple(f"{name}{end}" for name in (*whole, "remedies[].changes", "remedies[].status") for end in (".", "[]"))
    lists = {"remedies", "remedies[].changes", "remedies[].status"}
    shown = {field for field in _fields(script) if not field.startswith(parts)} | whole | lists
    assert _documented(page, 2) == {field.removesuffix("[]") for field in shown}


def test_the_limit_of_classes_by_number_is_documented() -> None:
    page = (ROOT / "docs" / "how-to" / "compare-trainings.md").read_text(encoding="utf-8")
    assert f"at most {MOST_NUMBER_CLASSES} distinct integers" in page
