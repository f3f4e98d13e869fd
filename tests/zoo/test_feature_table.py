"""The linear classifier, its templates and the table of features against scikit-learn and formulas."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from whygrad.data import load
from whygrad.engine import train
from whygrad.errors import ExperimentError
from whygrad.experiment import Experiment, recipes
from whygrad.zoo.feature_table import SETS, FeatureTable, feature_table, interval, sets_of
from whygrad.zoo.linear_classifier import linear_classifier, linear_weights, probabilities
from whygrad.zoo.templates import Templates, both_ways, templates

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.torch


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def settled(**changes: object) -> Experiment:
    """A training on few pictures that comes close to the minimum of its loss."""
    base = recipes["fashion-mnist-linear"].replace(
        name="fashion-mnist-small", preprocessing=["center", "scale"], features=["hog:9", "histogram:4"],
        optimizer="nesterov", learning_rate=0.1, schedule="linear", batch_size=100, epochs=150, l2=0.1,
    )  # fmt: skip
    return base.replace(**changes)


def test_the_classifier_is_scikit_learns_logistic_regression() -> None:
    """The minimum of mean cross-entropy + l2·‖W‖²/2 is that of C·Σ cross-entropy + ‖W‖²/2 with C = 1/(l2·N)."""
    from sklearn.linear_model import LogisticRegression

    experiment = settled(batch_size=600, schedule="constant", epochs=1_600)  # whole gradients
    dataset = load(experiment.data)
    w, b = linear_weights(train(experiment, seeds=1), dataset)
    c = 1 / (experiment.training.l2 * len(dataset.y_train))
    expected = LogisticRegression(C=c, tol=1e-8, max_iter=2_000).fit(
        dataset.x_train.astype(np.float64), dataset.y_train
    )
    np.testing.assert_allclose(w[0], expected.coef_, atol=2e-3)
    np.testing.assert_allclose(b[0] - b[0].mean(), expected.intercept_ - expected.intercept_.mean(), atol=2e-3)
    found = probabilities(dataset.x_test, w[0], b[0])
    np.testing.assert_allclose(found, expected.predict_proba(dataset.x_test), atol=2e-3)


@pytest.mark.parametrize("engine", ["kernel", "torch"])
def test_weights_are_those_whose_answers_the_trace_counts(engine: str) -> None:
    experiment = settled(features=["histogram"], epochs=3, learning_rate=0.3)
    dataset = load(experiment.data)
    trace = train(experiment, seeds=2, engine=engine)  # pyright: ignore[reportArgumentType]
    for number, one in enumerate(zip(*linear_weights(trace, dataset), strict=True)):
        right = (probabilities(dataset.x_test, *one).argmax(axis=1) == dataset.y_test).mean()
        assert right == pytest.approx(float(trace["accuracy_test"][number, -1]), abs=1e-6)


def test_two_classes_share_one_output() -> None:
    experiment = Experiment().replace(name="gauss", hidden=[], epochs=5)
    dataset = load(experiment.data)
    trace = train(experiment, seeds=1)
    (w,), (b,) = linear_weights(trace, dataset)
    final = trace.final_parameters
    assert final is not None
    z = dataset.x_test @ final[0, :2] + final[0, 2]
    np.testing.assert_allclose(probabilities(dataset.x_test, w, b)[:, 1], 1 / (1 + np.exp(-z)), rtol=1e-5)


def test_a_trained_folder_knows_its_features(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The command leaves a model that computes its features of a picture by itself, codebook included."""
    from PIL import Image

    from whygrad.cli import main
    from whygrad.engine.layered import load_model

    words = "features=hog:7,words:8,pixels"
    arguments = ["fashion-mnist-hog", "--set", "name=fashion-mnist-small", "--set", words, "--set", "epochs=4"]
    assert main(["train", *arguments, "--out", str(tmp_path / "run")]) == 0
    experiment = Experiment.load(tmp_path / "run" / "experiment.toml")
    dataset = load(experiment.data)
    model = load_model(tmp_path / "run")
    assert dataset.pixels_test is not None
    raw = dataset.pixels_test.values
    np.testing.assert_allclose(model.prepared(raw.astype(np.float64)), dataset.x_test, atol=1e-4)
    assert (tmp_path / "run" / "mistakes.png").exists()
    Image.fromarray(raw[0].reshape(28, 28)).save(tmp_path / "picture.png")
    capfd.readouterr()
    assert main(["predict", str(tmp_path / "run"), str(tmp_path / "picture.png"), "--json", "-"]) == 0
    said = json.loads(capfd.readouterr().out)["predictions"][0]
    expected = model.probabilities(dataset.x_test[:1])[0]
    assert said["label"] == dataset.class_names[int(expected.argmax())]
    assert said["probability"] == pytest.approx(expected.max(), abs=1e-4)
    assert main(["inside", str(tmp_path / "run")]) == 2
    assert "is not the pixels of an image" in capfd.readouterr().err


