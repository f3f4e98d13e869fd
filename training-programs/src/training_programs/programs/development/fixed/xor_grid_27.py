import torch
from torch import nn

torch.manual_seed(27)

# checkerboard with two fields a side
points = 2 * torch.rand(800, 2) - 1
color = ((points[:, 0] > 0) ^ (points[:, 1] > 0)).float().unsqueeze(1)
points = points * 1.7

net = nn.Sequential(nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 16), nn.Tanh(), nn.Linear(16, 1))
with torch.no_grad():
    for name, p in net.named_parameters():
        if name.endswith("weight"):
            nn.init.xavier_uniform_(p)
        else:
            p.zero_()

loss_fn = nn.BCEWithLogitsLoss()
opt = torch.optim.Adam(net.parameters(), lr=0.01)
for epoch in range(1, 41):
    for b in torch.randperm(600).split(40):
        opt.zero_grad()
        loss = loss_fn(net(points[b]), color[b])
        loss.backward()
        opt.step()
    if epoch % 10 == 0:
        print(f"{epoch:3d} | {loss.item():.4f}")

with torch.no_grad():
    acc = ((net(points[600:]) > 0).float() == color[600:]).float().mean()
print(f"final: accuracy={acc:.4f}")
