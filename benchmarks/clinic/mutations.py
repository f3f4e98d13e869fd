"""Mistakes that a program can make in any script: edits of its syntax tree, each with the code that names it.

The operators follow those that were found in real faults of deep learning programs (DeepCrime, Humbatova et al. 2021,
https://doi.org/10.1145/3460319.3464825), as far as they have a finding of their own.
"""

from __future__ import annotations

import ast
import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

ACTIVATIONS = ("ReLU", "LeakyReLU", "GELU", "ELU", "SiLU", "Tanh")
FUNCTIONS = ("relu", "leaky_relu", "gelu", "elu", "silu", "tanh")
OPTIMIZERS = ("SGD", "Adam", "AdamW", "RMSprop", "Adagrad", "NAdam", "RAdam")
# What nearly every mistake may show beside itself.
AFTERMATH = ("no-progress", "underfitting", "learning-rate-too-low", "learning-rate-too-high", "vanishing-gradient",
             "exploding-gradient", "non-finite", "dead-units", "saturated-units", "overfitting")  # fmt: skip


@dataclass(frozen=True)
class Mutation:
    """One kind of mistake. `edit` changes the tree in place and says whether it found a place for it."""

    name: str
    cause: str
    edit: Callable[[ast.Module], bool]
    accept: tuple[str, ...] = ()  # codes that are as right


def called(node: ast.AST, *names: str) -> bool:
    """Whether a node is a call of a function or method with one of these names."""
    return isinstance(node, ast.Call) and name_of(node.func) in names


def name_of(node: ast.AST) -> str:
    """The last part of a (dotted) name; "" of anything else."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def owner_of(call: ast.expr) -> ast.expr | None:
    """What a method is called of; None of any other call."""
    function = call.func if isinstance(call, ast.Call) else None
    return function.value if isinstance(function, ast.Attribute) else None


def _expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _positional(call: ast.Call, least: int = 1) -> bool:
    return len(call.args) >= least and not any(isinstance(given, ast.Starred) for given in call.args)


def _statements(tree: ast.Module) -> Iterator[tuple[list[ast.stmt], int, ast.stmt]]:
    """Every statement with the block it stands in; the blocks may be changed meanwhile."""
    for node in list(ast.walk(tree)):
        for field in ("body", "orelse"):
            block = getattr(node, field, None)
            if isinstance(block, list):
                for statement in list(block):
                    yield block, block.index(statement), statement


class _Calls(ast.NodeTransformer):
    """Replaces calls by what a function makes of them; None leaves them."""

    def __init__(self, change: Callable[[ast.Call], ast.expr | None]) -> None:
        self.change, self.changed = change, False

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        new = self.change(node)
        self.changed |= new is not None
        return new or node


def _with_calls(change: Callable[[ast.Call], ast.expr | None]) -> Callable[[ast.Module], bool]:
    def edit(tree: ast.Module) -> bool:
        calls = _Calls(change)
        calls.visit(tree)
        return calls.changed

    return edit


def _without_method(*names: str) -> Callable[[ast.Module], bool]:
    """Take statements out that only call a method of that name (`optimizer.zero_grad()`)."""

    def edit(tree: ast.Module) -> bool:
        found = False
        for block, place, statement in _statements(tree):
            if isinstance(statement, ast.Expr) and called(statement.value, *names):
                block[place] = ast.Pass()
                found = True
        return found

    return edit


def _optimizers(tree: ast.Module) -> Iterator[tuple[list[ast.stmt], int, ast.Call]]:
    """Statements that make an optimizer of `MODEL.parameters()`, with the call."""
    for block, place, statement in _statements(tree):
        if isinstance(statement, ast.Assign | ast.AnnAssign):
            for node in ast.walk(statement):
                if called(node, *OPTIMIZERS) and isinstance(node, ast.Call) and node.args:
                    yield block, place, node


def _model(optimizer: ast.Call) -> str:
    """MODEL of an optimizer of `MODEL.parameters()`; "" of any other."""
    given = optimizer.args[0]
    owner = owner_of(given) if called(given, "parameters") else None
    return ast.unparse(owner) if owner is not None else ""


def _scaled_rate(factor: float) -> Callable[[ast.Module], bool]:
    def edit(tree: ast.Module) -> bool:
        found = False
        for _, _, call in _optimizers(tree):
            for keyword in call.keywords:
                if keyword.arg == "lr":
                    keyword.value = ast.BinOp(keyword.value, ast.Mult(), ast.Constant(factor))
                    found = True
            if not found and len(call.args) > 1:
                call.args[1] = ast.BinOp(call.args[1], ast.Mult(), ast.Constant(factor))
                found = True
        return found

    return edit


def _of_parameters(text: str) -> Callable[[ast.Module], bool]:
    """Give the optimizer another list: `text` with {} for the parameters."""

    def edit(tree: ast.Module) -> bool:
        found = False
        for _, _, call in _optimizers(tree):
            if called(call.args[0], "parameters"):
                call.args[0] = _expression(text.format(ast.unparse(call.args[0])))
                found = True
        return found

    return edit


def _after_optimizer(text: str) -> Callable[[ast.Module], bool]:
    """Do something to the network, {} in the text, behind the line that makes the optimizer of it."""

    def edit(tree: ast.Module) -> bool:
        found = False
        for block, place, call in list(_optimizers(tree)):
            model = _model(call)
            if model and not found:
                block[place + 1 : place + 1] = ast.parse(text.format(model)).body
                found = True
        return found

    return edit


def _other_activations(module: str, text: str) -> Callable[[ast.Module], bool]:
    """Put another module in the place of activation modules, and in that of function calls `text` with {} for what
    they get.
    """

    def change(call: ast.Call) -> ast.expr | None:
        if name_of(call.func) in ACTIVATIONS:
            return _expression(module)
        given = call.args[0] if call.args else owner_of(call)
        if name_of(call.func) in FUNCTIONS and given is not None:
            return _expression(text.format(ast.unparse(given)))
        return None

    return _with_calls(change)


def _criteria(tree: ast.Module, kind: str) -> set[str]:
    """Names that `nn.KIND(…)` is assigned to."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and called(node.value, kind):
            names |= {name_of(target) for target in node.targets}
    return names


