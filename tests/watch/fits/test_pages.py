"""The code of the how-to pages runs as it stands, and says what the pages say."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from whygrad.cli import main

torch = pytest.importorskip("torch")
FOLDER = Path(__file__).resolve().parents[3] / "docs" / "how-to"
PAGES = {"keras": "keras", "lightning": "lightning", "pytest": "pytest", "skorch": "skorch",
         "tensorboard": "tensorboard", "transformers": "accelerate"}  # fmt: skip
pytestmark = [
    pytest.mark.torch,
    pytest.mark.filterwarnings("ignore:.*LeafSpec.*is deprecated:FutureWarning"),
    pytest.mark.filterwarnings("ignore:.*does not have many workers"),
    pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning"),
]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_runs(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip(PAGES[name])
    monkeypatch.chdir(tmp_path)
    page = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    torch.manual_seed(0)
    blocks = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, f"{name}.md", "exec"), {"__name__": name})
    printed = capsys.readouterr().out.splitlines()
    for said in re.findall(r"^print\(.*\)  # (.*)$", page, re.MULTILINE):
        assert said in printed
    for command in re.findall(r"^whygrad (.*)$", page, re.MULTILINE):
        assert main([*shlex.split(command), "--seeds", "1", "--set", "epochs=2"]) in (0, 1)
    assert (tmp_path / "events").exists() == (name == "tensorboard")
    assert (tmp_path / "run.zarr").exists() == (name == "lightning")
