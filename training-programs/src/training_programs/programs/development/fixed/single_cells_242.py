"""단일세포 RNA 발현량으로 세포 종류 맞히기 (면역세포 5종)"""
import numpy as np
import torch
from sklearn.model_selection import train_test_split
from torch import nn


def counts(n_cells=1500, n_genes=120, n_types=5, seed=242):
    rng = np.random.default_rng(seed)
    base = rng.gamma(1.0, 3.0, n_genes) + 0.3
    marker = np.exp(0.7 * rng.normal(size=(n_types, n_genes)))
    cell_type = rng.integers(0, n_types, n_cells)
    depth = np.exp(0.3 * rng.normal(size=(n_cells, 1)))
    return rng.poisson(depth * base * marker[cell_type]), cell_type


def preprocess(raw):
    """세포마다 총량을 10000으로 맞추고 로그를 취한다"""
    per_cell = raw / raw.sum(axis=1, keepdims=True) * 1e4
    return np.log1p(per_cell)


class CellTyper(nn.Module):
    def __init__(self, n_genes, n_types):
        super().__init__()
        self.body = nn.Sequential(
            nn.Linear(n_genes, 64), nn.LayerNorm(64), nn.ELU(), nn.Dropout(0.2),
            nn.Linear(64, 32), nn.LayerNorm(32), nn.ELU(),
        )
        self.head = nn.Linear(32, n_types)

    def forward(self, x):
        return self.head(self.body(x))


torch.manual_seed(242)
np.seterr(divide="ignore", invalid="ignore")

raw, cell_type = counts()
x = preprocess(raw)
x_tr, x_te, y_tr, y_te = train_test_split(x, cell_type, test_size=0.3, stratify=cell_type, random_state=1)
center = np.median(x_tr, axis=0)
x_tr, x_te = x_tr - center, x_te - center
x_tr, x_te = torch.tensor(x_tr, dtype=torch.float32), torch.tensor(x_te, dtype=torch.float32)
y_tr, y_te = torch.tensor(y_tr), torch.tensor(y_te)

model = CellTyper(x.shape[1], 5)
optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.01)
schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=15)
for epoch in range(15):
    model.train()
    losses = []
    for rows in torch.randperm(len(x_tr)).split(64):
        loss = nn.functional.cross_entropy(model(x_tr[rows]), y_tr[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    schedule.step()
    if epoch % 5 == 4:
        print(f"에폭 {epoch + 1}: 손실 {np.mean(losses):.4f}")

model.eval()
with torch.no_grad():
    accuracy = (model(x_te).argmax(1) == y_te).float().mean().item()
print(f"final: accuracy={accuracy:.4f}")
