"""The change of a finding as a diff: it applies, it parses, and it is left out where it would be a guess."""

from __future__ import annotations

import ast
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from tests.diagnose.handmade import meta
from tests.watch.forked import watched

from whygrad.diagnose import RULES, Finding, Where, diagnose
from whygrad.diagnose.finding import Severity
from whygrad.diagnose.pages import page
from whygrad.trace.program import LossFacts, ModeFacts, ProgramFacts
from whygrad.trial.remedy import remedies
from whygrad.trial.source import changes
from whygrad.trial.source._changes import _remedies
from whygrad.trial.source._file import Edit, File
from whygrad.trial.source._site import Site

CHANGED = (
    "softmax-before-cross-entropy", "sigmoid-before-logit-loss", "gradients-accumulate", "not-shuffled",
    "loss-shape-broadcast", "learning-rate-too-high", "learning-rate-too-low", "eval-in-train-mode",
    "train-in-eval-mode", "not-optimized", "no-gradient", "frozen-parameters", "linear-network", "init-too-small",
    "init-too-large", "symmetric-init", "output-loss-mismatch", "output-range-mismatch",
)  # fmt: skip
HEAD = "import torch\nfrom torch import nn\nfrom torch.utils.data import DataLoader\n"
COLUMN = LossFacts(
    "mse_loss", "squared", "train", "train.py:1", 10, "identity",
    input_shape=(60, 1), target_shape=(60,), broadcast=True,
)  # fmt: skip


def changed(code: str, remedy: str, source: str, at: str = "", program: ProgramFacts | None = None) -> str | None:
    """The lines that a remedy adds ("+") and takes away ("-") in `HEAD + source`; `at` is in the line of the place."""
    text = HEAD + source
    file = File(text.encode())
    line = next((n for n, words in enumerate(text.splitlines(), 1) if at in words), 0) if at else 0
    finding = Finding(code, Severity.ERROR, Where(source=f"train.py:{line}"), 1, 1, (), RULES[code].remedies)
    facts = program or ProgramFacts()
    site = Site(file, finding, replace(meta(), program=facts), facts, line, lambda place: line if place else 0)
    edits = _remedies()[remedy].edits(site)
    diff = file.diff(edits, "train.py") if edits else None
    if diff is None:
        return None
    lines = diff.splitlines()[2:]
    return "\n".join(one for one in lines if one[0] in "+-")


def test_every_change_is_of_a_remedy() -> None:
    assert set(_remedies()) <= set(remedies())
    for name, remedy in _remedies().items():
        assert remedy.codes
        for code in remedy.codes:
            assert name in RULES[code].remedies, f"{code} does not suggest {name}"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("for x in y:\n    opt.step()  # update\n    test()\n", "+    opt.zero_grad()"),
        ("for x in y:\n    self.opt.step()\n", "+    self.opt.zero_grad()"),
        ("for x in y:\n    opt.step()", "-    opt.step()\n+    opt.step()\n+    opt.zero_grad()"),
        ("for x in y: opt.step()\n", None),
        ("opt.step(); scheduler.step()\n", None),
        ("opt.step(closure)\n", None),
        ("loss = opt.step()\n", None),
        ("make().step()\n", None),
    ],
)
def test_gradients_are_cleared_after_the_step(source: str, expected: str | None) -> None:
    assert changed("gradients-accumulate", "clear-gradients", source, ".step(") == expected


@pytest.mark.parametrize(
    ("loader", "expected"),
    [
        ("DataLoader(data)", "DataLoader(data, shuffle=True)"),
        ("DataLoader(data, batch_size=3,)", "DataLoader(data, batch_size=3, shuffle=True,)"),
        ("DataLoader(data, shuffle=False, batch_size=3)", "DataLoader(data, shuffle=True, batch_size=3)"),
        ("torch.utils.data.DataLoader(data)", "torch.utils.data.DataLoader(data, shuffle=True)"),
        ("DataLoader(data, sampler=mine)", None),
        ("DataLoader(data, shuffle=mine)", None),
        ("DataLoader(data, **more)", None),
        ("DataLoader(IterableDataset())", None),
        ("Loader(data)", None),
    ],
)
def test_loader_shuffles(loader: str, expected: str | None) -> None:
    source = f"loader = {loader}\nfor x, y in loader:\n    loss = f(x, y)\n"
    diff = changed("not-shuffled", "shuffle-data", source, "loss =")
    assert diff == (None if expected is None else f"-loader = {loader}\n+loader = {expected}")


