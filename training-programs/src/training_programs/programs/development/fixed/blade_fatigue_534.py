"""How much fatigue damage does a load history of 30 readings do to a rotor blade? A small recurrent net, written out."""

from dataclasses import dataclass

import torch
from torch import nn
from torch.nn.functional import mse_loss


@dataclass
class Config:
    histories: int = 1600
    length: int = 30
    hidden: int = 32
    batch: int = 50
    epochs: int = 16
    lr: float = 4e-3
    seed: int = 534


def load_histories(cfg):
    """Bending moments: gusts on top of the rotation. Damage grows with the square of the load changes."""
    t = torch.arange(cfg.length) / cfg.length
    gust = torch.rand(cfg.histories, 1) * 1.2
    phase = 6.283 * torch.rand(cfg.histories, 1)
    turn = torch.rand(cfg.histories, 1) * torch.sin(6.283 * 4 * t + phase)
    wave = turn + gust * 0.5 * torch.randn(cfg.histories, cfg.length)
    steps = wave[:, 1:] - wave[:, :-1]
    damage = steps.pow(2).mean(dim=1)
    return wave.unsqueeze(2), damage


class Cell(nn.Module):
    def __init__(self, inputs, hidden):
        super().__init__()
        self.from_input = nn.Linear(inputs, hidden)
        self.from_state = nn.Linear(hidden, hidden, bias=False)
        nn.init.orthogonal_(self.from_state.weight)

    def forward(self, x, h):
        return torch.tanh(self.from_input(x) + 0.9 * self.from_state(h))


class DamageMeter(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.hidden = hidden
        self.cell = Cell(1, hidden)
        self.out = nn.Linear(hidden, 1)

    def forward(self, wave):
        h = wave.new_zeros(len(wave), self.hidden)
        total = 0.0
        for x in wave.unbind(dim=1):
            h = self.cell(x, h)
            total = total + h
        return self.out(total / wave.shape[1]).squeeze(1)


def fit(cfg):
    torch.manual_seed(cfg.seed)
    wave, damage = load_histories(cfg)
    cut = cfg.histories * 3 // 4
    mean, std = damage[:cut].mean(), damage[:cut].std()
    damage = (damage - mean) / std
    net = DamageMeter(cfg.hidden)
    opt = torch.optim.Adam(net.parameters(), lr=cfg.lr)
    for epoch in range(cfg.epochs):
        losses = []
        for rows in torch.randperm(cut).split(cfg.batch):
            loss = mse_loss(net(wave[rows]), damage[rows])
            opt.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            opt.step()
            losses.append(loss.item())
        if epoch % 4 == 3:
            print(f"[{epoch + 1}/{cfg.epochs}] train mse {sum(losses) / len(losses):.4f}")
    with torch.no_grad():
        error = mse_loss(net(wave[cut:]), damage[cut:])
    return 1 - (error / damage[cut:].var()).item()


if __name__ == "__main__":
    print(f"final: r2={fit(Config()):.4f}")