def _around_output(kind: str, function: str, text: str) -> Callable[[ast.Module], bool]:
    """Wrap what a loss gets first: `text` with {} for it."""

    def edit(tree: ast.Module) -> bool:
        names = _criteria(tree, kind) | {function}

        def change(call: ast.Call) -> ast.expr | None:
            direct = isinstance(call.func, ast.Call) and called(call.func, kind)
            if _positional(call) and (direct or name_of(call.func) in names):
                call.args[0] = _expression(text.format(ast.unparse(call.args[0])))
                return call
            return None

        return _with_calls(change)(tree)

    return edit


LOSSES = {"cross_entropy", "mse_loss", "binary_cross_entropy_with_logits", "nll_loss"}


def _mixed_up_targets(tree: ast.Module) -> bool:
    kinds = ("CrossEntropyLoss", "MSELoss", "BCEWithLogitsLoss", "NLLLoss", "SmoothL1Loss", "L1Loss")
    names = LOSSES.union(*(_criteria(tree, kind) for kind in kinds))

    def change(call: ast.Call) -> ast.expr | None:
        if name_of(call.func) not in names or not _positional(call, 2):
            return None
        text = ast.unparse(call.args[1])
        call.args[1] = _expression(f"({text})[torch.randperm(len({text}))]")
        return call

    return _with_calls(change)(tree)


def _backward_of(text: str) -> Callable[[ast.Module], bool]:
    """Call `backward` on something else: `text` with {} for the loss."""

    def change(call: ast.Call) -> ast.expr | None:
        if called(call, "backward") and isinstance(call.func, ast.Attribute) and not call.args:
            call.func.value = _expression(text.format(ast.unparse(call.func.value)))
            return call
        return None

    return _with_calls(change)


def _without_step(tree: ast.Module) -> bool:
    names = set[str]()
    for block, place, call in _optimizers(tree):
        statement = block[place]
        if isinstance(statement, ast.Assign) and statement.value is call:
            names |= {name_of(target) for target in statement.targets}
    found = False
    for block, place, statement in _statements(tree):
        if isinstance(statement, ast.Expr) and called(statement.value, "step"):
            assert isinstance(statement.value, ast.Call)
            if isinstance(statement.value.func, ast.Attribute) and name_of(statement.value.func.value) in names:
                block[place] = ast.Pass()
                found = True
    return found


def _squeezed(call: ast.Call) -> ast.expr | None:
    owner = owner_of(call) if called(call, "squeeze", "flatten") else None
    return None if owner is None or name_of(owner) in {"torch", "np"} else owner


def _eval_instead(call: ast.Call) -> ast.expr | None:
    if called(call, "train") and isinstance(call.func, ast.Attribute) and not call.args:
        call.func.attr = "eval"
        return call
    return None


def _inputs(text: str) -> Callable[[ast.Module], bool]:
    """Change what the network, whose parameters the optimizer gets, is given: `text` with {} for it."""

    def edit(tree: ast.Module) -> bool:
        models = {_model(call) for _, _, call in _optimizers(tree)} - {""}

        def change(call: ast.Call) -> ast.expr | None:
            if ast.unparse(call.func) in models and _positional(call):
                call.args[0] = _expression(text.format(ast.unparse(call.args[0])))
                return call
            return None

        return _with_calls(change)(tree)

    return edit


