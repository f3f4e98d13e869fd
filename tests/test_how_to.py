"""The commands of the how-to pages run as they stand, and write the files that they name."""

from __future__ import annotations

import re
import shlex
from itertools import pairwise
from pathlib import Path

import pytest

from whygrad.cli import main
from whygrad.diagnose import diagnose
from whygrad.studio.following import Traces
from whygrad.trace import Status, Trace

DOCS = Path(__file__).resolve().parent.parent / "docs"
FOLDER = DOCS / "how-to"
ROWS = DOCS / "internals" / "reproduce-the-mission-rows.md"
OWN_DATA = FOLDER / "compare-trainings.md"
SEARCH = FOLDER / "search-settings.md"
FOLLOW = FOLDER / "follow-a-training.md"
DATA = FOLDER / "data.md"
LOOK = FOLDER / "look-inside-a-network.md"
MAPS = FOLDER / "map-two-settings.md"
NOTEBOOK = FOLDER / "notebook.md"
ZOO = FOLDER / "zoo.md"
TRAINS = ("compare", "diagnose", "search", "train")
SHORT = {  # of topics that train for a minute
    "convolution": ["--seeds", "1", "--set", "epochs=1", "--set", "samples=100"],
    "features": ["--seeds", "1", "--set", "epochs=1", "--set", "samples=100"],
    "plain-and-residual": ["--depths", "8", "--seeds", "1", "--set", "epochs=1"],
    "templates": ["--seeds", "1", "--set", "epochs=1", "--set", "samples=100"],
    "through-time": ["--set", "epochs=1", "--set", "samples=100"],
}
FEW = ("adding-", "digits", "small-")  # experiments whose samples are many, or cost much


def _blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)


def _commands(page: Path) -> list[str]:
    """Each runs by itself, but for those of the block on clipping and for servers."""
    blocks = [block for block in _blocks(page, "sh") if "--compare-with" not in block]
    lines = [line for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith("whygrad ") and not line.startswith("whygrad play")]