def test_hinge_loss_trains_it_too() -> None:
    trace = train(settled(loss="hinge", output="identity", epochs=40, learning_rate=0.01, l2=0.01), seeds=1)
    assert trace["accuracy_test"][0, -1] > 0.7


@pytest.fixture(scope="module")
def found() -> tuple[Templates, ...]:
    return both_ways("fashion-mnist-small", seeds=1)


def test_a_template_is_what_a_pixel_adds_to_a_score(found: tuple[Templates, ...]) -> None:
    """Making one pixel lighter by 10 of 255 changes the scores by template·10/255, up to what all classes share."""
    one = found[0]
    w, b = linear_weights(one.trace, one.dataset)
    assert one.dataset.pixels_test is not None
    before = one.dataset.pixels_test.values[:1].astype(np.float64)
    after = before.copy()
    place = 14 * 28 + 9
    after[0, place] += 10
    change = (one.dataset.transform(after) - one.dataset.transform(before)).astype(np.float64) @ w[0].T
    expected = one.pictures.reshape(10, -1)[:, place] * 10 / 255
    np.testing.assert_allclose(change[0] - change.mean(), expected, atol=1e-4 * np.abs(one.pictures).max())
    assert b.shape == (1, 10)


def test_mirrored_pictures_are_recognized_less_until_trained_with(found: tuple[Templates, ...]) -> None:
    plain, mirrored = found
    assert plain.accuracy[0] > 0.72
    assert plain.accuracy_mirrored[0] < plain.accuracy[0] - 0.1
    assert abs(mirrored.accuracy_mirrored[0] - mirrored.accuracy[0]) < 0.05
    assert (mirrored.symmetry > 0.95).all()
    assert plain.symmetry[plain.evaluation.labels.index("ankle boot")] < 0.3
    template = plain.pictures[3, 0]
    mirror = template[:, ::-1]
    assert plain.symmetry[3] == pytest.approx((template * mirror).sum() / (template**2).sum())


def test_where_it_fails(found: tuple[Templates, ...]) -> None:
    one = found[0]
    y, answers = one.evaluation.y, one.evaluation.answers
    assert (answers == y).mean() == pytest.approx(one.accuracy[0])
    i, j, count = one.confusions()[0]
    assert i != j
    assert count == ((y == i) & (answers == j)).sum() + ((y == j) & (answers == i)).sum()
    assert count == max(
        ((y == a) & (answers == b)).sum() + ((y == b) & (answers == a)).sum() for a in range(10) for b in range(a)
    )
    sure = one.evaluation.probabilities.max(axis=1)
    for label, worst in enumerate(one.worst()):
        own = np.flatnonzero((y == label) & (answers != label))
        assert (worst is None) == (not len(own))
        assert worst is None or (worst in own and sure[worst] == sure[own].max())


def test_templates_need_a_linear_network_on_pixels() -> None:
    with pytest.raises(ExperimentError, match="single layer"):
        linear_classifier("digits", recipes["fashion-mnist-linear"].replace(hidden=[4]))
    with pytest.raises(ExperimentError, match="single layer"):
        templates(settled(epochs=1))
    with pytest.raises(ExperimentError, match="images only"):
        linear_classifier("circle")
    with pytest.raises(ExperimentError, match="circle has none"):
        linear_classifier("circle", Experiment().replace(hidden=[]))


def test_an_interval_holds_what_it_should() -> None:
    """Of 1,000 draws of seeds and pictures from known distributions about 95 % of the intervals hold the truth."""
    random = np.random.default_rng(0)
    held = 0
    for _ in range(1_000):
        share = 0.8 + 0.02 * random.standard_normal(5)
        values = (random.random((5, 300)) < share[:, None]).astype(np.float64)
        low, high = interval(values)[1:]
        held += low <= 0.8 <= high
    assert held / 1_000 >= 0.95  # the two terms overlap a little where every seed has pictures of its own


