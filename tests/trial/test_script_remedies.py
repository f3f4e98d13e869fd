"""Remedies from outside do what the same change in the script does: the oracle is the script changed by hand."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch")
pytestmark = pytest.mark.torch

from tests.watch.forked import watched  # noqa: E402
from trial_fakes import META  # noqa: E402

from whygrad.diagnose import diagnose  # noqa: E402
from whygrad.trial import Trial  # noqa: E402
from whygrad.trial.remedy import remedies  # noqa: E402
from whygrad.trial.rerun import (  # noqa: E402
    Job,
    RerunResult,
    ScriptFacts,
    Server,
    from_json,
    script_remedies,
    to_json,
    try_on_script,
)
from whygrad.trial.rerun import run as rounds  # noqa: E402
from whygrad.trial.rerun.intervention import LayerCall, LossCall  # noqa: E402
from whygrad.trial.rerun.job import RerunRequest, Treatment  # noqa: E402
from whygrad.trial.rerun.metric import choose  # noqa: E402
from whygrad.trial.rerun.place import LocalPlace  # noqa: E402

SCRIPT = """
import torch
from torch import nn
import torch.nn.functional as F
torch.manual_seed(3)
x = torch.randn(240, 6) * torch.tensor([1., 30., 1., 0.2, 1., 1.]) + 2.0
y = {target}
model = nn.Sequential(nn.Linear(6, 12), {act}, nn.Linear(12, {outputs}){end})
{before}
optimizer = torch.optim.SGD(model.parameters(), lr={lr}{options})
for step in range(60):
    rows = torch.arange(step % 6 * 40, step % 6 * 40 + 40)
    out = model({input})
    loss = {loss}
    {zero}
    loss.backward()
    {clip}
    optimizer.step()
    {after}
with torch.no_grad():
    print("final", float(({judge})))
