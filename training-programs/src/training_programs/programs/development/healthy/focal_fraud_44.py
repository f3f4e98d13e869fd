import torch
from sklearn.metrics import f1_score
from torch import nn

torch.manual_seed(44)


def cases(n):
    y = (torch.rand(n) < 0.08).float()
    x = torch.randn(n, 10)
    x[:, :3] += 2.0 * y[:, None]
    return x, y


def focal(logits, y, gamma=2.0, alpha=0.75):
    p = torch.sigmoid(logits)
    ce = nn.functional.binary_cross_entropy_with_logits(logits, y, reduction="none")
    pt = p * y + (1 - p) * (1 - y)
    weight = alpha * y + (1 - alpha) * (1 - y)
    return (weight * (1 - pt) ** gamma * ce).mean()


x, y = cases(3000)
xt, yt = cases(1500)
net = nn.Sequential(nn.Linear(10, 32), nn.ReLU(), nn.Linear(32, 1))
opt = torch.optim.Adam(net.parameters(), lr=3e-3)
for epoch in range(10):
    for rows in torch.randperm(3000).split(100):
        loss = focal(net(x[rows]).squeeze(1), y[rows])
        opt.zero_grad()
        loss.backward()
        opt.step()
    print(epoch, loss.item())
with torch.no_grad():
    guess = (net(xt).squeeze(1) > 0).float()
print(f"final: f1={f1_score(yt.numpy(), guess.numpy()):.4f}")