def test_an_interval_of_one_seed_is_that_of_a_mean() -> None:
    values = (np.arange(400) % 4 > 0).astype(np.float64)[None]
    half = stats.norm.ppf(0.975) * values.std() / 20
    assert interval(values) == pytest.approx((0.75, 0.75 - half, 0.75 + half), abs=1e-4)


def test_an_interval_over_equal_pictures_is_students() -> None:
    values = np.repeat([[0.7], [0.8], [0.9]], 10, axis=1)
    low, high = stats.t.interval(0.95, 2, 0.8, 0.1 / np.sqrt(3))
    assert interval(values) == pytest.approx((0.8, low, high))


@pytest.fixture(scope="module")
def table() -> FeatureTable:
    base = recipes["fashion-mnist-linear"].replace(epochs=12)
    return feature_table("fashion-mnist-small", base, 2, [("pixels",), ("histogram",), ("hog",), ("words:16",)])


def test_edges_say_more_than_pixels_and_brightness_says_little(table: FeatureTable) -> None:
    accuracy = {one.words[0]: float(one.accuracy.mean()) for one in table.rows}
    assert accuracy["hog"] > accuracy["pixels"] > accuracy["words:16"] > accuracy["histogram"] > 0.15
    pixels, hog = table.rows[0], table.rows[2]
    assert hog.difference(pixels)[0] == pytest.approx(float((hog.accuracy - pixels.accuracy).mean()))
    assert pixels.right.shape == (2, 300)
    assert [one.inputs for one in table.rows] == [784, 16, 1_296, 16]


def test_each_seed_finds_words_of_its_own(table: FeatureTable) -> None:
    words = table.rows[3]
    assert words.fitted is not None
    first = load(words.experiment.replace(**{"data.seed": 0}).data).picture_features
    last = load(words.experiment.replace(**{"data.seed": 1}).data).picture_features
    assert first is not None
    assert last is not None
    np.testing.assert_array_equal(words.fitted.fitted[0], last.fitted[0])
    assert not np.array_equal(first.fitted[0], last.fitted[0])


def test_color_is_compared_where_there_is_some() -> None:
    assert sets_of(3) == SETS
    assert not any("joint-histogram" in words for words in sets_of(1))


def test_figures_say_their_numbers(table: FeatureTable, found: tuple[Templates, ...], tmp_path: Path) -> None:
    from whygrad.views.plots import feature_accuracies, template_pictures

    compared, drawn = feature_accuracies(table), template_pictures(found)
    assert f"hog: {100 * table.rows[2].accuracy.mean():.1f} %" in compared.alt
    assert "ankle boot" in drawn.alt
    for number, picture in enumerate((compared, drawn)):
        picture.save(tmp_path / f"{number}.png")
        assert (tmp_path / f"{number}.png").stat().st_size > 10_000


def test_color_pictures_are_explained_by_commands(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Warm and cold pictures, each half lying the other way round: the command's table, figure and JSON."""
    from PIL import Image

    from whygrad.cli import main

    random = np.random.default_rng(0)
    folder = tmp_path / "pets"
    for number in range(40):
        label = ("cold", "warm")[number % 2]
        (folder / label).mkdir(exist_ok=True, parents=True)
        picture = random.integers(0, 60, (16, 16, 3))
        picture[..., 0 if label == "warm" else 2] += 150
        Image.fromarray(picture.astype(np.uint8)).save(folder / label / f"{number}.png")
    for topic in ("features", "templates"):
        out, numbers = tmp_path / f"{topic}.png", tmp_path / f"{topic}.json"
        arguments = ["explain", topic, "--data", str(folder), "--seeds", "1", "--set", "epochs=3"]
        assert main([*arguments, "--out", str(out), "--json", str(numbers)]) == 0
        assert out.stat().st_size > 5_000
        said = json.loads(numbers.read_text())
        assert said["schema"] == f"whygrad.{topic}/1"
        if topic == "features":
            shares = {" ".join(one["features"]): one["mean"] for one in said["features"]}
            assert shares["joint-histogram"] == 1.0
            assert "hog joint-histogram" in shares
        else:
            assert np.array(said["trainings"][0]["templates"]).shape == (2, 3, 16, 16)
    assert "joint-histogram" in capfd.readouterr().out
