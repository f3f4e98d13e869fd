"""A script that is run again leaves the user's files as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch")
pytestmark = pytest.mark.torch

from tests.trial.rerun_scripts import hashes, run_again, write  # noqa: E402

from whygrad.trial.rerun import Server  # noqa: E402

WRITING = """
import argparse, os, pathlib, sys, torch
from torch import nn
import helper

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--width", type=int, default=1)
    given = parser.parse_args()
    rows = [[float(v) for v in line.split(",")] for line in open("data/table.csv")]
    table = torch.tensor(rows)
    model = nn.Linear(2, given.width)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    here = pathlib.Path(__file__).resolve().parent
    for step in range(5):
        loss = model(table[:, :2]).square().mean()
        optimizer.zero_grad(); loss.backward(); optimizer.step()
        torch.save(model.state_dict(), "model.pt")
        torch.save(model.state_dict(), here / "other.pt")
        torch.save(model.state_dict(), pathlib.Path({home!r}) / "absolute.pt")
        with open("log.txt", "a") as log:
            log.write("step\\n")
        pathlib.Path({home!r}, "log.txt").write_text("gone")
    os.remove("model.pt")
    pathlib.Path("data").joinpath("table.csv").unlink()
    os.makedirs(os.path.join({home!r}, "made", "deep"), exist_ok=True)
    assert torch.load(pathlib.Path({home!r}) / "absolute.pt")
    print("width", given.width, helper.NAME, __name__)

if __name__ == "__main__":
    main()
"""


def test_the_users_files_stay_as_they_are(server: Server, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "table.csv").write_text("1,2,3\n4,5,6\n")
    (tmp_path / "model.pt").write_bytes(b"precious")
    (tmp_path / "log.txt").write_text("old\n")
    (tmp_path / "helper.py").write_text("NAME = 'helped'\n")
    large = tmp_path / "other.pt"
    large.write_bytes(b"x" * (1 << 21))  # is linked to, not copied
    script = tmp_path / "train.py"
    script.write_text(WRITING.format(home=str(tmp_path)))
    before = hashes(tmp_path)
    ended, output = run_again(server, script, ("lower-learning-rate", {"factor": 0.1}), arguments=("--width", "3"))
    assert output == "width 3 helped __main__\n"
    assert ended.stop == "finished"
    assert ended.wrote
    assert hashes(tmp_path) == before


KEYWORDS = """
import os, pathlib, torch
torch.save(obj=[1.0], f="new.pt")
os.rename(src="new.pt", dst="model.pt")
os.replace(src="model.pt", dst={home!r} + "/model.pt")
os.symlink(src={data!r}, dst="linked")
pathlib.Path("again").symlink_to({data!r})
pathlib.Path("linked/new.txt").write_text("new")
print(torch.load(f={home!r} + "/model.pt"), os.listdir("again"), open("again/new.txt").read())
os.chdir({home!r})
os.symlink("model.pt", "latest.pt")
print(torch.load("latest.pt"))
"""


def test_files_may_be_named_by_keyword_and_data_linked_to(server: Server, tmp_path: Path) -> None:
    home, data = tmp_path / "home", tmp_path / "data"
    home.mkdir()
    data.mkdir()
    (data / "table.csv").write_text("1,2")
    script = home / "train.py"
    script.write_text(KEYWORDS.format(home=str(home), data=str(data)))
    before = hashes(tmp_path)
    ended, output = run_again(server, script)
    assert (ended.error, output) == ("", "[1.0] ['table.csv'] new\n[1.0]\n")
    assert hashes(tmp_path) == before


BESIDE = """
import sys
sys.path.insert(0, "..")
import torch
from package import NAME
table = torch.tensor([[float(v) for v in line.split(",")] for line in open("../data/table.csv")])
weight = torch.zeros(2, requires_grad=True)
optimizer = torch.optim.SGD([weight], lr=0.01)
for step in range(5):
    loss = (table[:, :2] @ weight - table[:, 2]).square().mean()
    optimizer.zero_grad(); loss.backward(); optimizer.step()
    open("../data/log.txt", "w").write("gone")
    open("../notes.txt", "w").write("gone")
    open("../data/new.txt", "w").write("new")
print(NAME, open("../data/new.txt").read(), open("../notes.txt").read())
"""


def test_what_lies_beside_the_folder_is_read_and_stays_as_it_is(server: Server, tmp_path: Path) -> None:
    for name in ("examples", "package", "data"):
        (tmp_path / name).mkdir()
    (tmp_path / "package" / "__init__.py").write_text("NAME = 'beside'\n")
    (tmp_path / "data" / "table.csv").write_text("1,2,3\n4,5,6\n")
    (tmp_path / "data" / "log.txt").write_text("old\n")
    (tmp_path / "notes.txt").write_text("old\n")
    script = tmp_path / "examples" / "train.py"
    script.write_text(BESIDE)
    before = hashes(tmp_path)
    ended, output = run_again(server, script)
    assert (ended.stop, output) == ("finished", "beside new gone\n")
    after = hashes(tmp_path)
    assert {name: one for name, one in after.items() if "__pycache__" not in name} == before


def test_a_crash_is_said(server: Server, tmp_path: Path) -> None:
    script = write(tmp_path, "train.py", after="assert (out.softmax(1).sum() - 40).abs() < 1e-3 and loss < 0.69, 'no'")
    ended, _ = run_again(server, script)
    assert (ended.stop, ended.error) == ("crashed", "AssertionError: no")
