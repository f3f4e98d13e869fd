"""Convolutional autoencoder for the sklearn digits: 64 pixels into 12 numbers and back."""
import torch
import torch.nn as nn
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch.utils.data import DataLoader, TensorDataset


def load():
    images = torch.tensor(load_digits().images, dtype=torch.float32).unsqueeze(1) / 16.0
    train, test = train_test_split(images, test_size=0.25, random_state=893)
    return train, test


class ConvAutoencoder(nn.Module):
    def __init__(self, code=12):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(1, 16, 3, padding=1),
            nn.ReLU(),
            nn.Conv2d(16, 32, 3, stride=2, padding=1),
            nn.ReLU(),
            nn.Flatten(),
            nn.Linear(512, code),
        )
        self.decoder = nn.Sequential(
            nn.Linear(code, 128),
            nn.ReLU(),
            nn.Linear(128, 128),
            nn.ReLU(),
            nn.Linear(128, 64),
            nn.Sigmoid(),
            nn.Unflatten(1, (1, 8, 8)),
        )

    def forward(self, x):
        return self.decoder(self.encoder(x))


def main():
    torch.manual_seed(893)
    train, test = load()
    loader = DataLoader(TensorDataset(train), batch_size=64, shuffle=True)
    model = ConvAutoencoder()
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=40)
    criterion = nn.MSELoss()
    for epoch in range(40):
        model.train()
        running = 0.0
        for (batch,) in loader:
            loss = criterion(model(batch), batch)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            running += loss.item() * len(batch)
        scheduler.step()
        if epoch % 8 == 7:
            model.eval()
            with torch.no_grad():
                val = criterion(model(test), test).item()
            print(f"epoch {epoch + 1:2d}: train mse {running / len(train):.4f}, test mse {val:.4f}")

    model.eval()
    with torch.no_grad():
        r2 = 1 - (model(test) - test).pow(2).sum() / (test - train.mean(0)).pow(2).sum()
    print(f"final: r2={r2.item():.4f}")


if __name__ == "__main__":
    main()
