"""Power draw of a grinding mill, with stochastic weight averaging over the last third of the epochs."""

import torch
from torch import nn
from torch.optim.swa_utils import SWALR, AveragedModel
from torch.utils.data import DataLoader, TensorDataset


def readings(n, generator):
    z = torch.randn(n, 6, generator=generator)
    load, speed, balls, water, hardness, liner = z.unbind(1)
    power = 1.0 * load - 0.55 * load**2 + 0.8 * speed * (1 + 0.3 * balls) + 0.4 * torch.tanh(2 * hardness)
    power = power + 0.3 * balls - 0.25 * water * load - 0.2 * liner.abs()
    return z, power + 0.1 * torch.randn(n, generator=generator)


class MillNet(nn.Module):
    def __init__(self, inputs=6, width=48, lost=0.15, drop=0.3):
        super().__init__()
        self.trunk = nn.Sequential(
            nn.Dropout(lost),  # a sensor that fails now and then
            nn.Linear(inputs, width), nn.ReLU(),
            nn.Linear(width, width), nn.ReLU(), nn.Dropout(drop),
        )
        self.out = nn.Linear(width, 1)

    def forward(self, x):
        return self.out(self.trunk(x)).squeeze(1)


def r_squared(network, x, y):
    with torch.no_grad():
        return (1 - (network(x) - y).pow(2).mean() / y.var(unbiased=False)).item()


def main():
    generator = torch.Generator().manual_seed(633)
    torch.manual_seed(633)
    x, y = readings(2400, generator)
    x_test, y_test = readings(800, generator)
    mean, std = y.mean(), y.std()
    y, y_test = (y - mean) / std, (y_test - mean) / std

    loader = DataLoader(TensorDataset(x, y), batch_size=60, shuffle=True)
    model = MillNet()
    averaged = AveragedModel(model)
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    calm = SWALR(optimizer, swa_lr=1.5e-3, anneal_epochs=3)

    epochs, average_from = 24, 16
    for epoch in range(epochs):
        model.train()
        total = 0.0
        for features, power in loader:
            loss = nn.functional.mse_loss(model(features), power)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(power)
        if epoch >= average_from:
            averaged.update_parameters(model)
            calm.step()
        if epoch % 4 == 3:
            print(f"epoch {epoch + 1}: training loss {total / len(y):.4f}")

    model.eval()
    print(f"weights averaged over {averaged.n_averaged.item()} epochs")
    print(f"final: r2={r_squared(averaged, x_test, y_test):.4f}")


if __name__ == "__main__":
    main()
