"""What tests ask the server, as the page would."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
from fastapi.testclient import TestClient

from whygrad.experiment import Experiment
from whygrad.studio.wire import encoded
from whygrad.trace import Trace

TOKEN = "the-token"
HOST = "127.0.0.1:8642"
HEADERS = {"x-whygrad-token": TOKEN}


class Page:
    """A page that asks and reads the answers."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def post(self, path: str, **question: Any) -> Any:
        """What the server answers to a question, as status and JSON."""
        response = self.client.post(f"/api/{path}", json=question, headers=HEADERS)
        return response.status_code, response.json()

    def ask(self, path: str, **question: Any) -> Any:
        """The answer to a question that has one."""
        status, answer = self.post(path, **question)
        assert status == 200, answer
        return answer

    def refused(self, path: str, **question: Any) -> dict[str, Any]:
        """The error that a question deserves: one line and the key it is about."""
        status, answer = self.post(path, **question)
        assert status == 422, answer
        assert answer.keys() == {"error", "key"}
        assert answer["error"]
        assert "\n" not in answer["error"]
        return answer

    def get(self, path: str) -> Any:
        """What the server has at a path of its API."""
        response = self.client.get(f"/api/{path}", headers=HEADERS)
        assert response.status_code == 200, response.text
        return response.json()


def numbers(array: dict[str, Any]) -> np.ndarray:
    """An array of the wire, read without the code that wrote it."""
    dtype = {"f32": "<f4", "i32": "<i4", "u32": "<u4"}[array["dtype"]]
    return np.frombuffer(base64.b64decode(array["data"]), dtype).reshape(array["shape"])


def recorded(experiment: Experiment, trace: Trace, **more: Any) -> dict[str, Any]:
    """A trace as the page posts it."""
    runs = len(trace.seeds)
    return {
        "experiment": experiment.model_dump(),
        "seeds": trace.seeds.tolist(),
        "steps": trace.steps.tolist(),
        "channels": {name: encoded(array) for name, array in trace.channels.items() if array.ndim >= 2},
        "status": [str(status) if status != "diverged" else "finished" for status in trace.status],
        "non_finite_step": trace.non_finite_step.tolist(),
        "non_finite_layer": trace.non_finite_layer.tolist(),
        "non_finite_what": list(trace.non_finite_what) if trace.non_finite_what else [""] * runs,
        **more,
    }
