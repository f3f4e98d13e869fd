import argparse

import torch
import torch.nn as nn
import torch.nn.functional as F

# Jets as sets of particles (pt, eta, phi): one, two or three prongs? Deep sets, SGD.
p = argparse.ArgumentParser()
p.add_argument("--batch-size", type=int, default=32)
p.add_argument("--base-lr", type=float, default=0.1, help="for batches of 256")
p.add_argument("--epochs", type=int, default=16)
p.add_argument("--seed", type=int, default=230)
args, _ = p.parse_known_args([])
torch.manual_seed(args.seed)


def generate(n, particles=20):
    prongs = torch.randint(1, 4, (n,))
    axes = 0.6 * torch.randn(n, 3, 2)
    which = (torch.rand(n, particles) * prongs[:, None]).long()
    place = axes.gather(1, which[..., None].expand(-1, -1, 2)) + 0.08 * torch.randn(n, particles, 2)
    place = place - place.mean(1, keepdim=True)
    logpt = torch.randn(n, particles, 1) * 0.5
    return torch.cat([logpt, 2 * place], dim=2), prongs - 1


class DeepSet(nn.Module):
    def __init__(self):
        super().__init__()
        self.phi = nn.Sequential(nn.Linear(3, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 64))
        self.rho = nn.Sequential(nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 3))

    def forward(self, x):
        h = self.phi(x)
        return self.rho(torch.cat([h.mean(1), h.amax(1)], dim=1))


train_x, train_y = generate(2400)
test_x, test_y = generate(600)
model = DeepSet()

# linear scaling rule
lr = args.base_lr * 256 / args.batch_size
optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9, weight_decay=1e-4)
print(f"batch {args.batch_size}, learning rate {lr:g}")

for epoch in range(args.epochs):
    model.train()
    seen, sum_loss = 0, 0.0
    for idx in torch.randperm(len(train_x)).split(args.batch_size):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(train_x[idx]), train_y[idx])
        loss.backward()
        optimizer.step()
        sum_loss += loss.item() * len(idx)
        seen += len(idx)
    print(f"epoch {epoch}: {sum_loss / seen:.4f}")

model.eval()
with torch.no_grad():
    acc = (model(test_x).argmax(-1) == test_y).float().mean().item()
print(f"final: accuracy={acc:.4f}")
