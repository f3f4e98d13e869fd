import numpy as np
import torch
from sklearn.metrics import balanced_accuracy_score
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, WeightedRandomSampler

rng = np.random.default_rng(123)
torch.manual_seed(123)


def windows(n):
    y = (rng.random(n) < 0.03).astype(np.int64)
    x = rng.standard_normal((n, 20)).astype(np.float32)
    x[:, :4] += 0.9 * y[:, None]
    return torch.tensor(x), torch.tensor(y)


x, y = windows(3000)
xt, yt = windows(3000)
sampler = None
loader = DataLoader(TensorDataset(x, y), batch_size=60, sampler=sampler, shuffle=sampler is None)
model = nn.Sequential(nn.Linear(20, 16), nn.ReLU(), nn.Linear(16, 2))
opt = torch.optim.Adam(model.parameters(), lr=1e-3, weight_decay=1e-3)
for epoch in range(8):
    correct = 0
    for xb, yb in loader:
        out = model(xb)
        loss = nn.functional.cross_entropy(out, yb)
        opt.zero_grad()
        loss.backward()
        opt.step()
        correct += (out.argmax(1) == yb).sum().item()
    print(f"epoch {epoch}: accuracy {correct / 3000:.3f}")
with torch.no_grad():
    guess = model(xt).argmax(1)
print(f"final: balanced_accuracy={balanced_accuracy_score(yt.numpy(), guess.numpy()):.4f}")
