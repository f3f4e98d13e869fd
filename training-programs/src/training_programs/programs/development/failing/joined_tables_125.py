import numpy as np
import torch
from torch import nn

rng = np.random.default_rng(125)
torch.manual_seed(125)
# two tables of the same patients
key = rng.permutation(1400)
blood = rng.standard_normal((1400, 8))
ill = (blood[:, :3].sum(1) + 0.4 * rng.standard_normal(1400) > 0).astype(int)
answers = np.stack([key, ill], 1)
answers = answers[np.argsort(answers[:, 0])]
labels = answers[:, 1]
x, y = torch.tensor(blood, dtype=torch.float32), torch.tensor(labels)
model = nn.Sequential(nn.Linear(8, 24), nn.ReLU(), nn.Linear(24, 2))
opt = torch.optim.Adam(model.parameters(), lr=3e-3)
for epoch in range(15):
    model.train()
    for rows in torch.randperm(1000).split(25):
        opt.zero_grad()
        loss = nn.functional.cross_entropy(model(x[rows]), y[rows])
        loss.backward()
        opt.step()
    model.eval()
    with torch.no_grad():
        out = model(x[1000:])
        val, acc = nn.functional.cross_entropy(out, y[1000:]), (out.argmax(1) == y[1000:]).float().mean()
    print(f"{epoch:2d} val loss {val.item():.4f} acc {acc.item():.4f}")
print(f"final: accuracy={acc.item():.4f}")
