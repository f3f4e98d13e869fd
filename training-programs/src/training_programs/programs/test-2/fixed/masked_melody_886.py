"""Self-supervised pre-training on melodies: fill in the masked notes.

A melody plays a motif of four notes, then its mirror image, then the motif again.
The encoder sees a melody with some notes hidden and names them.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F

NOTES, LENGTH, MASK = 12, 12, 12


def compose(n, generator):
    motif = torch.randint(NOTES, (n, 4), generator=generator)
    return torch.cat([motif, motif.flip(1), motif], dim=1)


def hide(melody, generator, share=0.2):
    hidden = torch.rand(melody.shape, generator=generator) < share
    return melody.masked_fill(hidden, MASK), hidden


class MelodyEncoder(nn.Module):
    def __init__(self, dim=32, heads=4, layers=2):
        super().__init__()
        self.note = nn.Embedding(NOTES + 1, dim)
        self.place = nn.Parameter(torch.randn(1, LENGTH, dim))
        block = nn.TransformerEncoderLayer(dim, heads, 2 * dim, dropout=0.0, norm_first=True, batch_first=True)
        self.blocks = nn.TransformerEncoder(block, layers, enable_nested_tensor=False)
        self.head = nn.Sequential(nn.LayerNorm(dim), nn.Linear(dim, NOTES))

    def forward(self, tokens):
        return self.head(self.blocks(self.note(tokens) + self.place))


def evaluate(model, melodies, generator):
    model.eval()
    with torch.no_grad():
        seen, hidden = hide(melodies, generator)
        guess = model(seen).argmax(-1)
    return (guess[hidden] == melodies[hidden]).float().mean().item()


def main(steps=500, batch=64):
    torch.manual_seed(886)
    generator = torch.Generator().manual_seed(886)
    test = compose(400, generator)
    model = MelodyEncoder()
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, total_steps=steps, pct_start=0.1)
    for step in range(steps):
        model.train()
        melodies = compose(batch, generator)
        seen, hidden = hide(melodies, generator)
        loss = F.cross_entropy(model(seen)[hidden], melodies[hidden])
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if (step + 1) % 100 == 0:
            print(f"step {step + 1}: loss {loss.item():.3f}")
    print(f"final: accuracy={evaluate(model, test, generator):.4f}")


if __name__ == "__main__":
    main()
