"""Continue the tracks of ships: from the last positions to the next ones, for tracks that end at different times."""
import numpy as np
import torch
from torch import nn

PAST, FUTURE = 12, 10


def sail(rng):
    """Positions (in km) of a ship that keeps its speed and turns steadily, with some drift."""
    heading = rng.uniform(0, 2 * np.pi)
    turn = rng.normal(0, 0.09)
    speed = rng.uniform(0.4, 1.2)
    steps = []
    for _ in range(PAST + FUTURE):
        steps.append(speed * np.array([np.cos(heading), np.sin(heading)]) + rng.normal(0, 0.02, 2))
        heading += turn
    return np.cumsum(steps, axis=0)


def fleet(n, seed):
    """Past positions relative to the last one, future ones, and which future ones were observed."""
    rng = np.random.default_rng(seed)
    tracks = np.stack([sail(rng) for _ in range(n)])
    tracks -= tracks[:, PAST - 1 : PAST]
    observed = np.arange(FUTURE)[None] < rng.integers(4, FUTURE + 1, n)[:, None]
    future = tracks[:, PAST:] * observed[..., None]
    to = lambda a: torch.tensor(a, dtype=torch.float32)  # noqa: E731
    return to(tracks[:, :PAST]), to(future), to(observed)


class TrackNet(nn.Module):
    """Encoder of the past steps and a head that gives all future steps at once."""

    def __init__(self, hidden=48):
        super().__init__()
        self.encoder = nn.GRU(2, hidden, batch_first=True)
        self.head = nn.Sequential(nn.Linear(hidden, 64), nn.ReLU(), nn.Linear(64, 2 * FUTURE))

    def forward(self, past):
        _, state = self.encoder(past.diff(dim=1))
        moves = self.head(state[-1]).view(-1, FUTURE, 2)
        return moves.cumsum(dim=1)


def displacement(prediction, future, observed):
    """Mean distance in km over the observed future positions."""
    gap = (prediction - future) * observed.unsqueeze(-1)
    distance = torch.sqrt((gap**2).sum(dim=-1))
    return distance.sum() / observed.sum()


def r2(model, past, future, observed):
    with torch.no_grad():
        seen = observed.bool()
        rest = ((model(past) - future)[seen] ** 2).mean()
        return 1 - (rest / (future[seen] - future[seen].mean(0)).pow(2).mean()).item()


def main():
    torch.manual_seed(831)
    past, future, observed = fleet(2000, 0)
    test = fleet(400, 1)
    model = TrackNet()
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    schedule = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.93)
    for epoch in range(20):
        total = 0.0
        for rows in torch.randperm(len(past)).split(64):
            loss = displacement(model(past[rows]), future[rows], observed[rows])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            total += loss.item() * len(rows)
        schedule.step()
        if epoch % 4 == 3:
            print(f"epoch {epoch + 1:2d}  distance {total / len(past):.3f} km  r2 of new tracks {r2(model, *test):.3f}")
    print(f"final: r2={r2(model, *test):.4f}")


if __name__ == "__main__":
    main()
