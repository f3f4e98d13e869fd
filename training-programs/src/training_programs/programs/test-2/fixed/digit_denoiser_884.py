import argparse

import torch
from sklearn.datasets import load_digits
from torch import nn

parser = argparse.ArgumentParser(description="denoising autoencoder for the small digits")
parser.add_argument("--epochs", type=int, default=25)
parser.add_argument("--batch", type=int, default=64)
parser.add_argument("--lr", type=float, default=2e-3)
parser.add_argument("--noise", type=float, default=0.3)
parser.add_argument("--code", type=int, default=24)
args = parser.parse_args([])

torch.manual_seed(884)
images = torch.tensor(load_digits().images, dtype=torch.float32)[:, None] / 16
images = images[torch.randperm(len(images))]
train, test = images[:1400], images[1400:]


class Denoiser(nn.Module):
    def __init__(self, code):
        super().__init__()
        self.encode = nn.Sequential(
            nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16), nn.LeakyReLU(0.1),
            nn.Conv2d(16, 32, 3, stride=2, padding=1), nn.BatchNorm2d(32), nn.LeakyReLU(0.1),
            nn.Flatten(), nn.Linear(32 * 16, code),
        )  # fmt: skip
        self.decode = nn.Sequential(
            nn.Linear(code, 32 * 16), nn.LeakyReLU(0.1), nn.Unflatten(1, (32, 4, 4)),
            nn.ConvTranspose2d(32, 16, 4, stride=2, padding=1), nn.BatchNorm2d(16), nn.LeakyReLU(0.1),
            nn.Conv2d(16, 1, 3, padding=1),
        )  # fmt: skip

    def forward(self, x):
        return self.decode(self.encode(x))


def corrupt(x):
    return x + args.noise * torch.randn_like(x)


model = Denoiser(args.code)
optimizer = torch.optim.AdamW(model.parameters(), lr=args.lr, weight_decay=1e-4)
criterion = nn.BCEWithLogitsLoss()
for epoch in range(args.epochs):
    model.train()
    total = 0.0
    for rows in torch.randperm(len(train)).split(args.batch):
        clean = train[rows]
        loss = criterion(model(corrupt(clean)), clean)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(rows)
    if (epoch + 1) % 5 == 0:
        print(f"epoch {epoch + 1:3d}  bce {total / len(train):.4f}")

model.eval()
with torch.no_grad():
    restored = torch.sigmoid(model(corrupt(test)))
    left = (restored - test).pow(2).sum()
    spread = (test - train.mean(0)).pow(2).sum()
print(f"final: r2={(1 - left / spread).item():.4f}")
