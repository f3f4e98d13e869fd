"""Digits read one image at a time (long recordings do not fit in memory): the gradients of 16 images are summed up
in a mean before each step."""
import torch
import torch.nn as nn
from sklearn.datasets import load_digits
from torch.utils.data import DataLoader, TensorDataset, random_split

torch.manual_seed(857)
TOGETHER = 16

digits = load_digits()
images = torch.tensor(digits.images, dtype=torch.float32)[:, None] / 8 - 1
data = TensorDataset(images, torch.tensor(digits.target))
train, test = random_split(data, [1440, 357])

net = nn.Sequential(
    nn.Conv2d(1, 16, 3, padding=1), nn.GroupNorm(4, 16), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(16, 32, 3, padding=1), nn.GroupNorm(4, 32), nn.ReLU(), nn.AdaptiveAvgPool2d(2),
    nn.Flatten(), nn.Linear(128, 10),
)  # fmt: skip
optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9, weight_decay=1e-4)
schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.05, total_iters=4 * len(train) // TOGETHER)
loss_fn = nn.CrossEntropyLoss()


def accuracy():
    net.eval()
    with torch.no_grad():
        hits = [(net(image).argmax(1) == digit).float() for image, digit in DataLoader(test, batch_size=119)]
    return torch.cat(hits).mean().item()


for epoch in range(4):
    net.train()
    total = 0.0
    optimizer.zero_grad()
    for i, (image, digit) in enumerate(DataLoader(train, batch_size=1, shuffle=True), start=1):
        loss = loss_fn(net(image), digit)
        (loss / TOGETHER).backward()
        total += loss.item()
        if i % TOGETHER == 0:
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
    print(f"epoch {epoch}: loss {total / len(train):.4f} test accuracy {accuracy():.3f}")

print(f"final: accuracy={accuracy():.4f}")
