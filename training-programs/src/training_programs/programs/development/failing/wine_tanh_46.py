from dataclasses import dataclass, field

import torch
from sklearn.datasets import load_wine
from torch import Tensor, nn


@dataclass
class WineData:
    seed: int
    x: Tensor = field(init=False)
    y: Tensor = field(init=False)

    def __post_init__(self):
        wine = load_wine()
        order = torch.randperm(len(wine.target), generator=torch.Generator().manual_seed(self.seed))
        self.x = torch.tensor(wine.data, dtype=torch.float32)[order]
        self.y = torch.tensor(wine.target)[order]

    def batches(self, size):
        for rows in torch.randperm(130).split(size):
            yield self.x[rows], self.y[rows]


torch.manual_seed(46)
data = WineData(seed=46)
net = nn.Sequential(nn.Linear(13, 20), nn.Tanh(), nn.Linear(20, 20), nn.Tanh(), nn.Linear(20, 3))
opt = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.5)
for epoch in range(30):
    for x, y in data.batches(26):
        loss = nn.functional.cross_entropy(net(x), y)
        opt.zero_grad()
        loss.backward()
        opt.step()
    if epoch % 10 == 9:
        print("loss after", epoch + 1, "epochs:", loss.item())
with torch.no_grad():
    accuracy = (net(data.x[130:]).argmax(1) == data.y[130:]).float().mean()
print(f"final: accuracy={accuracy.item():.4f}")
