"""What the last symbols of a sequence tell of a place's class, counted pair by pair."""

from __future__ import annotations

import math
from collections import defaultdict

import pytest

torch = pytest.importorskip("torch")


BACK = 6  # symbols by which two places of rows of twelve are told apart


def by_hand(x: list[list[int]], y: list[list[int]], symbols: int) -> float:
    known = {
        (tuple(row[end - BACK : end]), classes[end - 1])
        for row, classes in zip(x, y, strict=True)
        for end in range(BACK, len(row) + 1)
        if classes[end - 1] >= 0
    }
    places = defaultdict(list)
    for window, one in known:
        places[window[-symbols:]].append(one)
    shares = [
        sum(other == one for other in group) - 1 if len(group) > 1 else None
        for group in places.values()
        for one in group
    ]
    others = [len(group) - 1 for group in places.values() for _ in group]
    told = [alike / count for alike, count in zip(shares, others, strict=True) if alike is not None]
    return sum(told) / len(told) if 2 * len(told) >= len(others) else math.nan


@pytest.mark.parametrize("back", [1, 2, 5])
@pytest.mark.parametrize("flat", [True, False])
def test_what_the_last_symbols_tell(back: int, flat: bool) -> None:
    from whygrad.watch._contexts import Contexts
    from whygrad.watch.settings import THOROUGH

    x = torch.randint(0, 4, (200, 12))
    y = (x + torch.roll(x, back - 1, 1)) % 4
    y[:, 0] = -100
    contexts = Contexts(THOROUGH)
    for rows, classes in zip(x.split(50), y.split(50), strict=True):
        contexts.see(rows, classes.reshape(-1) if flat else classes)
    agreement, chance = contexts.agreement()
    found = [by_hand(x.tolist(), y.tolist(), symbols) for symbols in (1, 2, 3)]
    assert agreement == pytest.approx(max(found))
    counts = torch.bincount(y[y >= 0]).double()
    assert chance == pytest.approx(float((counts / counts.sum()).square().sum()), rel=0.05)
    if back < 3:
        assert agreement > 0.9  # two symbols know all but what was rolled around
    else:
        assert agreement < 0.35


@pytest.mark.parametrize("shown", ["twice", "overlapping"])
def test_a_place_of_a_text_counts_once(shown: str) -> None:
    """… however many windows show it: what follows at random is not known for that."""
    from whygrad.watch._contexts import Contexts
    from whygrad.watch.settings import THOROUGH

    torch.manual_seed(0)
    text = torch.randint(0, 4, (2000,))
    windows = text.unfold(0, 41, 41 if shown == "twice" else 5)
    windows = torch.cat((windows, windows)) if shown == "twice" else windows
    contexts = Contexts(THOROUGH)
    contexts.see(windows[:, :-1], windows[:, 1:])
    agreement, chance = contexts.agreement()
    assert agreement == pytest.approx(chance, abs=0.03)


def test_too_few_sequences_tell_nothing() -> None:
    from whygrad.watch._contexts import Contexts
    from whygrad.watch.settings import THOROUGH

    contexts = Contexts(THOROUGH)
    contexts.see(torch.zeros(10, 5, dtype=torch.long), torch.zeros(10, 5, dtype=torch.long))
    contexts.see(torch.zeros(100, 5), torch.zeros(100, 5, dtype=torch.long))
    assert all(map(math.isnan, contexts.agreement()))


def _text(columns: int) -> tuple[object, object]:
    """Six pieces of a text of four letters, a row each, and the letter that follows each place."""
    letters = torch.randint(0, 4, (6, columns + 1), generator=torch.Generator().manual_seed(0))
    return letters[:, :-1], letters[:, 1:]


@pytest.mark.parametrize(("turned", "axis"), [(False, 1), (True, 0)])
def test_targets_that_are_the_next_symbols_tell_which_axis_is_time(turned: bool, axis: int) -> None:
    from whygrad.watch._contexts import Contexts
    from whygrad.watch.settings import THOROUGH

    contexts = Contexts(THOROUGH)
    assert contexts.time_axis() == -1
    for x, y in (_text(8), _text(8)):
        contexts.see(*((x.T, y.T.reshape(-1)) if turned else (x, y)))
    assert contexts.time_axis() == axis


@pytest.mark.parametrize("targets", ["tags", "both"])
def test_other_targets_do_not_tell_it(targets: str) -> None:
    """Tags of words; and a text of one letter, in which what follows is the same along both axes."""
    from whygrad.watch._contexts import Contexts
    from whygrad.watch.settings import THOROUGH

    contexts = Contexts(THOROUGH)
    x, y = _text(8)
    contexts.see(*((x, (x + 1) % 4) if targets == "tags" else (torch.ones_like(x), torch.ones_like(y))))
    assert contexts.time_axis() == -1


@pytest.mark.parametrize(("first", "flat", "mixed"), [
    (False, False, True), (False, True, True), (True, False, False), (True, True, False),
])  # fmt: skip
def test_a_recurrent_layer_that_takes_the_samples_for_times(first: bool, flat: bool, mixed: bool) -> None:
    """A model of letters whose layer lacks `batch_first`, and one whose layer has it."""
    import whygrad as wg
    from whygrad.diagnose import diagnose
    from whygrad.watch.settings import THOROUGH

    class Model(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.letters, self.layer = torch.nn.Embedding(4, 8), torch.nn.RNN(8, 16, batch_first=first)
            self.end = torch.nn.Linear(16, 4)

        def forward(self, x: object) -> object:
            return self.end(self.layer(self.letters(x))[0])

    torch.manual_seed(0)
    model = Model()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    x, y = _text(10)
    with wg.watch(model, optimizer, settings=THOROUGH) as watch:
        for _ in range(60):
            optimizer.zero_grad()
            z = model(x)
            answers = (z.reshape(-1, 4), y.reshape(-1)) if flat else (z.transpose(1, 2), y)
            torch.nn.functional.cross_entropy(*answers).backward()
            optimizer.step()
    assert (watch.trace.meta.program.mixing.change > 0.01) is mixed
    assert ("batch-mixing" in {one.code for one in diagnose(watch.trace).findings}) is mixed
