import torch
from torch import nn

torch.manual_seed(49)
USERS, ITEMS, K = 120, 80, 4
likes = torch.randn(USERS, K) @ torch.randn(K, ITEMS)


class Factors(nn.Module):
    def __init__(self):
        super().__init__()
        self.users, self.items = nn.Embedding(USERS, 8), nn.Embedding(ITEMS, 8)
        self.bias = nn.Embedding(ITEMS, 1)
        nn.init.normal_(self.users.weight, std=0.1)
        nn.init.normal_(self.items.weight, std=0.1)
        nn.init.zeros_(self.bias.weight)

    def forward(self, u, i):
        return (self.users(u) * self.items(i)).sum(1) + self.bias(i).squeeze(1)


def pairs(n):
    u, i, j = torch.randint(0, USERS, (n,)), torch.randint(0, ITEMS, (n,)), torch.randint(0, ITEMS, (n,))
    swap = likes[u, i] < likes[u, j]
    return u, torch.where(swap, j, i), torch.where(swap, i, j)


model = Factors()
opt = torch.optim.Adam(model.parameters(), lr=2e-2, weight_decay=1e-5)
for step in range(500):
    u, better, worse = pairs(256)
    loss = -nn.functional.logsigmoid(model(u, better) - model(u, worse)).mean()
    opt.zero_grad()
    loss.backward()
    opt.step()
    if step % 100 == 0:
        print(step, loss.item())
with torch.no_grad():
    u, better, worse = pairs(5000)
    print(f"final: accuracy={(model(u, better) > model(u, worse)).float().mean().item():.4f}")
