import copy

import torch
import torch.nn as nn
from sklearn.datasets import make_circles

torch.manual_seed(40)
x, y = make_circles(800, noise=0.1, factor=0.4, random_state=40)
x = torch.tensor(x / x.std(), dtype=torch.float32)
y = torch.tensor(y)

template = nn.Sequential(nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 16), nn.Tanh(), nn.Linear(16, 2))

# the template stays as it is for later runs
model = copy.deepcopy(template)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
criterion = nn.CrossEntropyLoss()
for epoch in range(25):
    model.train()
    for rows in torch.randperm(600).split(30):
        model.zero_grad()
        loss = criterion(model(x[rows]), y[rows])
        loss.backward()
        optimizer.step()
    if epoch % 5 == 0:
        print(f"{epoch:>3} {loss.item():.4f}")

model.eval()
with torch.no_grad():
    print(f"final: accuracy={(model(x[600:]).argmax(1) == y[600:]).float().mean().item():.4f}")