def _run(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Run a command as it stands but for two seeds and epochs, and fewer samples where they cost much; it must answer
    and write what it names.
    """
    words = shlex.split(command)[1:]
    if words[0] in TRAINS:
        words += ["--seeds", "2"]
        if "epochs" not in command:
            words += ["--set", "epochs=2"]
        if any(part in words[1] for part in FEW) and "samples" not in command:
            words += ["--set", "samples=100"]
    if words[0] == "claims" and {"--run", "--set"} & {*words}:
        words += ["--seeds", "2"]
    if words[0] == "explain":
        words += SHORT.get(words[1], [])
    status = main(words)
    printed = capsys.readouterr()
    # Of a training cut to two epochs too little may be judged for a verdict, which is 3.
    assert status in ((0, 1, 3) if words[0] == "diagnose" else (0, 1)), printed.err
    assert printed.out.strip()
    for option, name in pairwise(words):
        if option in ("--out", "--json", "--report") and name != "-":
            assert Path(name).stat().st_size
        if option == "--plots":
            drawn = {picture.name for picture in Path(name).iterdir()}
            assert drawn >= {"loss.png", "gradient-rms.png", "activation-histogram.png", "gradient-histogram.png"}


@pytest.mark.parametrize(
    "command", sorted({*_commands(ROWS), *_commands(DATA), *_commands(LOOK), *_commands(NOTEBOOK), *_commands(ZOO)})
)
def test_commands_of_the_rows_run(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    _run(command, capsys)


def test_clipping_is_compared_as_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("torch")
    monkeypatch.chdir(tmp_path)
    (block,) = [block for block in _blocks(ROWS, "sh") if "--compare-with" in block]
    *trainings, beside, play = block.splitlines()
    for command in trainings:
        _run(command, capsys)
    assert main(shlex.split(beside)[1:]) == 1  # what is not clipped has a finding
    assert Path(beside.split()[-1]).stat().st_size
    folder = Traces(Path(play.removeprefix("whygrad play ")))
    assert {entry["file"] for entry in folder.listed()["traces"]} == {"off", "on"}


def test_inside_is_looked_into_as_the_page_says() -> None:
    names: dict[str, object] = {}
    (block,) = _blocks(LOOK, "python")
    exec(block, names)
    assert names["maps"].shape == (10, 8, 28, 28)
    assert names["found"].saliency is not None


def test_own_data_is_compared_as_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    make, use, compare = _blocks(OWN_DATA, "python")
    exec(make, {})
    (settings,) = _blocks(OWN_DATA, "toml")
    Path("experiment.toml").write_text(settings, encoding="utf-8")
    for command in _commands(OWN_DATA):
        _run(command, capsys)
    names: dict[str, object] = {}
    exec(use, names)
    assert len(capsys.readouterr().out.splitlines()) == 3
    exec(compare, names)
    assert len(capsys.readouterr().out.splitlines()) == 6


def _words(text: str) -> list[str]:
    """The words and signs of each line without its numbers, which differ a little from machine to machine."""
    return [" ".join(re.sub(r"[\d.,\[\]]+", "", line).split()) for line in text.strip().splitlines()]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_table_of_own_data_is_shown_as_it_comes_out(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    exec(_blocks(OWN_DATA, "python")[0], {})
    Path("experiment.toml").write_text(_blocks(OWN_DATA, "toml")[0], encoding="utf-8")
    page = OWN_DATA if language == "en" else OWN_DATA.with_suffix(".ko.md")
    shown = re.search(r"```sh\nwhygrad (compare \S+ --vary learning_rate=.*)\n```\n\n```text\n(.*?)```",
                      page.read_text(encoding="utf-8"), re.DOTALL)  # fmt: skip
    assert shown
    assert main([*shlex.split(shown[1]), "--lang", language]) == 0
    assert _words(capsys.readouterr().out) == _words(shown[2])


@pytest.mark.torch
def test_a_search_is_made_as_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The processes of the script are forks here; `tests/cli/test_search.py` starts true ones."""
    pytest.importorskip("optuna")
    pytest.importorskip("torch")
    from tests.cli import forked_scripts

    forked_scripts.install(monkeypatch)
    monkeypatch.chdir(tmp_path)
    script, use = _blocks(SEARCH, "python")
    Path("train.py").write_text(script, encoding="utf-8")
    for command in _commands(SEARCH):
        if "train.py" not in command:
            _run(command, capsys)
            continue
        words = shlex.split(command)[1:]
        words[words.index("--trials") + 1] = "2"
        assert main(words) == 0, capsys.readouterr().err
        assert "python train.py --lr=" in capsys.readouterr().out
    exec(use, {})
    assert Path("moons.journal").stat().st_size
    korean = SEARCH.with_suffix(".ko.md")
    assert _commands(korean) == _commands(SEARCH)
    assert _blocks(korean, "python") == _blocks(SEARCH, "python")


def test_claims_are_tested_as_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    page = FOLDER / "test-a-claim.md"
    assert _commands(page.with_suffix(".ko.md")) == _commands(page)
    for command in _commands(page):
        _run(command, capsys)
    assert {one.name for one in (tmp_path / "claims").iterdir()} == {"C11.md", "C11.svg", "C11.json"}


def test_maps_are_drawn_as_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for command in (one for one in _commands(MAPS) if "--on" not in one):  # clusters, GPUs: tests/cluster, gpu
        _run(f"{command} --set epochs=2", capsys)
    for block in _blocks(MAPS, "python"):
        exec(compile(block.replace("size=8", "size=2"), "map-two-settings.md", "exec"), {})


def test_exports_are_written_as_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for command in _commands(FOLDER / "export.md"):
        _run(command, capsys)
    written = {path.name for path in tmp_path.iterdir()}
    assert written == {"healthy-moons-torch.py", "moons.py", "moons.onnx", "run.zarr", "trained.onnx"}


def test_every_row_of_small_networks_is_there() -> None:
    numbers = [1, 2, 3, 4, 5, 7, 8, *range(10, 23), *range(25, 30)]
    assert re.findall(r"^## (S\d\d) ", ROWS.read_text(encoding="utf-8"), re.MULTILINE) == [f"S{n:02d}" for n in numbers]


def test_a_loop_of_ones_own_leaves_a_trace_that_can_be_diagnosed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("torch")
    monkeypatch.chdir(tmp_path)
    for block in _blocks(FOLLOW, "python"):
        exec(compile(block, FOLLOW.name, "exec"), {})
    trace = Trace.open("runs/nine-layers.zarr")
    assert set(trace.status) == {Status.FINISHED}
    assert len(trace.steps) == 19
    assert [layer.name for layer in trace.meta.layers] == [*(f"{block}.0" for block in range(8)), "8"]
    assert diagnose(trace).findings[0].code == "vanishing-gradient"
