"""Every remedy, found by listing: what each must have and do. A new file in `remedies/` is tested by being there."""

from dataclasses import replace

import pytest
from tests.all_faults import all_at_once
from trial_fakes import META, diagnosis, finding

from whygrad import i18n
from whygrad.diagnose import RULES
from whygrad.experiment import Experiment, presets
from whygrad.trace.meta import DataFacts
from whygrad.trial import changed, changes, remedies_for
from whygrad.trial.remedy import remedies

FINDINGS = tuple(RULES)

ALL = list(remedies().values())
EXPERIMENTS = [
    Experiment(),
    Experiment().replace(hidden=[8, 8, 8], activation="relu", init="zeros", output="tanh", loss="squared"),
    Experiment().replace(hidden=[], activation="linear"),
    Experiment().replace(name="sine", hidden=[16], output="sigmoid", train_share=0.5),
    Experiment().replace(hidden=[5, 4, 3], activation=["sigmoid", "relu", "linear"]),
    Experiment().replace(hidden=[4], optimizer="adam", preprocessing=["center"], samples=100_000),
    Experiment.from_tree({"data": {"name": "adding"}, "layers": [{"rnn": 8, "activation": "relu"}, {"dense": 1}]}),
    *presets.values(),
]
FACTS = DataFacts(feature_names=("x1", "x2"), constant_columns=("x2",))
CLASSES = diagnosis(finding("overfitting", step=1000), meta=replace(META, data=FACTS))
NUMBERS = diagnosis(finding("overfitting"), meta=replace(META, task="numbers", data=FACTS))


of_every_remedy = all_at_once("remedy", ALL, ids=lambda remedy: remedy.code)


class TestEvery:
    @of_every_remedy
    def test_its_file_is_named_after_it(self, remedy):
        __import__(f"whygrad.trial.remedies.{remedy.code.replace('-', '_')}")
        assert remedies()[remedy.code] is remedy

    @of_every_remedy
    def test_it_helps_against_known_findings(self, remedy):
        assert remedy.helps
        assert set(remedy.helps) <= set(FINDINGS)
        assert len(set(remedy.helps)) == len(remedy.helps)

    @all_at_once("language", i18n.LANGUAGES)
    @of_every_remedy
    def test_it_says_what_to_change_and_why(self, remedy, language):
        with i18n.use(language):
            title, reason = i18n.text(f"title-remedy-{remedy.code}"), i18n.text(f"remedy-{remedy.code}")
        assert 0 < len(title) <= 40
        assert len(reason) > len(title)
        assert reason.endswith(".")

    @of_every_remedy
    def test_what_it_makes_is_another_experiment_of_the_same_question(self, remedy):
        for experiment in EXPERIMENTS:
            for known in (None, CLASSES, NUMBERS):
                for edited in remedy.variants(experiment, known):
                    edit = changes(experiment, edited)
                    assert edit
                    # What is learned, from which seed, and how it is recorded are not the remedy's to change.
                    assert not edit.keys() & {"data.name", "data.noise", "data.seed", "data.target", "recording.every"}
                    assert edited.folder == experiment.folder

    @of_every_remedy
    def test_it_applies_somewhere_unless_it_is_advice(self, remedy):
        applied = [remedy.apply(experiment, known) for experiment in EXPERIMENTS for known in (None, CLASSES, NUMBERS)]
        assert all(edited is None for edited in applied) == remedy.advice_only

    @of_every_remedy
    def test_apply_gives_the_first_variant(self, remedy):
        for experiment in EXPERIMENTS:
            variants = remedy.variants(experiment, CLASSES)
            assert len(set(variants)) == len(variants)
            assert remedy.apply(experiment, CLASSES) == (variants[0] if variants else None)


@all_at_once("code", FINDINGS)
def test_every_finding_has_a_remedy(code):
    assert remedies_for(code)


@all_at_once("rule", RULES.values(), ids=lambda rule: rule.code)
def test_remedies_of_rules_exist_and_help(rule):
    for code in rule.remedies:
        assert code in remedies(), code
        assert remedies()[code] in remedies_for(rule.code), code


