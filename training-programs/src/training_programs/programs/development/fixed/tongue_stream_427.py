"""In which tongue is a line written? Files of seven tongues are read as one stream, with a shuffle buffer."""
import random

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, IterableDataset

TONGUES, LETTERS, LINE = 7, 20, 32
LINES = 360  # per file


def write_files(seed=427):
    """Invented tongues: each has its own way to follow one letter by another."""
    rng = np.random.default_rng(seed)
    common = rng.dirichlet(np.full(LETTERS, 0.5), LETTERS)
    files = []
    for _ in range(TONGUES):
        follow = 0.3 * common + 0.7 * rng.dirichlet(np.full(LETTERS, 0.4), LETTERS)
        steps = follow.cumsum(1)
        text = np.zeros((LINES, LINE), dtype=np.int64)
        text[:, 0] = rng.integers(0, LETTERS, LINES)
        for k in range(1, LINE):
            u = rng.random((LINES, 1))
            text[:, k] = (u > steps[text[:, k - 1]]).sum(1).clip(max=LETTERS - 1)
        files.append(text)
    return files


class TextStream(IterableDataset):
    def __init__(self, files, buffer_size=0, seed=0):
        self.files, self.buffer_size = files, buffer_size
        self.random = random.Random(seed)

    def lines(self):
        for tongue, file in enumerate(self.files):
            for line in file:
                yield torch.from_numpy(line), tongue

    def __iter__(self):
        """Fill a buffer, then give out a random line of it for each one that comes in."""
        buffer = []
        for item in self.lines():
            if len(buffer) < self.buffer_size:
                buffer.append(item)
            elif not buffer:
                yield item
            else:
                k = self.random.randrange(len(buffer))
                buffer[k], item = item, buffer[k]
                yield item
        self.random.shuffle(buffer)
        yield from buffer


class LineReader(nn.Module):
    def __init__(self, dim=16, width=48):
        super().__init__()
        self.letters = nn.Embedding(LETTERS, dim)
        self.pairs = nn.Conv1d(dim, width, 2)
        self.out = nn.Linear(width, TONGUES)

    def forward(self, text):
        h = self.letters(text).transpose(1, 2)
        return self.out(torch.relu(self.pairs(h)).mean(2))


def run():
    torch.manual_seed(427)
    files = write_files()
    train = DataLoader(TextStream([f[:300] for f in files], buffer_size=4096), batch_size=30)
    test = DataLoader(TextStream([f[300:] for f in files]), batch_size=100)
    net = LineReader()
    optimizer = torch.optim.Adam(net.parameters(), lr=5e-3)
    for epoch in range(12):
        losses = []
        for text, tongue in train:
            loss = nn.functional.cross_entropy(net(text), tongue)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        if epoch % 3 == 2:
            print(f"pass {epoch + 1}: loss {np.mean(losses):.4f}")
    with torch.no_grad():
        right = sum((net(text).argmax(1) == tongue).sum().item() for text, tongue in test)
    print(f"final: accuracy={right / (60 * TONGUES):.4f}")


if __name__ == "__main__":
    run()
