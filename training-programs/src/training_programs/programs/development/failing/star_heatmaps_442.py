"""Where are the stars? A fully convolutional net turns a noisy 20 x 20 exposure into a heat map of their places."""
import torch
from torch import nn

SIDE = 20


def exposures(n, g):
    yy, xx = torch.meshgrid(torch.arange(SIDE), torch.arange(SIDE), indexing="ij")
    sky, heat = torch.zeros(n, SIDE, SIDE), torch.zeros(n, SIDE, SIDE)
    for _ in range(4):
        cy, cx = (torch.rand(2, n, 1, 1, generator=g) * (SIDE - 4) + 2)
        shines = (torch.rand(n, 1, 1, generator=g) < 0.7).float()
        bright = 1.0 + torch.rand(n, 1, 1, generator=g)
        r2 = (yy - cy) ** 2 + (xx - cx) ** 2
        sky += shines * bright * torch.exp(-r2 / 3.0)
        heat = torch.maximum(heat, shines * torch.exp(-r2 / 3.0))
    sky += 0.35 * torch.randn(n, SIDE, SIDE, generator=g)
    hot = torch.rand(n, SIDE, SIDE, generator=g) < 0.006        # hot pixels of the sensor
    return torch.where(hot, 2.5, sky).unsqueeze(1), heat


def block(n_in, n_out):
    return nn.Sequential(nn.Conv2d(n_in, n_out, 5, padding=2), nn.GroupNorm(4, n_out), nn.ReLU())


class HeatmapLoss(nn.Module):
    """Squared error in which the places of stars weigh more than the empty sky."""

    def __init__(self, extra=3.0):
        super().__init__()
        self.extra = extra

    def forward(self, predicted, target):
        weight = 1 + self.extra * target
        return (weight * (predicted - target) ** 2).mean()


torch.manual_seed(442)
g = torch.Generator().manual_seed(442)
sky, heat = exposures(900, g)
sky_test, heat_test = exposures(200, g)

net = nn.Sequential(block(1, 8), block(8, 8), nn.Conv2d(8, 1, 1))
loss_fn = HeatmapLoss()
optimizer = torch.optim.AdamW(net.parameters(), lr=4e-3)
scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=8e-3, total_steps=6 * 30)
for epoch in range(6):
    for rows in torch.randperm(900).view(30, 30):
        loss = loss_fn(net(sky[rows]), heat[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        scheduler.step()
    print(f"epoch {epoch}  loss {loss.item():.4f}  rate {scheduler.get_last_lr()[0]:.5f}")

net.eval()
with torch.no_grad():
    found = net(sky_test)[:, 0]
print(f"final: r2={1 - ((found - heat_test) ** 2).mean().item() / heat_test.var().item():.4f}")
