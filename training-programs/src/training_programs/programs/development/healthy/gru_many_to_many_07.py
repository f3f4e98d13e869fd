# 이동 평균 필터를 GRU로 흉내 내기 (truncated backpropagation through time)
import torch
from torch import nn

torch.manual_seed(7)
signal = torch.randn(16, 2000, 1)
smooth = torch.zeros_like(signal)
for t in range(1, 2000):
    smooth[:, t] = 0.8 * smooth[:, t - 1] + 0.2 * signal[:, t]
smooth = smooth * 3

gru = nn.GRU(1, 16, batch_first=True)
readout = nn.Linear(16, 1)
params = [*gru.parameters(), *readout.parameters()]
opt = torch.optim.Adam(params, lr=5e-3)
h = None
for k in range(0, 1800, 20):
    for _ in range(2):
        out, h_new = gru(signal[:, k : k + 20], h)
        loss = nn.functional.mse_loss(readout(out), smooth[:, k : k + 20])
        opt.zero_grad()
        loss.backward()
        opt.step()
    h = h_new.detach()
    if k % 300 == 0:
        print(f"t={k} 손실 {loss.item():.4f}")
with torch.no_grad():
    out, _ = gru(signal[:, 1800:], h)
    mse = nn.functional.mse_loss(readout(out), smooth[:, 1800:])
print(f"final: r2={1 - (mse / smooth[:, 1800:].var()).item():.4f}")
