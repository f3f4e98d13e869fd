"""What is the washing machine doing? Phase at each moment from power, vibration, water and temperature.

Recordings have different lengths, so they go in one at a time, as (moments, sensors), without padding.
"""

import numpy as np
import torch
from torch import Tensor, nn

PHASES = ["fill", "wash", "rinse", "spin"]
LEVELS = np.array([
    [0.2, 0.1, 0.9, 0.0],  # power, vibration, water, heat
    [0.7, 0.5, 0.2, 0.7],
    [0.4, 0.5, 0.6, 0.1],
    [0.8, 1.0, 0.1, 0.2],
])
LASTS = [(6, 12), (14, 30), (8, 18), (6, 14)]


def recording(rng: np.random.Generator) -> tuple[Tensor, Tensor]:
    """A programme, perhaps with two rinses, read off at random from somewhere in its first phase on."""
    programme = [0, 1, 2, 3] if rng.random() < 0.5 else [0, 1, 2, 3, 0, 2, 3]
    phases = np.concatenate([np.full(rng.integers(*LASTS[p]), p) for p in programme])
    phases = phases[rng.integers(0, 5) :]
    drift = np.cumsum(0.03 * rng.normal(size=(len(phases), 4)), axis=0)
    sensors = LEVELS[phases] + drift + 0.45 * rng.normal(size=(len(phases), 4))
    return torch.tensor((sensors - 0.45) / 0.55, dtype=torch.float32), torch.tensor(phases)


class PhaseTagger(nn.Module):
    def __init__(self, sensors: int = 4, hidden: int = 24) -> None:
        super().__init__()
        self.lstm = nn.LSTM(sensors, hidden, bidirectional=True)
        self.tag = nn.Linear(2 * hidden, len(PHASES))

    def forward(self, moments: Tensor) -> Tensor:
        states, _ = self.lstm(moments)
        return self.tag(states)


def main() -> None:
    torch.manual_seed(145)
    rng = np.random.default_rng(145)
    train = [recording(rng) for _ in range(90)]
    test = [recording(rng) for _ in range(40)]

    tagger = PhaseTagger()
    optimizer = torch.optim.Adam(tagger.parameters(), lr=3e-3)
    for epoch in range(5):
        tagger.train()
        wrong = moments = 0
        for i in rng.permutation(len(train)):
            sensors, phases = train[i]
            logits = tagger(sensors)
            loss = nn.functional.cross_entropy(logits, phases)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            wrong += (logits.argmax(1) != phases).sum().item()
            moments += len(phases)
        print(f"epoch {epoch + 1}: {wrong / moments:.3f} of the moments wrong")

    tagger.eval()
    with torch.no_grad():
        right = torch.cat([tagger(sensors).argmax(1) == phases for sensors, phases in test])
    print(f"final: accuracy={right.float().mean().item():.4f}")


if __name__ == "__main__":
    main()
