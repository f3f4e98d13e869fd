"""방조제 수위를 실시간으로 따라가며 배우는 GRU.

자료가 하나의 긴 흐름이므로 조각을 시간 순서대로 읽고,
앞 조각의 은닉 상태를 (기울기는 끊고) 다음 조각에 넘긴다.
"""
import math

import torch
from torch import nn

torch.manual_seed(918)
LENGTH, CHUNK, AHEAD = 15000, 40, 6


def tide(length):
    """주기가 다른 두 조석에 느린 기압 변화를 더한 수위"""
    t = torch.arange(length, dtype=torch.float32)
    moon = torch.sin(2 * math.pi * t / 24.8) + 0.4 * torch.sin(2 * math.pi * t / 23.9 + 1.0)
    drive, surge, value = torch.randn(length), [], 0.0
    for d in drive.tolist():
        value = 0.95 * value + 0.12 * d
        surge.append(value)
    surge = torch.tensor(surge)
    level = moon * (1 + 0.3 * torch.tanh(surge)) + surge
    return torch.stack([level + 0.05 * torch.randn(length), surge + 0.05 * torch.randn(length)], 1)


class Follower(nn.Module):
    def __init__(self, hidden=32):
        super().__init__()
        self.gru = nn.GRU(2, hidden, batch_first=True)
        self.out = nn.Linear(hidden, 1)

    def forward(self, x, state):
        y, state = self.gru(x, state)
        return self.out(y).squeeze(-1), state


series = tide(LENGTH)
cut = int(0.85 * LENGTH)
series = (series - series[:cut].mean(0)) / series[:cut].std(0)
inputs, targets = series[:-AHEAD], series[AHEAD:, 0]

model = Follower()
optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.6)
for sweep in range(4):
    state, losses = None, []
    for start in range(0, cut - AHEAD - CHUNK + 1, CHUNK):
        x = inputs[start : start + CHUNK].unsqueeze(0)
        y = targets[start : start + CHUNK].unsqueeze(0)
        guess, state = model(x, state)
        state = state.detach()
        loss = nn.functional.mse_loss(guess, y)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
    scheduler.step()
    print(f"{sweep + 1}번째 훑기: 평균 손실 {sum(losses) / len(losses):.4f}")

model.eval()
with torch.no_grad():
    _, state = model(inputs[cut - 500 : cut].unsqueeze(0), None)
    forecast, _ = model(inputs[cut:].unsqueeze(0), state)
actual = targets[cut:]
error = (forecast[0] - actual).square().mean() / actual.var()
print(f"final: r2={1 - error.item():.4f}")
