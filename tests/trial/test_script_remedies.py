"""Remedies from outside do what the same change in the script does: the oracle is the script changed by hand."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch")
pytestmark = pytest.mark.torch

from tests.trial.rerun_scripts import NUMBERS, facts_of, final_of, run_again, write  # noqa: E402
from tests.watch.forked import watched  # noqa: E402
from trial_fakes import META  # noqa: E402

from whygrad.trial.remedy import remedies  # noqa: E402
from whygrad.trial.rerun import ScriptFacts, Server, script_remedies  # noqa: E402
from whygrad.trial.rerun.intervention import LayerCall, LossCall  # noqa: E402
from whygrad.trial.rerun.metric import choose  # noqa: E402


@pytest.fixture(scope="module")
def untreated(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., float]:
    """The final number of the script with these parts and no remedy; the same script is run once."""
    known: dict[str, float] = {}

    def final(**parts: str) -> float:
        script = write(tmp_path_factory.mktemp("untreated"), "train.py", **parts)
        text = script.read_text(encoding="utf-8")
        if text not in known:
            known[text] = final_of(run_again(server, script)[1])
        return known[text]

    return final


def test_every_one_has_a_remedy_and_a_snippet(server: Server, tmp_path: Path) -> None:
    trace = watched(write(tmp_path, "train.py", **NUMBERS)).traces[0]
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
    script = write(tmp_path, "train.py", after="print(step, loss.item())")
    ended, output = run_again(server, script)
    alone = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert output == alone.stdout
    assert (ended.stop, ended.steps, ended.finite) == ("finished", 60, True)


LATER = "nn.init.zeros_(model[2].weight)\nschedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda at: {})"


def test_more_parameters_suit_a_schedule_that_counts_groups(server: Server, tmp_path: Path) -> None:
    script = write(tmp_path, "train.py", after="schedule.step()")
    text = script.read_text().replace("for step in", "optimizer.param_groups[0]['params'].pop()\nSCHEDULE\nfor step in")
    script.write_text(text.replace("SCHEDULE", LATER.format("1.0")))
    ended, output = run_again(server, script, ("pass-all-parameters", {}))
    assert (ended.stop, ended.error, ended.applied) == ("finished", "", True), output


def test_momentum_follows_a_warm_up_from_0(server: Server, tmp_path: Path) -> None:
    script = write(tmp_path, "train.py", after="schedule.step()")
    text = script.read_text().replace("for step in", "SCHEDULE\nfor step in", 1)
    script.write_text(text.replace("SCHEDULE", LATER.format("min(1.0, at / 20)")))
    ended, output = run_again(server, script, ("use-momentum", {}))
    assert ended.applied
    assert final_of(output) < 0.65  # a network whose weights stay where they are is at ln 2


def test_a_remedy_acts_inside_of_what_is_to_be_compiled(server: Server, tmp_path: Path) -> None:
    compiled = "model = torch.compile(model, backend='eager')"
    script = write(tmp_path, "train.py", before=compiled, end=", nn.Softmax(1)")
    ended, output = run_again(server, script, ("identity-output", {}))
    assert (ended.stop, ended.error, ended.applied) == ("finished", "", True), output


def test_a_stream_is_not_shuffled(server: Server, tmp_path: Path) -> None:
    stream = "class S(torch.utils.data.IterableDataset):\n    def __iter__(self):\n        return iter(range(3))\n"
    script = write(tmp_path, "train.py", before=f"{stream}list(torch.utils.data.DataLoader(S()))")
    ended, output = run_again(server, script, ("shuffle-data", {}))
    assert (ended.stop, ended.error) == ("finished", ""), output


def test_a_class_of_a_single_sample_is_scored(server: Server, tmp_path: Path) -> None:
    """Answers (C,) with a label (): their hits are those of the batch."""
    one = "torch.stack([F.cross_entropy(o, t) for o, t in zip(out, y[rows])]).mean()"
    ended, _ = run_again(server, write(tmp_path, "one.py", loss=one))
    batch, _ = run_again(server, write(tmp_path, "batch.py"))
    assert (ended.stop, ended.steps) == ("finished", 60)
    assert ended.scores["accuracy_train"] == pytest.approx(batch.scores["accuracy_train"])


def test_inputs_may_be_sparse(server: Server, tmp_path: Path) -> None:
    weight = "w = nn.Parameter(0.1 * torch.randn(6, 6))"
    script = write(tmp_path, "train.py", before=weight, input="torch.mm(x[rows].to_sparse(), w)", judge="x.sum()")
    script.write_text(script.read_text().replace("model.parameters()", "[w, *model.parameters()]"))
    ended, _ = run_again(server, script)
    assert (ended.stop, ended.steps, ended.error) == ("finished", 60, "")


def test_of_a_loss_written_by_hand_its_fall_is_compared(server: Server, tmp_path: Path) -> None:
    """A Poisson likelihood: no loss function is called, and nothing is evaluated."""
    rate = "(out.exp() - (x[rows, 0] > 0).float()[:, None] * out).mean()"
    script = write(tmp_path, "train.py", outputs="1", loss=rate, after="print('loss', loss.item())")
    ended, output = run_again(server, script)
    losses = [float(line.split()[1]) for line in output.splitlines() if line.startswith("loss")]
    assert len(losses) == 60
    fall = (losses[0] - sum(losses[-10:]) / 10) / abs(losses[0])
    assert ended.scores["loss_fall_train"] == pytest.approx(fall, rel=1e-5)
    chosen = choose(ended, facts_of(), "learning-rate-too-high")
    assert chosen is not None
    assert chosen.name == "loss_fall_train"
    faster, _ = run_again(server, script, ("lower-learning-rate", {"factor": 0.1}), facts=facts_of(start=losses[0]))
    assert 0 < faster.scores["loss_fall_train"] < fall


def test_a_loss_written_by_hand_that_is_no_number_in_the_end(server: Server, tmp_path: Path) -> None:
    script = write(tmp_path, "train.py", outputs="1", loss="out.mean() + (0.0 if step < 40 else float('nan'))")
    ended, _ = run_again(server, script)
    assert not ended.finite
    assert "loss_fall_train" not in ended.scores


def test_a_seed_moves_what_the_script_draws(server: Server, tmp_path: Path) -> None:
    script = write(tmp_path, "train.py")
    moved = tmp_path / "moved.py"
    moved.write_text(script.read_text().replace("manual_seed(3)", "manual_seed(7)"))
    assert run_again(server, script, seed=4)[1] == run_again(server, moved)[1] != run_again(server, script)[1]


def test_seeds_given_by_keyword_are_moved_alike(server: Server, tmp_path: Path) -> None:
    seeds = "import random, numpy; random.seed({0}3); numpy.random.seed({1}3); torch.manual_seed({2}3)"
    drawn = "print(random.random(), numpy.random.rand(), torch.rand(1))"
    by_place = write(tmp_path, "place.py", before=seeds.format("", "", ""), after=drawn)
    by_name = write(tmp_path, "name.py", before=seeds.format("a=", "seed=", "seed="), after=drawn)
    ended, output = run_again(server, by_name, seed=4)
    assert ended.stop == "finished"
    assert output == run_again(server, by_place, seed=4)[1]


def test_without_another_seed_every_seed_stays(server: Server, tmp_path: Path) -> None:
    script = write(tmp_path, "train.py", before=f"import random; random.seed({2**40})", after="print(random.random())")
    alone = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert run_again(server, script)[1] == alone.stdout


def test_a_script_without_seeds_is_repeatable(server: Server, tmp_path: Path) -> None:
    script = write(tmp_path, "train.py")
    script.write_text(script.read_text().replace("torch.manual_seed(3)", ""))
    first, again, other = (run_again(server, script, seed=seed)[1] for seed in (1, 1, 2))
    assert first == again != other


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
    meta = watched(write(tmp_path, "ill.py", **ill)).traces[0].meta if code == "use-cross-entropy" else META
    facts = ScriptFacts(meta, layers=2, class_counts=(192.0, 48.0), target_low=1.0, target_high=2.0)
    ended, output = run_again(server, write(tmp_path, "ill.py", **ill), (code, given), facts=facts)
    assert ended.applied
    by_hand = untreated(**mended)
    assert final_of(output) == pytest.approx(by_hand, rel=1e-5)
    if ill != mended:
        before = untreated(**ill) if code != "fix-targets" else None  # which breaks off at its first loss
        assert before != pytest.approx(by_hand, rel=1e-4)


@pytest.mark.parametrize("code", ["call-train", "call-eval", "use-he-init", "scale-inputs", "add-batch-normalization"])
def test_a_model_whose_forward_is_called_is_mended_alike(code: str, server: Server, tmp_path: Path) -> None:
    _, ill, _ = HAND.get(code, ({}, {}, {}))
    script = write(tmp_path, "ill.py", **ill)
    facts = run_again(server, script)[0].facts
    bare = tmp_path / "bare.py"
    bare.write_text(
        re.sub(r"(?<=model)\((?=x)|(?<=model\.eval\(\))\((?=x)", ".forward(", script.read_text("utf-8")), "utf-8"
    )
    given = dict(script_remedies()[code].variants[0])
    ended, output = run_again(server, bare, (code, given), facts=facts)
    assert ended.applied
    assert final_of(output) == final_of(run_again(server, script, (code, given), facts=facts)[1])


def test_gradients_that_were_cleared_too_early_are_kept_for_the_step(server: Server, tmp_path: Path) -> None:
    clear = "optimizer.zero_grad()"
    ill = write(tmp_path, "ill.py", zero="", clip=clear)
    facts = ScriptFacts(watched(ill).traces[0].meta, layers=2)
    ended, output = run_again(server, ill, ("clear-gradients", {}), facts=facts)
    assert ended.applied
    assert final_of(output) == pytest.approx(final_of(run_again(server, write(tmp_path, "mended.py"))[1]), rel=1e-5)
    lines = script_remedies()["clear-gradients"].snippet({}, facts).splitlines()
    assert lines[1:] == [f"+ {clear}", "  loss.backward()", f"- {clear}", "  optimizer.step()"]


def test_a_cosine_is_stretched_over_the_targets(server: Server, tmp_path: Path) -> None:
    def parts(span: str) -> dict[str, str]:
        angle = span.format("F.cosine_similarity({}, torch.ones(2), dim=1)")
        return NUMBERS | {"outputs": "2", "loss": f"F.mse_loss({angle.format('out')}, y[rows])",
                          "judge": f"F.mse_loss({angle.format('model(x)')}, y)"}  # fmt: skip

    meta = watched(write(tmp_path, "ill.py", **parts("{}"))).traces[0].meta
    facts = ScriptFacts(meta, layers=2, target_low=-4.0, target_high=6.0)
    ended, output = run_again(server, tmp_path / "ill.py", ("scale-targets", {}), facts=facts)
    assert ended.applied
    by_hand = write(tmp_path, "mended.py", **parts("(1 + 6 * {})"))
    assert final_of(output) == pytest.approx(final_of(run_again(server, by_hand)[1]), rel=1e-5)
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
    ended, output = run_again(
        server, write(tmp_path, "ill.py", **(parts | judge | {"end": ", nn.Sigmoid()"})), ("output-auto", {})
    )
    assert ended.applied
    by_hand = final_of(run_again(server, write(tmp_path, "mended.py", **(parts | judge)))[1])
    assert final_of(output) == pytest.approx(by_hand, rel=1e-5)


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
    ill = write(tmp_path, "ill.py", target=target, loss=loss, **parts)
    meta = watched(ill).traces[0].meta
    assert meta.program is not None
    assert meta.program.loss is not None
    assert (meta.program.loss.function, meta.program.loss.kind) == ("written out", "binary")
    first, said = run_again(server, ill, facts=ScriptFacts(meta, layers=2))
    assert first.facts is not None
    low = float("1" in target[-1:])
    assert (first.facts.target_low, first.facts.target_high) == (low, low + 1)
    facts = ScriptFacts(meta, layers=2, class_counts=(192.0, 48.0), target_low=low, target_high=low + 1)
    ended, output = run_again(server, ill, (code, {}), facts=facts)
    assert ended.applied
    assert "accuracy_train" in ended.scores
    by_hand = final_of(run_again(server, write(tmp_path, "mended.py", target=right, loss=mended, **parts))[1])
    assert final_of(output) == pytest.approx(by_hand, rel=1e-5)
    assert final_of(said) != pytest.approx(by_hand, rel=1e-2)


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
    frozen = final_of(run_again(server, script)[1])
    ended, output = run_again(server, script, ("unfreeze-parameters", {}))
    assert ended.applied
    assert final_of(output) < 0.5 * frozen


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
    ended, _ = run_again(server, write(tmp_path, "train.py", **parts))
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
    treatment = script_remedies()["add-dropout"].intervention({"share": 0.5}, facts_of())
    args = [torch.zeros(4), given, weight] if name == "addmm" else [given, weight]
    call = LayerCall(name, torch.add, args, {}, weights=[weight])
    treatment.layer(call)
    assert treatment.used
    assert call.given is not given
    first = LayerCall("mv", torch.mv, [weight, given[0]], {}, weights=[weight])
    treatment.layer(first)
    assert first.given is weight


def test_scaled_inputs_are_those_of_the_first_batches(server: Server, tmp_path: Path) -> None:
    first = run_again(server, write(tmp_path, "ill.py"))[0]
    assert first.facts is not None
    scale = "x = (x - x[:].mean(0)) / x.std(0, correction=0)\ny = y0"
    ended, output = run_again(server, tmp_path / "ill.py", ("scale-inputs", {}), facts=first.facts)
    by_hand = write(tmp_path, "mended.py", target="(x[:, 0] > x[:, 2]).long()", before=scale.replace("y = y0", ""))
    assert final_of(output) == pytest.approx(final_of(run_again(server, by_hand)[1]), rel=1e-3)
    assert ended.applied


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
    ended, output = run_again(server, script, ("use-xavier-init", {"init": "xavier"}), facts=facts)
    assert ended.applied
    assert final_of(output) == pytest.approx((2 / (400 + 16)) ** 0.5, rel=0.03)
    ended, output = run_again(server, script, ("use-xavier-init", {"init": "xavier"}))
    assert not ended.applied  # rows that go into layers have another size
    assert final_of(output) == pytest.approx(1.0, rel=0.03)
    assert not run_again(server, script, ("use-relu-he", {"activation": "relu", "init": "he"}), facts=facts)[0].applied
