import io

import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(32)
d = load_digits()
x = torch.tensor(d.data / 8 - 1, dtype=torch.float32)
y = torch.tensor(d.target)


def build():
    model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))
    return model, torch.optim.Adam(model.parameters(), lr=1e-3)


def train(model, optimizer, first, last):
    for epoch in range(first, last):
        for idx in torch.randperm(1400).split(50):
            loss = nn.functional.cross_entropy(model(x[idx]), y[idx])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        print(f"epoch {epoch}: {loss.item():.4f}")


model, optimizer = build()
train(model, optimizer, 0, 4)
disk = io.BytesIO()
torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": 4}, disk)
disk.seek(0)

checkpoint = torch.load(disk)
model, optimizer = build()
model.load_state_dict(checkpoint["model"])
optimizer.load_state_dict(checkpoint["optimizer"])
train(model, optimizer, checkpoint["epoch"], 10)
with torch.no_grad():
    print(f"final: accuracy={(model(x[1400:]).argmax(1) == y[1400:]).float().mean().item():.4f}")
