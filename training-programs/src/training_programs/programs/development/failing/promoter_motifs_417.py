"""Which transcription factors bind? DNA of 60 letters with motif 1, motif 2, both or none."""
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

LENGTH = 60
MOTIFS = ("TGACTCAT", "CCGGAAGT")
LETTERS = "ACGT"


def draw(rng, n):
    """Motifs sit anywhere, one letter may be mutated."""
    dna = rng.integers(0, 4, (n, LENGTH))
    binds = rng.integers(0, 4, n)
    for row, kind in zip(dna, binds):
        starts = rng.permutation([rng.integers(0, 22), rng.integers(30, 52)])
        for m, (motif, start) in enumerate(zip(MOTIFS, starts)):
            if kind >> m & 1:
                code = np.array([LETTERS.index(c) for c in motif])
                if rng.random() < 0.3:
                    code[rng.integers(8)] = rng.integers(4)
                row[start : start + 8] = code
    one_hot = np.eye(4, dtype=np.float32)[dna].transpose(0, 2, 1)
    return TensorDataset(torch.from_numpy(one_hot.copy()), torch.from_numpy(binds))


class MotifNet(nn.Module):
    def __init__(self, filters=16):
        super().__init__()
        self.scan = nn.Conv1d(4, filters, 9, padding=4)
        self.refine = nn.Conv1d(filters, filters, 5, padding=2)
        self.head = nn.Sequential(nn.Linear(filters, 32), nn.ReLU(), nn.Linear(32, 4))

    def forward(self, x):
        h = torch.relu(self.scan(x))
        h = torch.relu(self.refine(h))
        return self.head(h.amax(dim=2))


def make_optimizer(model):
    """The convolutions learn slower than the head."""
    body = (p for name, p in model.named_parameters() if not name.startswith("head"))
    head = model.head.parameters()
    print(f"body: {sum(p.numel() for p in body)} parameters")
    return torch.optim.AdamW([{"params": body, "lr": 3e-3}, {"params": head, "lr": 5e-3}], weight_decay=1e-3)


def accuracy(model, loader):
    model.eval()
    with torch.no_grad():
        return sum((model(x).argmax(1) == y).sum().item() for x, y in loader) / len(loader.dataset)


def main():
    torch.manual_seed(417)
    rng = np.random.default_rng(417)
    train = DataLoader(draw(rng, 2400), batch_size=48, shuffle=True)
    test = DataLoader(draw(rng, 600), batch_size=200)
    model = MotifNet()
    optimizer = make_optimizer(model)
    loss_function = nn.CrossEntropyLoss()
    for epoch in range(1, 13):
        model.train()
        running = 0.0
        for x, y in train:
            optimizer.zero_grad()
            loss = loss_function(model(x), y)
            loss.backward()
            optimizer.step()
            running += loss.item()
        if epoch % 3 == 0:
            print(f"epoch {epoch}: loss {running / len(train):.4f}, test {accuracy(model, test):.3f}")
    print(f"final: accuracy={accuracy(model, test):.4f}")


if __name__ == "__main__":
    main()
