import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch.utils.data import DataLoader, TensorDataset

SEED = 20
torch.manual_seed(SEED)
rng = np.random.default_rng(SEED)

digits = load_digits()
images = (digits.images / 16).astype(np.float32)
labels = digits.target.astype(np.int64)
# a few blank scans are part of the archive
blank = rng.choice(1400, 8, replace=False)
images[blank] = 0

train_set = TensorDataset(torch.from_numpy(images[:1400]), torch.from_numpy(labels[:1400]))
test_x, test_y = torch.from_numpy(images[1400:]), torch.from_numpy(labels[1400:])


class CosineHead(nn.Module):
    def __init__(self, n_in, n_out, scale=12.0):
        super().__init__()
        self.prototypes = nn.Parameter(torch.randn(n_out, n_in))
        self.scale = scale

    def forward(self, h):
        h = F.normalize(h, dim=1)
        w = F.normalize(self.prototypes, dim=1)
        return self.scale * h @ w.t()


model = nn.Sequential(nn.Flatten(), nn.Linear(64, 48, bias=False), nn.ReLU(), CosineHead(48, 10))
loader = DataLoader(train_set, batch_size=50, shuffle=True)
opt = torch.optim.Adam(model.parameters(), lr=3e-3)
for epoch in range(10):
    seen = 0.0
    for xb, yb in loader:
        loss = F.cross_entropy(model(xb), yb)
        opt.zero_grad()
        loss.backward()
        opt.step()
        seen += loss.item()
    print(f"Epoch {epoch + 1}/10 - loss: {seen / len(loader):.4f}")

with torch.no_grad():
    logits = model(test_x)
acc = (logits.argmax(1) == test_y).float().mean().item() if logits.isfinite().all() else float("nan")
print(f"final: accuracy={acc:.4f}")
