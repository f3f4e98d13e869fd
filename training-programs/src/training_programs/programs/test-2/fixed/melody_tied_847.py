"""Next-note model for folk tunes: a small causal convolution network with tied input and output embedding."""
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(847)
NOTES, LENGTH, DIM = 48, 32, 128

motif = torch.stack([torch.randperm(NOTES) for _ in range(3)])  # three ways to go on from a note


def tunes(n):
    """The way to go on depends on the note before the last one; one note in twenty is free."""
    notes = torch.randint(0, NOTES, (n, LENGTH))
    for t in range(2, LENGTH):
        follow = motif[notes[:, t - 2] % 3, notes[:, t - 1]]
        free = torch.rand(n) < 0.05
        notes[:, t] = torch.where(free, notes[:, t], follow)
    return notes


class CausalBlock(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.norm = nn.LayerNorm(dim)
        self.conv = nn.Conv1d(dim, dim, 2)
        self.mix = nn.Linear(dim, dim)

    def forward(self, x):
        past = F.pad(self.norm(x).transpose(1, 2), (1, 0))
        return x + self.mix(F.gelu(self.conv(past).transpose(1, 2)))


class TuneModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(NOTES, DIM)
        nn.init.normal_(self.embed.weight, std=DIM**-0.5)
        self.blocks = nn.Sequential(CausalBlock(DIM), CausalBlock(DIM))

    def forward(self, notes):
        x = self.blocks(self.embed(notes) * DIM**0.5)
        return F.linear(x, self.embed.weight)


def cross_entropy(logits, notes):
    return F.cross_entropy(logits.flatten(0, 1), notes.flatten())


def evaluate(model, notes):
    """Loss and hits from the third note on; the first two notes of a tune are free."""
    model.eval()
    with torch.no_grad():
        logits = model(notes[:, :-1])[:, 1:]
    hits = (logits.argmax(2) == notes[:, 2:]).float().mean().item()
    return cross_entropy(logits, notes[:, 2:]).item(), hits


train, test = tunes(600), tunes(150)
model = TuneModel()
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.01)
steps = 400
schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 2e-3, total_steps=steps)
for step in range(steps):
    model.train()
    notes = train[torch.randint(0, len(train), (12,))]
    logits = model(notes[:, :-1])
    loss = cross_entropy(logits, notes[:, 1:])
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    schedule.step()
    if step % 50 == 0:
        test_loss, hits = evaluate(model, test)
        print(f"step {step:4d} loss {loss.item():.3f} test loss {test_loss:.3f} next note right {hits:.3f}")
print(f"final: loss={evaluate(model, test)[0]:.4f}")
