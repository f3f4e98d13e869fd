# %%
# Nitrogen dioxide over a city from a year of mobile measurements.
# Columns: easting and northing (UTM 33N, metres), height above sea (m), time (Unix seconds), air pressure (Pa), wind (m/s)
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

rng = np.random.default_rng(454)
torch.manual_seed(454)

# %%
n = 3000
east = rng.uniform(382_000, 398_000, n)
north = rng.uniform(5_812_000, 5_826_000, n)
height = 34 + 12 * np.sin(east / 5000) + rng.normal(0, 3, n)
time = rng.uniform(1_672_531_200, 1_704_067_200, n)
pressure = rng.normal(101_300, 900, n)
wind = rng.gamma(2.5, 1.6, n)

season = np.cos(2 * np.pi * (time - 1_672_531_200) / 31_536_000)
centre = np.exp(-((east - 390_500) ** 2 + (north - 5_819_500) ** 2) / (2 * 3500**2))
motorway = np.exp(-(((north - 5_815_000) - 0.4 * (east - 390_000)) ** 2) / (2 * 1200**2))
no2 = 12 + (22 * centre + 14 * motorway) * np.exp(-wind / 8) + 7 * season + 0.004 * (pressure - 101_300) - 0.15 * (height - 34)
no2 = no2 + rng.normal(0, 2, n)

table = np.column_stack([east, north, height, time, pressure, wind])
print(table[:3].round(1))

# %%
table = (table - table.mean(0)) / table.std(0)
X = torch.tensor(table, dtype=torch.float32)
y = torch.tensor((no2 - no2.mean()) / no2.std(), dtype=torch.float32).unsqueeze(1)
train_set, test_set = random_split(TensorDataset(X, y), [2400, 600], generator=torch.Generator().manual_seed(0))
loader = DataLoader(train_set, batch_size=64, shuffle=True)

# %%
net = nn.Sequential(
    nn.Linear(6, 64),
    nn.ELU(),
    nn.Linear(64, 64),
    nn.ELU(),
    nn.Linear(64, 1),
)
optimizer = torch.optim.Adam(net.parameters(), lr=3e-3)
criterion = nn.HuberLoss()
for epoch in range(25):
    net.train()
    total = 0.0
    for xb, yb in loader:
        optimizer.zero_grad()
        loss = criterion(net(xb), yb)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(xb)
    if (epoch + 1) % 5 == 0:
        print(f"epoch {epoch + 1}: {total / 2400:.4f}")

# %%
net.eval()
xt, yt = test_set[:]
with torch.no_grad():
    residual = (yt - net(xt)).pow(2).sum()
print(f"final: r2={1 - (residual / (yt - yt.mean()).pow(2).sum()).item():.4f}")