_EACH_WEIGHT = "for p_ in {}.parameters():\n    if p_.dim() > 1:\n        p_.data"
_SOME_MISSING = "({0} + torch.where(torch.rand_like({0}) < 0.01, float('nan'), 0.0))"
MUTATIONS = (
    Mutation("zero_grad taken out", "gradients-accumulate", _without_method("zero_grad")),
    Mutation("rate × 300", "learning-rate-too-high", _scaled_rate(300.0), ("exploding-gradient",)),
    Mutation("rate × 20", "learning-rate-too-high", _scaled_rate(20.0), ("exploding-gradient",)),
    Mutation("rate ÷ 100", "learning-rate-too-low", _scaled_rate(1 / 100)),
    Mutation("rate ÷ 3000", "learning-rate-too-low", _scaled_rate(1 / 3000)),
    Mutation("activations taken out", "linear-network", _other_activations("torch.nn.Identity()", "{}")),
    Mutation(
        "sigmoid activations", "vanishing-gradient",
        _other_activations("torch.nn.Sigmoid()", "torch.sigmoid({})"), ("init-too-small",),
    ),
    Mutation("last layer's parameters only", "not-optimized", _of_parameters("list({})[-2:]")),
    Mutation("all but the last layer's parameters", "not-optimized", _of_parameters("list({})[:-2]")),
    Mutation(
        "all but the last layer frozen", "frozen-parameters",
        _after_optimizer("for p_ in list({}.parameters())[:-2]:\n    p_.requires_grad_(False)"),
    ),
    Mutation(
        "softmax before cross-entropy", "softmax-before-cross-entropy",
        _around_output("CrossEntropyLoss", "cross_entropy", "torch.softmax({}, 1)"),
    ),
    Mutation(
        "sigmoid before logits' loss", "sigmoid-before-logit-loss",
        _around_output("BCEWithLogitsLoss", "binary_cross_entropy_with_logits", "torch.sigmoid({})"),
    ),
    Mutation("targets mixed up", "labels-look-random", _mixed_up_targets),
    Mutation("loss of the wrong sign", "no-progress", _backward_of("(-{})"), ("learning-rate-too-high",)),
    Mutation("step taken out", "no-progress", _without_step),
    Mutation("squeeze taken out", "loss-shape-broadcast", _with_calls(_squeezed)),
    Mutation("eval taken out", "eval-in-train-mode", _without_method("eval")),
    Mutation("eval instead of train", "train-in-eval-mode", _with_calls(_eval_instead)),
    Mutation("inputs × 300 + 1000", "inputs-not-normalized", _inputs("({} * 300.0 + 1000.0)")),
    Mutation("inputs × 30 + 100", "inputs-not-normalized", _inputs("({} * 30.0 + 100.0)")),
    Mutation("values missing", "non-finite-data", _inputs(_SOME_MISSING)),
    Mutation("weights × 15", "init-too-large", _after_optimizer(_EACH_WEIGHT + ".mul_(15.0)"), ("saturated-units",)),
    Mutation("weights × 4", "init-too-large", _after_optimizer(_EACH_WEIGHT + ".mul_(4.0)"), ("saturated-units",)),
    Mutation(
        "weights ÷ 30", "init-too-small", _after_optimizer(_EACH_WEIGHT + ".mul_(0.03)"), ("vanishing-gradient",)
    ),
    Mutation(
        "weights ÷ 1000", "init-too-small", _after_optimizer(_EACH_WEIGHT + ".mul_(0.001)"), ("vanishing-gradient",)
    ),
    Mutation("all weights alike", "symmetric-init", _after_optimizer(_EACH_WEIGHT + ".fill_(0.05)")),
)  # fmt: skip


def mutated(text: str, mutation: Mutation) -> str:
    """A script with the mistake in it; "" where there is no place for it."""
    tree = ast.parse(text)
    if not mutation.edit(tree):
        return ""
    ast.fix_missing_locations(tree)
    return _with_torch(ast.unparse(tree)) + "\n"


def _with_torch(text: str) -> str:
    """With `import torch` behind what has to come first."""
    lines = text.splitlines()
    first = next(
        (at for at, line in enumerate(lines) if line.startswith(("import ", "from ")) and "__future__" not in line), 0
    )
    return "\n".join([*lines[:first], "import torch", *lines[first:]])


def in_turn(members: dict[str, list[Any]], drawn: random.Random) -> list[Any]:
    """All members of some groups in a random order that takes the groups in turn."""
    for group in members.values():
        drawn.shuffle(group)
    return [one for turn in itertools.zip_longest(*members.values()) for one in turn if one is not None]
