import numpy as np
import torch
from sklearn.datasets import load_digits
from torch import nn

np.random.seed(42)
torch.manual_seed(42)
d = load_digits()
x, y = torch.tensor(d.images, dtype=torch.float32)[:, None] / 16, torch.tensor(d.target)
p = torch.randperm(1797)
x, y = x[p], y[p]
net = nn.Sequential(nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2),
                    nn.Conv2d(16, 32, 3), nn.BatchNorm2d(32), nn.ReLU(), nn.Flatten(), nn.Linear(128, 10))  # fmt: skip
opt = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9, nesterov=True, weight_decay=5e-4)
sched = torch.optim.lr_scheduler.OneCycleLR(opt, 0.1, total_steps=8 * 28)
crit = nn.CrossEntropyLoss(label_smoothing=0.1)
for epoch in range(8):
    net.train()
    for rows in torch.randperm(1400).split(50):
        lam = np.random.beta(1.0, 1.0)
        mate = rows[torch.randperm(len(rows))]
        out = net(lam * x[rows] + (1 - lam) * x[mate])
        loss = lam * crit(out, y[rows]) + (1 - lam) * crit(out, y[mate])
        opt.zero_grad()
        loss.backward()
        opt.step()
        sched.step()
    net.eval()
    with torch.no_grad():
        train_acc = (net(x[:1400]).argmax(1) == y[:1400]).float().mean().item()
        acc = (net(x[1400:]).argmax(1) == y[1400:]).float().mean().item()
    print(f"epoch {epoch} loss {loss.item():.3f} train {train_acc:.3f} test {acc:.3f}")
print(f"final: accuracy={acc:.4f}")
