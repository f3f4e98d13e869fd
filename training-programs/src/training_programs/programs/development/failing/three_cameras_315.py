"""Which solid is it? Three cameras look at it from the front, the side and above (a small multi-view CNN)."""
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, Dataset

SOLIDS = {  # what each camera sees
    "ball": ("disc", "disc", "disc"),
    "cube": ("square", "square", "square"),
    "cylinder": ("square", "square", "disc"),
    "cone": ("triangle", "triangle", "disc"),
    "pyramid": ("triangle", "triangle", "square"),
    "wedge": ("triangle", "square", "square"),
}
SIDE = 14


def outline(shape, size, dx, dy):
    y, x = torch.meshgrid(torch.linspace(-1, 1, SIDE), torch.linspace(-1, 1, SIDE), indexing="ij")
    x, y = (x - dx) / size, (y - dy) / size
    if shape == "disc":
        inside = 1 - (x**2 + y**2).sqrt()
    elif shape == "square":
        inside = 0.85 - torch.maximum(x.abs(), y.abs())
    else:
        inside = torch.minimum(0.9 - y, (y + 1) / 2.2 - x.abs())
    return torch.sigmoid(12 * inside)


class Turntable(Dataset):
    """n solids with their three pictures: (3 cameras, 1, SIDE, SIDE) and the kind."""

    def __init__(self, n, seed):
        g = torch.Generator().manual_seed(seed)
        self.kind = torch.randint(len(SOLIDS), (n,), generator=g)
        sees = list(SOLIDS.values())
        pictures = []
        for kind in self.kind.tolist():
            size = 0.55 + 0.3 * torch.rand(1, generator=g)
            shift = 0.3 * torch.rand(3, 2, generator=g) - 0.15
            pictures.append(torch.stack([outline(s, size, *shift[v]) for v, s in enumerate(sees[kind])]))
        pictures = torch.stack(pictures).unsqueeze(2)
        self.pictures = pictures - 0.35 + 0.15 * torch.randn(pictures.shape, generator=g)

    def __len__(self):
        return len(self.kind)

    def __getitem__(self, i):
        return self.pictures[i], self.kind[i]


class MultiViewNet(nn.Module):
    def __init__(self, n_classes, width=12, dim=48):
        super().__init__()
        self.cnn = nn.Sequential(
            nn.Conv2d(1, width, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(width, 2 * width, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(2 * width * 9, dim), nn.ReLU(),
        )  # fmt: skip
        self.head = nn.Sequential(nn.Linear(3 * dim, 64), nn.ReLU(), nn.Linear(64, n_classes))

    def forward(self, x):
        batch, views = x.shape[:2]
        seen = self.cnn(x.flatten(0, 1))
        front, side, above = seen.view(views, batch, -1)
        return self.head(torch.cat([front, side, above], dim=1))


def evaluate(net, loader):
    net.eval()
    hits = 0
    with torch.no_grad():
        for x, kind in loader:
            hits += (net(x).argmax(1) == kind).sum().item()
    return hits / len(loader.dataset)


def main():
    torch.manual_seed(315)
    train = DataLoader(Turntable(1200, seed=1), batch_size=40, shuffle=True)
    test = DataLoader(Turntable(400, seed=2), batch_size=40)
    net = MultiViewNet(len(SOLIDS))
    optimizer = torch.optim.Adam(net.parameters(), lr=2e-3)
    for epoch in range(6):
        net.train()
        running = 0.0
        for x, kind in train:
            loss = F.cross_entropy(net(x), kind)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            running += loss.item()
        print(f"epoch {epoch + 1} loss {running / len(train):.4f}")
    print(f"final: accuracy={evaluate(net, test):.4f}")


main()
