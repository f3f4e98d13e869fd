"""Heat demand of office blocks in kilowatts. Targets stay in kilowatts; the model knows their scale."""

import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset, random_split


def office_blocks(n):
    outside = 8 + 9 * torch.randn(n)  # degrees
    wind = torch.rand(n) * 12
    area = 500 + 9000 * torch.rand(n)
    hour = torch.randint(0, 24, (n,)).float()
    busy = torch.sigmoid(3 - (hour - 12.5).abs())
    glass = 0.1 + 0.7 * torch.rand(n)
    demand = area * (0.03 + 0.05 * glass) * torch.relu(19 - outside) * (1 + 0.03 * wind) * (0.4 + 0.6 * busy) / 4
    features = torch.stack([outside, wind, area, hour, glass], dim=1)
    return features, demand + 20 * torch.randn(n)


class HeatModel(nn.Module):
    """Takes raw columns, gives kilowatts. Location and scale of both are buffers, fitted before training."""

    def __init__(self, columns, width=48):
        super().__init__()
        for name, size in (("x_mean", columns), ("x_std", columns), ("y_mean", 1), ("y_std", 1)):
            self.register_buffer(name, torch.ones(size))
        self.net = nn.Sequential(
            nn.Linear(columns + 1, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU(), nn.Linear(width, 1)
        )

    def fit_scales(self, x, y):
        self.x_mean.copy_(x.mean(0))
        self.x_std.copy_(x.std(0))
        self.y_mean.copy_(y.mean())
        self.y_std.copy_(y.std())

    def forward(self, x):
        noon = ((x[:, 3:4] - 12.5).abs() - 6) / 3.5
        z = torch.cat([(x - self.x_mean) / self.x_std, noon], dim=1)
        return self.y_mean + self.y_std * self.net(z).squeeze(1)


def main():
    torch.manual_seed(129)
    features, demand = office_blocks(2600)
    train, test = random_split(TensorDataset(features, demand), [2000, 600])
    model = HeatModel(features.shape[1])
    model.fit_scales(*train[:])
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=6e-3, total_steps=20 * 40)
    for epoch in range(20):
        sse = 0.0
        for x, y in DataLoader(train, batch_size=50, shuffle=True):
            loss = nn.functional.mse_loss(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            scheduler.step()
            sse += loss.item() * len(x)
        if epoch % 4 == 3:
            print(f"epoch {epoch + 1:2d}: mean squared error {sse / 2000:,.0f} kW2")
    x, y = test[:]
    with torch.no_grad():
        left = (model(x) - y).pow(2).mean()
    print(f"final: r2={1 - (left / y.var()).item():.4f}")


if __name__ == "__main__":
    main()
