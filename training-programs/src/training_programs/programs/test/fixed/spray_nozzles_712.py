"""Deep sets: a nozzle's pressure from the drops that a laser saw of it, in no order (Zaheer et al. 2017)."""

# %% imports
import numpy as np
import torch
import torch.nn as nn

# %% data: each nozzle makes 150 drops; their sizes and speeds follow from the pressure, the bore and the wear
rng = np.random.default_rng(712)
NOZZLES, DROPS = 1200, 150
pressure = rng.uniform(-1, 1, NOZZLES)
bore = rng.uniform(-1, 1, NOZZLES)
wear = rng.uniform(0, 1, NOZZLES)
shape = (NOZZLES, DROPS)
log_size = (0.7 * bore - 0.5 * pressure)[:, None] + (0.4 + 0.4 * wear)[:, None] * rng.normal(size=shape)
speed = (1.1 * pressure + 0.5 * bore)[:, None] - 0.5 * log_size + 0.5 * rng.normal(size=shape)
angle = (0.5 + 0.3 * wear)[:, None] * rng.normal(size=shape)
drops = np.stack([log_size, speed, angle], axis=2)
drops = (drops - drops.mean((0, 1))) / drops.std((0, 1))
target = 0.4 * pressure + np.sin(3 * bore) * pressure + 0.6 * np.cos(3 * pressure)
target = (target - target.mean()) / target.std()

x = torch.tensor(drops, dtype=torch.float32)
y = torch.tensor(target, dtype=torch.float32).unsqueeze(1)
x_train, y_train, x_test, y_test = x[:1000], y[:1000], x[1000:], y[1000:]


# %% model
class DeepSet(nn.Module):
    def __init__(self):
        super().__init__()
        self.phi = nn.Sequential(nn.Linear(3, 32), nn.Tanh(), nn.Linear(32, 32), nn.Tanh())
        self.rho = nn.Sequential(nn.Linear(32, 32), nn.Tanh(), nn.Linear(32, 32), nn.Tanh(), nn.Linear(32, 1))

    def forward(self, drops):
        pooled = self.phi(drops).mean(dim=1)
        return self.rho(pooled)


# %% training
torch.manual_seed(712)
model = DeepSet()
optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
loss_fn = nn.MSELoss()
history = []
for epoch in range(30):
    losses = []
    for rows in torch.randperm(1000).split(40):
        optimizer.zero_grad()
        loss = loss_fn(model(x_train[rows]), y_train[rows])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    history.append(float(np.mean(losses)))
    if epoch % 4 == 0:
        print(f"epoch {epoch}: {history[-1]:.4f}")

# %% test
model.eval()
with torch.no_grad():
    residual = y_test - model(x_test)
r2 = 1 - residual.square().sum().item() / (y_test - y_test.mean()).square().sum().item()
print(f"final: r2={r2:.4f}")
