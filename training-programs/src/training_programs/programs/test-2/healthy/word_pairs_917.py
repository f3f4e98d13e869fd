# %% [markdown]
# Skip-gram with negative sampling on an invented language, then:
# which of two words fits a context better?

# %%
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(917)
rng = np.random.default_rng(917)

GROUPS, PER_GROUP, DIM = 12, 10, 16
WORDS = GROUPS * PER_GROUP
follow = rng.dirichlet(np.full(GROUPS, 0.15), GROUPS)  # which group follows which


# %%
def write(length):
    group, out = 0, []
    for _ in range(length):
        group = rng.choice(GROUPS, p=0.97 * follow[group] + 0.03 / GROUPS)
        out.append(group * PER_GROUP + min(int(rng.exponential(2.5)), PER_GROUP - 1))
    return torch.tensor(out)


text, later_text = write(24000), write(3000)
counts = torch.bincount(text, minlength=WORDS).float() + 1
noise = counts**0.75


# %%
class SkipGram(nn.Module):
    """Two tables as in word2vec: the words at random, their contexts at zero."""

    def __init__(self):
        super().__init__()
        self.word = nn.Embedding(WORDS, DIM)
        self.context = nn.Embedding(WORDS, DIM)
        nn.init.uniform_(self.word.weight, -0.5, 0.5)
        nn.init.zeros_(self.context.weight)

    def forward(self, word, context):
        return (self.word(word)[:, None] * self.context(context)).sum(-1)


def batch(corpus, size, negatives):
    at = torch.randint(len(corpus) - 1, (size,))
    wrong = torch.multinomial(noise, size * negatives, replacement=True).view(size, negatives)
    return corpus[at], torch.cat([corpus[at + 1][:, None], wrong], 1)


# %%
model = SkipGram()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
scheduler = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.05, total_iters=3000)
running = None
for step in range(3000):
    word, candidates = batch(text, 256, negatives=5)
    score = model(word, candidates)
    loss = -(F.logsigmoid(score[:, 0]) + F.logsigmoid(-score[:, 1:]).sum(1)).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    scheduler.step()
    running = loss.item() if running is None else 0.98 * running + 0.02 * loss.item()
    if step % 500 == 499:
        print(f"step {step + 1}: loss {running:.3f}")

# %%
with torch.no_grad():
    word, candidates = batch(later_text, 6000, negatives=1)
    score = model(word, candidates)
    differ = candidates[:, 0] != candidates[:, 1]
    accuracy = (score[:, 0] > score[:, 1])[differ].float().mean().item()
print(f"final: accuracy={accuracy:.4f}")
