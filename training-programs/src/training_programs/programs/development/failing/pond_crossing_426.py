"""Q-learning from a log of random walks over a frozen pond: where to step on each square to get across dry?"""
import copy
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

POND = [
    "......",
    ".#.#..",
    "...#.#",
    "#.....",
    "..#.#.",
    "....#G",
]
SIDE = len(POND)
MOVES = ((-1, 0), (0, 1), (1, 0), (0, -1))


@dataclass
class Settings:
    walks: int = 6000
    updates: int = 1500
    batch: int = 64
    discount: float = 0.9
    lr: float = 2e-3
    copy_every: int = 50
    seed: int = 426


def go(square, move):
    """Next square, reward, and whether it is over: '#' is a hole in the ice, G the other shore."""
    r, c = divmod(square, SIDE)
    dr, dc = MOVES[move]
    r, c = min(max(r + dr, 0), SIDE - 1), min(max(c + dc, 0), SIDE - 1)
    cell = POND[r][c]
    return r * SIDE + c, {"G": 1.0, "#": -1.0}.get(cell, 0.0), cell in "G#"


def best_values(discount):
    """The right answers by value iteration: q[square, move]."""
    q = torch.zeros(SIDE * SIDE, 4, dtype=torch.float64)
    for _ in range(100):
        for square in range(SIDE * SIDE):
            for move in range(4):
                then, reward, over = go(square, move)
                q[square, move] = reward + (0 if over else discount * q[then].max())
    return q


def random_log(n):
    ice = [k for k in range(SIDE * SIDE) if POND[k // SIDE][k % SIDE] == "."]
    square = torch.tensor(ice)[torch.randint(len(ice), (n,))]
    move = torch.randint(4, (n,))
    after = [go(s, m) for s, m in zip(square.tolist(), move.tolist())]
    then, reward, over = (torch.tensor(column) for column in zip(*after))
    return ice, (square, move, reward, then, over.float())


class QNet(nn.Module):
    def __init__(self, width=64):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(2 * SIDE, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU())
        self.q = nn.Linear(width, len(MOVES))

    def forward(self, square):
        row, column = F.one_hot(square // SIDE, SIDE), F.one_hot(square % SIDE, SIDE)
        return self.q(self.body(torch.cat([row, column], dim=-1).float()))


def learn(settings):
    torch.manual_seed(settings.seed)
    ice, log = random_log(settings.walks)
    net = QNet()
    target_net = copy.deepcopy(net)
    optimizer = torch.optim.Adam(net.parameters(), lr=settings.lr)
    right = best_values(settings.discount)[ice]

    def score():
        with torch.no_grad():
            chosen = net(torch.tensor(ice)).argmax(1)
        taken = right.gather(1, chosen.unsqueeze(1)).squeeze(1)
        return (taken >= right.max(1).values - 1e-9).float().mean().item()

    for update in range(1, settings.updates + 1):
        rows = torch.randint(settings.walks, (settings.batch,))
        square, move, reward, then, over = (column[rows] for column in log)
        with torch.no_grad():
            target = reward + settings.discount * (1 - over) * target_net(then).max(1).values
        value = net(square).gather(1, move.unsqueeze(1))
        loss = F.mse_loss(value, target)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if update % settings.copy_every == 0:
            target_net.load_state_dict(net.state_dict())
        if update % 300 == 0:
            print(f"update {update:4d}  loss {loss.item():.4f}  best moves {score():.3f}")
    return score()


print(f"final: accuracy={learn(Settings()):.4f}")
