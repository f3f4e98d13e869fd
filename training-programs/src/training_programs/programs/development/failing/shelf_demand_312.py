# %% [markdown]
# # Demand per shop and article: entity embeddings
# Categorical columns get a table each, the network learns what shops and articles are like.

# %%
import numpy as np
import torch
from torch import nn

rng = np.random.default_rng(312)
torch.manual_seed(312)

# %% the table (one row per shop, article and week)
N = 10_000
CARDINALITY = {"shop": 40, "article": 60, "weekday": 7}
columns = {name: rng.integers(0, size, N) for name, size in CARDINALITY.items()}
discount = rng.uniform(0, 0.5, N)

taste = rng.normal(size=(40, 2))
kind = rng.normal(size=(60, 2))
popular = rng.normal(size=60)
footfall = 0.7 * rng.normal(size=40)
rhythm = np.array([-0.4, -0.3, -0.2, 0.0, 0.5, 0.9, -0.5])
demand = (
    (taste[columns["shop"]] * kind[columns["article"]]).sum(1)
    + popular[columns["article"]]
    + footfall[columns["shop"]]
    + rhythm[columns["weekday"]]
    + 1.5 * discount
    + 0.2 * rng.normal(size=N)
)
demand = (demand - demand.mean()) / demand.std()

codes = {name: torch.from_numpy(column) for name, column in columns.items()}
numbers = torch.tensor((discount[:, None] - 0.25) / 0.145, dtype=torch.float32)
y = torch.tensor(demand, dtype=torch.float32)
train, test = torch.arange(8000), torch.arange(8000, N)


# %% the network
class EntityNet(nn.Module):
    """Tables are made when a column is seen for the first time."""

    def __init__(self, n_columns, n_numbers, dim=3, width=64):
        super().__init__()
        self.dim = dim
        self.tables = nn.ModuleDict()
        self.body = nn.Sequential(
            nn.Linear(n_columns * dim + n_numbers, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU(), nn.Linear(width, 1)
        )

    def look_up(self, name, code):
        if name not in self.tables:
            self.tables[name] = nn.Embedding(CARDINALITY[name], self.dim)
        return self.tables[name](code)

    def forward(self, codes, numbers):
        parts = [self.look_up(name, code) for name, code in codes.items()]
        return self.body(torch.cat([*parts, numbers], dim=1)).squeeze(1)


def take(rows):
    return {name: code[rows] for name, code in codes.items()}, numbers[rows]


# %% training
model = EntityNet(len(CARDINALITY), 1)
optimizer = torch.optim.AdamW(model.parameters(), lr=4e-3, weight_decay=0.01)
out = model(*take(train[:4]))
print("output of a first batch:", tuple(out.shape))
print(f"{sum(p.numel() for p in model.parameters()):,} parameters in", ", ".join(model.tables), "and body")

for epoch in range(12):
    model.train()
    losses = []
    for rows in train[torch.randperm(len(train))].split(100):
        loss = nn.functional.mse_loss(model(*take(rows)), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    if epoch % 3 == 2:
        print(f"epoch {epoch + 1:2d}: {np.mean(losses):.4f}")

# %% held-out rows
model.eval()
with torch.no_grad():
    error = (model(*take(test)) - y[test]).square().mean()
print(f"final: r2={1 - (error / y[test].var()).item():.4f}")
