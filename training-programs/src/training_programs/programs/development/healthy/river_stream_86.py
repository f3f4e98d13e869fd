# 댐 유입량 예측: 긴 기록 하나를 순서대로 읽으며 LSTM 상태를 이어 간다 (truncated BPTT)
import numpy as np
import torch
from torch import nn

torch.manual_seed(86)
rng = np.random.default_rng(86)

# 강우 -> 저수지 두 개(빠른 것, 느린 것) -> 유입량
HOURS, STREAMS, CHUNK = 1200, 8, 20
rain = rng.gamma(0.3, 2.0, (STREAMS, HOURS)) * (rng.random((STREAMS, HOURS)) < 0.3)
fast, slow = np.zeros(STREAMS), np.zeros(STREAMS)
inflow = np.zeros((STREAMS, HOURS))
for t in range(HOURS):
    fast = 0.6 * fast + 0.4 * rain[:, t]
    slow = 0.95 * slow + 0.05 * rain[:, t]
    inflow[:, t] = fast + 4 * slow * (slow > 0.15) + 0.03 * rng.normal(size=STREAMS)
cut = 900
inputs = torch.tensor(np.sqrt(rain), dtype=torch.float32).unsqueeze(2)
inputs = (inputs - inputs[:, :cut].mean()) / inputs[:, :cut].std()
target = torch.tensor(inflow, dtype=torch.float32)
target = (target - target[:, :cut].mean()) / target[:, :cut].std()


class Basin(nn.Module):
    def __init__(self, hidden=24):
        super().__init__()
        self.lstm = nn.LSTM(1, hidden, batch_first=True)
        self.head = nn.Linear(hidden, 1)

    def forward(self, x, state=None):
        h, state = self.lstm(x, state)
        return self.head(h).squeeze(2), state


model = Basin()
optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
for epoch in range(1, 13):
    state, losses = None, []
    for start in range(0, cut, CHUNK):  # 시간 순서 그대로
        x, y = inputs[:, start : start + CHUNK], target[:, start : start + CHUNK]
        out, state = model(x, state)
        state = tuple(s.detach() for s in state)
        loss = nn.functional.mse_loss(out, y)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
    if epoch % 3 == 0:
        print(f"{epoch:2d}회: 평균 손실 {np.mean(losses):.4f}")

model.eval()
with torch.no_grad():
    _, state = model(inputs[:, :cut])
    out, _ = model(inputs[:, cut:], state)
    y = target[:, cut:]
    r2 = 1 - (out - y).square().mean() / y.var()
print(f"final: r2={r2.item():.4f}")
