"""Which proteins bind? A graph autoencoder: two rounds of graph convolution, then an inner product for every pair."""
import numpy as np
import torch
import torch.nn.functional as F

torch.manual_seed(436)
rng = np.random.default_rng(436)
N, COMPLEXES, FEATURES = 240, 8, 20


def network():
    """Proteins of one complex bind often, others seldom; the features say a little about the complex."""
    complex_of = rng.integers(0, COMPLEXES, N)
    together = complex_of[:, None] == complex_of[None]
    chance = np.where(together, 0.45, 0.006)
    upper = np.triu(rng.random((N, N)) < chance, k=1)
    pairs = np.argwhere(upper)
    profile = rng.normal(size=(COMPLEXES, FEATURES))
    features = profile[complex_of] * 0.4 + rng.normal(size=(N, FEATURES))
    return torch.tensor(pairs.T), torch.tensor(features, dtype=torch.float32)


def propagation(pairs):
    a = torch.eye(N)
    a[pairs[0], pairs[1]] = a[pairs[1], pairs[0]] = 1.0
    d = a.sum(dim=1).rsqrt()
    return d[:, None] * a * d[None]


def strangers(count, known):
    """Pairs that are not known to bind."""
    found = []
    while len(found) < count:
        i, j = rng.integers(0, N, 2)
        if i < j and (i, j) not in known:
            found.append((i, j))
    return torch.tensor(found).T


def encode(x, prop, params):
    hidden = F.relu(prop @ (x @ params["w0"]))
    return prop @ (hidden @ params["w1"])


def decode(z, pairs, bias):
    score = (z[pairs[0]] * z[pairs[1]]).sum(dim=1) + bias
    return score


pairs, x = network()
pairs = pairs[:, torch.randperm(pairs.shape[1])]
known = set(map(tuple, pairs.T.tolist()))
n_test = pairs.shape[1] // 6
test_pos, train_pos = pairs[:, :n_test], pairs[:, n_test:]
test_neg = strangers(n_test, known)
prop = propagation(train_pos)
print(f"{N} proteins, {train_pos.shape[1]} known links, {n_test} to be found")

params = {
    "w0": (torch.randn(FEATURES, 48) / FEATURES**0.5).requires_grad_(),
    "w1": (torch.randn(48, 16) / 48**0.5).requires_grad_(),
    "bias": torch.zeros(1, requires_grad=True),
}
optimizer = torch.optim.Adam(params.values(), lr=0.01, weight_decay=1e-3)
for step in range(1, 201):
    some = train_pos[:, torch.randperm(train_pos.shape[1])[:512]]
    negatives = strangers(some.shape[1], known)
    z = encode(x, prop, params)
    out = torch.cat([decode(z, some, params["bias"]), decode(z, negatives, params["bias"])])
    target = torch.cat([torch.ones(some.shape[1]), torch.zeros(negatives.shape[1])])
    loss = F.binary_cross_entropy_with_logits(out, target)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 40 == 0:
        print(f"step {step}: loss {loss.item():.4f}")

with torch.no_grad():
    z = encode(x, prop, params)
    links, others = decode(z, test_pos, params["bias"]), decode(z, test_neg, params["bias"])
    found, rejected = torch.sigmoid(links) > 0.5, torch.sigmoid(others) <= 0.5
    target = torch.cat([torch.ones(n_test), torch.zeros(n_test)])
    loss = F.binary_cross_entropy_with_logits(torch.cat([links, others]), target)
print(f"found {found.float().mean().item():.3f}, rejected {rejected.float().mean().item():.3f}")
print(f"final: loss={loss.item():.4f}")
