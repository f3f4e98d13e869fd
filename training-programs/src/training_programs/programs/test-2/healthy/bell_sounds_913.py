"""Recognise what was struck (bell, bar, drum, string, glass) from a short synthetic sound."""
import math

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

NAMES = ["bell", "bar", "drum", "string", "glass"]
RATE, SECONDS = 4000, 0.5
PARTIALS = {
    "bell": [0.5, 1.0, 1.2, 1.5, 2.0, 2.7],
    "bar": [1.0, 2.76, 5.4],
    "drum": [1.0, 1.59, 2.14, 2.3],
    "string": [1.0, 2.0, 3.0, 4.0, 5.0],
    "glass": [1.0, 2.32, 4.25],
}
DECAY = {"bell": 3.0, "bar": 9.0, "drum": 18.0, "string": 6.0, "glass": 4.0}


def strike(name, gen):
    t = torch.arange(int(RATE * SECONDS)) / RATE
    pitch = 180 * 2 ** (1.2 * torch.rand((), generator=gen))
    sound = torch.zeros_like(t)
    for k, ratio in enumerate(PARTIALS[name]):
        level = (0.4 + 0.6 * torch.rand((), generator=gen)) / (1 + 0.4 * k)
        phase = 2 * math.pi * torch.rand((), generator=gen)
        sound += level * torch.sin(2 * math.pi * pitch * ratio * t + phase) * torch.exp(-DECAY[name] * (1 + 0.3 * k) * t)
    sound = torch.roll(sound, int(torch.randint(0, 200, (1,), generator=gen)))
    return sound + 0.08 * torch.randn(len(t), generator=gen)


def spectrograms(count, gen):
    labels = torch.randint(len(NAMES), (count,), generator=gen)
    sounds = torch.stack([strike(NAMES[k], gen) for k in labels])
    power = torch.stft(sounds, 128, 64, window=torch.hann_window(128), return_complex=True).abs().square()
    return torch.log(power + 1e-3)[:, None], labels


class SoundNet(nn.Module):
    def __init__(self):
        super().__init__()

        def stage(a, b):
            return nn.Sequential(nn.Conv2d(a, b, 3, padding=1, bias=False), nn.BatchNorm2d(b), nn.ReLU(), nn.MaxPool2d(2))

        self.features = nn.Sequential(stage(1, 8), stage(8, 16), stage(16, 32))
        self.head = nn.Sequential(nn.Dropout(0.2), nn.Linear(32 * 8, len(NAMES)))

    def forward(self, x):
        return self.head(self.features(x).mean(3).flatten(1))


def main():
    torch.manual_seed(913)
    gen = torch.Generator().manual_seed(913)
    x, y = spectrograms(1400, gen)
    x_test, y_test = spectrograms(500, gen)
    mean, std = x.mean((0, 3), keepdim=True), x.std((0, 3), keepdim=True)
    x, x_test = (x - mean) / std, (x_test - mean) / std
    loader = DataLoader(TensorDataset(x, y), batch_size=40, shuffle=True)
    net, epochs = SoundNet(), 6
    optimizer = torch.optim.AdamW(net.parameters(), lr=1e-3, weight_decay=1e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=5e-3, total_steps=epochs * len(loader))
    for epoch in range(epochs):
        net.train()
        total = 0.0
        for sound, label in loader:
            loss = nn.functional.cross_entropy(net(sound), label)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item()
        net.eval()
        with torch.no_grad():
            test_loss = nn.functional.cross_entropy(net(x_test), y_test).item()
        print(f"epoch {epoch + 1}: train {total / len(loader):.3f} test {test_loss:.3f}")
    with torch.no_grad():
        guess = net(x_test).argmax(1)
    print(f"final: accuracy={(guess == y_test).float().mean().item():.4f}")


if __name__ == "__main__":
    main()
