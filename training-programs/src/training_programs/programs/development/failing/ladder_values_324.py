# %% [markdown]
# Snakes and ladders on 30 fields, with a twist: after every throw the player may be sent back.
# How many throws are left? A small critic learns it from finished games.

# %%
import random

import torch
from torch import nn

random.seed(324)
torch.manual_seed(324)
FIELDS = 30
JUMPS = {3: 11, 6: 14, 9: 2, 17: 7, 19: 26, 22: 12, 27: 15}
SIDES = {0: [1, 2, 3], 1: [1, 2, 3, 4, 5, 6], 2: [4, 5, 6]}


# %%
def play():
    """One game; the die (small, usual, large) is drawn at the start and kept."""
    die = random.choice(list(SIDES))
    field, seen = random.randrange(FIELDS), []
    while field < FIELDS and len(seen) < 60:
        seen.append((field, die))
        field += random.choice(SIDES[die])
        field = JUMPS.get(field, field)
    left = [len(seen) - i for i in range(len(seen))]
    return seen, left


def discounted(left, gamma=0.95):
    return [(1 - gamma**n) / (1 - gamma) for n in left]


def board(seen):
    rows = torch.zeros(len(seen), FIELDS + 3)
    for i, (field, die) in enumerate(seen):
        rows[i, field] = 1
        rows[i, FIELDS + die] = 1
    return rows


# %%
critic = nn.Sequential(nn.Linear(FIELDS + 3, 64), nn.Tanh(), nn.Linear(64, 64), nn.Tanh(), nn.Linear(64, 1))
opt = torch.optim.RMSprop(critic.parameters(), lr=2e-3)

memory = []
for _ in range(900):
    seen, left = play()
    memory += list(zip(seen, discounted(left)))
print(len(memory), "positions")

# %%
for update in range(900):
    sample = random.sample(memory, 96)
    states = board([s for s, _ in sample])
    returns = torch.tensor([g for _, g in sample]) / 10
    values = critic(states)
    loss = 0.5 * (returns - values).pow(2).mean()
    opt.zero_grad()
    loss.backward()
    opt.step()
    if update % 150 == 0:
        print(f"update {update:4d}  value loss {loss.item():.4f}")

# %%
# compare with the mean of many games from the same position
truth, guess = [], []
with torch.no_grad():
    for die in SIDES:
        for start in range(0, FIELDS, 2):
            if start in JUMPS:
                continue
            total = 0.0
            for _ in range(60):
                field, n = start, 0
                while field < FIELDS and n < 60:
                    field += random.choice(SIDES[die])
                    field = JUMPS.get(field, field)
                    n += 1
                total += discounted([n])[0] / 10
            truth.append(total / 60)
            guess.append(critic(board([(start, die)])).item())
truth, guess = torch.tensor(truth), torch.tensor(guess)
print(f"final: r2={1 - ((truth - guess) ** 2).mean().item() / truth.var(unbiased=False).item():.4f}")
