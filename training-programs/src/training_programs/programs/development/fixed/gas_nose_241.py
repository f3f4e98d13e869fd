# e-nose: eight metal-oxide channels, which of four gases is in the chamber
import numpy as np
import torch
import torch.nn as nn
from torch.utils.data import DataLoader, Dataset

rng = np.random.default_rng(241)
torch.manual_seed(241)

GASES = ["ethanol", "ammonia", "acetone", "toluene"]
FULL_SCALE = 65535.0


def record(n):
    """Response of every channel relative to clean air, as the board reports it."""
    gas = rng.integers(0, len(GASES), n)
    sensitivity = np.random.default_rng(7).normal(0, 1, (len(GASES), 8))
    dose = rng.uniform(0.5, 1.5, (n, 1))
    response = sensitivity[gas] * dose + rng.normal(0, 0.55, (n, 8))
    response[:, 6] = FULL_SCALE
    return response.astype(np.float32), gas.astype(np.int64)


class NoseDataset(Dataset):
    def __init__(self, n):
        self.response, self.gas = record(n)
        self.channels = [0, 1, 2, 3, 4, 5, 7]

    def __len__(self):
        return len(self.gas)

    def __getitem__(self, i):
        return self.response[i, self.channels], self.gas[i]


train_set, test_set = NoseDataset(1500), NoseDataset(500)
train_loader = DataLoader(train_set, batch_size=50, shuffle=True)
test_loader = DataLoader(test_set, batch_size=250)

model = nn.Sequential(
    nn.Linear(len(train_set.channels), 32),
    nn.LeakyReLU(0.1),
    nn.Linear(32, 32),
    nn.LeakyReLU(0.1),
    nn.Linear(32, len(GASES)),
)
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.RMSprop(model.parameters(), lr=1e-3)

for epoch in range(15):
    model.train()
    epoch_loss = 0.0
    for xb, yb in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(xb), yb)
        loss.backward()
        optimizer.step()
        epoch_loss += loss.item()
    if epoch % 3 == 0:
        print(f"epoch {epoch}: loss {epoch_loss / len(train_loader):.4f}")

model.eval()
right = 0
with torch.no_grad():
    for xb, yb in test_loader:
        right += (model(xb).argmax(1) == yb).sum().item()
print(f"final: accuracy={right / len(test_set):.4f}")
