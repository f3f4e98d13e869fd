# coding: utf-8
import torch
from sklearn.datasets import make_moons

x, y = make_moons(600, noise=0.15, random_state=1)
x = torch.tensor(x, dtype=torch.float32) - torch.tensor([0.5, 0.25])
y = torch.tensor(y, dtype=torch.float32)[:, None]
torch.manual_seed(1)

model = torch.nn.Sequential(
    torch.nn.Linear(2, 32),
    torch.nn.ReLU(),
    torch.nn.Linear(32, 32),
    torch.nn.ReLU(),
    torch.nn.Linear(32, 1),
)
opt = torch.optim.Adam(model.parameters(), lr=0.005)

for epoch in range(30):
    for i in torch.randperm(500).split(25):
        loss = torch.nn.functional.binary_cross_entropy_with_logits(model(x[i]), y[i])
        loss.backward()
        opt.step()
        opt.zero_grad()
    if epoch % 5 == 0:
        print(epoch, float(loss))

hits = ((model(x[500:]) > 0) == (y[500:] > 0.5)).float().mean()
print(f"final: accuracy={float(hits):.4f}")
