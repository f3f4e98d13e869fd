# %% [markdown]
# # Who is typing?
# A siamese network compares two typing-rhythm profiles (16 key-to-key delays) and
# decides whether they come from the same person. Tested on people never seen before.

# %%
import numpy as np
import torch
from torch import nn

rng = np.random.default_rng(885)
torch.manual_seed(885)

PEOPLE, SAMPLES, DELAYS = 120, 20, 16
basis = rng.normal(size=(6, DELAYS))
habits = rng.normal(size=(PEOPLE, 6))


def profiles(person, n):
    """n recordings of a person: stable habit plus the mood of the day (tempo) and jitter."""
    tempo = rng.normal(0, 1.5, size=(n, 1))
    jitter = rng.normal(0, 0.5, size=(n, DELAYS))
    return np.tanh(0.6 * (habits[person] @ basis)) * 1.5 + tempo + jitter


x = torch.tensor(np.stack([profiles(p, SAMPLES) for p in range(PEOPLE)]), dtype=torch.float32)
train, test = x[:90], x[90:]
mean, std = train.mean((0, 1)), train.std((0, 1))
train, test = (train - mean) / std, (test - mean) / std


# %%
def draw_pairs(bank, n):
    """Half of the pairs come from one person, half from two different ones."""
    people = len(bank)
    same = torch.rand(n) < 0.5
    left = torch.randint(people, (n,))
    right = torch.where(same, left, (left + torch.randint(1, people, (n,))) % people)
    a = bank[left, torch.randint(SAMPLES, (n,))]
    b = bank[right, torch.randint(SAMPLES, (n,))]
    return a, b, same.float()


class Siamese(nn.Module):
    def __init__(self, dim=8):
        super().__init__()
        self.embed = nn.Sequential(nn.Linear(DELAYS, 96), nn.ReLU(), nn.Linear(96, 96), nn.ReLU(), nn.Linear(96, dim))

    def forward(self, a, b):
        gap = self.embed(a) - self.embed(b)
        return gap.pow(2).sum(1).sqrt()


def contrastive(distance, same, margin=2.0):
    pull = same * distance.pow(2)
    push = (1 - same) * (margin - distance).clamp(min=0).pow(2)
    return (pull + push).mean()


# %%
model = Siamese()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 600, gamma=0.3)
for step in range(1500):
    a, b, same = draw_pairs(train, 128)
    loss = contrastive(model(a, b), same)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    scheduler.step()
    if step % 250 == 0:
        print(f"step {step:4d}  contrastive loss {loss.item():.4f}")

# %%
with torch.no_grad():
    a, b, same = draw_pairs(train, 4000)
    d = model(a, b)
    cuts = torch.linspace(0, 2.5, 101)
    scores = torch.stack([((d < c) == (same > 0.5)).float().mean() for c in cuts])
    cut = cuts[scores.argmax()]
    a, b, same = draw_pairs(test, 4000)
    accuracy = ((model(a, b) < cut) == (same > 0.5)).float().mean().item()
print(f"threshold {cut:.2f}")
print(f"final: accuracy={accuracy:.4f}")
