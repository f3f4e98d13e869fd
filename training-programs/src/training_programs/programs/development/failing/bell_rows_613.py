"""Change ringing: given a row of eight bells and the place notation that is called, name the row that comes next.

The model is the encoder of "Attention Is All You Need", small, with its learning-rate schedule.
"""

from dataclasses import dataclass

import torch
from torch import nn

CALLS = ("x", "14", "58", "18", "36", "1238")


@dataclass
class Settings:
    d_model: int = 32
    heads: int = 4
    layers: int = 3
    batch: int = 64
    steps: int = 320
    warmup: int = 16
    factor: float = 1.0
    seed: int = 613


def change(call: str) -> torch.Tensor:
    """Where each place takes its bell from: the places named stay, the others swap in pairs."""
    stays = set() if call == "x" else {int(place) - 1 for place in call}
    source, place = list(range(8)), 0
    while place < 8:
        if place in stays or place == 7 or place + 1 in stays:
            place += 1
        else:
            source[place], source[place + 1] = place + 1, place
            place += 2
    return torch.tensor(source)


CHANGES = torch.stack([change(call) for call in CALLS])


def rows(n: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Random rows, random calls and what is rung after them."""
    row = torch.rand(n, 8).argsort(dim=1)
    call = torch.randint(len(CALLS), (n,))
    return row, call, row.gather(1, CHANGES[call])


class Ringer(nn.Module):
    """Embeddings of bell, place and call, an encoder and one answer per place."""

    def __init__(self, s: Settings) -> None:
        super().__init__()
        self.bell = nn.Embedding(8, s.d_model)
        self.place = nn.Parameter(torch.randn(8, s.d_model))
        self.call = nn.Embedding(len(CALLS), s.d_model)
        layer = nn.TransformerEncoderLayer(s.d_model, s.heads, 2 * s.d_model, dropout=0.0, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, s.layers)
        self.answer = nn.Linear(s.d_model, 8)

    def forward(self, row: torch.Tensor, call: torch.Tensor) -> torch.Tensor:
        x = self.bell(row) + self.place + self.call(call).unsqueeze(1)
        return self.answer(self.encoder(x))


def noam(s: Settings):
    """Equation 3 of the paper."""
    return lambda step: s.factor * s.d_model**-0.5 * min((step + 1) ** -0.5, (step + 1) * s.warmup**-1.5)


def main(s: Settings) -> None:
    torch.manual_seed(s.seed)
    model = Ringer(s)
    optimizer = torch.optim.Adam(model.parameters(), lr=1.0, betas=(0.9, 0.98), eps=1e-9)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, noam(s))
    model.train()
    for step in range(1, s.steps + 1):
        row, call, target = rows(s.batch)
        loss = nn.functional.cross_entropy(model(row, call).flatten(0, 1), target.flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        scheduler.step()
        if step % 40 == 0:
            print(f"step {step}: loss {loss.item():.4f}")
    model.eval()
    with torch.no_grad():
        row, call, target = rows(1000)
        accuracy = (model(row, call).argmax(-1) == target).float().mean()
    print(f"final: accuracy={accuracy.item():.4f}")


if __name__ == "__main__":
    main(Settings())
