"""Which of 24 perfumes is on the test strip? Readings of 20 metal-oxide sensors while the strip dries."""

import logging

import torch
import torch.nn as nn
import torch.nn.functional as F

logging.basicConfig(level=logging.INFO, format="%(message)s")
log = logging.getLogger("perfumes")

PERFUMES, SENSORS, NOTES = 24, 20, 9


class Laboratory:
    """Each perfume is a blend of notes; sensors answer to notes, top notes go first as the strip dries."""

    def __init__(self):
        self.blend = torch.rand(PERFUMES, NOTES) ** 2
        self.answer = torch.rand(NOTES, SENSORS) ** 3
        self.volatile = torch.linspace(0.1, 1.0, NOTES)

    def measure(self, n):
        perfume = torch.arange(n) % PERFUMES
        dry = torch.rand(n, 1)
        notes = self.blend[perfume] * torch.exp(-self.volatile * dry)
        signal = torch.log1p(4 * notes @ self.answer)
        return signal + 0.06 * torch.randn(n, SENSORS), perfume


class StripNet(nn.Module):
    def __init__(self, hidden=32, rate=0.5):
        super().__init__()
        self.rate = rate
        self.fc1 = nn.Linear(SENSORS, hidden)
        self.fc2 = nn.Linear(hidden, hidden)
        self.fc3 = nn.Linear(hidden, PERFUMES)

    def forward(self, x):
        x = nn.Dropout(self.rate)(F.relu(self.fc1(x)))
        x = nn.Dropout(self.rate)(F.relu(self.fc2(x)))
        return self.fc3(x)


def evaluate(model, x, y):
    model.eval()
    with torch.no_grad():
        return (model(x).argmax(1) == y).float().mean().item()


def main():
    torch.manual_seed(545)
    lab = Laboratory()
    (x_train, y_train), (x_test, y_test) = lab.measure(2400), lab.measure(720)
    mean, std = x_train.mean(0), x_train.std(0)
    x_train, x_test = (x_train - mean) / std, (x_test - mean) / std

    model = StripNet()
    optimizer = torch.optim.AdamW(model.parameters(), lr=4e-3, weight_decay=1e-4)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 24)
    for epoch in range(24):
        model.train()
        for batch in torch.randperm(len(x_train)).split(60):
            optimizer.zero_grad()
            loss = F.cross_entropy(model(x_train[batch]), y_train[batch])
            loss.backward()
            optimizer.step()
        scheduler.step()
        if epoch % 4 == 3:
            log.info("epoch %d, loss %.3f, new strips %.3f", epoch + 1, loss, evaluate(model, x_test, y_test))
    print(f"final: accuracy={evaluate(model, x_test, y_test):.4f}")


if __name__ == "__main__":
    main()
