"""An optimizer that works on copies of a model's parameters: what is copied back is trained."""

from __future__ import annotations

from typing import Any

import pytest

import whygrad as wg

torch = pytest.importorskip("torch")
nn, F = torch.nn, torch.nn.functional


def trained(back: str = "copy", clear: str = "model", kind: Any = torch.bfloat16) -> Any:
    """A watch of a net of the type `kind` whose optimizer has float32 copies. `back`: how their numbers come back;
    `clear`: whose gradients are cleared.
    """
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 16), nn.ReLU(), nn.Linear(16, 1)).to(kind)
    with torch.no_grad():  # a unit that is never on, whose weights no update changes
        model[2].weight[0], model[2].bias[0] = 0.0, -5.0
    own = list(model.parameters())
    masters = [p.detach().clone().float().requires_grad_() for p in own]
    x = torch.rand(64, 4)
    y = x.sum(1, keepdim=True)
    optimizer = torch.optim.SGD(masters, lr=0.02)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(60):
            for p in own if clear == "model" else masters:
                p.grad = None
            F.mse_loss(model(x.to(kind)).float(), y).backward()
            for master, p in zip(masters, own, strict=True):
                master.grad = p.grad.detach().float()
            optimizer.step()
            for master, p in zip(masters, own, strict=True):
                if back == "copy":
                    p.data.copy_(master.data)
                elif back == "assign":
                    p.data = master.data.to(kind)
    return watch


def found(watch: Any) -> list[str]:
    return [one.code for one in watch.diagnosis().findings if one.severity != "info"]


@pytest.mark.parametrize("back", ["copy", "assign"])
@pytest.mark.parametrize("kind", [torch.bfloat16, torch.float32])
def test_what_the_optimizer_trained_in_a_copy_is_trained(back: str, kind: Any) -> None:
    watch = trained(back, kind=kind)
    program = watch.trace.meta.program
    assert len(program.parameters) == 6
    assert all(p.optimized and p.used and p.registered and p.changed for p in program.parameters)
    assert program.steps.stale == 0
    assert watch.trace["update_ratio"][0, 5, 0] > 0
    assert not {"not-optimized", "gradients-accumulate", "no-gradient"} & set(found(watch))


def test_gradients_that_pile_up_under_copies_are_told() -> None:
    watch = trained(clear="masters")
    assert watch.diagnosis().findings[0].code == "gradients-accumulate"
    assert "not-optimized" not in found(watch)


def test_copies_that_never_come_back_leave_the_model_as_it_was() -> None:
    watch = trained(back="never")
    assert watch.diagnosis().findings[0].code == "not-optimized"


def test_a_copy_that_nobody_trains_is_no_master() -> None:
    """The model was copied after the optimizer got its parameters: both hold the same numbers for ever."""
    torch.manual_seed(0)
    model, x = nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 1)), torch.rand(64, 4)
    optimizer = torch.optim.SGD([p.detach().clone().requires_grad_() for p in model.parameters()], lr=0.02)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(60):
            optimizer.zero_grad()
            F.mse_loss(model(x), x.sum(1, keepdim=True)).backward()
            optimizer.step()
    assert watch.diagnosis().findings[0].code == "not-optimized"


def test_zeros_are_nobodys_copy() -> None:
    from whygrad.watch._masters import copied_from

    layer = torch.nn.Linear(3, 4)
    torch.nn.init.zeros_(layer.bias)
    parameters = list(layer.parameters())
    assert copied_from(parameters, [p.detach().clone() for p in parameters])
    assert not copied_from(parameters, [torch.zeros(4)])  # what is drawn on a picture, say
