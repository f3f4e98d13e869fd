"""Label every frame of a motion recording with the dance step being performed."""
import math

import torch
from torch import nn

STEPS = ("rest", "sway", "turn", "stomp", "glide")
FRAMES, SENSORS = 48, 4


def recording(gen):
    """One recording: segments of random steps, each with its own rhythm and sensor pattern."""
    signal, labels = torch.zeros(FRAMES, SENSORS), torch.zeros(FRAMES, dtype=torch.long)
    at = 0
    while at < FRAMES:
        step = int(torch.randint(len(STEPS), (1,), generator=gen))
        end = min(FRAMES, at + int(torch.randint(8, 21, (1,), generator=gen)))
        t = torch.arange(end - at) + 10 * torch.rand(1, generator=gen)
        pace = (0.0, 0.35, 0.9, 1.6, 0.35)[step]
        wave = torch.sin(pace * t)
        if step == 3:
            wave = wave.abs()
        lean = torch.tensor([[0, 0, 0, 0], [1, -1, 0, 0], [0.7, 0.7, -0.7, 0], [0, 0, 1.2, 1.2], [0, 1, 0, -1]])[step]
        signal[at:end] = wave[:, None] * lean
        labels[at:end] = step
        at = end
    return signal + 0.25 * torch.randn(FRAMES, SENSORS, generator=gen), labels


class FrameTagger(nn.Module):
    def __init__(self, hidden=32):
        super().__init__()
        self.rnn = nn.GRU(SENSORS, hidden, batch_first=True, bidirectional=True)
        self.out = nn.Linear(2 * hidden, len(STEPS))
        self.log_prob = nn.LogSoftmax(dim=2)

    def forward(self, signal):
        features, _ = self.rnn(signal)
        return self.log_prob(self.out(features))


class Trainer:
    def __init__(self, model, lr=5e-3, clip=1.0):
        self.model, self.clip = model, clip
        self.loss = nn.NLLLoss()
        self.optimizer = torch.optim.Adam(model.parameters(), lr=lr)

    def epoch(self, loader):
        self.model.train()
        total = 0.0
        for signal, labels in loader:
            scores = self.model(signal)
            loss = self.loss(scores.reshape(-1, len(STEPS)), labels.reshape(-1))
            self.optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(self.model.parameters(), self.clip)
            self.optimizer.step()
            total += loss.item()
        return total / len(loader)

    @torch.no_grad()
    def accuracy(self, signal, labels):
        self.model.eval()
        return (self.model(signal).argmax(-1) == labels).float().mean().item()


def main():
    torch.manual_seed(906)
    gen = torch.Generator().manual_seed(906)
    pairs = [recording(gen) for _ in range(700)]
    x, y = torch.stack([p[0] for p in pairs]), torch.stack([p[1] for p in pairs])
    train = torch.utils.data.TensorDataset(x[:500], y[:500])
    loader = torch.utils.data.DataLoader(train, batch_size=25, shuffle=True)
    trainer = Trainer(FrameTagger())
    print("uniform guess costs", round(math.log(len(STEPS)), 3))
    for epoch in range(1, 13):
        loss = trainer.epoch(loader)
        print(f"epoch {epoch}: loss {loss:.3f}, test accuracy {trainer.accuracy(x[500:], y[500:]):.3f}")
    print(f"final: accuracy={trainer.accuracy(x[500:], y[500:]):.4f}")


if __name__ == "__main__":
    main()
