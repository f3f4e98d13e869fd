"""Two steps: (1) a small autoencoder on scanned digits, (2) a classifier on the codes, which are computed once and kept."""

import torch
import torch.nn as nn
from sklearn.datasets import load_digits
from torch.utils.data import DataLoader, Dataset, TensorDataset


class Scans(Dataset):
    def __init__(self, split):
        bunch = load_digits()
        keep = slice(0, 1350) if split == "train" else slice(1350, None)
        self.images = torch.tensor(bunch.data[keep] / 8.0 - 1.0, dtype=torch.float32)
        self.targets = torch.tensor(bunch.target[keep])

    def __len__(self):
        return len(self.targets)

    def __getitem__(self, i):
        return self.images[i], self.targets[i]


class AutoEncoder(nn.Module):
    def __init__(self, code=20):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(64, 48), nn.ELU(), nn.Linear(48, code))
        self.decoder = nn.Sequential(nn.Linear(code, 48), nn.ELU(), nn.Linear(48, 64))

    def forward(self, x):
        return self.decoder(self.encoder(x))


def pretrain(net, loader, epochs):
    opt = torch.optim.Adam(net.parameters(), lr=3e-3)
    for epoch in range(epochs):
        for images, _ in loader:
            loss = nn.functional.mse_loss(net(images), images)
            opt.zero_grad()
            loss.backward()
            opt.step()
    print(f"reconstruction error {loss.item():.4f}")


@torch.no_grad()
def codes_of(net, loader):
    net.eval()
    return torch.cat([net.encoder(images) for images, _ in loader])


def train_classifier(codes, targets, epochs):
    head = nn.Sequential(nn.Linear(codes.shape[1], 32), nn.ReLU(), nn.Linear(32, 10))
    opt = torch.optim.Adam(head.parameters(), lr=5e-3)
    loss_fn = nn.CrossEntropyLoss()
    loader = DataLoader(TensorDataset(codes, targets), batch_size=50, shuffle=True)
    for epoch in range(epochs):
        total = 0.0
        for z, t in loader:
            loss = loss_fn(head(z), t)
            opt.zero_grad()
            loss.backward()
            opt.step()
            total += loss.item() / len(loader)
        if epoch % 3 == 0:
            print(f"classifier epoch {epoch}: {total:.4f}")
    return head


def main():
    torch.manual_seed(510)
    train_set, test_set = Scans("train"), Scans("test")
    train_loader = DataLoader(train_set, batch_size=45, shuffle=True)
    test_loader = DataLoader(test_set, batch_size=128)
    net = AutoEncoder()
    pretrain(net, train_loader, epochs=10)

    code_loader = DataLoader(train_set, batch_size=128, shuffle=True)
    codes = codes_of(net, code_loader)
    center, spread = codes.mean(0), codes.std(0)
    head = train_classifier((codes - center) / spread, train_set.targets, epochs=9)

    with torch.no_grad():
        guess = head((codes_of(net, test_loader) - center) / spread).argmax(1)
    print(f"final: accuracy={(guess == test_set.targets).float().mean().item():.4f}")


if __name__ == "__main__":
    main()
