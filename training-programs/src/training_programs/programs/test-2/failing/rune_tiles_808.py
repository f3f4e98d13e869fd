"""Telling twenty-four carved runes apart on worn stone tiles of 16 x 16 pixels."""
import torch
import torch.nn as nn
import torch.nn.functional as F

RUNES, SIZE = 24, 16


def carve(points):
    """Draw a polyline with soft edges."""
    yy, xx = torch.meshgrid(torch.arange(SIZE).float(), torch.arange(SIZE).float(), indexing="ij")
    image = torch.zeros(SIZE, SIZE)
    for (y0, x0), (y1, x1) in zip(points[:-1], points[1:]):
        dy, dx = y1 - y0, x1 - x0
        along = (((yy - y0) * dy + (xx - x0) * dx) / (dy * dy + dx * dx + 1e-6)).clamp(0, 1)
        gap = ((yy - y0 - along * dy) ** 2 + (xx - x0 - along * dx) ** 2).sqrt()
        image = torch.maximum(image, torch.exp(-gap.square()))
    return image


def tiles(alphabet, count):
    kinds = torch.randint(0, RUNES, (count,))
    images = []
    for kind in kinds.tolist():
        points = alphabet[kind] + 0.5 * torch.randn(5, 2) + 0.8 * torch.randn(1, 2)
        images.append(carve(points.tolist()))
    images = torch.stack(images) * (0.7 + 0.6 * torch.rand(count, 1, 1))
    return (images + 0.25 * torch.randn(count, SIZE, SIZE))[:, None], kinds


class RuneNet(nn.Module):
    def __init__(self, drop=0.4):
        super().__init__()
        self.drop = drop
        self.conv1 = nn.Conv2d(1, 16, 3, padding=1)
        self.conv2 = nn.Conv2d(16, 32, 3, padding=1)
        self.dense = nn.Linear(32 * 16, 64)
        self.out = nn.Linear(64, RUNES)

    def regularize(self, x):
        if x.dim() == 4:
            return F.dropout2d(x, self.drop)
        return F.dropout(x, 0.5)

    def forward(self, x):
        x = self.regularize(F.max_pool2d(F.relu(self.conv1(x)), 2))
        x = self.regularize(F.max_pool2d(F.relu(self.conv2(x)), 2))
        x = self.regularize(F.relu(self.dense(x.flatten(1))))
        return self.out(x)


def accuracy(model, images, kinds):
    model.eval()
    with torch.no_grad():
        return (model(images).argmax(1) == kinds).float().mean().item()


def main():
    torch.manual_seed(808)
    alphabet = 2 + 12 * torch.rand(RUNES, 5, 2)
    x_train, y_train = tiles(alphabet, 2400)
    x_test, y_test = tiles(alphabet, 500)
    model = RuneNet()
    optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=12, eta_min=1e-4)
    for epoch in range(12):
        model.train()
        total = 0.0
        for rows in torch.randperm(len(x_train)).split(50):
            loss = F.cross_entropy(model(x_train[rows]), y_train[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
        scheduler.step()
        if epoch % 4 == 3:
            print(f"epoch {epoch + 1}: loss {total / 48:.4f}, accuracy {accuracy(model, x_test, y_test):.4f}")
    print(f"final: accuracy={accuracy(model, x_test, y_test):.4f}")


if __name__ == "__main__":
    main()
