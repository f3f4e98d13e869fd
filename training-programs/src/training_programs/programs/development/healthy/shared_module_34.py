# Do two short sequences hold the same symbols?
import torch
import torch.nn as nn


class PairNet(nn.Module):
    def __init__(self, vocab=10, dim=24):
        super().__init__()
        self.emb = nn.Embedding(vocab, dim)
        self.mix = nn.Linear(dim, dim)
        self.out = nn.Sequential(nn.Linear(2 * dim, 32), nn.ReLU(), nn.Linear(32, 1))

    def encode(self, ids):
        h = self.emb(ids).mean(1)
        for _ in range(2):  # the same layer twice
            h = h + torch.tanh(self.mix(h))
        return h

    def forward(self, a, b):
        u, v = self.encode(a), self.encode(b)
        return self.out(torch.cat([(u - v).abs(), u * v], 1)).squeeze(1)


def pairs(n):
    a = torch.randint(0, 10, (n, 4))
    b = a[:, torch.randperm(4)].clone()
    same = torch.rand(n) < 0.5
    other = torch.randint(0, 10, (n, 4))
    b[~same] = other[~same]
    return a, b, same.float()


torch.manual_seed(34)
net = PairNet()
opt = torch.optim.Adam(net.parameters(), lr=3e-3)
for step in range(400):
    a, b, same = pairs(64)
    loss = nn.functional.binary_cross_entropy_with_logits(net(a, b), same)
    opt.zero_grad()
    loss.backward()
    opt.step()
    if step % 80 == 0:
        print(f"step {step}: {loss.item():.4f}")
with torch.no_grad():
    a, b, same = pairs(1000)
    print(f"final: accuracy={((net(a, b) > 0).float() == same).float().mean().item():.4f}")