"""
PLAIN = {
    "target": "(x[:, 0] > x[:, 2]).long()", "act": "nn.Tanh()", "outputs": "2", "end": "", "before": "", "lr": "0.05",
    "options": "", "input": "x[rows]", "loss": "F.cross_entropy(out, y[rows])", "zero": "optimizer.zero_grad()",
    "clip": "", "after": "", "judge": "F.cross_entropy(model(x), y)",
}  # fmt: skip
NUMBERS = {
    "target": "x[:, 0] - x[:, 2]", "outputs": "1", "loss": "F.mse_loss(out, y[rows])",
    "judge": "F.mse_loss(model(x).flatten(), y)",
}  # fmt: skip


def _write(folder: Path, name: str, **parts: str) -> Path:
    path = folder / name
    path.write_text(SCRIPT.format(**(PLAIN | parts)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as one:
        one.prepare(("torch", "torch._dynamo"))
        yield one


def _facts(**given: Any) -> ScriptFacts:
    return ScriptFacts(META, layers=2, **given)


def _run(
    server: Server, script: Path, *treatment: tuple[str, dict[str, Any]], facts: ScriptFacts | None = None,
    seed: int = 0, steps: int = 0, arguments: tuple[str, ...] = (), folder: Path | None = None,
) -> tuple[RerunResult, str]:  # fmt: skip
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        (home / "facts").write_text(to_json(facts or _facts()), encoding="utf-8")
        job = Job(
            str(script), arguments, str(folder or script.parent), str(home / "result"), str(home / "facts"),
            tuple(treatment), seed, steps, output=str(home / "output"),
        )  # fmt: skip
        assert server.run(job)
        output = (home / "output").read_text()
        assert (home / "result").exists(), output
        ended = from_json(RerunResult, (home / "result").read_text(encoding="utf-8"))
    return ended, output


def _final(output: str) -> float:
    found = re.findall(r"^final (\S+)$", output, flags=re.MULTILINE)
    assert found, output
    return float(found[-1])


@pytest.fixture(scope="module")
def untreated(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., float]:
    """The final number of the script with these parts and no remedy; the same script is run once."""
    known: dict[str, float] = {}

    def final(**parts: str) -> float:
        script = _write(tmp_path_factory.mktemp("untreated"), "train.py", **parts)
        text = script.read_text(encoding="utf-8")
        if text not in known:
            known[text] = _final(_run(server, script)[1])
        return known[text]

    return final


def test_every_one_has_a_remedy_and_a_snippet(server: Server, tmp_path: Path) -> None:
    trace = watched(_write(tmp_path, "train.py", **NUMBERS)).traces[0]
    facts = ScriptFacts(trace.meta, layers=2, class_counts=(3.0, 7.0), target_low=0.0, target_high=2.0, steps=60)
    for code, one in script_remedies().items():
        assert code in remedies()
        assert one.variants
        for variant in one.variants:
            lines = one.snippet(variant, facts)
            assert lines.strip()
            assert len(lines.splitlines()) < 12
            one.intervention(dict(variant), facts)


def test_without_a_remedy_the_script_does_what_it_does(server: Server, tmp_path: Path) -> None:
    script = _write(tmp_path, "train.py", after="print(step, loss.item())")
    ended, output = _run(server, script)
    alone = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert output == alone.stdout
    assert (ended.stop, ended.steps, ended.finite) == ("finished", 60, True)


def test_of_a_loss_written_by_hand_its_fall_is_compared(server: Server, tmp_path: Path) -> None:
    """A Poisson likelihood: no loss function is called, and nothing is evaluated."""
    rate = "(out.exp() - (x[rows, 0] > 0).float()[:, None] * out).mean()"
    script = _write(tmp_path, "train.py", outputs="1", loss=rate, after="print('loss', loss.item())")
    ended, output = _run(server, script)
    losses = [float(line.split()[1]) for line in output.splitlines() if line.startswith("loss")]
    assert len(losses) == 60
    fall = (losses[0] - sum(losses[-10:]) / 10) / abs(losses[0])
    assert ended.scores["loss_fall_train"] == pytest.approx(fall, rel=1e-5)
    chosen = choose(ended, _facts(), "learning-rate-too-high")
    assert chosen is not None
    assert chosen.name == "loss_fall_train"
    faster, _ = _run(server, script, ("lower-learning-rate", {"factor": 0.1}), facts=_facts(start=losses[0]))
    assert 0 < faster.scores["loss_fall_train"] < fall


def test_a_loss_written_by_hand_that_is_no_number_in_the_end(server: Server, tmp_path: Path) -> None:
    script = _write(tmp_path, "train.py", outputs="1", loss="out.mean() + (0.0 if step < 40 else float('nan'))")
    ended, _ = _run(server, script)
    assert not ended.finite
    assert "loss_fall_train" not in ended.scores


def test_a_seed_moves_what_the_script_draws(server: Server, tmp_path: Path) -> None:
    script = _write(tmp_path, "train.py")
    moved = tmp_path / "moved.py"
    moved.write_text(script.read_text().replace("manual_seed(3)", "manual_seed(7)"))
    assert _run(server, script, seed=4)[1] == _run(server, moved)[1] != _run(server, script)[1]


def test_seeds_given_by_keyword_are_moved_alike(server: Server, tmp_path: Path) -> None:
    seeds = "import random, numpy; random.seed({0}3); numpy.random.seed({1}3); torch.manual_seed({2}3)"
    drawn = "print(random.random(), numpy.random.rand(), torch.rand(1))"
    by_place = _write(tmp_path, "place.py", before=seeds.format("", "", ""), after=drawn)
    by_name = _write(tmp_path, "name.py", before=seeds.format("a=", "seed=", "seed="), after=drawn)
    ended, output = _run(server, by_name, seed=4)
    assert ended.stop == "finished"
    assert output == _run(server, by_place, seed=4)[1]


def test_a_script_without_seeds_is_repeatable(server: Server, tmp_path: Path) -> None:
    script = _write(tmp_path, "train.py")
    script.write_text(script.read_text().replace("torch.manual_seed(3)", ""))
    assert _run(server, script, seed=1)[1] == _run(server, script, seed=1)[1] != _run(server, script, seed=2)[1]


# What a remedy does from outside, and the same done by hand.
CLIP = "nn.utils.clip_grad_norm_(model.parameters(), 0.5)"
HAND: dict[str, tuple[dict[str, Any], dict[str, str], dict[str, str]]] = {
    "lower-learning-rate": ({"factor": 0.1}, {}, {"lr": "0.005"}),
    "raise-learning-rate": ({"factor": 10.0}, {"lr": "0.001"}, {"lr": "0.01"}),
    "clip-gradients": ({"norm": 0.5}, {}, {"clip": CLIP}),
    "clear-gradients": ({}, {"zero": ""}, {}),
    "use-momentum": ({}, {}, {"options": ", momentum=0.9"}),
    "use-relu-he": ({"activation": "relu"}, {}, {"act": "nn.ReLU()"}),
    "use-elu": ({"activation": "elu"}, {"act": "nn.Sigmoid()"}, {"act": "nn.ELU()"}),
    "output-auto": ({}, {"end": ", nn.Softmax(dim=1)", "judge": "model(x).argmax(1).sum()"},
                    {"judge": "model(x).argmax(1).sum()"}),
    "identity-output": ({}, NUMBERS | {"loss": "F.mse_loss(out.flatten(), y[rows])", "end": ", nn.ReLU()"},
                        NUMBERS | {"loss": "F.mse_loss(out.flatten(), y[rows])"}),
    "scale-targets": ({}, NUMBERS | {"loss": "F.mse_loss(out.flatten(), y[rows])", "end": ", nn.Tanh()"},
                      NUMBERS | {"loss": "F.mse_loss(1.5 + 0.6 * out.flatten().tanh(), y[rows])",
                                 "judge": "F.mse_loss(1.5 + 0.6 * model(x).flatten().tanh(), y)"}),
    "match-shapes": ({}, NUMBERS, NUMBERS | {"loss": "F.mse_loss(out.flatten(), y[rows])"}),
    "fix-targets": ({}, {"target": "(x[:, 0] > x[:, 2]).long() + 1", "judge": "model(x).sum()"},
                    {"judge": "model(x).sum()"}),
    "call-train": ({}, {"end": ", nn.BatchNorm1d(2)", "before": "model.eval()", "judge": "model.eval()(x).sum()"},
                   {"end": ", nn.BatchNorm1d(2)", "before": "model.train()", "judge": "model.eval()(x).sum()"}),
    "call-eval": ({}, {"end": ", nn.Dropout(0.9)", "judge": "model(x).sum()"},
                  {"end": ", nn.Dropout(0.9)", "judge": "model.eval()(x).sum()"}),
    "remove-regularization": ({}, {"act": "nn.Tanh(), nn.Dropout(0.5)", "options": ", weight_decay=0.1"},
                              {"act": "nn.Tanh(), nn.Dropout(0.0)"}),
    "pass-all-parameters": ({}, {"before": "whole = model; model = model[0]", "input": "x[rows]",
                                 "loss": "F.cross_entropy(whole[1:](out), y[rows])", "judge": "whole(x).sum()",
                                 "zero": "whole.zero_grad()"},
                            {"judge": "model(x).sum()"}),
    "unfreeze-parameters": ({}, {"before": "model[0].requires_grad_(False)"}, {}),
    "balance-classes": ({}, {}, {"loss": "F.cross_entropy(out, y[rows], weight=torch.tensor([0.625, 2.5]))"}),
    "use-cross-entropy": ({}, {"loss": "F.nll_loss(out, y[rows])"}, {}),
    "add-batch-normalization": ({"kind": "batch"}, {"judge": "model.eval()(x).sum()"},
                                {"act": "nn.BatchNorm1d(12), nn.Tanh()", "judge": "model.eval()(x).sum()"}),
    "add-layer-normalization": ({"kind": "layer"}, {}, {"act": "nn.LayerNorm(12), nn.Tanh()"}),
    "use-adam": ({"rate": 0.01}, {}, {"options": "); optimizer = torch.optim.Adam(model.parameters(), lr=0.01"}),
    "add-l2": ({"l2": 0.1}, {}, {"clip": "[p.grad.add_(0.1 * p.detach()) for p in model.parameters() if p.ndim > 1]"}),
    "larger-batch": ({"times": 2}, {}, {
        "zero": "None if step % 2 else optimizer.zero_grad()", "loss": "F.cross_entropy(out, y[rows]) / 2",
        "options": "); every = optimizer.step; optimizer.step = (lambda: every() if step % 2 else None"}),
    "nonlinear-activation": ({}, {"act": "nn.Identity()"}, {"act": "nn.ReLU()"}),
}  # fmt: skip


@pytest.mark.parametrize("code", HAND)
def test_it_does_what_a_hand_would_do(
    code: str, server: Server, untreated: Callable[..., float], tmp_path: Path
) -> None:
    given, ill, mended = HAND[code]
    meta = watched(_write(tmp_path, "ill.py", **ill)).traces[0].meta if code == "use-cross-entropy" else META
    facts = ScriptFacts(meta, layers=2, class_counts=(192.0, 48.0), target_low=1.0, target_high=2.0)
    ended, output = _run(server, _write(tmp_path, "ill.py", **ill), (code, given), facts=facts)
    assert ended.applied
    by_hand = untreated(**mended)
    assert _final(output) == pytest.approx(by_hand, rel=1e-5)
    if ill != mended:
        before = untreated(**ill) if code != "fix-targets" else None  # which breaks off at its first loss
        assert before != pytest.approx(by_hand, rel=1e-4)


@pytest.mark.parametrize("code", ["call-train", "call-eval", "use-he-init", "scale-inputs", "add-batch-normalization"])
def test_a_model_whose_forward_is_called_is_mended_alike(code: str, server: Server, tmp_path: Path) -> None:
    _, ill, _ = HAND.get(code, ({}, {}, {}))
    script = _write(tmp_path, "ill.py", **ill)
    facts = _run(server, script)[0].facts
    bare = tmp_path / "bare.py"
    bare.write_text(
        re.sub(r"(?<=model)\((?=x)|(?<=model\.eval\(\))\((?=x)", ".forward(", script.read_text("utf-8")), "utf-8"
    )
    given = dict(script_remedies()[code].variants[0])
    ended, output = _run(server, bare, (code, given), facts=facts)
    assert ended.applied
    assert _final(output) == _final(_run(server, script, (code, given), facts=facts)[1])


def test_gradients_that_were_cleared_too_early_are_kept_for_the_step(server: Server, tmp_path: Path) -> None:
    clear = "optimizer.zero_grad()"
    ill = _write(tmp_path, "ill.py", zero="", clip=clear)
    facts = ScriptFacts(watched(ill).traces[0].meta, layers=2)
    ended, output = _run(server, ill, ("clear-gradients", {}), facts=facts)
    assert ended.applied
    assert _final(output) == pytest.approx(_final(_run(server, _write(tmp_path, "mended.py"))[1]), rel=1e-5)
    lines = script_remedies()["clear-gradients"].snippet({}, facts).splitlines()
    assert lines[1:] == [f"+ {clear}", "  loss.backward()", f"- {clear}", "  optimizer.step()"]


def test_a_cosine_is_stretched_over_the_targets(server: Server, tmp_path: Path) -> None:
    def parts(span: str) -> dict[str, str]:
        angle = span.format("F.cosine_similarity({}, torch.ones(2), dim=1)")
        return NUMBERS | {"outputs": "2", "loss": f"F.mse_loss({angle.format('out')}, y[rows])",
                          "judge": f"F.mse_loss({angle.format('model(x)')}, y)"}  # fmt: skip

    meta = watched(_write(tmp_path, "ill.py", **parts("{}"))).traces[0].meta
    facts = ScriptFacts(meta, layers=2, target_low=-4.0, target_high=6.0)
    ended, output = _run(server, tmp_path / "ill.py", ("scale-targets", {}), facts=facts)
    assert ended.applied
    by_hand = _write(tmp_path, "mended.py", **parts("(1 + 6 * {})"))
    assert _final(output) == pytest.approx(_final(_run(server, by_hand)[1]), rel=1e-5)
    remedy = script_remedies()["scale-targets"]
    assert remedy.applies(facts)
    assert "6 * cosine_similarity(...) + 1" in remedy.snippet({}, facts)


BY_HAND = (
    "-(y[rows] * F.logsigmoid(p) + (1 - y[rows]) * F.logsigmoid(-p)).mean()",
    "(y[rows] * F.softplus(-p) - (1 - y[rows]) * torch.log(torch.sigmoid(-p))).mean()",
)


@pytest.mark.parametrize("loss", BY_HAND)
def test_a_sigmoid_in_front_of_a_loss_by_hand_is_left_out(loss: str, server: Server, tmp_path: Path) -> None:
    parts = NUMBERS | {"loss": loss.replace("p)", "out.flatten())"), "target": "(x[:, 0] > x[:, 2]).float()"}
    judge = {"judge": "torch.sigmoid(model(x)).sum()"}
    ended, output = _run(
        server, _write(tmp_path, "ill.py", **(parts | judge | {"end": ", nn.Sigmoid()"})), ("output-auto", {})
    )
    assert ended.applied
    by_hand = _final(_run(server, _write(tmp_path, "mended.py", **(parts | judge)))[1])
    assert _final(output) == pytest.approx(by_hand, rel=1e-5)


ENTROPY = "-(t * torch.log(p) + (1 - t) * torch.log(1 - p)).mean()"
UNEQUAL = "(x[:, 0] > x[:, 2] + 1.5).float()"
# Binary cross-entropy in plain operations, what is wrong with it, and the same put right by hand.
ENTROPIES = {
    "fix-targets": (UNEQUAL + " + 1", ENTROPY, UNEQUAL, ENTROPY),
    "balance-classes": (UNEQUAL, ENTROPY, UNEQUAL, "-(4.0 * t * torch.log(p) + (1 - t) * torch.log(1 - p)).mean()"),
}


@pytest.mark.parametrize("code", ENTROPIES)
def test_a_cross_entropy_by_hand_is_mended_where_it_is_recognized(code: str, server: Server, tmp_path: Path) -> None:
    """The diagnosis knows its kind only when it is summed up: that is where a remedy gets hold of it."""
    target, loss, right, mended = ENTROPIES[code]
    parts = {"outputs": "1", "lr": "0.005", "input": "x[rows]).flatten(); p, t = torch.sigmoid(out), (y[rows]",
             "judge": "torch.sigmoid(model(x)).sum()"}  # fmt: skip
    ill = _write(tmp_path, "ill.py", target=target, loss=loss, **parts)
    meta = watched(ill).traces[0].meta
    assert meta.program is not None
    assert meta.program.loss is not None
    assert (meta.program.loss.function, meta.program.loss.kind) == ("written out", "binary")
    first, said = _run(server, ill, facts=ScriptFacts(meta, layers=2))
    assert first.facts is not None
    low = float("1" in target[-1:])
    assert (first.facts.target_low, first.facts.target_high) == (low, low + 1)
    facts = ScriptFacts(meta, layers=2, class_counts=(192.0, 48.0), target_low=low, target_high=low + 1)
    ended, output = _run(server, ill, (code, {}), facts=facts)
    assert ended.applied
    assert "accuracy_train" in ended.scores
    by_hand = _final(_run(server, _write(tmp_path, "mended.py", target=right, loss=mended, **parts))[1])
    assert _final(output) == pytest.approx(by_hand, rel=1e-5)
    assert _final(said) != pytest.approx(by_hand, rel=1e-2)


TWO_TRAININGS = """
import torch
from torch import nn
torch.manual_seed(3)
x = torch.randn(240, 4)
body, heads = nn.Sequential(nn.Linear(4, 12), nn.Tanh()), nn.ModuleList([nn.Linear(12, 1), nn.Linear(12, 1)])
def fit(task, optimizer, steps):
    for step in range(steps):
        rows = torch.arange(step * 30, step * 30 + 30) % 240
        loss = (heads[task](body(x[rows])).flatten() - x[rows, task] * x[rows, task + 1]).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
