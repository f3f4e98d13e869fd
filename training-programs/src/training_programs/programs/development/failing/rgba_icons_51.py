import torch
from torch import nn

torch.manual_seed(51)


def icons(n):
    """8x8 RGBA icons: warm or cold colors on a gray ground."""
    warm = torch.randint(0, 2, (n,))
    rgb = 0.5 + 0.15 * torch.randn(n, 3, 8, 8)
    tint = 0.12 * (2.0 * warm - 1)
    rgb[:, 0, 2:6, 2:6] += tint[:, None, None]
    rgb[:, 2, 2:6, 2:6] -= tint[:, None, None]
    alpha = torch.full((n, 1, 8, 8), 255.0)
    return torch.cat([rgb, alpha], dim=1), warm


class IconNet(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(channels, 8, 3), nn.ReLU(), nn.Conv2d(8, 8, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(2), nn.Flatten()
        )
        self.classifier = nn.Linear(32, 2)

    def forward(self, x):
        return self.classifier(self.features(x))


images, warm = icons(900)
images = images.float()
train, test = slice(0, 700), slice(700, 900)
net = IconNet(images.shape[1])
opt = torch.optim.SGD(net.parameters(), lr=0.03, momentum=0.9)
for epoch in range(8):
    for rows in torch.randperm(700).split(35):
        loss = nn.functional.cross_entropy(net(images[rows]), warm[rows])
        opt.zero_grad()
        loss.backward()
        opt.step()
    print("epoch", epoch + 1, "loss", f"{loss.item():.4f}")
with torch.no_grad():
    acc = (net(images[test]).argmax(1) == warm[test]).float().mean().item()
print(f"final: accuracy={acc:.4f}")
