"""Read the three digits of a water meter. Three learned queries look over the columns of the picture."""
import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import load_digits

DIGITS, SIDE = 3, 8


def photographs(pictures, labels, n, generator):
    """Three digits side by side with a gap, a little noise and light that differs."""
    pick = torch.randint(0, len(labels), (n, DIGITS), generator=generator)
    strip = torch.zeros(n, SIDE, DIGITS * 10)
    for place in range(DIGITS):
        strip[:, :, place * 10 + 1 : place * 10 + 9] = pictures[pick[:, place]]
    light = 0.7 + 0.6 * torch.rand(n, 1, 1, generator=generator)
    strip = strip * light + 0.05 * torch.randn(strip.shape, generator=generator)
    return strip.unsqueeze(1) - 0.3, labels[pick]


class MeterReader(nn.Module):
    def __init__(self, dim=48, heads=2):
        super().__init__()
        self.columns = nn.Sequential(
            nn.Conv2d(1, 24, 3, padding=1), nn.ReLU(), nn.Conv2d(24, dim, (SIDE, 5), padding=(0, 2)), nn.ReLU()
        )
        self.position = nn.Parameter(0.5 * torch.randn(DIGITS * 10, dim))
        self.queries = nn.Parameter(torch.zeros(DIGITS, dim))
        self.look = nn.MultiheadAttention(dim, heads, batch_first=True)
        self.norm = nn.LayerNorm(dim)
        self.head = nn.Sequential(nn.Linear(dim, 64), nn.ReLU(), nn.Linear(64, 10))

    def forward(self, strip):
        memory = self.columns(strip).squeeze(2).transpose(1, 2)
        queries = self.queries.expand(len(strip), -1, -1)
        seen, _ = self.look(queries, memory + self.position, memory, need_weights=False)
        return self.head(self.norm(queries + seen))


def main():
    torch.manual_seed(3)
    data = load_digits()
    pictures = torch.tensor(data.images, dtype=torch.float32) / 16
    labels = torch.tensor(data.target)
    g = torch.Generator().manual_seed(30)
    order = torch.randperm(len(labels), generator=g)
    old, new = order[:1400], order[1400:]
    strip_test, reading_test = photographs(pictures[new], labels[new], 400, g)

    model = MeterReader()
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3)
    smooth = None
    for step in range(1, 241):
        strip, reading = photographs(pictures[old], labels[old], 40, g)
        loss = F.cross_entropy(model(strip).flatten(0, 1), reading.flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        smooth = loss.item() if smooth is None else 0.95 * smooth + 0.05 * loss.item()
        if step % 40 == 0:
            print(f"step {step}  loss {smooth:.3f}")

    model.eval()
    with torch.no_grad():
        answer = model(strip_test).argmax(-1)
    print(f"whole readings right: {(answer == reading_test).all(1).float().mean():.3f}")
    print(f"final: accuracy={(answer == reading_test).float().mean():.4f}")


if __name__ == "__main__":
    main()
