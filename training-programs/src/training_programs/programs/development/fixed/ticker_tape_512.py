"""Reads the symbols off a strip of paper tape: convolution + CTC, lengths vary, no alignment given."""

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset

SYMBOLS = 6  # 1..6, 0 is the blank
ROWS, STEPS = 8, 40


class Tapes(Dataset):
    def __init__(self, size, seed):
        rng = np.random.default_rng(seed)
        glyphs = np.random.default_rng(3).integers(0, 2, size=(SYMBOLS, ROWS)).astype(float)
        self.items = []
        for _ in range(size):
            text = rng.integers(1, SYMBOLS + 1, size=rng.integers(3, 6))
            strip = np.zeros((ROWS, STEPS), dtype=np.float32)
            at = rng.integers(0, 4)
            for s in text:
                width = rng.integers(3, 5)
                strip[:, at : at + width] += glyphs[s - 1][:, None]
                at += width + rng.integers(2, 4)
            strip += 0.2 * rng.normal(size=strip.shape)
            self.items.append((torch.from_numpy(strip - 0.2), torch.from_numpy(text)))

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        return self.items[i]


def collate(batch):
    strips, texts = zip(*batch)
    return torch.stack(strips), torch.cat(texts), torch.tensor([len(t) for t in texts])


class Reader(nn.Module):
    def __init__(self, width=32):
        super().__init__()
        self.conv = nn.Sequential(
            nn.Conv1d(ROWS, width, 5, padding=2),
            nn.BatchNorm1d(width),
            nn.ReLU(),
            nn.Conv1d(width, width, 5, padding=2),
            nn.BatchNorm1d(width),
            nn.ReLU(),
        )
        self.classify = nn.Linear(width, SYMBOLS + 1)

    def forward(self, strips):
        h = self.conv(strips).permute(2, 0, 1)  # (T, N, C) as CTC wants it
        return self.classify(h).log_softmax(dim=-1)


def greedy(scores):
    texts = []
    for path in scores.argmax(-1).T:
        path = torch.unique_consecutive(path)
        texts.append(path[path > 0].tolist())
    return texts


def read_right(model, data):
    model.eval()
    right = 0
    with torch.no_grad():
        for strips, texts, lengths in DataLoader(data, batch_size=100, collate_fn=collate):
            truth = [t.tolist() for t in texts.split(lengths.tolist())]
            right += sum(a == b for a, b in zip(greedy(model(strips)), truth))
    return right / len(data)


if __name__ == "__main__":
    torch.manual_seed(512)
    train, test = Tapes(1000, seed=1), Tapes(300, seed=2)
    loader = DataLoader(train, batch_size=25, shuffle=True, collate_fn=collate)
    model = Reader()
    ctc = nn.CTCLoss(blank=0, zero_infinity=True)
    opt = torch.optim.Adam(model.parameters(), lr=4e-3)
    for epoch in range(8):
        model.train()
        losses = []
        for strips, texts, lengths in loader:
            scores = model(strips)
            loss = ctc(scores, texts, torch.full((len(strips),), STEPS), lengths)
            opt.zero_grad()
            loss.backward()
            opt.step()
            losses.append(loss.item())
        print(f"epoch {epoch}: ctc {np.mean(losses):.4f}  read right {read_right(model, test):.3f}")
    print(f"final: accuracy={read_right(model, test):.4f}")
