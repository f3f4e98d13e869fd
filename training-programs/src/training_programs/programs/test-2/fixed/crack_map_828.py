"""Mark the cracks on pictures of concrete, pixel by pixel."""
import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset, random_split

torch.manual_seed(828)
H = W = 32


def concrete(n):
    """Grey pictures with a dark, wandering crack, stains and grain; the mask marks the crack."""
    pictures = 0.6 + 0.05 * torch.randn(n, 1, H, W)
    masks = torch.zeros(n, 1, H, W)
    yy, xx = torch.meshgrid(torch.arange(H), torch.arange(W), indexing="ij")
    for i in range(n):
        cy, cx, r = torch.rand(3) * torch.tensor([32.0, 32.0, 5.0]) + torch.tensor([0.0, 0.0, 3.0])
        pictures[i, 0] -= 0.12 * (((yy - cy) ** 2 + (xx - cx) ** 2) < r**2)
        row = float(torch.rand(())) * 20 + 6
        for column in range(W):
            row = min(max(row + float(torch.randn(())) * 0.9, 1), H - 3)
            masks[i, 0, int(row) : int(row) + 3, column] = 1
        pictures[i] -= masks[i] * (0.15 + 0.1 * torch.rand(()))
        if torch.rand(()) < 0.5:
            pictures[i], masks[i] = pictures[i].mT.clone(), masks[i].mT.clone()
    return (pictures - 0.55) / 0.12, masks


class CrackNet(nn.Module):
    def __init__(self, width=12):
        super().__init__()
        self.inc = nn.Sequential(nn.Conv2d(1, width, 3, padding=1), nn.BatchNorm2d(width), nn.ReLU())
        self.down = nn.Sequential(nn.MaxPool2d(2), nn.Conv2d(width, 2 * width, 3, padding=1), nn.BatchNorm2d(2 * width), nn.ReLU())
        self.up = nn.ConvTranspose2d(2 * width, width, 2, stride=2)
        self.outc = nn.Sequential(nn.Conv2d(2 * width, width, 3, padding=1), nn.BatchNorm2d(width), nn.ReLU(), nn.Conv2d(width, 1, 1))

    def forward(self, x):
        fine = self.inc(x)
        coarse = self.up(self.down(fine))
        return self.outc(torch.cat([fine, coarse], dim=1))


def iou(model, loader):
    both = either = 0
    model.eval()
    with torch.no_grad():
        for picture, mask in loader:
            marked = model(picture) > 0
            both += (marked & (mask > 0.5)).sum().item()
            either += (marked | (mask > 0.5)).sum().item()
    return both / max(either, 1)


data = TensorDataset(*concrete(480))
train_set, test_set = random_split(data, [400, 80])
train_loader = DataLoader(train_set, batch_size=16, shuffle=True)
test_loader = DataLoader(test_set, batch_size=40)

model = CrackNet()
criterion = nn.BCEWithLogitsLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=8, gamma=0.3)

for epoch in range(12):
    model.train()
    seen = 0.0
    for picture, mask in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(picture), mask)
        loss.backward()
        optimizer.step()
        seen += loss.item()
    scheduler.step()
    print(f"epoch {epoch + 1:2d}: loss {seen / len(train_loader):.4f}  iou {iou(model, test_loader):.3f}")

print(f"final: iou={iou(model, test_loader):.4f}")
