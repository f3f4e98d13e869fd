"""Methods that a program names without calling them."""

from __future__ import annotations

import sys
import tokenize
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tests.watch.forked import watched

from whygrad import i18n
from whygrad.diagnose import RULES, Diagnosis, diagnose
from whygrad.diagnose.messages import message
from whygrad.watch._uncalled import METHODS
from whygrad.watch._uncalled import _of as uncalled_in  # pyright: ignore[reportPrivateUsage]

pytest.importorskip("torch")

# A discriminator and a generator; what is in braces decides which of the losses are sent back.
GAME = """
import torch
torch.manual_seed(0)
loss = torch.nn.BCEWithLogitsLoss()
judge = torch.nn.Sequential(torch.nn.Linear(2, 8), torch.nn.ReLU(), torch.nn.Linear(8, 1))
maker = torch.nn.Sequential(torch.nn.Linear(2, 8), torch.nn.ReLU(), torch.nn.Linear(8, 2))
optimizers = [torch.optim.Adam(network.parameters()) for network in (judge, maker)]
for _ in range(120):
    optimizers[0].zero_grad()
    loss(judge(torch.randn(16, 2) + 2), torch.ones(16, 1)).backward()
    made = loss(judge(maker(torch.randn(16, 2)).detach()), torch.zeros(16, 1))
    {send_back}
    optimizers[0].step()
    optimizers[1].zero_grad()
    loss(judge(maker(torch.randn(16, 2))), torch.ones(16, 1)).backward()
    optimizers[1].step()
"""
LINE = 12  # of send_back
SINGLE = """
import torch
torch.manual_seed(0)
model = torch.nn.Sequential(torch.nn.Linear(2, 8), torch.nn.ReLU(), torch.nn.Dropout(), torch.nn.Linear(8, 1))
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
x = torch.randn(64, 2)
for _ in range(80):
    optimizer.zero_grad{clear}
    torch.nn.functional.mse_loss(model(x), x.sum(1, keepdim=True)).backward()
    optimizer.step{step}
model.eval{evaluate}
with torch.no_grad():
    torch.nn.functional.mse_loss(model(x + 1), x.sum(1, keepdim=True) + 2)
"""


def told(script: Path, source: str) -> Diagnosis:
    script.write_text(source, "utf-8")
    return diagnose(watched(script).traces[0])


def sentence(diagnosis: Diagnosis, code: str) -> str:
    found = next(one for one in diagnosis.findings if one.code == code)
    return message(found, diagnosis.meta)


def test_a_loss_of_a_game_that_is_not_sent_back(tmp_path: Path) -> None:
    diagnosis = told(tmp_path / "game.py", GAME.replace("{send_back}", "made.backward"))
    found = diagnosis.findings[0]
    assert (found.code, found.severity) == ("no-gradient", "error")
    assert found.where.source is not None
    assert found.where.source.endswith(f"game.py:{LINE}")
    assert found.remedies == ("call-backward",)
    assert diagnosis.probability is None  # nothing is estimated of what can be read
    assert sentence(diagnosis, "no-gradient").endswith("are missing.")
    with i18n.use("ko"):
        assert f"game.py:{LINE}에서 backward의 이름만" in sentence(diagnosis, "no-gradient")


def test_a_game_whose_losses_are_all_sent_back(tmp_path: Path) -> None:
    diagnosis = told(tmp_path / "game.py", GAME.replace("{send_back}", "made.backward()"))
    assert not [one for one in diagnosis.findings if one.code == "no-gradient"]
    assert diagnosis.meta.program is not None
    assert diagnosis.meta.program.uncalled == ()


@pytest.mark.parametrize(
    ("missing", "code", "method", "line"),
    [
        ("clear", "gradients-accumulate", "zero_grad", 8),
        ("step", "no-progress", "step", 10),
        ("evaluate", "eval-in-train-mode", "eval", 11),
    ],
)
def test_the_sentence_says_where_parentheses_are_missing(
    missing: str, code: str, method: str, line: int, tmp_path: Path
) -> None:
    calls = {name: "" if name == missing else "()" for name in ("clear", "step", "evaluate")}
    diagnosis = told(tmp_path / "train.py", SINGLE.format(**calls))
    assert f"train.py:{line}, {method} is named but not called" in sentence(diagnosis, code)


def test_what_trains_well_needs_no_backward_of_another_line(tmp_path: Path) -> None:
    """A line that does nothing keeps nobody from learning."""
    source = SINGLE.format(clear="()", step="()", evaluate="()").replace("lr=0.01", "lr=0.1").replace("80", "300")
    source = source.replace("torch.nn.Dropout(), ", "").replace(
        "    optimizer.step", "    x.backward\n    optimizer.step"
    )
    diagnosis = told(tmp_path / "train.py", source)
    assert diagnosis.meta.program is not None
    [line] = diagnosis.meta.program.uncalled
    assert (line.method, Path(line.place).name) == ("backward", "train.py:10")
    assert not [one for one in diagnosis.findings if one.code == "no-gradient"]


def test_every_method_that_a_rule_asks_for_is_looked_for() -> None:
    assert {rule.method for rule in RULES.values()} - {""} == METHODS


def test_a_file_that_cannot_be_read_names_nothing(tmp_path: Path) -> None:
    broken, binary = tmp_path / "broken.py", tmp_path / "binary.py"
    broken.write_text("optimizer.step\nfor", "utf-8")
    binary.write_bytes(b"\xff\xfe\x00")
    assert [uncalled_in(str(file)) for file in (broken, binary, tmp_path / "absent.py")] == [(), (), ()]


def test_a_name_is_found_however_it_is_written(tmp_path: Path) -> None:
    file = tmp_path / "train.py"
    file.write_text(
        "one. step  # no call\n(one.eval)\none.step()\none.step_size\none.train (x)\nlast = one.step\n", "utf-8"
    )
    assert uncalled_in(str(file)) == (("step", 1), ("eval", 2))


def test_each_of_many_files_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a program consists of is asked for at every record."""
    files = [tmp_path / f"part_{number}.py" for number in range(400)]
    for file in files:
        file.write_text("optimizer.step\n", "utf-8")
    read: list[str] = []

    def opened(name: str) -> Any:
        read.append(name)
        return tokenize.open(name)

    monkeypatch.setattr(sys.modules[uncalled_in.__module__], "tokenize", SimpleNamespace(open=opened))
    for _ in range(3):
        assert [uncalled_in(str(file)) for file in files] == [(("step", 1),)] * len(files)
    assert len(read) == len(files)
