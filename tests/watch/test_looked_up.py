"""Numbers that an embedding takes as indices have no scale, whatever type they have in the batch."""

from __future__ import annotations

from typing import Any

import pytest

import whygrad as wg

torch = pytest.importorskip("torch")


class Ratings(torch.nn.Module):
    """Users and films as columns of one batch of floats; `beside` more columns go into the layer as they are."""

    def __init__(self, beside: int) -> None:
        super().__init__()
        self.users, self.films = (torch.nn.Embedding(200, 4) for _ in range(2))
        self.out = torch.nn.Linear(8 + beside, 1)

    def forward(self, x: Any) -> Any:
        """Rows of both tables beside the columns that are numbers."""
        rows = [table(x[:, place].long()) for place, table in enumerate((self.users, self.films))]
        return self.out(torch.cat([*rows, x[:, 2:]], 1))


@pytest.mark.parametrize("beside", [0, 1])
def test_only_columns_that_are_numbers_have_a_scale(beside: int) -> None:
    model = Ratings(beside)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(20):
            indices = torch.randint(0, 200, (32, 2)).float()
            x = torch.cat([indices, 50 * torch.randn(32, beside)], 1)
            torch.nn.functional.mse_loss(model(x)[:, 0], torch.randn(32)).backward()
            optimizer.step()
            optimizer.zero_grad()
    trace = watch.trace
    assert (trace["input_mean"].shape[0] if trace.has("input_mean") else 0) == beside


def test_constants_beside_an_embedding_are_no_data() -> None:
    """A value that masks a place out, as at the first one of a sequence."""
    model = torch.nn.Sequential(torch.nn.Embedding(5, 8), torch.nn.Linear(8, 1))
    pick = torch.nn.Linear(1, 5)
    optimizer = torch.optim.SGD([*model.parameters(), *pick.parameters()], lr=0.01)
    with wg.watch(torch.nn.ModuleList([model, pick]), optimizer, every=1) as watch:
        for _ in range(20):
            scores = model(torch.randint(0, 5, (32, 6)))[..., 0]
            masked = torch.cat([torch.full((32, 1), -1e30), scores[:, 1:]], 1).softmax(1)
            out = pick((masked * torch.full((32, 6), -2.0)).sum(1, keepdim=True))
            torch.nn.functional.cross_entropy(out, torch.randint(0, 5, (32,))).backward()
            optimizer.step()
            optimizer.zero_grad()
    assert not watch.trace.has("input_mean")
    assert not {"constant-feature", "inputs-not-normalized"} & {one.code for one in watch.diagnosis().findings}


class Factors(torch.nn.Module):
    """Ratings as products of rows of two tables; `head`: with a layer behind them."""

    def __init__(self, *, head: bool = False, sparse: bool = False) -> None:
        super().__init__()
        self.users, self.films = (torch.nn.Embedding(30, 8, sparse=sparse) for _ in range(2))
        self.bias = torch.nn.Embedding(30, 1, sparse=sparse)
        self.head = torch.nn.Linear(8, 1) if head else None

    def forward(self, user: Any, film: Any) -> Any:
        both = self.users(user) * self.films(film)
        rated = both.sum(1) if self.head is None else self.head(both)[:, 0]
        return rated + self.bias(film)[:, 0]


def rated(model: Factors, optimizer: Any, updates: int = 600) -> Any:
    """The trace of a training on ratings that rows can tell."""
    torch.manual_seed(0)
    truth = torch.randn(30, 3) @ torch.randn(3, 30)
    users, films = torch.randint(0, 30, (2, 2000))
    with wg.watch(model, optimizer, every=10) as watch:
        for _ in range(updates):
            chosen = torch.randint(0, 2000, (128,))
            user, film = users[chosen], films[chosen]
            torch.nn.functional.mse_loss(model(user, film), truth[user, film]).backward()
            optimizer.step()
            optimizer.zero_grad()
    return watch


@pytest.mark.parametrize("sparse", [False, True])
@pytest.mark.parametrize(("rate", "found"), [(1e-6, True), (1e-2, False)])
def test_tables_are_the_layers_of_a_model_that_has_nothing_else(rate: float, found: bool, sparse: bool) -> None:
    torch.manual_seed(1)
    model = Factors(sparse=sparse)
    kind = torch.optim.SparseAdam if sparse else torch.optim.Adam
    watch = rated(model, kind(model.parameters(), lr=rate))
    assert [(layer.name, layer.kind) for layer in watch.trace.meta.layers] == [("users", "lookup"), ("films", "lookup")]
    grave = {one.code for one in watch.diagnosis().findings if one.severity != "info"}
    assert ("learning-rate-too-low" in grave) is (found and not sparse)  # of sparse gradients no step quality is known
    assert not grave if not found else "no-progress" in grave


def test_tables_below_a_layer_are_no_layers() -> None:
    torch.manual_seed(1)
    model = Factors(head=True)
    watch = rated(model, torch.optim.Adam(model.parameters(), lr=1e-2), updates=50)
    assert [layer.name for layer in watch.trace.meta.layers] == ["head"]
