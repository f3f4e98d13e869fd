import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

rng = np.random.default_rng(146)
torch.manual_seed(146)
rain = rng.gamma(2.0, 1.0, (1600, 6))
level = rain @ np.array([0.4, 0.3, 0.3, 0.1, 0.1, 0.1]) + 0.5 * np.sin(rain[:, 0] * 2) + 0.1 * rng.standard_normal(1600)
rain, level = (rain - 2) / 1.41, (level - level.mean()) / level.std()
by_height = np.argsort(level[:1200])
train = TensorDataset(torch.tensor(rain[by_height]).float(), torch.tensor(level[by_height]).float())
loader = DataLoader(train, batch_size=20, shuffle=True)
x_test, y_test = torch.tensor(rain[1200:]).float(), torch.tensor(level[1200:]).float()
net = nn.Sequential(nn.Linear(6, 32), nn.ReLU(), nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 1))
opt = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.5)
for epoch in range(12):
    for x, y in loader:
        loss = nn.functional.mse_loss(net(x).squeeze(1), y)
        opt.zero_grad()
        loss.backward()
        opt.step()
    with torch.no_grad():
        mse = nn.functional.mse_loss(net(x_test).squeeze(1), y_test).item()
    print(f"epoch {epoch}: test mse {mse:.4f}")
print(f"final: r2={1 - mse / y_test.var().item():.4f}")
