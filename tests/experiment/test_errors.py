"""Bad input gets one line: what, where, what is allowed, the nearest right spelling; never pydantic's words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.experiment.strategies import outcome

from whygrad import i18n
from whygrad.errors import ExperimentError
from whygrad.experiment import OPTIONS, Experiment, Network, Option, Training


def one_line(error: pytest.ExceptionInfo[ExperimentError]) -> str:
    line = str(error.value)
    assert "\n" not in line
    assert len(line) < 500
    return line


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("[trainig]\nepochs = 3", 'line 1: there is no section "trainig"; did you mean training?'),
        ("[zzz]\nepochs = 3", "known sections: data network training recording"),
        ("[training]\n\nlearning_rat = 3", "line 3: there is no key"),
        ("[training]\nlearning_rat = 3", "did you mean training.learning_rate?"),
        ("learning_rat = 3", "did you mean learning_rate?"),
        ("[data]\nlearning_rate = 3", "did you mean training.learning_rate?"),
        ("[data]\nneurons = 3", "known keys: data.name data.samples"),
        ("hidden = [8]\n[network]\nhidden = [9]", "network.hidden is given twice"),
        ("network = 3", "line 1: network must be a section with keys, not 3"),
        ("[[data]]\nname = 'xor'", "line 1: data must be a section"),
        ("[network]\nlayers = 'relu'", "line 2: network.layers"),
        ("layers = ['rleu']", 'network.layers[1]: there is no layer "rleu"; did you mean relu?'),
        ("layers = ['relu', 'conv']", 'network.layers[2]: "conv" needs a number'),
        ("layers = [{ relu = 3 }]", "relu takes no number"),
        ("layers = [{ conv = 3, kernl = 2 }]", "did you mean kernel?"),
        ("layers = [{ conv = 3, dense = 2 }]", "several layers (conv, dense)"),
        ("layers = [{ conv = 3, kernel = [1, 2, 3] }]", "network.layers[1].kernel cannot be [1, 2, 3]"),
        ("layers = [{ residual = ['relu', 'x'] }]", "network.layers[1].residual[2]"),
        ("layers = [[]]", "a layer must be a name"),
        ("layers = ['relu']\nhidden = [3]", "network.hidden applies to networks"),
        ("layers = ['relu']\nactivation = 'relu'", "network.activation applies to networks"),
        ("layers = ['relu']\noptimizer = 'perceptron'", "perceptron"),
        (
            '# x\n[training]\nlearning_rate = "0.1x"',
            'line 3: training.learning_rate cannot be "0.1x"; allowed: a number above',
        ),
        ("[training]\nlearning_rate = nan", "cannot be nan"),
        ("[training]\nlearning_rate = inf", "cannot be inf"),
        ("[training]\nlearning_rate = 0", "a number above 0"),
        ("epochs = 10.5", "training.epochs cannot be 10.5; allowed: an integer from 1 to 100000"),
        ("epochs = true", "cannot be true"),
        ("epochs = 100001", "an integer from 1 to 100000"),
        ("epochs = 1979-05-27", "cannot be 1979-05-27"),
        ("samples = 3", "an integer from 4 to 100000"),
        ("batch_size = 0", "an integer from 1"),
        ("dropout = 1", "a number from 0 to 0.99"),
        ("residual = 1", "true or false"),
        ("hidden = 8", "a list of at most 64 integers from 1 to 1024"),
        ("hidden = [8, 0]", "[8, 0]"),
        ("hidden = [1025]", "[1025]"),
        ("hidden = [[4]]", "[[…]]"),
        ("hidden = ['4']", '["4"]'),
        (f"hidden = {[1] * 65}", "at most 64"),
        ("activation = 'ReLU'", "did you mean relu?"),
        ("activation = 'leakyrelu'", "did you mean leaky-relu?"),
        ("activation = 'qqq'", "allowed: linear step sign piecewise-linear"),
        ("activation = ''", "allowed: linear step"),
        ("activation = 'tanh:2'", "allowed: linear step"),
        ("init = 'normal'", "normal:STD"),
        ("init = 'normal:0'", "STD above 0"),
        ("init = 'normal:x'", "STD above 0"),
        ("init = 'norml:0.5'", "did you mean normal:0.5?"),
        ("init = 'xavier'", "did you mean xavier-"),
        ("optimizer = 'adm'", "did you mean adam?"),
        ("loss = 'cross_entropy'", "did you mean cross-entropy?"),
        ("schedule = 'cosin'", "did you mean cosine?"),
        ("name = 'cirle'", "did you mean circle?"),
        ("name = 'points.txt'", "the path of a CSV file (NAME.csv), or of a folder"),
        ("name = 'blobs:7'", "K from 2 to 6"),
        ("name = 'blobs:2.5'", "K from 2 to 6"),
        ("name = 'blob:3'", "did you mean blobs:3?"),
        ("name = 'moons:3'", "allowed: circle"),
        ('name = "a\\u0000.csv"', "data.name cannot be"),
        ("preprocessing = ['centre']", "did you mean center?"),
        ("preprocessing = ['pca']", "pca:N"),
        ("preprocessing = ['pca:2', 'pca:3']", "each at most once"),
        ("preprocessing = 'center'", "a list of any of"),
        ("features = []", "or auto"),
        ("features = ['x1', 'x1']", "different names"),
        (
            "features = ['x1', 'x1^3']",
            'data.features cannot contain "x1^3"; did you mean x1^2? Allowed for circle: x1 x2',
        ),
        ("name = 'sine'\nfeatures = ['x2']", "Allowed for sine: x1 x1^2 sin(x1)"),
        ("name = 'digits'\nfeatures = ['x1']", 'line 2: data.features cannot be "x1"; allowed: pixels'),
        ("name = 'digits'\nfeatures = ['hogs']", "did you mean hog?"),
        ("name = 'digits'\nfeatures = ['hog:1']", "CELL from 2"),
        ("name = 'digits'\nfeatures = ['pixels:2']", "data.features cannot be"),
        ("name = 'digits'\nfeatures = ['hog:4', 'hog:04']", 'line 2: data.features ["hog:4", "hog:4"] names'),
        ("name = 'digits'\nfeatures = ['hog']\naugmentation = ['crop']", "line 3: data.augmentation changes images"),
        ("name = 'pets/'\nfeatures = ['words']\npreprocessing = ['scale-channel']", "use scale."),
        ("name = 'parity'\nfeatures = ['hog']", "data.features cannot be chosen for parity"),
        ("name = 'circle'\nfeatures = ['hog']", "allowed for circle: x1 x2"),
        ("target = 'price'", "line 1: data.target names a column of a CSV file"),
        ("samples = 4\ntrain_share = 0.1", "line 2: 4 samples with data.train_share = 0.1"),
        ("seed = -1", "an integer from 0"),
        ("every = 0", "an integer from 1 to 1000000000, or auto"),
        ("every = 'often'", "or auto"),
        ("residual = true", "line 1: network.residual needs"),
        ("residual = true\nhidden = [8]", "network.hidden is [8]"),
        ("optimizer = 'perceptron'", "needs network.hidden = [], not [4, 2]"),
        ("optimizer = 'perceptron'\nhidden = []\nloss = 'hinge'", "needs training.loss = auto"),
        ("epochs = 3\nepochs = 4", "not valid TOML"),
        ("a = 1\n[data\nname = 3", "line 2: not valid TOML"),
        ("x = '''", "not valid TOML"),
        ("x = " + "9" * 5000, "not valid TOML"),
        ("x = " + "[" * 5000, "not valid TOML"),
    ],
)
def test_bad_toml(source: str, says: str) -> None:
    with pytest.raises(ExperimentError) as caught:
        Experiment.from_toml(source)
    assert says in one_line(caught)
    with i18n.use("ko"):
        with pytest.raises(ExperimentError) as caught:
            Experiment.from_toml(source)
        assert any("가" <= letter <= "힣" for letter in one_line(caught))


def test_files(tmp_path: Path) -> None:
    def says(path: Path) -> str:
        with pytest.raises(ExperimentError) as caught:
            Experiment.load(path)
        return one_line(caught)

    (tmp_path / "moons.toml").write_text("[training]\nepochs = 0\n", "utf-8")
    assert says(tmp_path / "moons.toml").startswith(f"{tmp_path / 'moons.toml'}, line 2: training.epochs cannot be 0")
    assert says(tmp_path / "mons.toml").endswith(f"did you mean {tmp_path / 'moons.toml'}?")
    assert says(tmp_path / "zzz.toml").endswith("file not found.")
    assert says(tmp_path / "none" / "moons.toml").endswith("file not found.")
    assert "cannot be read" in says(tmp_path)
    assert "cannot be read" in says(Path("a\0.toml"))
    (tmp_path / "latin.toml").write_bytes("# ok\nname = 'größe.csv'\n".encode("latin-1"))
    assert "line 2: not UTF-8" in says(tmp_path / "latin.toml")
    (tmp_path / "utf16.toml").write_bytes("hidden = [8]".encode("utf-16"))
    assert "not UTF-8" in says(tmp_path / "utf16.toml")
    (tmp_path / "long.toml").write_bytes(b"#" * 1_000_001)
    assert "longer than 64000 bytes" in says(tmp_path / "long.toml")
    (tmp_path / "broken.toml").write_text("[data]\nname = circle\n", "utf-8")
    assert f"{tmp_path / 'broken.toml'}, line 2: not valid TOML" in says(tmp_path / "broken.toml")
    with pytest.raises(ExperimentError, match="cannot be written"):
        Experiment().save(tmp_path / "none" / "x.toml")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Experiment(data=3),
        lambda: Experiment(date={}),
        lambda: Experiment(network={"hidden": [0]}),
        lambda: Network(hiden=[3]),
        lambda: Training(epochs="many"),
        lambda: Training(epochs=None),
        lambda: Training.model_validate([]),
        lambda: Experiment.model_validate("circle"),
        lambda: Experiment.model_validate_json("{"),
        lambda: Experiment.model_validate_json("[" * 100_000),
        lambda: Experiment.model_validate_json('{"training": {"epochs": "3"}}'),
        lambda: Experiment().replace(lr=0.1),
        lambda: Experiment().replace(**{"network.hidden": [3], "hidden": [3]}),
        lambda: Experiment().vary(learning_rate=0.1),
        lambda: Experiment().vary(activation="relu"),
        lambda: Experiment().vary(epochs=[]),
        lambda: Experiment().vary(nothing=[1]),
        lambda: Experiment().override(["epochs"]),
        lambda: Experiment().override(["epoch=3"]),
        lambda: Experiment().override(["epochs=three"]),
        lambda: Experiment().override(["hidden=[8,8"]),
        lambda: Experiment().override(["hidden=8,x"]),
        lambda: Experiment().override(["residual=yes"]),
        lambda: Experiment().override(["learning_rate=1\nx=2"]),
        lambda: Experiment().override(["epochs=" + "9" * 5000]),
        lambda: Experiment().override(["epochs=" + "[" * 5000]),
    ],
)
def test_wrong_use_from_code(wrong: Any) -> None:
    with pytest.raises(ExperimentError) as caught:
        wrong()
    one_line(caught)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.dates(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(OPTIONS), PLAIN)
def test_no_value_gets_past_the_table(option: Option, value: Any) -> None:
    made = outcome(lambda: Experiment.from_tree({option.section: {option.name: value}}))
    if isinstance(made, str):
        assert option.name in made
    else:
        assert Experiment.from_toml(made.to_toml()) == made


@given(st.dictionaries(st.sampled_from(["data", "network", "training", "epochs", "x"]) | st.text(max_size=8), PLAIN))
def test_no_tree_leaks_another_error(tree: dict[str, Any]) -> None:
    outcome(lambda: Experiment.from_tree(tree))
    outcome(lambda: Experiment(**tree))


@given(st.text(max_size=80))
def test_no_assignment_leaks_another_error(text: str) -> None:
    for option in OPTIONS:
        outcome(lambda option=option: Experiment().override([f"{option.key}={text}"]))
