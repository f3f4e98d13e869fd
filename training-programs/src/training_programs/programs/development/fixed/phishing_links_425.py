# %% [markdown]
# # Phishing links
# Which addresses are bait? Hashed letter triples, a small network with a large margin (hinge loss).

# %%
import zlib

import numpy as np
import torch
from torch import nn

rng = np.random.default_rng(425)
torch.manual_seed(425)

BUCKETS = 512
BRANDS = ["paypal", "amazon", "netflix", "kakao", "naver", "dropbox", "github", "spotify"]
WORDS = ["news", "blog", "shop", "wiki", "photo", "garden", "music", "travel", "recipes", "forum", "maps", "weather"]
LURES = ["login", "secure", "verify", "account", "update", "support"]
ENDINGS = [".com", ".org", ".net", ".kr", ".io"]


def pick(words):
    return words[rng.integers(len(words))]


def honest():
    site = pick(BRANDS) if rng.random() < 0.4 else pick(WORDS) + pick(["", "-"]) + pick(WORDS)
    page = "/" + pick(WORDS + LURES) if rng.random() < 0.7 else ""
    return pick(["www.", ""]) + site + pick(ENDINGS) + page


def bait():
    brand = pick(BRANDS)
    if rng.random() < 0.5:  # paypa1, arnazon
        brand = brand.replace("l", "1").replace("m", "rn").replace("o", "0")
    site = pick([f"{brand}-{pick(LURES)}", f"{pick(LURES)}.{brand}", f"{pick(WORDS)}{brand}"])
    return pick(["www.", ""]) + site + pick(ENDINGS) + "/" + pick(LURES + WORDS)


def hashed(url):
    counts = np.zeros(BUCKETS, dtype=np.float32)
    text = f"^{url}$"
    for k in range(len(text) - 2):
        counts[zlib.crc32(text[k : k + 3].encode()) % BUCKETS] += 1
    return counts


# %%
is_bait = rng.random(3000) < 0.5
urls = [bait() if b else honest() for b in is_bait]
X = torch.tensor(np.array([hashed(u) for u in urls]))
y = torch.tensor(np.where(is_bait, 1.0, -1.0), dtype=torch.float32)
print("\n".join(f"{'bait  ' if b else 'honest'} {u}" for u, b in zip(urls[:4], is_bait)))
X = (X - X[:2400].mean(0)) * 4
X_train, X_test, y_train, y_test = X[:2400], X[2400:], y[:2400], y[2400:]

# %%
net = nn.Sequential(nn.Linear(BUCKETS, 32), nn.ReLU(), nn.Linear(32, 1))
optimizer = torch.optim.SGD(net.parameters(), lr=0.02, momentum=0.9, weight_decay=1e-3)


def hinge(score, sign):
    return torch.clamp(1 - sign * score, min=0).mean()


for epoch in range(1, 13):
    total = 0.0
    for rows in torch.randperm(len(X_train)).split(40):
        loss = hinge(net(X_train[rows]).squeeze(1), y_train[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(rows)
    if epoch % 3 == 0:
        print(f"epoch {epoch:2d}: {total / len(X_train):.4f}")

# %%
with torch.no_grad():
    caught = torch.sign(net(X_test)).flatten() == y_test
print(f"final: accuracy={caught.float().mean().item():.4f}")
