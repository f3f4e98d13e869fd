import torch
import torch.nn as nn
from sklearn.datasets import load_digits

torch.manual_seed(25)
d = load_digits()
x = torch.tensor(d.data / 8 - 1, dtype=torch.float32)
y = torch.tensor(d.target)


def run(model, optimizers, labels, epochs):
    for epoch in range(epochs):
        for idx in torch.randperm(1400).split(50):
            loss = nn.functional.cross_entropy(model(x[idx]), labels[idx])
            for optimizer in optimizers:
                optimizer.zero_grad()
            loss.backward()
            for optimizer in optimizers:
                optimizer.step()
        print("epoch", epoch, "loss", round(loss.item(), 4))


body = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 32), nn.ReLU())
parity = nn.Linear(32, 2)
run(nn.Sequential(body, parity), [torch.optim.Adam([*body.parameters(), *parity.parameters()], lr=2e-3)], y % 2, 4)

head = nn.Linear(32, 10)
slow = torch.optim.Adam([{"params": body[0].parameters(), "lr": 1e-4}, {"params": body[2].parameters(), "lr": 5e-4}])
fast = torch.optim.Adam(head.parameters(), lr=1e-2)
model = nn.Sequential(body, head)
run(model, [slow, fast], y, 8)
with torch.no_grad():
    print(f"final: accuracy={(model(x[1400:]).argmax(1) == y[1400:]).float().mean().item():.4f}")
