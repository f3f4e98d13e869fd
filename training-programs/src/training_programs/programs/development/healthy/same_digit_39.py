import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(39)
d = load_digits()
x, y = torch.tensor(d.data / 16, dtype=torch.float32), torch.tensor(d.target)
p = torch.randperm(len(y))
x, y = x[p], y[p]
by_class = [torch.where(y[:1400] == k)[0] for k in range(10)]
net = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 16))
opt = torch.optim.Adam(net.parameters(), lr=2e-3)
loss_fn = nn.TripletMarginLoss(margin=1.0)


def draw(n):
    classes = torch.randint(0, 10, (n,))
    others = (classes + torch.randint(1, 10, (n,))) % 10
    pick = lambda c: by_class[c][torch.randint(0, len(by_class[c]), (1,))].item()
    return [torch.tensor([pick(c) for c in k.tolist()]) for k in (classes, classes, others)]


for step in range(300):
    a, b, c = draw(32)
    loss = loss_fn(net(x[a]), net(x[b]), net(x[c]))
    opt.zero_grad()
    loss.backward()
    opt.step()
    if step % 60 == 0:
        print(step, loss.item())
with torch.no_grad():
    centers = torch.stack([net(x[:1400][y[:1400] == k]).mean(0) for k in range(10)])
    guess = torch.cdist(net(x[1400:]), centers).argmin(1)
print(f"final: accuracy={(guess == y[1400:]).float().mean().item():.4f}")
