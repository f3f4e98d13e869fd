"""A digit reader that knows 0 to 4 learns the digits 5 to 9 with few examples."""
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(866)
digits = load_digits()
images = torch.tensor(digits.images, dtype=torch.float32)[:, None] / 8 - 1
labels = torch.tensor(digits.target)
low, high = labels < 5, labels >= 5
order = torch.randperm(int(high.sum()))
x_high, y_high = images[high][order], labels[high][order] - 5


class Reader(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 16, 3, padding=1)
        self.norm1 = nn.BatchNorm2d(16)
        self.conv2 = nn.Conv2d(16, 32, 3, padding=1)
        self.norm2 = nn.BatchNorm2d(32)
        self.pool = nn.MaxPool2d(2)
        self.head = nn.Linear(32 * 4, classes)

    def forward(self, x):
        x = self.pool(torch.relu(self.norm1(self.conv1(x))))
        x = self.pool(torch.relu(self.norm2(self.conv2(x))))
        return self.head(x.flatten(1))


def fit(model, x, y, epochs, lr, batch):
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)
    criterion = nn.CrossEntropyLoss()
    for epoch in range(epochs):
        model.train()
        total = 0.0
        for rows in torch.randperm(len(x)).split(batch):
            optimizer.zero_grad()
            loss = criterion(model(x[rows]), y[rows])
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows)
        if epoch % 5 == 4:
            print(f"  epoch {epoch + 1}: loss {total / len(x):.4f}")


def accuracy(model, x, y):
    model.eval()
    with torch.no_grad():
        return (model(x).argmax(1) == y).float().mean().item()


print("digits 0 to 4")
model = Reader(5)
fit(model, images[low], labels[low], epochs=10, lr=2e-3, batch=32)

print("digits 5 to 9")
model.head = nn.Linear(32 * 4, 5)
for name, parameter in model.named_parameters():
    if "norm" not in name:
        parameter.requires_grad = False
fit(model, x_high[:300], y_high[:300], epochs=30, lr=2e-3, batch=20)

print(f"train accuracy {accuracy(model, x_high[:300], y_high[:300]):.4f}")
print(f"final: accuracy={accuracy(model, x_high[300:], y_high[300:]):.4f}")
