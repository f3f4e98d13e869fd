"""Reads the needle of an analog pressure gauge from small photos."""

import math

import torch
import torch.nn as nn
import torch.nn.functional as F


class GaugePhotos(torch.utils.data.Dataset):
    """Synthetic 20x20 photos of a dial: ring, needle, glare, noise. The target is (cos, sin) of the needle."""

    def __init__(self, n, seed, size=20):
        g = torch.Generator().manual_seed(seed)
        angle = (torch.rand(n, generator=g) * 1.5 - 1.25) * math.pi
        axis = torch.linspace(-1, 1, size)
        y, x = torch.meshgrid(axis, axis, indexing="ij")
        cos, sin = angle.cos().view(n, 1, 1), angle.sin().view(n, 1, 1)
        along, across = x * cos + y * sin, y * cos - x * sin
        needle = torch.exp(-((across / 0.12) ** 2)) * (along > -0.1) * (along < 0.75)
        ring = torch.exp(-(((x**2 + y**2).sqrt() - 0.9) ** 2) / 0.005)
        glare = torch.rand(n, 1, 1, generator=g) * torch.exp(-((x - 0.3) ** 2 + (y + 0.4) ** 2) / 0.1)
        photo = needle + 0.6 * ring + 0.5 * glare + 0.15 * torch.randn(n, size, size, generator=g)
        self.photos = (photo.unsqueeze(1) - 0.3) / 0.4
        self.targets = torch.stack([angle.cos(), angle.sin()], dim=1)

    def __len__(self):
        return len(self.photos)

    def __getitem__(self, i):
        return self.photos[i], self.targets[i]


class GaugeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 8, 3, stride=2, padding=1)
        self.conv2 = nn.Conv2d(8, 16, 3, stride=2, padding=1)
        self.fc1 = nn.Linear(16 * 5 * 5, 48)
        self.fc2 = nn.Linear(48, 2)

    def forward(self, x):
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
        x = F.relu(self.fc1(x.flatten(1)))
        return self.fc2(x)


class Trainer:
    def __init__(self, model, train_set, test_set, lr=0.02, log_every=25):
        self.model = model
        self.loader = torch.utils.data.DataLoader(train_set, batch_size=32, shuffle=True)
        self.test_set = test_set
        self.optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9, weight_decay=1e-4)
        self.log_every = log_every
        self.step = 0

    def training_step(self, photos, targets):
        loss = F.mse_loss(self.model(photos), targets)
        if self.step % self.log_every == 0:
            print(f"step {self.step:5d}  loss {loss.item():.4f}")
            self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        self.step += 1

    def fit(self, epochs):
        for _ in range(epochs):
            self.model.train()
            for photos, targets in self.loader:
                self.training_step(photos, targets)

    @torch.no_grad()
    def r2(self):
        self.model.eval()
        pred, true = self.model(self.test_set.photos), self.test_set.targets
        return 1 - ((pred - true) ** 2).sum().item() / ((true - true.mean(0)) ** 2).sum().item()


if __name__ == "__main__":
    torch.manual_seed(521)
    trainer = Trainer(GaugeNet(), GaugePhotos(1200, seed=1), GaugePhotos(400, seed=2))
    trainer.fit(epochs=6)
    print(f"final: r2={trainer.r2():.4f}")
