import torch
import torch.nn as nn
from sklearn.datasets import load_digits
from sklearn.model_selection import StratifiedShuffleSplit

hyper = dict(
    lr=0.05,
    momentum=0.9,
    weight_decay=0.5,
)
torch.manual_seed(89)
x, y = load_digits(return_X_y=True)
train, test = next(StratifiedShuffleSplit(1, test_size=300, random_state=89).split(x, y))
x = torch.as_tensor((x - x.mean()) / x.std(), dtype=torch.float32)
y = torch.as_tensor(y)
train = torch.as_tensor(train)

model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))
optimizer = torch.optim.SGD(model.parameters(), **hyper)
for epoch in range(10):
    for rows in train[torch.randperm(len(train))].split(64):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x[rows]), y[rows])
        loss.backward()
        optimizer.step()
    print(epoch, f"{loss.item():.4f}")
with torch.no_grad():
    print(f"final: accuracy={(model(x[test]).argmax(1) == y[test]).float().mean().item():.4f}")
