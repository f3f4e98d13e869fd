"""A small encoder that writes the reverse complement of a DNA strand, with the schedule of the Transformer paper."""
import math

import torch
import torch.nn as nn
from torch.optim.lr_scheduler import LambdaLR

LENGTH, D_MODEL, WARMUP, STEPS, BATCH = 16, 32, 100, 300, 40


def rate(step, model_size, factor, warmup):
    """Eq. (3) of "Attention is all you need"."""
    step = max(step, 1)
    return factor * (model_size ** (-0.5) * min(step ** (-0.5), step * warmup ** (-1.5)))


class StrandReader(nn.Module):
    def __init__(self, d_model=D_MODEL, heads=4, layers=2):
        super().__init__()
        self.base = nn.Embedding(4, d_model)
        self.place = nn.Embedding(LENGTH, d_model)
        layer = nn.TransformerEncoderLayer(d_model, heads, 64, dropout=0.0, batch_first=True, norm_first=True)
        self.encoder = nn.TransformerEncoder(layer, layers, enable_nested_tensor=False)
        self.out = nn.Linear(d_model, 4)

    def forward(self, strand):
        h = self.base(strand) + self.place(torch.arange(LENGTH))
        return self.out(self.encoder(h))


def strands(n, generator):
    s = torch.randint(4, (n, LENGTH), generator=generator)
    return s, 3 - s.flip(1)         # A C G T = 0 1 2 3, so the partner of b is 3 - b


def main():
    torch.manual_seed(3)
    g = torch.Generator().manual_seed(33)
    model = StrandReader()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, betas=(0.9, 0.98), eps=1e-9)
    scheduler = LambdaLR(optimizer, lambda step: rate(step, D_MODEL, factor=0.5, warmup=WARMUP))
    criterion = nn.CrossEntropyLoss()
    model.train()
    for step in range(1, STEPS + 1):
        source, target = strands(BATCH, g)
        logits = model(source)
        loss = criterion(logits.reshape(-1, 4), target.reshape(-1))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        scheduler.step()
        if step % 50 == 0:
            print(f"step {step:4d} | loss {loss.item():.4f} | perplexity {math.exp(loss.item()):.2f}")

    model.eval()
    source, target = strands(500, g)
    with torch.no_grad():
        accuracy = (model(source).argmax(-1) == target).float().mean().item()
    print(f"final: accuracy={accuracy:.4f}")


main()
