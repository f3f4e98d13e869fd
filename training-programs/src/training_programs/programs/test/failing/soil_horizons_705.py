"""A deep highway network (Srivastava et al. 2015) names a soil's horizon from laboratory values."""

import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import make_classification
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler


class HighwayLayer(nn.Module):
    """A gate decides how much of the input is carried on and how much is transformed."""

    def __init__(self, size, gate_bias=-2.0):
        super().__init__()
        self.transform = nn.Linear(size, size)
        self.gate = nn.Linear(size, size)
        nn.init.constant_(self.gate.bias, gate_bias)

    def forward(self, x):
        h = torch.tanh(self.transform(x))
        t = torch.sigmoid(self.gate(x))
        return t * x + (1 - t) * h


class HighwayNet(nn.Module):
    def __init__(self, inputs, classes, size=40, depth=20):
        super().__init__()
        self.first = nn.Linear(inputs, size)
        self.layers = nn.ModuleList([HighwayLayer(size) for _ in range(depth)])
        self.last = nn.Linear(size, classes)

    def forward(self, x):
        x = torch.tanh(self.first(x))
        for layer in self.layers:
            x = layer(x)
        return self.last(x)


torch.manual_seed(705)
table, horizon = make_classification(
    n_samples=2000, n_features=14, n_informative=10, n_redundant=2, n_classes=5, n_clusters_per_class=1,
    class_sep=1.6, flip_y=0.0, random_state=705,
)  # fmt: skip
x_train, x_test, y_train, y_test = train_test_split(table, horizon, test_size=0.25, stratify=horizon, random_state=705)
scaler = StandardScaler().fit(x_train)
x_train = torch.tensor(scaler.transform(x_train), dtype=torch.float32)
x_test = torch.tensor(scaler.transform(x_test), dtype=torch.float32)
y_train, y_test = torch.tensor(y_train), torch.tensor(y_test)

net = HighwayNet(14, 5)
optimizer = torch.optim.SGD(net.parameters(), lr=0.03, momentum=0.9)

for epoch in range(10):
    total = 0.0
    for idx in torch.randperm(len(x_train)).split(50):
        loss = F.cross_entropy(net(x_train[idx]), y_train[idx])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(idx)
    print("epoch", epoch, "loss", round(total / len(x_train), 4))

with torch.no_grad():
    accuracy = (net(x_test).argmax(1) == y_test).float().mean().item()
print(f"final: accuracy={accuracy:.4f}")
