# Pretrain on the digits 0-4, then reuse the body for the digits 5-9.
import torch
import torch.nn as nn
from sklearn.datasets import load_digits

torch.manual_seed(37)
x, y = load_digits(return_X_y=True)
x = torch.tensor(x / 8 - 1, dtype=torch.float32)
y = torch.tensor(y)
low, high = y < 5, y >= 5


class DigitNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(64, 96), nn.ReLU(), nn.Linear(96, 48), nn.ReLU())
        self.head = nn.Linear(48, 5)

    def forward(self, x):
        return self.head(self.body(x))


def fit(model, optimizer, x, y, epochs):
    for epoch in range(epochs):
        for rows in torch.randperm(len(x)).split(32):
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(model(x[rows]), y[rows])
            loss.backward()
            optimizer.step()
        print(f"  epoch {epoch + 1} loss {loss.item():.4f}")


model = DigitNet()
optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
print("source task")
fit(model, optimizer, x[low], y[low], 3)

print("target task")
for p in model.body.parameters():
    p.requires_grad = False
model.head = nn.Linear(48, 5)
optimizer = torch.optim.Adam(model.head.parameters(), lr=5e-3)
x_hi, y_hi = x[high], y[high] - 5
fit(model, optimizer, x_hi[:650], y_hi[:650], 20)

with torch.no_grad():
    acc = (model(x_hi[650:]).argmax(1) == y_hi[650:]).float().mean().item()
print(f"final: accuracy={acc:.4f}")
