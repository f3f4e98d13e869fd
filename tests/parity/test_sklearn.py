"""Single layers trained to the end, against scikit-learn's and the closed form's answer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.engine.runs import make_job, parameters, trained

from whygrad.engine.program import Job
from whygrad.nets.random import sample_order

LONG: dict[str, Any] = {
    "hidden": [], "samples": 120, "batch_size": 1000, "epochs": 4000, "optimizer": "nesterov", "learning_rate": 0.1,
    "preprocessing": ["scale"],
}  # fmt: skip


def _layer(job: Job) -> tuple[np.ndarray, np.ndarray]:
    """Weights (P, O, I) and biases (P, O) after training."""
    final = parameters(trained(job))
    weight, bias = job.program.plan.parameters
    runs = len(final)
    return (
        final[:, weight.offset : weight.offset + weight.count].reshape(runs, *weight.shape),
        final[:, bias.offset : bias.offset + bias.count],
    )


@pytest.mark.parametrize("data", [{"name": "moons", "noise": 0.2}, {"name": "blobs:3", "noise": 2.0}])
def test_cross_entropy_is_logistic_regression(data: dict[str, Any]) -> None:
    from sklearn.linear_model import LogisticRegression

    decay = 0.02
    job = make_job((0, 1), **LONG | data, l2=decay)
    dataset = job.program.dataset
    # Its C weighs the summed loss against ½‖w‖², our l2 weighs ½‖w‖² against the mean loss.
    model = LogisticRegression(C=1 / (decay * len(dataset.x_train)), tol=1e-10, max_iter=10_000)
    model.fit(dataset.x_train.astype(np.float64), dataset.y_train)
    weights, biases = _layer(job)
    for run in range(2):
        np.testing.assert_allclose(weights[run], model.coef_, atol=1e-3)
        np.testing.assert_allclose(biases[run], model.intercept_, atol=1e-3)


def test_squared_loss_is_least_squares() -> None:
    job = make_job((0, 1), **LONG | {"name": "plane", "noise": 0.3, "features": ["x1", "x2", "x1*x2"]})
    dataset = job.program.dataset
    columns = np.column_stack((dataset.x_train, np.ones(len(dataset.x_train)))).astype(np.float64)
    expected = np.linalg.lstsq(columns, dataset.y_train[:, 0].astype(np.float64))[0]
    weights, biases = _layer(job)
    for run in range(2):
        np.testing.assert_allclose(np.append(weights[run], biases[run]), expected, atol=1e-4)


def test_squared_loss_with_l2_is_ridge_regression() -> None:
    from sklearn.linear_model import Ridge

    decay = 0.3
    job = make_job((0,), **LONG | {"name": "plane", "noise": 0.3, "l2": decay})
    dataset = job.program.dataset
    model = Ridge(alpha=decay * len(dataset.x_train)).fit(dataset.x_train, dataset.y_train[:, 0])
    weights, biases = _layer(job)
    np.testing.assert_allclose(weights[0, 0], model.coef_, atol=1e-4)
    np.testing.assert_allclose(biases[0], model.intercept_, atol=1e-4)


@pytest.mark.parametrize("name", ["moons", "circle"])
def test_perceptron_rule_is_scikit_learns(name: str) -> None:
    """Update for update: the same samples in the same order; a wrong answer or none (z = 0) moves the weights."""
    from sklearn.linear_model import Perceptron

    epochs, rate = 5, 0.5
    job = make_job(
        name=name, samples=100, hidden=[], optimizer="perceptron", init="zeros", batch_size=1, epochs=epochs,
        learning_rate=rate,
    )  # fmt: skip
    dataset = job.program.dataset
    weights, biases = _layer(job)
    for run in range(len(job.seeds)):
        model = Perceptron(eta0=rate, shuffle=False)
        for epoch in range(epochs):
            order = sample_order(job.seeds, epoch, len(dataset.x_train))[run]
            model.partial_fit(dataset.x_train[order], dataset.y_train[order], classes=[0, 1])
        np.testing.assert_allclose(weights[run], model.coef_, atol=1e-4)
        np.testing.assert_allclose(biases[run], model.intercept_, atol=1e-4)
