# %% Learn the period of a pendulum from noisy pictures of its swing
import numpy as np
import torch
from torch import nn

rng = np.random.default_rng(75)
torch.manual_seed(75)
t = np.linspace(0, 4, 48)


def swings(n):
    length = rng.uniform(0.3, 2.0, n)
    period = 2 * np.pi * np.sqrt(length / 9.81)
    x = np.cos(2 * np.pi * t / period[:, None]) + 0.1 * rng.standard_normal((n, len(t)))
    return torch.tensor(x, dtype=torch.float32)[:, None], torch.tensor((period - 2.0) / 0.5, dtype=torch.float32)


# %% a small 1-d convolutional network
class PeriodNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Sequential(
            nn.Conv1d(1, 8, 5, stride=2), nn.ReLU(), nn.Conv1d(8, 16, 5, stride=2), nn.ReLU(), nn.Flatten()
        )
        self.fc = nn.Linear(16 * 9, 1)

    def forward(self, x):
        return self.fc(self.conv(x))


def squared_error(prediction, truth):
    return ((prediction - truth) ** 2).mean()


# %% training
x, period = swings(800)
net = PeriodNet()
opt = torch.optim.SGD(net.parameters(), lr=0.02, momentum=0.9)
curve = []
for step in range(400):
    rows = torch.randint(0, 800, (40,))
    loss = squared_error(net(x[rows]), period[rows])
    opt.zero_grad()
    loss.backward()
    opt.step()
    curve.append(loss.item())
    if step % 80 == 79:
        print(step + 1, np.mean(curve[-80:]))

# %% test
x, period = swings(300)
with torch.no_grad():
    r2 = 1 - ((net(x)[:, 0] - period) ** 2).mean() / period.var()
print(f"final: r2={r2.item():.4f}")
