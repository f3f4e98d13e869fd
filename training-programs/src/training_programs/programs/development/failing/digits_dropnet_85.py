import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch.utils.data import DataLoader, TensorDataset, random_split


class DropNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(64, 128)
        self.drop = nn.Dropout(0.8)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        return self.fc2(self.drop(F.relu(self.fc1(x))))


def train_epoch(model, loader, optimizer):
    model.train()
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        total += loss.item()
    return total / len(loader)


def evaluate(model, loader):
    model.train(True)
    correct = count = 0
    with torch.no_grad():
        for x, y in loader:
            correct += (model(x).argmax(1) == y).sum().item()
            count += len(y)
    return correct / count


torch.manual_seed(85)
d = load_digits()
full = TensorDataset(torch.tensor(d.data / 8 - 1, dtype=torch.float32), torch.tensor(d.target))
train_set, test_set = random_split(full, [1350, 447])
train_loader = DataLoader(train_set, batch_size=45, shuffle=True)
test_loader = DataLoader(test_set, batch_size=149)
model = DropNet()
optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
for epoch in range(10):
    loss = train_epoch(model, train_loader, optimizer)
    acc = evaluate(model, test_loader)
    print(f"epoch {epoch + 1:2d} train loss {loss:.4f} test acc {acc:.4f}")
print(f"final: accuracy={acc:.4f}")
