"""Five kinds of road signs, 20 x 20 pixels, as the camera delivers them (uint8, HWC)."""
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset

KINDS = ("stop", "yield", "limit", "parking", "closed")


def draw(kind, rng):
    yy, xx = np.mgrid[0:20, 0:20]
    cy, cx = 9.5 + rng.uniform(-2.5, 2.5, 2)
    size = rng.uniform(5, 7.5)
    y, x = (yy - cy) / size, (xx - cx) / size
    round_ = x**2 + y**2 < 1
    red, blue, white = (190, 40, 45), (40, 70, 170), (225, 225, 220)
    picture = np.empty((20, 20, 3))
    picture[:] = rng.uniform(60, 190, 3)
    if kind == "stop":
        picture[(np.abs(x) < 0.9) & (np.abs(y) < 0.9) & (np.abs(x) + np.abs(y) < 1.3)] = red
        picture[(np.abs(y) < 0.25) & (np.abs(x) < 0.6)] = white
    elif kind == "yield":
        picture[(y > -0.8) & (np.abs(x) < 0.9 - 0.55 * (y + 0.8))] = red
        picture[(y > -0.5) & (np.abs(x) < 0.5 - 0.5 * (y + 0.5))] = white
    elif kind == "limit":
        picture[round_] = red
        picture[x**2 + y**2 < 0.5] = white
        picture[(np.abs(np.abs(x) - 0.3) < 0.12) & (np.abs(y) < 0.4)] = (30, 30, 30)
    elif kind == "parking":
        picture[(np.abs(x) < 0.9) & (np.abs(y) < 0.9)] = blue
        picture[(np.abs(x + 0.3) < 0.15) & (np.abs(y) < 0.6)] = white
    else:
        picture[round_] = red
        picture[(np.abs(y) < 0.22) & (np.abs(x) < 0.7)] = white
    light = rng.uniform(0.35, 1.1)
    return np.clip(picture * light + rng.normal(0, 14, picture.shape), 0, 255).astype(np.uint8)


class Signs(Dataset):
    def __init__(self, n, seed):
        rng = np.random.default_rng(seed)
        self.labels = rng.integers(0, len(KINDS), n)
        self.pictures = np.stack([draw(KINDS[k], rng) for k in self.labels])

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, i):
        picture = torch.from_numpy(self.pictures[i]).permute(2, 0, 1).float()
        return picture, int(self.labels[i])


class SignNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 12, 5)
        self.conv2 = nn.Conv2d(12, 24, 3)
        self.pool = nn.MaxPool2d(2, 2)
        self.fc1 = nn.Linear(24 * 3 * 3, 60)
        self.fc2 = nn.Linear(60, len(KINDS))

    def forward(self, x):
        x = self.pool(torch.relu(self.conv1(x)))
        x = self.pool(torch.relu(self.conv2(x)))
        x = torch.relu(self.fc1(x.flatten(1)))
        return self.fc2(x)


torch.manual_seed(431)
train_loader = DataLoader(Signs(1600, seed=1), batch_size=32, shuffle=True)
test_loader = DataLoader(Signs(500, seed=2), batch_size=100)
net = SignNet()
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(net.parameters(), lr=0.02, momentum=0.9)

for epoch in range(6):
    running_loss = 0.0
    for inputs, labels in train_loader:
        optimizer.zero_grad()
        loss = criterion(net(inputs), labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item()
    print(f"[{epoch + 1}] loss: {running_loss / len(train_loader):.3f}")

correct = 0
with torch.no_grad():
    for inputs, labels in test_loader:
        correct += (net(inputs).argmax(1) == labels).sum().item()
print(f"final: accuracy={correct / 500:.4f}")
