"""Spike counts of 24 retinal ganglion cells from the picture shown: a model with a shared core and a readout per cell."""
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

CELLS, SIDE, SHOWN = 24, 10, 3000


def record(generator):
    """Linear-nonlinear cells with center-surround fields; counts in 500 ms."""
    rows, cols = torch.meshgrid(torch.arange(SIDE), torch.arange(SIDE), indexing="ij")
    where = torch.rand(CELLS, 2, generator=generator) * (SIDE - 3) + 1
    distance = (rows - where[:, :1, None]) ** 2 + (cols - where[:, 1:, None]) ** 2
    fields = torch.exp(-distance / 2.5) - 0.35 * torch.exp(-distance / 9)
    fields *= torch.randint(0, 2, (CELLS, 1, 1), generator=generator) * 2 - 1     # ON and OFF cells
    noise = torch.randn(SHOWN, 1, SIDE + 2, SIDE + 2, generator=generator)
    pictures = nn.functional.avg_pool2d(noise, 3, stride=1) * 3
    drive = torch.einsum("nij,cij->nc", pictures[:, 0], fields)
    rate = 3 + 6 * nn.functional.softplus(drive)
    return pictures, torch.poisson(rate, generator=generator)


class CoreReadout(nn.Module):
    def __init__(self):
        super().__init__()
        self.core = nn.Sequential(nn.Conv2d(1, 8, 5, padding=2), nn.BatchNorm2d(8), nn.ELU())
        self.readout = nn.Linear(8 * SIDE * SIDE, CELLS)
        self.rate = nn.Softplus()

    def forward(self, picture):
        return self.rate(self.readout(self.core(picture).flatten(1)))


def r_squared(model, subset):
    pictures, counts = map(torch.stack, zip(*subset))
    model.eval()
    with torch.no_grad():
        rate = model(pictures)
    return 1 - ((rate - counts) ** 2).mean().item() / counts.var(dim=0).mean().item()


generator = torch.Generator().manual_seed(326)
torch.manual_seed(326)
data = TensorDataset(*record(generator))
train_set, test_set = random_split(data, [2500, 500], generator=generator)
loader = DataLoader(train_set, batch_size=64, shuffle=True)

model = CoreReadout()
loss_fn = nn.PoissonNLLLoss()
optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=1e-2)
for epoch in range(8):
    model.train()
    for picture, count in loader:
        optimizer.zero_grad()
        loss = loss_fn(model(picture), count)
        loss.backward()
        optimizer.step()
    print(f"epoch {epoch}: last batch {loss.item():.3f}")
print(f"final: r2={r_squared(model, test_set):.4f}")
