"""A claim's run: what is trained, on what it is tuned, what is stored, what Ctrl-C leaves, when a result is stale."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

import whygrad as wg
from whygrad.claims import Claims
from whygrad.claims.claim import Claim
from whygrad.claims.fingerprint import instructions
from whygrad.claims.outcome import Outcome
from whygrad.claims.running import Running
from whygrad.claims.tuning import on_validation_data
from whygrad.data import load
from whygrad.errors import ExperimentError, InputError

TEXT = """
id = "C90"
topic = "perceptron"
seeds = 12
seconds = 5
texts_say = "supported"
statement = { en = "A hidden layer helps on XOR.", ko = "은닉층은 XOR에 도움이 됩니다." }
literature = [{ stance = "for", cite = "Minsky and Papert (1969), Perceptrons", id = "isbn:978-0-262-53477-2" }]
measure = { name = "train-accuracy", title = { en = "accuracy", ko = "정확도" }, unit = "%" }
rule = { kind = "larger", smallest_effect = 10 }
experiment = { name = "xor", epochs = 20, activation = "tanh" }
claimed = { name = { en = "hidden layer", ko = "은닉층" }, settings = { hidden = [8], learning_rate = 0.3 } }
other = { name = { en = "none", ko = "없음" }, settings = { hidden = [] } }
conditions = [{ name = { en = "500 samples", ko = "표본 500개" } }]
[control]
name = { en = "control: none", ko = "대조: 없음" }
settings = { learning_rate = 0.3 }
claimed = { hidden = [] }
"""


@pytest.fixture
def claim(tmp_path: Path) -> Claim:
    folder = tmp_path / "c90_hidden_layer_helps"
    folder.mkdir()
    (folder / "claim.toml").write_text(TEXT, encoding="utf-8")
    return Claims(tmp_path)["c90"]


def test_both_arms_are_trained_with_the_same_seeds_and_judged(claim: Claim) -> None:
    outcome = claim.run()
    assert outcome is not None
    assert outcome.verdict == "supported"
    (compared,) = outcome.conditions
    arm = wg.Experiment().replace(name="xor", epochs=20, activation="tanh", hidden=[8], learning_rate=0.3)
    trace = wg.train(arm, seeds=12)
    assert compared.claimed == pytest.approx(100 * np.asarray(trace["accuracy_train"])[:, -1])
    assert outcome.control.differences == pytest.approx(np.zeros(12))


def test_a_result_is_the_same_when_it_is_read_back(claim: Claim) -> None:
    outcome = claim.run(seeds=[3, 5, 7])
    assert outcome is not None
    value = json.loads(json.dumps(outcome.to_json()))
    again = Outcome.from_json(claim.definition, value)
    assert again is not None
    assert again.to_json() == outcome.to_json()
    assert again.seeds == (3, 5, 7)
    assert Outcome.from_json(claim.definition, value | {"conditions": []}) is None


def test_settings_replace_those_of_both_arms(claim: Claim) -> None:
    outcome = claim.run(changes=["hidden=[]", "learning_rate=0.1"])
    assert outcome is not None
    assert outcome.verdict == "refuted"
    assert outcome.changes == ("hidden=[]", "learning_rate=0.1")
    with pytest.raises(ExperimentError):
        claim.run(changes=["learning_rate=-1"])


def test_one_seed_is_refused(claim: Claim) -> None:
    with pytest.raises(InputError, match="several seeds"):
        claim.run(seeds=1)


def test_ctrl_c_gives_no_outcome(claim: Claim) -> None:
    def interrupt(_done: float) -> None:
        raise KeyboardInterrupt

    assert claim.run(progress=interrupt) is None


def test_progress_rises_to_one(claim: Claim) -> None:
    heard: list[float] = []
    claim.run(progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == pytest.approx(1.0)


def test_a_result_is_stale_once_its_claim_changes(claim: Claim) -> None:
    assert claim.is_stale
    assert claim.result is None
    outcome = claim.run()
    assert outcome is not None
    (claim.folder / "result.json").write_text(json.dumps(outcome.to_json()), encoding="utf-8")
    assert not claim.is_stale
    changed = claim.folder.with_name("c91_other")
    shutil.copytree(claim.folder, changed)
    (changed / "claim.toml").write_text(TEXT.replace("A hidden layer helps", "A layer helps"), encoding="utf-8")
    assert not Claim(changed).is_stale
    (changed / "claim.toml").write_text(TEXT.replace("epochs = 20", "epochs = 21"), encoding="utf-8")
    assert Claim(changed).is_stale


def test_comments_and_docstrings_leave_the_fingerprint_as_it_is() -> None:
    plain = "def f(x):\n    y = x  \n\n    return y, '''a\n\n# b'''\n"
    told = (
        '"""A module.\n\nOf 1.\n"""\n# Why.\n'
        "def f(x):\n    'F.'\n    y = x  \n\n    # So.\n    return y, '''a\n\n# b'''  # c\n"
    )
    assert instructions(told) == instructions(plain) == plain
    assert instructions("x = 'a'\n") != instructions("x = 'b'\n")
    assert instructions("f(\n    'a',  # why\n)\n") == "f(\n    'a',\n)\n"


def test_an_id_that_no_claim_has_is_refused(claim: Claim) -> None:
    known = Claims(claim.folder.parent)
    assert list(known) == ["C90"]
    with pytest.raises(InputError, match="no claim has the id C91"):
        known["C91"]
    with pytest.raises(KeyError):
        known["nothing"]


def test_generated_data_are_tuned_on_samples_that_the_verdict_never_sees() -> None:
    base = wg.Experiment().replace(name="moons", noise=0.1, samples=200)
    tuned = on_validation_data(base)
    seen, unseen = load(base.data), load(tuned.data)
    own = {tuple(row) for row in np.concatenate([seen.x_train, seen.x_test]).tolist()}
    assert not own & {tuple(row) for row in np.concatenate([unseen.x_train, unseen.x_test]).tolist()}


def test_read_data_are_tuned_on_a_part_of_the_training_set() -> None:
    base = wg.Experiment().replace(name="digits", samples=200, hidden=[8])
    tuned = on_validation_data(base)
    seen, inner = load(base.data), load(tuned.data, tuned.folder)
    test = {tuple(row) for row in seen.x_test.tolist()}
    inside = [tuple(row) for row in np.concatenate([inner.x_train, inner.x_test]).tolist()]
    assert len(inside) == len(seen.x_train)
    assert not test & set(inside)
    assert inner.classes == seen.classes
    assert len(inner.x_test) == pytest.approx(len(seen.x_train) / 4, abs=1)


def test_images_stay_images_where_they_are_tuned() -> None:
    layers = [{"conv": 2, "kernel": 3}, "flatten", {"dense": 10}]
    base = wg.Experiment().replace(name="digits", samples=200, layers=layers, epochs=1)
    tuned = on_validation_data(base)
    assert load(tuned.data, tuned.folder).picture_shape == load(base.data).picture_shape == (1, 8, 8)
    trace = wg.train(tuned, seeds=2)
    assert [layer.name for layer in trace.meta.layers] == [layer.name for layer in wg.train(base, seeds=2).meta.layers]


def test_each_arm_gets_the_value_that_is_best_for_it(tmp_path: Path) -> None:
    folder = tmp_path / "c90_tuned"
    folder.mkdir()
    tuning = 'tuning = { key = "learning_rate", values = [1e-5, 0.3], measure = "train-accuracy", best = "higher" }\n'
    (folder / "claim.toml").write_text(tuning + TEXT.replace(", learning_rate = 0.3 }", " }"), encoding="utf-8")
    outcome = Claim(folder).run()
    assert outcome is not None
    assert outcome.conditions[0].tuned["claimed"] == 0.3
    given = Claim(folder).run(changes=["learning_rate=0.1"])
    assert given is not None
    assert given.conditions[0].tuned == {}
    running = Running(outcome.definition, folder.name, range(12), (), lambda _: None)
    condition = outcome.definition.conditions[0]
    assert running.experiment(condition, "claimed").network.hidden == (8,)
    assert running.experiment(condition, "other").network.hidden == ()
