"""The network with its weights as an ONNX model: for inference, with running statistics and without dropout.

Standard operators of opset 18 where there are some, composed ones for the rest. The model takes what the network sees,
after features and preprocessing; its metadata say what that is.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.activations import ACTIVATIONS
from whygrad.data import Dataset
from whygrad.errors import MissingExtraError
from whygrad.nets import Op
from whygrad.views.export.subject import Subject
from whygrad.views.version import version

OPSET = 18
IR_VERSION = 8  # of that opset's time, so that older runtimes read the file, too
EPSILON = 1e-5  # of the normalizations


NODES = {name: row.code.onnx for name, row in ACTIVATIONS.items() if row.code and row.code.onnx}
"""The nodes of each activation but PReLU: operator, inputs, attributes (`whygrad.activations.Spellings`)."""


def content(subject: Subject) -> bytes:
    """The model's bytes, checked. Its input is `input` (batch, F), its outputs are `output` (batch, O), what the loss
    reads, and, where that is a logit, `probability`.

    Raises `MissingExtraError` where the package `onnx` is missing.
    """
    try:
        import onnx
    except ModuleNotFoundError as error:
        if error.name != "onnx":
            raise
        raise MissingExtraError("error-onnx-missing") from None
    from onnx import TensorProto, helper

    graph = _Graph(subject)
    for op in subject.plan.ops:
        graph.add(op)
    outputs = graph.finish()
    plan = subject.plan
    described = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", plan.widths[value]])
        for name, value in (("input", 0), *((output, plan.output_value) for output in outputs))
    ]
    model = helper.make_model(
        helper.make_graph(graph.nodes, "network", described[:1], described[1:], graph.constants),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
        producer_name="whygrad",
        producer_version=version(),
        doc_string=subject.name,
    )
    helper.set_model_props(model, _metadata(subject))
    onnx.checker.check_model(model, full_check=True)
    return model.SerializeToString(deterministic=True)


class _Graph:
    """Nodes and constants on their way: value v of the plan is named "v<v>"."""

    def __init__(self, subject: Subject) -> None:
        self.subject, self.plan = subject, subject.plan
        self.names = {0: "input"}
        self.nodes: list[Any] = []
        self.constants: list[Any] = []
        self._tensors = {
            p.offset: (p.name, tensor) for p, tensor in zip(self.plan.parameters, subject.tensors(), strict=True)
        }

    def add(self, op: Op) -> None:
        """The nodes of one operation."""
        x = self.names[op.source]
        name = self.names[op.target] = f"v{op.target}"
        layer = self.plan.layers[op.layer].name
        if op.kind == "dense":
            self._node("Gemm", [x, self._parameter(op.parameter), self._parameter(op.bias)], name, transB=1)
        elif op.kind == "batch-norm":
            units = self.plan.widths[op.target]
            mean, variance = (self.subject.running[at : at + units] for at in (op.running, op.running + units))
            statistics = [self._constant(f"{layer}.mean", mean), self._constant(f"{layer}.variance", variance)]
            parameters = [self._parameter(op.parameter), self._parameter(op.bias)]
            self._node("BatchNormalization", [x, *parameters, *statistics], name, epsilon=EPSILON)
        elif op.kind == "layer-norm":
            parameters = [self._parameter(op.parameter), self._parameter(op.bias)]
            self._node("LayerNormalization", [x, *parameters], name, epsilon=EPSILON)
        elif op.kind == "add":
            self._node("Add", [x, self.names[op.shortcut]], name)
        elif op.kind == "softmax":
            self._node("Softmax", [x], name, axis=1)
        elif op.kind == "activation":
            self._activate(op, x, name)
        else:  # dropout is the identity outside of training
            self.names[op.target] = x

    def finish(self) -> list[str]:
        """The names of the outputs, after the nodes that give them their names."""
        last = self.names[self.plan.output_value]
        self._node("Identity", [last], "output")
        if not (self.plan.takes_logits and self.plan.output == "identity"):
            return ["output"]
        if self.plan.loss == "binary-cross-entropy":
            self._node("Sigmoid", [last], "probability")
        else:
            self._node("Softmax", [last], "probability", axis=1)
        return ["output", "probability"]

    def _activate(self, op: Op, x: str, name: str) -> None:
        if op.activation == "prelu":
            self._node("PRelu", [x, self._parameter(op.parameter)], name)
        else:
            nodes = NODES[op.activation]
            made = {"x": x}
            for number, (operator, inputs, attributes) in enumerate(nodes, start=1):
                made[str(number)] = name if number == len(nodes) else f"{name}.{number}"
                given = [made[i] if isinstance(i, str) else self._number(i) for i in inputs]
                self._node(operator, given, made[str(number)], **attributes)

    def _node(self, operator: str, inputs: list[str], output: str, **attributes: Any) -> None:
        from onnx import helper

        self.nodes.append(helper.make_node(operator, inputs, [output], name=f"{operator}.{output}", **attributes))

    def _parameter(self, offset: int) -> str:
        return self._constant(*self._tensors[offset])

    def _number(self, value: float) -> str:
        return self._constant(f"{value:g}", np.array(value, np.float32))

    def _constant(self, name: str, array: NDArray[np.float32]) -> str:
        from onnx import numpy_helper

        if all(constant.name != name for constant in self.constants):
            self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array, np.float32), name))
        return name


def _metadata(subject: Subject) -> dict[str, str]:
    """What a user of the model has to know; lists as JSON."""
    dataset = subject.dataset
    known = {
        "task": dataset.task,
        "input_features": json.dumps(dataset.feature_names, ensure_ascii=False),
        "classes": json.dumps(dataset.class_names, ensure_ascii=False),
        "preprocessing": json.dumps(subject.experiment.data.preprocessing),
        "output": "logits" if subject.plan.takes_logits and subject.plan.output == "identity" else subject.plan.output,
        "loss": subject.plan.loss,
        "seed": str(subject.seed),
        "trained": str(subject.trained).lower(),
        "experiment": subject.experiment.to_toml(),
    }
    return known | _scaling(subject, dataset)


def _scaling(subject: Subject, dataset: Dataset) -> dict[str, str]:
    """How raw columns become inputs, input = raw·scale + shift, where each column is scaled for itself."""
    steps = subject.experiment.data.preprocessing
    if not steps or dataset.feature_names != dataset.raw_names or not {"center", "scale"}.issuperset(steps):
        return {}
    columns = len(dataset.raw_names)
    shift, sum_ = dataset.transform(np.stack((np.zeros(columns), np.ones(columns)))).astype(np.float64)
    return {"input_scale": json.dumps((sum_ - shift).tolist()), "input_shift": json.dumps(shift.tolist())}
