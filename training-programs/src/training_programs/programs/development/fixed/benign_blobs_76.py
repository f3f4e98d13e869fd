import numpy as np
import torch
from sklearn.datasets import make_blobs
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(76)
points, group = make_blobs(1000, centers=4, cluster_std=1.2, random_state=76)
points = ((points - points.mean(0)) / points.std(0)).astype(np.float32)
# as in the original file: 1 = benign, 2 = malignant
diagnosis = np.where(group % 2 == 0, 1, 2)

x = torch.from_numpy(points)
y = torch.from_numpy(diagnosis - 1).float().unsqueeze(1)
benign, malignant = 0, 1
train = DataLoader(TensorDataset(x[:800], y[:800]), batch_size=40, shuffle=True)

net = nn.Sequential(nn.Linear(2, 24), nn.Tanh(), nn.Linear(24, 24), nn.Tanh(), nn.Linear(24, 1))
loss_fn = nn.BCEWithLogitsLoss()
optimizer = torch.optim.Adam(net.parameters(), lr=5e-3)
for epoch in range(15):
    for xb, yb in train:
        loss = loss_fn(net(xb), yb)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    if epoch % 3 == 0:
        print("epoch", epoch, "loss", loss.item())
with torch.no_grad():
    decision = torch.where(net(x[800:]) > 0, malignant, benign)
    print(f"final: accuracy={(decision == y[800:]).float().mean().item():.4f}")
