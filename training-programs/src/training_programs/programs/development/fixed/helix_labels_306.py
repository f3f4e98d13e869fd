"""Helix, strand or coil for every residue of a protein, from a window of residues (dilated convolutions)."""
from dataclasses import dataclass

import torch
from torch import nn
from torch.optim.lr_scheduler import LambdaLR


@dataclass
class Config:
    channels: int = 32
    length: int = 40
    batch_size: int = 32
    steps: int = 450
    warmup_steps: int = 25
    lr: float = 0.1
    momentum: float = 0.9
    seed: int = 306


class ProteinData:
    """Twenty residues with a liking for helix, strand or neither; the label follows from the likings around."""

    def __init__(self, config, seed):
        self.length = config.length
        self.generator = torch.Generator().manual_seed(seed)
        self.liking = torch.randn(20, 3, generator=torch.Generator().manual_seed(7))
        self.liking -= self.liking.mean(0)

    def batch(self, n):
        residues = torch.randint(0, 20, (n, self.length), generator=self.generator)
        scores = self.liking[residues].transpose(1, 2)
        near = nn.functional.avg_pool1d(scores, 5, stride=1, padding=2)
        return residues, near.argmax(1)


class Net(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.embedding = nn.Embedding(20, channels)
        self.convs = nn.ModuleList(
            [nn.Conv1d(channels, channels, 3, padding=d, dilation=d) for d in (1, 2, 1)]
        )
        self.head = nn.Conv1d(channels, 3, 1)

    def forward(self, residues):
        h = self.embedding(residues).transpose(1, 2)
        for conv in self.convs:
            h = torch.relu(conv(h))
        return self.head(h)


class Trainer:
    def __init__(self, config):
        self.config = config
        self.model = Net(config.channels)
        self.data = ProteinData(config, config.seed)
        self.criterion = nn.CrossEntropyLoss()
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=config.lr, momentum=config.momentum)
        self.scheduler = LambdaLR(self.optimizer, self.warmup)

    def warmup(self, step):
        """The rate rises over the first steps."""
        return min(1.0, (step + 1) / self.config.warmup_steps)

    def fit(self):
        self.model.train()
        running = 0.0
        for step in range(1, self.config.steps + 1):
            residues, labels = self.data.batch(self.config.batch_size)
            loss = self.criterion(self.model(residues), labels)
            self.optimizer.zero_grad()
            loss.backward()
            self.optimizer.step()
            self.scheduler.step()
            running += loss.item()
            if step % 75 == 0:
                print(f"step {step}: loss {running / 75:.4f}")
                running = 0.0

    @torch.no_grad()
    def evaluate(self, n=400):
        self.model.eval()
        residues, labels = ProteinData(self.config, self.config.seed + 1).batch(n)
        return (self.model(residues).argmax(1) == labels).float().mean().item()


if __name__ == "__main__":
    config = Config()
    torch.manual_seed(config.seed)
    trainer = Trainer(config)
    trainer.fit()
    print(f"final: accuracy={trainer.evaluate():.4f}")
