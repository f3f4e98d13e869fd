import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(138)
digits = load_digits()
x = torch.tensor(digits.data, dtype=torch.float32) / 16
y = torch.tensor(digits.target)
p = torch.randperm(1797)
x, y = x[p], y[p]
model = nn.Sequential(
    nn.Linear(64, 256), nn.ReLU(), nn.Dropout(0.75), nn.Linear(256, 128), nn.ReLU(), nn.Dropout(0.75),
    nn.Linear(128, 10),
)  # fmt: skip
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)


def evaluate():
    model.eval
    with torch.no_grad():
        out = model(x[1400:])
        return criterion(out, y[1400:]).item(), (out.argmax(1) == y[1400:]).float().mean().item()


for epoch in range(15):
    model.train()
    for rows in torch.randperm(1400).split(50):
        optimizer.zero_grad()
        loss = criterion(model(x[rows]), y[rows])
        loss.backward()
        optimizer.step()
    val_loss, val_acc = evaluate()
    print(f"epoch {epoch}: val loss {val_loss:.4f} acc {val_acc:.4f}")
print(f"final: accuracy={val_acc:.4f}")