def test_the_training_s_loader_shuffles() -> None:
    two = "test = DataLoader(b)\ntrain = DataLoader(a)\n"
    loop = "for x, y in enumerate(train):\n    loss = f(x, y)\n"
    assert changed("not-shuffled", "shuffle-data", two + loop, "loss =") == (
        "-train = DataLoader(a)\n+train = DataLoader(a, shuffle=True)"
    )
    assert changed("not-shuffled", "shuffle-data", f"{two}def go(x, y):\n    loss = f(x, y)\n", "loss =") is None
    sliced = "test = DataLoader(b)\nfor x, y in parts:\n    loss = f(x, y)\nfor x, y in test:\n    g(x, y)\n"
    assert changed("not-shuffled", "shuffle-data", sliced, "loss =") is None


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("loss = nn.functional.mse_loss(net(x), y)\n", "loss = nn.functional.mse_loss(net(x).squeeze(1), y)"),
        ("loss = ((a - b[i]) ** 2).mean()\n", "loss = ((a.flatten() - b[i].flatten()) ** 2).mean()"),
        ("loss = ((a + c - b) ** 2 - d).mean()\n", None),
        ("loss = mine(a, b)\n", None),
        ("loss = mine(a, b[:, i - 1])\n", None),
    ],
)
def test_shapes_match(source: str, expected: str | None) -> None:
    program = ProgramFacts(losses=(COLUMN,))
    diff = changed("loss-shape-broadcast", "match-shapes", source, "loss =", program)
    assert diff == (None if expected is None else f"-{source.strip()}\n+{expected}")
    wide = ProgramFacts(losses=(replace(COLUMN, input_shape=(60, 5)),))
    assert changed("loss-shape-broadcast", "match-shapes", source, "loss =", wide) is None


@pytest.mark.parametrize(
    ("source", "at", "expected"),
    [
        ("p = torch.softmax(net(x), 1)\n", "p =", "-p = torch.softmax(net(x), 1)\n+p = net(x)"),
        ("p = net(x).softmax(1)\n", "p =", "-p = net(x).softmax(1)\n+p = net(x)"),
        ("p = torch.softmax(a + b, 1) * 2\n", "p =", "-p = torch.softmax(a + b, 1) * 2\n+p = (a + b) * 2"),
        ("soft = nn.Softmax(1)\np = soft(net(x))\n", "p =", "-p = soft(net(x))\n+p = net(x)"),
        ("p = torch.softmax(a, 1) + torch.softmax(b, 1)\n", "p =", None),
        ("p = softmax(a)\n", "p =", None),
        ("net = nn.Sequential(nn.Linear(2, 3), nn.Softmax(1))\np = net(x)\n", "p =",
         "-net = nn.Sequential(nn.Linear(2, 3), nn.Softmax(1))\n+net = nn.Sequential(nn.Linear(2, 3))"),
        ("net = nn.Sequential(\n    nn.Tanh(),\n    nn.Softmax(1),\n)\np = net(x)\n", "p =", "-    nn.Softmax(1),"),
        ("net = nn.Sequential(nn.Softmax(1), nn.Linear(2, 3))\np = net(x)\n", "p =", None),
        ("a = nn.Softmax(1)\nnet = nn.Sequential(nn.Linear(2, 3), nn.Softmax(1))\np = net(x)\n", "p =", None),
    ],
)  # fmt: skip
def test_no_softmax_twice(source: str, at: str, expected: str | None) -> None:
    assert changed("softmax-before-cross-entropy", "output-auto", source, at) == expected


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("torch.optim.SGD(net.parameters(), lr=0.5)", "torch.optim.SGD(net.parameters(), lr=0.05)"),
        ("torch.optim.SGD(net.parameters(), 0.5, 0.9)", "torch.optim.SGD(net.parameters(), 0.05, 0.9)"),
        ("torch.optim.Adam(net.parameters())", "torch.optim.Adam(net.parameters(), lr=0.0001)"),
        ("torch.optim.SGD(net.parameters(), lr=args.lr)", None),
        ("torch.optim.SGD(net.parameters(), **settings)", None),
        ("torch.optim.Adam([{'params': net.parameters(), 'lr': 3.0}])", None),
        ("Mine(net.parameters(), lr=0.5)", None),
    ],
)
def test_the_rate_is_lowered_where_it_is_a_number(call: str, expected: str | None) -> None:
    diff = changed("learning-rate-too-high", "lower-learning-rate", f"opt = {call}\n")
    assert diff == (None if expected is None else f"-opt = {call}\n+opt = {expected}")
    assert changed("learning-rate-too-high", "lower-learning-rate", f"a = {call}\nb = {call}\n") is None


def test_the_rate_of_a_constant_is_lowered_there() -> None:
    source = "RATE = 0.5\nopt = torch.optim.SGD(net.parameters(), lr=RATE)\n"
    assert changed("learning-rate-too-high", "lower-learning-rate", source) == "-RATE = 0.5\n+RATE = 0.05"
    cycled = f"{source}plan = torch.optim.lr_scheduler.OneCycleLR(opt, max_lr=3.0, total_steps=9)\n"
    assert changed("learning-rate-too-high", "lower-learning-rate", cycled) is None
    given = "lr = 0.5\ndef go(net, lr):\n    return torch.optim.SGD(net.parameters(), lr=lr)\n"
    assert changed("learning-rate-too-high", "lower-learning-rate", given) is None


