import torch
from sklearn.datasets import make_circles
from torch import nn

torch.manual_seed(143)
points, ring = make_circles(900, noise=0.05, factor=0.5, random_state=143)
points = torch.tensor(points * 3, dtype=torch.float32)
ring = torch.tensor(ring, dtype=torch.float32)
net = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 1))


def cross_entropy(p, t):
    return -(t * torch.log(p) + (1 - t) * torch.log(1 - p)).mean()


opt = torch.optim.Adam(net.parameters(), lr=0.03)
for epoch in range(40):
    for rows in torch.randperm(600).split(30):
        p = torch.sigmoid(8 * net(points[rows]).squeeze(1))
        loss = cross_entropy(p, ring[rows])
        opt.zero_grad()
        loss.backward()
        opt.step()
    if epoch % 5 == 0:
        print(epoch, loss.item())
with torch.no_grad():
    p = torch.sigmoid(8 * net(points[600:]).squeeze(1))
    print(f"final: accuracy={((p > 0.5).float() == ring[600:]).float().mean().item():.4f}")