def test_changed_gives_nothing_for_no_change_and_for_what_cannot_be():
    experiment = Experiment()
    assert changed(experiment, activation="tanh") is None
    assert changed(experiment, optimizer="perceptron") is None
    assert changed(experiment, hidden=[8]) == experiment.replace(hidden=[8])


def test_changes_are_plain_values_by_dotted_key():
    experiment = Experiment()
    edited = experiment.replace(hidden=[8], preprocessing=["scale"], learning_rate=0.1)
    assert changes(experiment, edited) == {
        "data.preprocessing": ([], ["scale"]),
        "network.hidden": ([4, 2], [8]),
        "training.learning_rate": (0.03, 0.1),
    }
    assert changes(experiment, experiment) == {}


@pytest.mark.parametrize(
    ("code", "experiment", "expected"),
    [
        ("fewer-layers", {"hidden": [9, 8, 7, 6]}, {"network.hidden": ([9, 8, 7, 6], [9, 8])}),
        ("fewer-layers", {"hidden": [9]}, None),
        ("scale-inputs", {"preprocessing": ["scale"]}, {"data.preprocessing": (["scale"], ["center", "scale"])}),
        ("scale-inputs", {"preprocessing": ["whiten"]}, None),
        ("scale-inputs", {"name": "names"}, None),
        (
            "scale-inputs", {"name": "cifar-10", "preprocessing": ["center"]},
            {"data.preprocessing": (["center"], ["center-channel", "scale-channel"])},
        ),
        ("more-data", {"name": "fashion-mnist"}, None),
        ("use-he-init", {"activation": "tanh"}, None),
        ("use-he-init", {"activation": ["relu", "tanh"]}, None),
        (
            "use-he-init", {"activation": ["relu", "elu"]},
            {"network.init": ("xavier-uniform", "he-normal")},
        ),
        (
            "use-relu-he", {"activation": ["sigmoid", "tanh"]},
            {"network.activation": (["sigmoid", "tanh"], "relu"), "network.init": ("xavier-uniform", "he-normal")},
        ),
        (
            "deeper-network", {"activation": ["relu", "tanh"]},
            {"network.hidden": ([4, 2], [4, 2, 2]), "network.activation": (["relu", "tanh"], ["relu", "tanh", "tanh"])},
        ),
        (
            "fewer-layers", {"activation": ["relu", "tanh"]},
            {"network.hidden": ([4, 2], [4]), "network.activation": (["relu", "tanh"], "relu")},
        ),
        ("use-adam", {"optimizer": "adamw"}, None),
        (
            "use-adam", {"hidden": [64]},
            {"training.optimizer": ("sgd", "adam"), "training.learning_rate": (0.03, 0.001)},
        ),
        ("lower-learning-rate", {"learning_rate": 0.3}, {"training.learning_rate": (0.3, 0.03)}),
        ("longer-training", {"epochs": 7}, {"training.epochs": (7, 28)}),
        ("fewer-epochs", {"epochs": 200}, {"training.epochs": (200, 40)}),  # 1,000 updates of 25 an epoch
        ("fewer-epochs", {"epochs": 40}, None),
        ("drop-constant-columns", {}, {"data.features": ("auto", ["x1"])}),
        ("smaller-network", {"hidden": [4, 2]}, {"network.hidden": ([4, 2], [2, 2])}),
        ("deeper-network", {"hidden": []}, {"network.hidden": ([], [8])}),
        (
            "deeper-network", {"hidden": [], "optimizer": "perceptron"},
            {"network.hidden": ([], [8]), "training.optimizer": ("perceptron", "sgd")},
        ),
        ("more-data", {"samples": 50}, {"data.samples": (50, 200)}),
        ("identity-output", {"output": "tanh"}, None),
    ],
)  # fmt: skip
def test_what_some_remedies_change(code, experiment, expected):
    before = Experiment().replace(**experiment)
    after = remedies()[code].apply(before, CLASSES)
    assert (after and changes(before, after)) == expected
