import argparse

import torch
import torch.nn as nn
from sklearn.datasets import load_digits

p = argparse.ArgumentParser(description="digits with SGD")
p.add_argument("--lr", type=float, default=0.02)
p.add_argument("--momentum", type=float, default=0.9)
p.add_argument("--batch-size", type=int, default=32)
p.add_argument("--epochs", type=int, default=10)
p.add_argument("--seed", type=int, default=29)
opt = p.parse_args()

torch.manual_seed(opt.seed)
data = load_digits()
images = torch.tensor(data.images, dtype=torch.float32).unsqueeze(1) / 8 - 1
targets = torch.tensor(data.target)
perm = torch.randperm(len(images))
train_idx, test_idx = perm[:-360], perm[-360:]

net = nn.Sequential(
    nn.Conv2d(1, 12, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(12, 24, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
    nn.Flatten(), nn.Linear(96, 10),
)
optimizer = torch.optim.SGD(net.parameters(), lr=opt.lr, momentum=opt.momentum)
for epoch in range(opt.epochs):
    mean_loss = 0.0
    batches = train_idx[torch.randperm(len(train_idx))].split(opt.batch_size)
    for b in batches:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(net(images[b]), targets[b])
        loss.backward()
        optimizer.step()
        mean_loss += loss.item() / len(batches)
    print(f"Epoch {epoch}: {mean_loss:.4f}")
with torch.no_grad():
    acc = (net(images[test_idx]).argmax(1) == targets[test_idx]).float().mean().item()
print(f"final: accuracy={acc:.4f}")
