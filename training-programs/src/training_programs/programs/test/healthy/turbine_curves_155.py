"""Power curves of many wind turbines: a network that makes the weights of a small network from the turbine's data sheet."""

import torch
from torch import Tensor, nn

HIDDEN = 12
SHAPES = [(HIDDEN, 1), (HIDDEN,), (1, HIDDEN), (1,)]


class Hyper(nn.Module):
    """Data sheet -> weights of a 1-12-1 tanh network, for each turbine its own."""

    def __init__(self, n_in: int) -> None:
        super().__init__()
        self.sizes = [torch.Size(shape).numel() for shape in SHAPES]
        self.body = nn.Sequential(nn.Linear(n_in, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU())
        self.head = nn.Linear(64, sum(self.sizes))
        # the generated network starts the same for all turbines
        nn.init.zeros_(self.head.weight)
        nn.init.uniform_(self.head.bias, -1.0, 1.0)

    def forward(self, sheet: Tensor) -> list[Tensor]:
        parts = self.head(self.body(sheet)).split(self.sizes, dim=1)
        return [part.unflatten(1, shape) for part, shape in zip(parts, SHAPES)]


def power(wind: Tensor, weights: list[Tensor]) -> Tensor:
    """(turbines, winds) -> (turbines, winds), by the generated weights."""
    w1, b1, w2, b2 = weights
    hidden = torch.tanh(torch.einsum("tho,tn->tnh", w1, wind) + b1.unsqueeze(1))
    return torch.einsum("tnh,toh->tn", hidden, w2) + b2


def turbines(n: int, generator: torch.Generator) -> tuple[Tensor, Tensor, Tensor]:
    """Data sheets, 20 wind speeds each, and the power at them."""
    sheet = torch.rand(n, 3, generator=generator) * 2 - 1
    wind = torch.rand(n, 20, generator=generator) * 4 - 2
    cut_in, rated, size = sheet.unbind(1)
    middle = 0.5 * cut_in + 0.3 * rated
    steep = 2.5 + 1.2 * rated
    curve = torch.sigmoid((wind - middle[:, None]) * steep[:, None]) * (1 + 0.5 * size[:, None])
    curve = curve * (wind < 1.6 + 0.2 * cut_in[:, None])  # switched off in a storm
    power = (curve - 0.45) / 0.45 + 0.05 * torch.randn(n, 20, generator=generator)
    return sheet * 3**0.5, wind, power


torch.manual_seed(155)
generator = torch.Generator().manual_seed(155)
sheet, wind, output = turbines(1600, generator)
new_sheet, new_wind, new_output = turbines(300, generator)

hyper = Hyper(3)
optimizer = torch.optim.Adam(hyper.parameters(), lr=2e-3)
for epoch in range(20):
    total = 0.0
    for rows in torch.randperm(len(sheet)).split(32):
        loss = (power(wind[rows], hyper(sheet[rows])) - output[rows]).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(rows)
    if epoch % 4 == 3:
        print(f"epoch {epoch + 1}: {total / len(sheet):.4f}")

with torch.no_grad():
    left = (power(new_wind, hyper(new_sheet)) - new_output).square().mean()
print(f"final: r2={1 - (left / new_output.var()).item():.4f}")
