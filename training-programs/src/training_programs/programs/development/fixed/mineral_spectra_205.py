import argparse

import torch
from torch import nn, optim

parser = argparse.ArgumentParser(description="Raman spectra of six minerals, 1-D convolutions")
parser.add_argument("--batch-size", type=int, default=64)
parser.add_argument("--base-lr", type=float, default=0.2, help="for a batch of 256")
parser.add_argument("--momentum", type=float, default=0.9)
parser.add_argument("--epochs", type=int, default=8)
parser.add_argument("--seed", type=int, default=1)
args = parser.parse_args()

torch.manual_seed(args.seed)
BINS, KINDS = 160, 6
shift = torch.linspace(0, 1, BINS)
lines = torch.rand(KINDS, 4) * 0.9 + 0.05      # where each mineral's four lines lie
heights = torch.rand(KINDS, 4) * 0.8 + 0.4


def measure(n):
    kind = torch.randint(KINDS, (n,))
    where = lines[kind] + 0.01 * torch.randn(n, 1)
    size = heights[kind] * (0.7 + 0.6 * torch.rand(n, 4))
    peaks = (size[..., None] * torch.exp(-((shift - where[..., None]) / 0.015) ** 2)).sum(1)
    background = torch.rand(n, 1) * torch.exp(-2 * shift)
    spectrum = peaks + background + 0.25 * torch.randn(n, BINS)
    spectrum = (spectrum - spectrum.mean(1, keepdim=True)) / spectrum.std(1, keepdim=True)
    return spectrum.unsqueeze(1), kind


x_train, y_train = measure(2000)
x_test, y_test = measure(600)

model = nn.Sequential(
    nn.Conv1d(1, 12, 9, padding=4), nn.ReLU(), nn.MaxPool1d(4),
    nn.Conv1d(12, 24, 5, padding=2), nn.ReLU(), nn.MaxPool1d(4),
    nn.Flatten(), nn.Linear(240, 48), nn.ReLU(), nn.Linear(48, KINDS),
)

# linear scaling of the rate with the size of the batch
lr = args.base_lr * args.batch_size / 256
optimizer = optim.SGD(model.parameters(), lr=lr, momentum=args.momentum, nesterov=True)
criterion = nn.CrossEntropyLoss()

for epoch in range(args.epochs):
    model.train()
    running = 0.0
    for idx in torch.randperm(len(x_train)).split(args.batch_size):
        optimizer.zero_grad()
        loss = criterion(model(x_train[idx]), y_train[idx])
        loss.backward()
        optimizer.step()
        running += loss.item() * len(idx)
    print(f"epoch {epoch + 1}: train loss {running / len(x_train):.4f}")

model.eval()
with torch.no_grad():
    accuracy = (model(x_test).argmax(1) == y_test).float().mean().item()
print(f"final: accuracy={accuracy:.4f}")
