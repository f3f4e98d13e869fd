# Estimate how many bacteria are in a microscope tile (0 to 12) from the picture alone.
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(846)
SIDE = 20


def tiles(n):
    count = torch.randint(0, 13, (n,))
    grid = torch.arange(SIDE).float()
    picture = torch.zeros(n, SIDE, SIDE)
    for k in range(12):
        row, col = 2 + 16 * torch.rand(n, 1, 1), 2 + 16 * torch.rand(n, 1, 1)
        spot = torch.exp(-((grid[None, :, None] - row) ** 2 + (grid[None, None, :] - col) ** 2) / 2.0)
        picture += spot * (count > k)[:, None, None]
    picture += 0.1 * torch.randn(n, SIDE, SIDE)
    return picture[:, None], count.float()


class Counter(nn.Module):
    """Convolutions, then the mean over the tile, then one number."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(1, 12, 3, padding=1),
            nn.BatchNorm2d(12),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(12, 24, 3, padding=1),
            nn.BatchNorm2d(24),
            nn.ReLU(),
            nn.AdaptiveAvgPool2d(1),
            nn.Flatten(),
        )
        self.out = nn.Linear(24, 1)

    def forward(self, x):
        return 6 + 4 * self.out(self.body(x)).squeeze(1)


def train_epoch(model, loader, optimizer, schedule):
    model.train()
    total = 0.0
    for picture, count in loader:
        loss = nn.functional.smooth_l1_loss(model(picture), count)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        total += loss.item()
    return total / len(loader)


@torch.no_grad()
def evaluate(model, loader):
    guess, truth = [], []
    for picture, count in loader:
        guess.append(model(picture))
        truth.append(count)
    guess, truth = torch.cat(guess), torch.cat(truth)
    return 1 - ((guess - truth).square().mean() / truth.var(unbiased=False)).item()


train_loader = DataLoader(TensorDataset(*tiles(1600)), batch_size=64, shuffle=True)
test_loader = DataLoader(TensorDataset(*tiles(300)), batch_size=1)
model = Counter()
optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 1e-2, total_steps=12 * len(train_loader))
for epoch in range(12):
    loss = train_epoch(model, train_loader, optimizer, schedule)
    print(f"epoch {epoch}: train loss {loss:.4f}")
    if epoch % 4 == 3:
        print(f"   r2 on new tiles {evaluate(model, test_loader):.3f}")
print(f"final: r2={evaluate(model, test_loader):.4f}")
