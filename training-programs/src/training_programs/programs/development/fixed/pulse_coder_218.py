# Unrolled sparse coding (three steps) that cleans up pulse trains from a detector.
import math

import torch
from torch import nn

torch.manual_seed(218)
LENGTH, SHAPES, UNITS = 48, 10, 64


def pulses(n):
    """Each trace is a few positive pulses of known shape; returns noisy and clean traces."""
    t = torch.arange(LENGTH).float()
    start = torch.rand(n, 3, 1) * 36
    tau = 2 + 6 * torch.randint(0, SHAPES, (n, 3, 1)) / SHAPES
    height = torch.rand(n, 3, 1) * 2 + 0.5
    rel = (t - start).clamp(min=0)
    clean = (height * (rel / tau) * torch.exp(1 - rel / tau)).sum(1)
    return clean + 0.3 * torch.randn(n, LENGTH), clean


class SparseCoder(nn.Module):
    def __init__(self, n_in, n_units, steps=3, threshold=0.1):
        super().__init__()
        self.steps = steps
        self.analysis = nn.Linear(n_in, n_units, bias=False)
        self.lateral = nn.Linear(n_units, n_units, bias=False)
        self.threshold = nn.Parameter(torch.full((n_units,), threshold))
        self.synthesis = nn.Linear(n_units, n_in)
        self.shrink = nn.ReLU()

    def forward(self, x):
        drive = self.analysis(x)
        z = self.shrink(drive - self.threshold)
        for _ in range(self.steps - 1):
            z = self.shrink(drive + self.lateral(z) - self.threshold)
        return self.synthesis(z), z


noisy, clean = pulses(3000)
test_noisy, test_clean = pulses(600)
coder = SparseCoder(LENGTH, UNITS)
opt = torch.optim.AdamW(coder.parameters(), lr=3e-3, weight_decay=1e-4)
sched = torch.optim.lr_scheduler.CosineAnnealingLR(opt, T_max=15 * math.ceil(3000 / 100))

for epoch in range(15):
    order = torch.randperm(len(noisy))
    for idx in order.split(100):
        out, code = coder(noisy[idx])
        loss = nn.functional.mse_loss(out, clean[idx]) + 1e-4 * code.abs().mean()
        opt.zero_grad()
        loss.backward()
        opt.step()
        sched.step()
    if epoch % 3 == 0:
        print(f"epoch {epoch}: loss {loss.item():.4f}, lr {sched.get_last_lr()[0]:.2e}")

with torch.no_grad():
    out, _ = coder(test_noisy)
    residual = ((out - test_clean) ** 2).mean()
    r2 = 1 - residual / test_clean.var()
print(f"final: r2={r2.item():.4f}")
