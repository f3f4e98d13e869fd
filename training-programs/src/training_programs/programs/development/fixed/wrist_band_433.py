"""손목 밴드의 가속도로 활동 분류 (걷기, 달리기, 계단, 휴식)."""
import math
from dataclasses import dataclass, field

import torch
import torch.nn as nn


@dataclass
class Config:
    windows: int = 1600
    length: int = 48
    batch: int = 40
    epochs: int = 12
    lr: float = 0.05
    seed: int = 433
    channels: list = field(default_factory=lambda: ["ax", "ay", "az"])


def read_log(cfg, gen):
    """창마다: 가속도 세 축 (g), 조정된 전원 전압 (mV)."""
    kind = torch.randint(4, (cfg.windows,), generator=gen)
    t = torch.arange(cfg.length) / 25.0
    u = lambda lo, hi: lo + (hi - lo) * torch.rand(cfg.windows, 1, generator=gen)
    pace = torch.tensor([1.8, 2.6, 1.5, 0.3])[kind][:, None] * u(0.85, 1.15)
    force = torch.tensor([0.35, 0.8, 0.4, 0.05])[kind][:, None] * u(0.7, 1.3)
    phase = u(0, 2 * math.pi)
    beat = torch.sin(2 * math.pi * pace * t + phase)
    second = torch.sin(4 * math.pi * pace * t + phase) * torch.tensor([0.2, 0.2, 0.7, 0.0])[kind][:, None]
    noise = lambda: 0.25 * torch.randn(cfg.windows, cfg.length, generator=gen)
    log = {
        "ax": force * beat + noise(),
        "ay": force * second + noise(),
        "az": 0.5 * force * (beat + second) + noise(),
        "vdd": torch.full((cfg.windows, cfg.length), 3300.0),
    }
    return torch.stack([log[name] for name in cfg.channels], dim=1), kind


class ActivityNet(nn.Module):
    def __init__(self, channels, kinds=4):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv1d(channels, 16, 7, padding=3), nn.ReLU(), nn.MaxPool1d(2),
            nn.Conv1d(16, 32, 5, padding=2), nn.ReLU(),
        )
        self.head = nn.Linear(32, kinds)

    def forward(self, x):
        return self.head(self.encoder(x).mean(dim=2))


def main(cfg):
    gen = torch.Generator().manual_seed(cfg.seed)
    torch.manual_seed(cfg.seed)
    x, y = read_log(cfg, gen)
    n = int(0.75 * cfg.windows)
    net = ActivityNet(len(cfg.channels))
    opt = torch.optim.SGD(net.parameters(), lr=cfg.lr, momentum=0.9, nesterov=True)
    sched = torch.optim.lr_scheduler.CosineAnnealingLR(opt, T_max=cfg.epochs)
    for epoch in range(cfg.epochs):
        net.train()
        total = 0.0
        for idx in torch.randperm(n).split(cfg.batch):
            loss = nn.functional.cross_entropy(net(x[idx]), y[idx])
            opt.zero_grad()
            loss.backward()
            opt.step()
            total += loss.item() * len(idx)
        sched.step()
        print(f"에폭 {epoch}: 손실 {total / n:.4f}")
    net.eval()
    with torch.no_grad():
        accuracy = (net(x[n:]).argmax(1) == y[n:]).float().mean().item()
    print(f"final: accuracy={accuracy:.4f}")


main(Config())