model = nn.ModuleDict({{"body": body, "heads": heads}})
first = torch.optim.Adam([*body.parameters(), *heads[0].parameters()], lr=0.01)
fit(0, first, 80)
{between}
body.requires_grad_(False)
fit(1, torch.optim.Adam(heads[1].parameters(), lr=0.03), 160)
print("final", (heads[1](body(x)).flatten() - x[:, 1] * x[:, 2]).square().mean().item())
"""


@pytest.mark.parametrize("between", ["", "del first"])
def test_what_an_earlier_training_had_may_learn_again(between: str, server: Server, tmp_path: Path) -> None:
    script = tmp_path / "two.py"
    script.write_text(TWO_TRAININGS.format(between=between), encoding="utf-8")
    frozen = _final(_run(server, script)[1])
    ended, output = _run(server, script, ("unfreeze-parameters", {}))
    assert ended.applied
    assert _final(output) < 0.5 * frozen


@pytest.mark.parametrize("low", [0.0, -1.0])
def test_two_sides_become_minus_one_and_one(low: float) -> None:
    import torch

    treatment = script_remedies()["fix-targets"].intervention({}, ScriptFacts(META, target_low=low, target_high=1.0))
    treatment.start()
    given, y = torch.randn(2, 3), torch.tensor([low, 1.0])
    call = LossCall("cosine_embedding_loss", torch.cosine_embedding_loss, [given, given, y], {}, kind="cosine")
    treatment.loss(call)
    assert (call.args[0] is given, call.args[1] is given, call.target.tolist()) == (True, True, [-1.0, 1.0])
    assert treatment.used is (low == 0.0)


PADDED = {
    "target": "(x[:, 0] > x[:, 2]).long().where(torch.arange(240) % 5 == 0, {padding})",
    "loss": "F.cross_entropy(F.one_hot(y[rows].clamp(0, 1), 2) + 0 * out, y[rows]{option})",
    "judge": "((F.one_hot(y.clamp(0, 1), 2) + 0 * model(x)).argmax(1) == y).sum()",
}  # fmt: skip


@pytest.mark.parametrize(("padding", "option"), [(-100, ""), (7, ", ignore_index=7")])
def test_padding_is_no_class(padding: int, option: str, server: Server, tmp_path: Path) -> None:
    """Every prediction is right where a target counts."""
    parts = {name: part.format(padding=padding, option=option) for name, part in PADDED.items()}
    ended, _ = _run(server, _write(tmp_path, "train.py", **parts))
    assert (ended.scores["accuracy_train"], ended.scores["accuracy_test"], ended.tested) == (1.0, 1.0, 48)
    assert ended.chance["accuracy_balanced_train"] == 0.5
    assert ended.facts is not None
    assert (ended.facts.target_low, ended.facts.target_high, sum(ended.facts.class_counts)) == (0.0, 1.0, 60 * 8)


def test_padding_stays_where_classes_are_moved() -> None:
    import torch

    treatment = script_remedies()["fix-targets"].intervention({}, ScriptFacts(META, target_low=1.0, target_high=3.0))
    treatment.start()
    call = LossCall(
        "cross_entropy", torch.nn.functional.cross_entropy, [torch.randn(4, 3), torch.tensor([1, -100, 3, 2])], {},
        kind="cross-entropy",
    )  # fmt: skip
    treatment.loss(call)
    assert call.target.tolist() == [0, -100, 2, 1]


@pytest.mark.parametrize("name", ["linear", "mm", "addmm", "__matmul__", "tensordot", "conv_transpose2d"])
def test_dropout_acts_on_what_every_kind_of_layer_is_given(name: str) -> None:
    import torch

    weight, given = torch.ones(4, 4), torch.ones(4, 4)
    treatment = script_remedies()["add-dropout"].intervention({"share": 0.5}, _facts())
    args = [torch.zeros(4), given, weight] if name == "addmm" else [given, weight]
    call = LayerCall(name, torch.add, args, {}, weights=[weight])
    treatment.layer(call)
    assert treatment.used
    assert call.given is not given
    first = LayerCall("mv", torch.mv, [weight, given[0]], {}, weights=[weight])
    treatment.layer(first)
    assert first.given is weight


def test_scaled_inputs_are_those_of_the_first_batches(server: Server, tmp_path: Path) -> None:
    first = _run(server, _write(tmp_path, "ill.py"))[0]
    assert first.facts is not None
    scale = "x = (x - x[:].mean(0)) / x.std(0, correction=0)\ny = y0"
    ended, output = _run(server, tmp_path / "ill.py", ("scale-inputs", {}), facts=first.facts)
    by_hand = _write(tmp_path, "mended.py", target="(x[:, 0] > x[:, 2]).long()", before=scale.replace("y = y0", ""))
    assert _final(output) == pytest.approx(_final(_run(server, by_hand)[1]), rel=1e-3)
    assert ended.applied


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


def _hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        for path in sorted(folder.rglob("*"))
    }


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
    before = _hashes(tmp_path)
    ended, output = _run(server, script, ("lower-learning-rate", {"factor": 0.1}), arguments=("--width", "3"))
    assert output == "width 3 helped __main__\n"
    assert ended.stop == "finished"
    assert ended.wrote
    assert _hashes(tmp_path) == before


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
    before = _hashes(tmp_path)
    ended, output = _run(server, script)
    assert (ended.error, output) == ("", "[1.0] ['table.csv'] new\n[1.0]\n")
    assert _hashes(tmp_path) == before


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
    before = _hashes(tmp_path)
    ended, output = _run(server, script)
    assert (ended.stop, output) == ("finished", "beside new gone\n")
    after = _hashes(tmp_path)
    assert {name: one for name, one in after.items() if "__pycache__" not in name} == before


def test_a_crash_is_said(server: Server, tmp_path: Path) -> None:
    script = _write(tmp_path, "train.py", after="assert (out.softmax(1).sum() - 40).abs() < 1e-3 and loss < 0.69, 'no'")
    ended, _ = _run(server, script)
    assert (ended.stop, ended.error) == ("crashed", "AssertionError: no")


BROADCAST = SCRIPT.format(**(PLAIN | NUMBERS | {"lr": "0.05"})).replace("range(60)", "range(100)")
Runs = dict[tuple[str, int], RerunResult]  # by the remedies (as `repr` gives them) and the seed


@pytest.fixture(scope="module")
def ill(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any, Any]:
    folder = tmp_path_factory.mktemp("ill")
    script = folder / "train.py"
    # Standardized: nothing but the shapes is wrong.
    script.write_text(BROADCAST.replace(" * torch.tensor([1., 30., 1., 0.2, 1., 1.]) + 2.0", ""))
    trace = watched(script).traces[0]
    return script, trace, diagnose(trace)


@dataclass(frozen=True)
class Tried:
    """A whole trial of that script over five seeds."""

    trial: Trial
    runs: Runs
    shares: list[float]  # of the work, as it told them
    before: dict[str, str]  # the folder's files
    after: dict[str, str]


@pytest.fixture
def warm(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trials of this test take the process that has imported everything, and start none of their own."""
    _warm(server, tmp_path, monkeypatch)


