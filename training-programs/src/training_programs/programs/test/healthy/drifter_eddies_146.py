"""How fast does the eddy turn that carries a drifting buoy? A GRU reads tracks that differ in length.

Each batch is sorted by length and packed; the loss is a sum, as the paper has it.
"""

import numpy as np
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_sequence
from torch.utils.data import DataLoader


def tracks(count, rng):
    made = []
    for _ in range(count):
        steps = int(rng.integers(8, 40))
        turn = rng.uniform(-0.5, 0.5)
        angle = rng.uniform(0, 2 * np.pi) + turn * np.arange(steps)
        speed = rng.uniform(0.7, 1.5)
        velocity = speed * np.stack([np.cos(angle), np.sin(angle)], axis=1) + rng.normal(0, 0.25, (steps, 2))
        made.append((torch.tensor(velocity, dtype=torch.float32), turn * 1000))
    return made


def by_length(batch):
    batch.sort(key=lambda pair: len(pair[0]), reverse=True)
    lengths = torch.tensor([len(track) for track, _ in batch])
    padded = pad_sequence([track for track, _ in batch], batch_first=True, padding_value=float("nan"))
    return padded, lengths, torch.tensor([turn for _, turn in batch], dtype=torch.float32)


class TurnRate(nn.Module):
    def __init__(self, hidden=32):
        super().__init__()
        self.gru = nn.GRU(2, hidden, batch_first=True)
        self.out = nn.Linear(hidden, 1)

    def forward(self, padded, lengths):
        _, last = self.gru(pack_padded_sequence(padded, lengths, batch_first=True))
        return 300.0 * self.out(last[0]).squeeze(1)  # millirad in a step


def main():
    rng = np.random.default_rng(146)
    torch.manual_seed(146)
    train = DataLoader(tracks(900, rng), batch_size=40, shuffle=True, collate_fn=by_length)
    test = DataLoader(tracks(300, rng), batch_size=300, collate_fn=by_length)
    net = TurnRate()
    optimizer = torch.optim.Adam(net.parameters(), lr=4e-3)
    for epoch in range(10):
        total = 0.0
        for padded, lengths, turn in train:
            loss = 0.5 * (net(padded, lengths) - turn).pow(2).sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch}: {total:,.0f}")
    padded, lengths, turn = next(iter(test))
    with torch.no_grad():
        error = (net(padded, lengths) - turn).pow(2).sum() / (turn - turn.mean()).pow(2).sum()
    print(f"final: r2={1 - error.item():.4f}")


if __name__ == "__main__":
    main()
