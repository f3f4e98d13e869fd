import torch
from sklearn.datasets import make_circles
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(79)
pts, ring = make_circles(1000, noise=0.08, factor=0.5, random_state=79)
pts = torch.tensor(pts / 0.56, dtype=torch.float32)
ring = torch.tensor(ring, dtype=torch.float32).unsqueeze(1)
loader = DataLoader(TensorDataset(pts[:800], ring[:800]), batch_size=40, shuffle=True)

model = nn.Sequential(
    nn.Linear(2, 32),
    nn.Linear(32, 16),
    nn.Linear(16, 1),
)
optimizer = torch.optim.Adam(model.parameters(), lr=0.005)
loss_fn = nn.BCEWithLogitsLoss()
for epoch in range(15):
    for x, y in loader:
        optimizer.zero_grad()
        loss = loss_fn(model(x), y)
        loss.backward()
        optimizer.step()
    print(f"epoch {epoch}: loss={loss.item():.4f}")
with torch.no_grad():
    acc = ((model(pts[800:]) > 0).float() == ring[800:]).float().mean()
print(f"final: accuracy={acc.item():.4f}")
