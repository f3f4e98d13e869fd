# %% [markdown]
# Pollen grains under the microscope: round, three-lobed, spiny or smooth-edged with a furrow?
# Generalized-mean pooling (GeM) instead of average pooling, as in the landmark retrieval papers.

# %%
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(605)
KINDS = ["round", "lobed", "spiny", "furrowed"]
SIZE = 20


# %%
def grain(kind):
    ys, xs = torch.meshgrid(torch.arange(SIZE) - SIZE / 2, torch.arange(SIZE) - SIZE / 2, indexing="ij")
    ys, xs = ys - torch.randn(()), xs - torch.randn(())
    r, a = torch.hypot(ys, xs), torch.atan2(ys, xs) + 6.28 * torch.rand(())
    radius = 5.5 + 1.5 * torch.rand(())
    if kind == 1:
        radius = radius * (1 + 0.3 * torch.cos(3 * a))
    if kind == 2:
        radius = radius * (1 + 0.2 * torch.cos(9 * a))
    picture = torch.sigmoid(2 * (radius - r))
    if kind == 3:
        picture = picture * (1 - 0.8 * torch.exp(-((r * torch.sin(a)) ** 2) / 2))
    return picture + 0.08 * torch.randn(SIZE, SIZE)


labels = torch.arange(1200) % 4
pictures = torch.stack([grain(int(k)) for k in labels]).unsqueeze(1)
shuffled = torch.randperm(1200)
labels, pictures = labels[shuffled], pictures[shuffled]
mean, std = pictures[:900].mean(), pictures[:900].std()
pictures = (pictures - mean) / std
print("train", pictures[:900].shape, "test", pictures[900:].shape)


# %%
class GeM(nn.Module):
    def __init__(self, p=3.0, eps=1e-6):
        super().__init__()
        self.p = nn.Parameter(torch.tensor(p))
        self.eps = eps

    def forward(self, x):
        return x.clamp(min=self.eps).pow(self.p).mean(dim=(-2, -1)).pow(1.0 / self.p)

    def extra_repr(self):
        return f"p={self.p.item():.2f}"


model = nn.Sequential(
    nn.Conv2d(1, 16, 3), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(16, 32, 3), nn.ReLU(),
    nn.Conv2d(32, 48, 3), nn.ReLU(),
    GeM(),
    nn.Linear(48, 4),
)
print(model)

# %%
opt = torch.optim.Adam(model.parameters(), lr=2e-3)
for epoch in range(1, 13):
    model.train()
    total = 0
    for idx in torch.randperm(900).split(36):
        loss = F.cross_entropy(model(pictures[idx]), labels[idx])
        opt.zero_grad()
        loss.backward()
        opt.step()
        total += loss.item() / 25
    print(f"epoch {epoch}  loss {total:.4f}")

# %%
model.eval()
with torch.no_grad():
    accuracy = (model(pictures[900:]).argmax(1) == labels[900:]).float().mean().item()
print(f"final: accuracy={accuracy:.4f}")
