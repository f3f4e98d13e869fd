"""A small transformer reads a number plate and writes it backwards; the schedule is that of Vaswani et al. (2017)."""

import torch
from torch import nn

SYMBOLS, LENGTH = 20, 8
D_MODEL, HEADS, LAYERS = 48, 4, 2
WARMUP, STEPS, BATCH = 100, 300, 64


class PlateReader(nn.Module):
    def __init__(self):
        super().__init__()
        self.symbols = nn.Embedding(SYMBOLS, D_MODEL)
        nn.init.normal_(self.symbols.weight, std=D_MODEL**-0.5)
        self.places = nn.Parameter(torch.randn(LENGTH, D_MODEL) * 0.5)
        layer = nn.TransformerEncoderLayer(D_MODEL, HEADS, dim_feedforward=96, dropout=0.0, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, LAYERS, enable_nested_tensor=False)
        self.out = nn.Linear(D_MODEL, SYMBOLS)

    def forward(self, plates):
        return self.out(self.encoder(self.symbols(plates) * D_MODEL**0.5 + self.places))


def noam(step):
    """Linear up to WARMUP, then like one over the root of the step."""
    step += 1
    return 0.4 * D_MODEL**-0.5 * min(step**-0.5, step * WARMUP**-1.5)


def plates(count, generator):
    return torch.randint(0, SYMBOLS, (count, LENGTH), generator=generator)


def main():
    torch.manual_seed(701)
    generator = torch.Generator().manual_seed(702)
    model = PlateReader()
    optimizer = torch.optim.Adam(model.parameters(), lr=1.0, betas=(0.9, 0.98), eps=1e-9)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, noam)
    criterion = nn.CrossEntropyLoss()

    model.train()
    running = 0.0
    for step in range(1, STEPS + 1):
        batch = plates(BATCH, generator)
        scores = model(batch)
        loss = criterion(scores.reshape(-1, SYMBOLS), batch.flip(1).reshape(-1))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        scheduler.step()
        running += loss.item()
        if step % 50 == 0:
            print(f"step {step}: loss {running / 50:.4f}")
            running = 0.0

    model.eval()
    held_out = plates(500, torch.Generator().manual_seed(703))
    with torch.no_grad():
        right = model(held_out).argmax(-1) == held_out.flip(1)
    print(f"whole plates right: {right.all(dim=1).float().mean().item():.3f}")
    print(f"final: accuracy={right.float().mean().item():.4f}")


if __name__ == "__main__":
    main()
