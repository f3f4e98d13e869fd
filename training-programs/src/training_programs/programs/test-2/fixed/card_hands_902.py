# Which kind of five-card hand is it? Transformer over the cards.
import numpy as np
import torch
from torch import nn

rng = np.random.default_rng(902)
torch.manual_seed(902)
KINDS = ["nothing", "pair", "three alike", "flush"]


def deal(kind):
    if kind == 3:
        ranks = rng.choice(13, 5, replace=False)
        suits = np.full(5, rng.integers(4))
    else:
        alike = (1, 2, 3)[kind]
        different = rng.choice(13, 6 - alike, replace=False)
        ranks = np.concatenate([np.repeat(different[0], alike), different[1:]])
        suits = rng.integers(0, 4, 5)
        suits[:alike] = rng.choice(4, alike, replace=False)
        if len(set(suits)) == 1:
            suits[-1] = (suits[-1] + 1) % 4
    order = rng.permutation(5)
    return np.stack([ranks, suits], 1)[order]


def deal_many(n):
    kinds = rng.integers(0, 4, n)
    return torch.tensor(np.stack([deal(k) for k in kinds])), torch.tensor(kinds)


class HandNet(nn.Module):
    def __init__(self, dim=32, heads=4):
        super().__init__()
        self.rank = nn.Embedding(13, dim)
        self.suit = nn.Embedding(4, dim)
        layer = nn.TransformerEncoderLayer(dim, heads, dim_feedforward=64, dropout=0.0, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, num_layers=2, enable_nested_tensor=False)
        self.head = nn.Linear(dim, len(KINDS))

    def forward(self, hand):
        cards = self.rank(hand[..., 0]) + self.suit(hand[..., 1])  # (hands, 5, dim)
        return self.head(self.encoder(cards).mean(dim=1))


hands, kinds = deal_many(6000)
test_hands, test_kinds = deal_many(1000)
net = HandNet()
optimizer = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=1e-4)
STEPS = 800
schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=3e-3, total_steps=STEPS)
loss_of = nn.CrossEntropyLoss()

for step in range(STEPS):
    rows = torch.randint(0, len(hands), (64,))
    loss = loss_of(net(hands[rows]), kinds[rows])
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    optimizer.step()
    schedule.step()
    if step % 100 == 99:
        print(f"step {step + 1}: loss {loss.item():.3f}")

net.eval()
with torch.no_grad():
    guess = torch.cat([net(part) for part in test_hands.split(100)]).argmax(1)
for k, name in enumerate(KINDS):
    print(f"{name:>12}: {(guess[test_kinds == k] == k).float().mean():.3f}")
print(f"final: accuracy={(guess == test_kinds).float().mean().item():.4f}")
