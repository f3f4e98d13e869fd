"""Forecast the bike rentals of the next hour from the last two days with a GRU."""
import math

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(853)
HOURS, WINDOW = 24 * 120, 48


def rentals(hours):
    t = torch.arange(hours).float()
    hour, day = t % 24, (t // 24) % 7
    commute = torch.exp(-((hour - 8) ** 2) / 4) + torch.exp(-((hour - 17) ** 2) / 6)
    leisure = torch.exp(-((hour - 14) ** 2) / 18)
    base = torch.where(day < 5, 1.5 * commute + 0.3 * leisure, 1.3 * leisure)
    weather = torch.zeros(hours)
    for k in range(1, hours):
        weather[k] = 0.97 * weather[k - 1] + 0.05 * torch.randn(())
    return 100 * base * torch.exp(weather) + 5 + 3 * torch.randn(hours), hour, day


count, hour, day = rentals(HOURS)
split = 24 * 95
mean, std = count[:split].mean(), count[:split].std()
level = (count - mean) / std
clock = torch.stack([(hour * math.pi / 12).sin(), (hour * math.pi / 12).cos(), (day >= 5).float()], 1)
series = torch.cat([level[:, None], clock], 1)
windows = series.unfold(0, WINDOW, 1)[:-1].transpose(1, 2).contiguous()
target, known = level[WINDOW:], clock[WINDOW:]
cut = split - WINDOW
train = DataLoader(TensorDataset(windows[:cut], known[:cut], target[:cut]), batch_size=64, shuffle=True)


class Forecaster(nn.Module):
    def __init__(self, hidden=24):
        super().__init__()
        self.gru = nn.GRU(series.shape[1], hidden, batch_first=True)
        self.head = nn.Sequential(nn.Linear(hidden + clock.shape[1], 32), nn.ReLU(), nn.Linear(32, 1))

    def forward(self, past, now):
        _, state = self.gru(past)
        return self.head(torch.cat([state[-1], now], 1)).squeeze(1)


model = Forecaster()
optimizer = torch.optim.Adam(model.parameters(), lr=4e-3)
schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=10)
criterion = nn.MSELoss()


@torch.no_grad()
def held_out():
    model.eval()
    return criterion(model(windows[split:], known[split:]), target[split:]).item()


for epoch in range(10):
    model.train()
    total = 0.0
    for past, now, wanted in train:
        optimizer.zero_grad()
        loss = criterion(model(past, now), wanted)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        total += loss.item()
    schedule.step()
    print(f"epoch {epoch}: train {total / len(train):.4f} held out {held_out():.4f}")

print(f"final: r2={1 - held_out() / target[split:].var(unbiased=False).item():.4f}")
