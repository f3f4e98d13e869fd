"""Strength of concrete from its mix: a network of radial units with finite reach."""
import numpy as np
import torch
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def mixes(n, rng):
    """Cement, slag, ash, water, plasticizer, coarse and fine aggregate, age."""
    cement, slag, ash = rng.uniform(150, 500, n), rng.uniform(0, 200, n), rng.uniform(0, 150, n)
    water, plasticizer = rng.uniform(130, 230, n), rng.uniform(0, 20, n)
    coarse, fine = rng.normal(970, 70, n), rng.normal(770, 70, n)
    age = np.exp(rng.uniform(1, 4.5, n))
    binder = cement + 0.8 * slag + 0.4 * ash
    strength = 28 * (binder / water) ** 0.9 * np.log1p(age) / np.log1p(28) * (1 + 0.01 * plasticizer) / 2
    table = np.column_stack([cement, slag, ash, water, plasticizer, coarse, fine, np.log(age)])
    return table, strength + rng.normal(0, 1.5, n)


class RadialLayer(nn.Module):
    """Cones around centers: 1 at the center, 0 from the radius on."""

    def __init__(self, in_features, units, radius):
        super().__init__()
        self.centers = nn.Parameter(torch.randn(units, in_features))
        self.log_radius = nn.Parameter(torch.full((units,), float(np.log(radius))))

    def forward(self, x):
        distance = torch.cdist(x, self.centers)
        return torch.relu(1 - distance / self.log_radius.exp())


class RadialNetwork(nn.Module):
    def __init__(self, in_features, units=80, radius=0.5):
        super().__init__()
        self.radial = RadialLayer(in_features, units, radius)
        self.linear = nn.Linear(units, 1)

    def forward(self, x):
        return self.linear(self.radial(x)).squeeze(-1)


def main():
    torch.manual_seed(0)
    rng = np.random.default_rng(403)
    table, strength = mixes(1500, rng)
    x_train, x_test, y_train, y_test = train_test_split(table, strength, test_size=0.2, random_state=1)
    scale_x = StandardScaler().fit(x_train)
    scale_y = StandardScaler().fit(y_train[:, None])

    def tensors(x, y):
        return (
            torch.tensor(scale_x.transform(x), dtype=torch.float32),
            torch.tensor(scale_y.transform(y[:, None])[:, 0], dtype=torch.float32),
        )

    loader = DataLoader(TensorDataset(*tensors(x_train, y_train)), batch_size=50, shuffle=True)
    model = RadialNetwork(table.shape[1])
    criterion = nn.MSELoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    for epoch in range(1, 21):
        losses = []
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        if epoch % 4 == 0:
            print(f"epoch {epoch:2d}: mse {np.mean(losses):.4f}")

    x, y = tensors(x_test, y_test)
    with torch.no_grad():
        r2 = 1 - criterion(model(x), y).item() / y.var(unbiased=False).item()
    print(f"final: r2={r2:.4f}")


if __name__ == "__main__":
    main()
