"""Who speaks? Frames through time-delay layers, then mean and deviation over time (an x-vector in small)."""
import torch
import torch.nn as nn


class TDNN(nn.Module):
    def __init__(self, c_in, c_out, context, dilation=1):
        super().__init__()
        self.conv = nn.Conv1d(c_in, c_out, context, dilation=dilation)
        self.act = nn.ReLU()
        self.norm = nn.BatchNorm1d(c_out)

    def forward(self, x):
        return self.norm(self.act(self.conv(x)))


class StatsPooling(nn.Module):
    def forward(self, x):
        mean = x.mean(dim=2)
        variance = (x * x).mean(dim=2) - mean * mean
        return torch.cat([mean, variance.clamp(min=1e-5).sqrt()], dim=1)


class XVector(nn.Module):
    def __init__(self, n_mels, n_speakers, width=32):
        super().__init__()
        self.frames = nn.Sequential(TDNN(n_mels, width, 5), TDNN(width, width, 3, dilation=2), TDNN(width, 48, 1))
        self.pool = StatsPooling()
        self.embedding = nn.Linear(96, 24)
        self.classify = nn.Linear(24, n_speakers)

    def forward(self, x):
        return self.classify(torch.relu(self.embedding(self.pool(self.frames(x)))))


class Voices:
    """Each speaker: a spectral envelope, and how much and how fast it moves."""

    def __init__(self, n_speakers=8, n_mels=16, seed=0):
        self.g = torch.Generator().manual_seed(seed)
        self.envelope = 0.8 * torch.randn(n_speakers, n_mels, generator=self.g)
        self.motion = 0.1 + 0.6 * torch.rand(n_speakers, n_mels, generator=self.g)
        self.pace = 0.15 + 0.8 * torch.rand(n_speakers, generator=self.g)

    def draw(self, n, frames=50):
        who = torch.randint(0, len(self.pace), (n,), generator=self.g)
        phase = 6.28 * torch.rand(n, self.envelope.shape[1], 1, generator=self.g)
        wave = torch.sin(self.pace[who][:, None, None] * torch.arange(frames) + phase)
        channel = 0.7 * torch.randn(n, self.envelope.shape[1], 1, generator=self.g)
        noise = 0.3 * torch.randn(n, self.envelope.shape[1], frames, generator=self.g)
        return self.envelope[who][:, :, None] + self.motion[who][:, :, None] * wave + channel + noise, who


def main():
    torch.manual_seed(12)
    voices = Voices(seed=412)
    x, who = voices.draw(1200)
    x_test, who_test = voices.draw(400)
    model = XVector(n_mels=16, n_speakers=8)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    criterion = nn.CrossEntropyLoss()
    for epoch in range(6):
        model.train()
        for step, rows in enumerate(torch.randperm(len(x)).split(40)):
            logits = model(x[rows])
            loss = criterion(logits, who[rows])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 3.0)
            optimizer.step()
            if step % 15 == 0:
                right = (logits.argmax(1) == who[rows]).float().mean().item()
                print(f"epoch {epoch + 1} step {step:2d} loss {loss.item():.4f} batch accuracy {right:.2f}")
    model.eval()
    with torch.no_grad():
        accuracy = (model(x_test).argmax(1) == who_test).float().mean().item()
    print(f"final: accuracy={accuracy:.4f}")


if __name__ == "__main__":
    main()
