"""Convolutional autoencoder on 8x8 digits."""
import torch
import torch.nn as nn
from sklearn.datasets import load_digits


def build_autoencoder(code=16):
    encoder = nn.Sequential(
        nn.Conv2d(1, 12, 3, stride=2, padding=1), nn.LeakyReLU(0.1),
        nn.Flatten(), nn.Linear(12 * 16, code),
    )
    decoder = nn.Sequential(
        nn.Linear(code, 12 * 16), nn.LeakyReLU(0.1), nn.Unflatten(1, (12, 4, 4)),
        nn.ConvTranspose2d(12, 1, 4, stride=2, padding=1),
    )
    return nn.Sequential(encoder, decoder)


def main():
    torch.manual_seed(73)
    pictures = torch.tensor(load_digits().images, dtype=torch.float32).unsqueeze(1)
    pictures = (pictures - pictures.mean()) / 3.0
    pictures = pictures[torch.randperm(len(pictures))]
    train, test = pictures[:1500], pictures[1500:]
    autoencoder = build_autoencoder()
    optimizer = torch.optim.Adam(autoencoder.parameters(), lr=3e-3)
    for epoch in range(12):
        epoch_loss = 0.0
        for batch in train[torch.randperm(1500)].split(50):
            loss = nn.functional.mse_loss(autoencoder(batch), batch)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            epoch_loss += loss.item() / 30
        print(f"epoch {epoch + 1:2d}: {epoch_loss:.4f}")
    with torch.no_grad():
        r2 = 1 - nn.functional.mse_loss(autoencoder(test), test) / (test - train.mean(0)).pow(2).mean()
    print(f"final: r2={r2.item():.4f}")


if __name__ == "__main__":
    main()