def test_evaluation_mode_is_left_again() -> None:
    source = "opt = f(net.parameters())\nfor e in range(3):\n    work(net(x))\n    test = g(net(x), y)\n"
    program = ProgramFacts(modes=ModeFacts(sensitive=1, eval_in_train=1.0))
    assert changed("eval-in-train-mode", "call-eval", source, "test =", program) == "+    net.eval()\n+    net.train()"
    switched = source.replace("    work", "    net.train()\n    work")
    assert changed("eval-in-train-mode", "call-eval", switched, "test =", program) == "+    net.eval()"
    ends = "opt = f(net.parameters())\ndef test():\n    return g(net(x), y)\n"
    assert changed("eval-in-train-mode", "call-eval", ends, "return", program) is None
    unknown = source.replace("net.parameters()", "other.parameters()")
    assert changed("eval-in-train-mode", "call-eval", unknown, "test =", program) is None


def test_what_cuts_the_graph_leaves_the_brackets() -> None:
    source = "loss = (net(x) - y).detach().pow(2).mean()\n"
    assert changed("no-gradient", "keep-graph-attached", source, "loss =") == (
        "-loss = (net(x) - y).detach().pow(2).mean()\n+loss = (net(x) - y).pow(2).mean()"
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("nn.init.normal_(fc.weight)\n", "+nn.init.xavier_normal_(fc.weight)"),
        ("bn = nn.BatchNorm1d(3)\nnn.init.constant_(bn.weight, 1)\n", None),
        ("if isinstance(m, nn.BatchNorm1d):\n    nn.init.constant_(m.weight, 1)\n", None),
    ],
)
def test_weights_of_a_normalization_are_left_alone(source: str, expected: str | None) -> None:
    diff = changed("init-too-small", "use-xavier-init", source)
    assert (None if diff is None else diff.splitlines()[-1]) == expected


@pytest.mark.parametrize("module", ["nn.", ""])
def test_no_name_is_used_that_is_not_imported(module: str) -> None:
    imports = "" if module else "from torch.nn import Linear, Sequential\n"
    network = f"{module}Sequential({module}Linear(2, 3), {module}Linear(3, 1))"
    diff = changed("linear-network", "nonlinear-activation", f"{imports}net = {network}\n")
    assert (diff is None) is (not module)
    known = f"from torch.nn import Linear, ReLU, Sequential\nnet = {network}\n"
    assert "ReLU()" in (changed("linear-network", "nonlinear-activation", known) or "")


def test_a_list_of_parameters_becomes_one() -> None:
    source = (
        "class Net:\n    def go(self):\n"
        "        self.w = [nn.Parameter(a), nn.Parameter(b)]\n        p = self.w[0] @ x\n"
    )
    assert changed("not-optimized", "pass-all-parameters", source, "p =") == (
        "-        self.w = [nn.Parameter(a), nn.Parameter(b)]\n"
        "+        self.w = nn.ParameterList([nn.Parameter(a), nn.Parameter(b)])"
    )


@pytest.mark.slow(seconds=6)
@pytest.mark.torch
@pytest.mark.parametrize("code", CHANGED)
def test_the_change_of_a_page_s_script_removes_the_finding(code: str, tmp_path: Path) -> None:
    git = shutil.which("git")
    written = page(code, "en")
    assert git is not None
    assert written is not None
    script = tmp_path / "train.py"
    script.write_text(written.script, encoding="utf-8")
    change = changes(diagnose(watched(script).traces[0]), str(script))[code]
    assert change.diffs
    diff = next(iter(change.diffs.values()))
    done = subprocess.run([git, "apply", "-"], input=diff, text=True, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert code not in {one.code for one in diagnose(watched(script).traces[0]).findings}


def test_a_change_that_is_no_python_is_none() -> None:
    file = File(b"a = 1\n")
    assert file.diff([Edit(4, 5, "(")], "train.py") is None
    assert file.diff([Edit(4, 5, "1")], "train.py") is None
    assert file.diff([Edit(0, 5, "b"), Edit(4, 5, "2")], "train.py") is None


@pytest.mark.parametrize("content", ["a = 1\nb = 2", "a = 1\nb = 2\n", "x = '값'; a = 1\n"])
def test_diffs_apply(content: str, tmp_path: Path) -> None:
    patch = shutil.which("patch")
    if patch is None:
        pytest.skip("needs patch")
    (tmp_path / "train.py").write_text(content, encoding="utf-8")
    file = File.read(tmp_path / "train.py")
    assert file is not None
    value = file.assigned("a")[0]
    diff = file.diff(
        [file.replace(value, "7"), Edit(len(content.encode()), len(content.encode()), "\nc = 3\n")], "train.py"
    )
    assert diff is not None
    done = subprocess.run([patch, "-p1"], input=diff, text=True, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout
    written = (tmp_path / "train.py").read_text(encoding="utf-8")
    assert written == content.replace("a = 1", "a = 7") + "\nc = 3\n"
    ast.parse(written)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a = (", b"a = 1\r\nb = 2\r\n", b"a\0"])
def test_other_files_are_left_alone(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "train.py").write_bytes(content)
    assert File.read(tmp_path / "train.py") is None