def _warm(server: Server, temporary: Path, patch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def here(script: str, arguments: tuple[str, ...], folder: Path) -> Iterator[LocalPlace]:
        runs = temporary / "runs"
        runs.mkdir()
        yield LocalPlace(script, arguments, folder, runs, server)

    patch.setattr(rounds, "here", here)


@pytest.fixture(scope="module")
def tried(ill: tuple[Path, Any, Any], server: Server, tmp_path_factory: pytest.TempPathFactory) -> Tried:
    script, trace, diagnosis = ill
    runs: Runs = {}
    shares: list[float] = []
    before = _hashes(script.parent)

    def ran(remedies: Treatment, seed: int, ended: RerunResult) -> None:
        runs[repr(remedies), seed] = ended

    with pytest.MonkeyPatch.context() as patch:
        _warm(server, tmp_path_factory.mktemp("tried"), patch)
        trial = try_on_script(
            str(script), (), trace, diagnosis, folder=script.parent, budget=900, seeds=5, progress=shares.append,
            ran=ran,
        )  # fmt: skip
    return Tried(trial, runs, shares, before, _hashes(script.parent))


class Recorded:
    """A place that gives the re-runs of that trial again, at once; a seed that was not run gives what another did."""

    slots = 1

    def __init__(self, runs: Runs) -> None:
        self.runs = runs
        self.begins: Callable[[RerunRequest], None] = lambda _: None  # is called before each re-run

    def prepare(self, imports: tuple[str, ...], most: float) -> None:
        """Nothing is imported."""

    def completed(
        self, facts: ScriptFacts, requests: Iterable[tuple[Any, RerunRequest]], seconds: float
    ) -> Iterator[tuple[Any, RerunResult]]:
        del facts, seconds
        for tag, request in requests:
            self.begins(request)
            ended = self.runs.get((repr(request.remedies), request.seed % 5))
            # A remedy that failed in its first run was not run again.
            yield tag, replace(ended or self.runs[repr(request.remedies), 0], seconds=0.01)


@pytest.fixture
def recorded(tried: Tried, monkeypatch: pytest.MonkeyPatch) -> Recorded:
    """Where trials of this test re-run their script, instead of this machine."""
    place = Recorded(tried.runs)

    @contextmanager
    def here(*_: object) -> Iterator[Recorded]:
        yield place

    monkeypatch.setattr(rounds, "here", here)
    return place


@pytest.mark.slow(seconds=13)
def test_the_right_remedy_wins_and_random_ones_do_not(ill: tuple[Path, Any, Any], tried: Tried) -> None:
    trial = tried.trial
    assert ill[2].root.code == "loss-shape-broadcast"
    assert tried.after == tried.before
    assert trial.verdict == "helps"
    assert trial.best is not None
    assert trial.best.code == "match-shapes"
    assert trial.best.interval[0] > 0.2
    assert trial.best.repaired == 1.0
    assert "train.py:" in trial.best.snippet
    assert trial.control_repaired < 0.5
    assert trial.control_difference < trial.best.difference / 2
    assert trial.metric.name == "r2_test"
    assert tried.shares == sorted(tried.shares)
    value = trial.to_json()
    assert value["remedies"][0]["snippet"] == trial.best.snippet
    assert value["seeds"] == [0, 1, 2, 3, 4]


def test_the_budget_is_kept(ill: tuple[Path, Any, Any]) -> None:
    import time

    script, trace, diagnosis = ill
    start = time.monotonic()
    trial = try_on_script(str(script), (), trace, diagnosis, folder=script.parent, budget=2, seeds=200)
    assert time.monotonic() - start < 2 + 8
    assert len(trial.seeds) < 200


def test_ctrl_c_keeps_the_complete_rounds(ill: tuple[Path, Any, Any], recorded: Recorded) -> None:
    script, trace, diagnosis = ill
    calls: list[float] = []

    def impatient(share: float) -> None:
        calls.append(share)
        if len(calls) == 14:
            raise KeyboardInterrupt

    trial = try_on_script(
        str(script), (), trace, diagnosis, folder=script.parent, budget=900, seeds=8, progress=impatient
    )
    assert trial.interrupted
    assert 0 < len(trial.seeds) < 8
    assert trial.best is not None
    assert trial.best.code == "match-shapes"


@pytest.mark.parametrize(("round_", "seeds"), [(5, 5), (2, 3)])
def test_random_remedies_are_worth_the_last_round(
    round_: int, seeds: int, ill: tuple[Path, Any, Any], recorded: Recorded
) -> None:
    """The time is over in the middle of a round's random remedies: without that round there are enough for a verdict,
    or too few in any case.
    """
    script, trace, diagnosis = ill
    own = {repr(((code, given),)) for code, one in script_remedies().items() for given in one.variants} | {"()"}

    def begins(request: RerunRequest) -> None:
        if repr(request.remedies) not in own and request.seed == round_:
            raise KeyboardInterrupt

    recorded.begins = begins
    trial = try_on_script(str(script), (), trace, diagnosis, folder=script.parent, budget=900, seeds=6)
    assert len(trial.seeds) == seeds
    assert bool(trial.controls) is (seeds == 5)


@pytest.mark.usefixtures("warm")
def test_a_remedy_that_breaks_the_script_is_said_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strict = (
        "class Strict(torch.optim.SGD):\n"
        "    def step(self, closure=None):\n"
        "        super().step(closure)\n"
        "        assert self.param_groups[0]['lr'] == 30.0, 'not my rate'\n"
    )
    folder = tmp_path / "home"
    folder.mkdir()
    script = _write(folder, "train.py", lr="30.0", before=strict)
    script.write_text(script.read_text().replace("torch.optim.SGD(model", "Strict(model"))
    trace = watched(script).traces[0]
    diagnosis = diagnose(trace)
    assert "lower-learning-rate" in diagnosis.root.remedies
    few = [remedies()[code] for code in ("lower-learning-rate", "clip-gradients")]  # each other one is more re-runs
    monkeypatch.setattr(rounds, "candidates", lambda _: few)
    trial = try_on_script(str(script), (), trace, diagnosis, folder=folder, budget=900, seeds=1, steps=20)
    broken = [one for one in trial.failed if one.code == "lower-learning-rate"]
    assert broken
    assert broken[0].error == "AssertionError: not my rate"
    assert trial.results
    assert "lower-learning-rate" not in [one.code for one in trial.results]


TABLES = """
import torch
from torch import nn
torch.manual_seed(3)
user, item = nn.Embedding(400, 16), nn.Embedding(400, 16)
optimizer = torch.optim.SGD([*user.parameters(), *item.parameters()], lr=0.0)
for step in range(3):
    rows = torch.arange(400)
    loss = (user(rows) * item(rows)).sum(-1).square().mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print("final", item.weight.std().item())
"""


@pytest.mark.slow(seconds=29)
def test_tables_are_drawn_anew_where_their_rows_are_multiplied(server: Server, tmp_path: Path) -> None:
    script = tmp_path / "tables.py"
    script.write_text(TABLES, encoding="utf-8")
    facts = ScriptFacts(watched(script).traces[0].meta)
    assert "nn.init.xavier_normal_(TABLE)  # Embedding2.weight" in script_remedies()["use-xavier-init"].snippet(
        {}, facts
    )
    ended, output = _run(server, script, ("use-xavier-init", {"init": "xavier"}), facts=facts)
    assert ended.applied
    assert _final(output) == pytest.approx((2 / (400 + 16)) ** 0.5, rel=0.03)
    ended, output = _run(server, script, ("use-xavier-init", {"init": "xavier"}))
    assert not ended.applied  # rows that go into layers have another size
    assert _final(output) == pytest.approx(1.0, rel=0.03)
    assert not _run(server, script, ("use-relu-he", {"activation": "relu", "init": "he"}), facts=facts)[0].applied
