import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import load_digits
from sklearn.neighbors import KNeighborsClassifier

torch.manual_seed(18)
d = load_digits()
x = torch.tensor(d.data / 8 - 1, dtype=torch.float32)


def view(batch):
    return batch * (torch.rand_like(batch) > 0.25) + 0.15 * torch.randn_like(batch)


encoder = nn.Sequential(nn.Linear(64, 96), nn.ReLU(), nn.Linear(96, 32))
opt = torch.optim.Adam(encoder.parameters(), lr=2e-3)
for epoch in range(12):
    for idx in torch.randperm(1400).split(70):
        a = F.normalize(encoder(view(x[idx])), dim=1)
        b = F.normalize(encoder(view(x[idx])), dim=1)
        logits = a @ b.T / 0.2
        loss = F.cross_entropy(logits, torch.arange(len(idx)))
        opt.zero_grad()
        loss.backward()
        opt.step()
    print(f"epoch {epoch} loss {loss.item():.4f}")
with torch.no_grad():
    z = F.normalize(encoder(x), dim=1).numpy()
knn = KNeighborsClassifier(5).fit(z[:1400], d.target[:1400])
print(f"final: accuracy={knn.score(z[1400:], d.target[1400:]):.4f}")
