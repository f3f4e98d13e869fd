# Two quantities of a kiln from one network; the tasks weigh themselves by learned variances (Kendall et al. 2018).
import torch
from torch import nn


def kiln(n, gen):
    x = torch.randn(n, 6, generator=gen)
    temp = 1180 + 60 * torch.tanh(x[:, 0] + 0.5 * x[:, 1] * x[:, 2]) + 4 * torch.randn(n, generator=gen)
    moisture = 0.03 + 0.01 * torch.sin(1.5 * x[:, 3] + x[:, 4]) + 0.0007 * torch.randn(n, generator=gen)
    return x, torch.stack([temp, moisture], 1)


class KilnNet(nn.Module):
    def __init__(self, center, scale):
        super().__init__()
        self.register_buffer("center", center)
        self.register_buffer("scale", scale)
        self.shared = nn.Sequential(nn.Linear(6, 64), nn.SiLU(), nn.Linear(64, 64), nn.SiLU())
        self.temp, self.moisture = nn.Linear(64, 1), nn.Linear(64, 1)
        self.log_var = nn.Parameter(torch.zeros(2))

    def forward(self, x):
        h = self.shared(x)
        return torch.cat([self.temp(h), self.moisture(h)], 1)

    def predict(self, x):
        return self(x) * self.scale + self.center

    def loss(self, x, target):
        error = (self(x) - (target - self.center) / self.scale).pow(2).mean(0)
        return (0.5 * torch.exp(-self.log_var) * error + 0.5 * self.log_var).sum()


torch.manual_seed(113)
x, target = kiln(3000, torch.Generator().manual_seed(113))
fit, held = slice(0, 2400), slice(2400, None)
net = KilnNet(target[fit].mean(0), target[fit].std(0))
opt = torch.optim.Adam(net.parameters(), lr=4e-3)
sched = torch.optim.lr_scheduler.OneCycleLR(opt, max_lr=8e-3, total_steps=600)
for step in range(600):
    rows = torch.randint(2400, (64,))
    opt.zero_grad()
    loss = net.loss(x[rows], target[rows])
    loss.backward()
    opt.step()
    sched.step()
    if step % 100 == 99:
        print(f"step {step + 1}: loss {loss.item():+.4f}, log variances {[round(v, 2) for v in net.log_var.tolist()]}")

with torch.no_grad():
    residual = (net.predict(x[held]) - target[held]).pow(2).mean(0)
r2 = 1 - residual / target[held].var(0, unbiased=False)
print("temperature, moisture:", [round(v, 4) for v in r2.tolist()])
print(f"final: r2={r2.mean().item():.4f}")
