"""Is it the same bird? A siamese encoder for short calls, verified on recordings it has not heard."""
import math

import torch
from torch import nn

torch.manual_seed(209)
BANDS, BIRDS = 40, 15

# every bird has its own formants, every recording its own loudness, tempo and noise
formants = torch.rand(BIRDS, 3) * BANDS
strength = torch.rand(BIRDS, 3) + 0.5
axis = torch.arange(BANDS).float()


def record(bird):
    center = formants[bird] + 0.8 * torch.randn(len(bird), 3)
    power = strength[bird] * torch.exp(0.2 * torch.randn(len(bird), 3))
    call = (power.unsqueeze(2) * torch.exp(-((axis - center.unsqueeze(2)) ** 2) / 8)).sum(1)
    call = call + 0.2 * torch.randn(len(bird), BANDS)
    return (call - 0.3) / 0.5


def pairs(birds, calls, n):
    """Half of the pairs are of one bird."""
    first = torch.randint(len(birds), (n,))
    second = torch.empty_like(first)
    for k, i in enumerate(first.tolist()):
        if k % 2:
            pool = (birds == birds[i]).nonzero().flatten()
        else:
            pool = (birds != birds[i]).nonzero().flatten()
        second[k] = pool[torch.randint(len(pool), (1,))]
    same = birds[first] == birds[second]
    return calls[first], calls[second], same


birds_train = torch.arange(BIRDS).repeat(60)
birds_test = torch.arange(BIRDS).repeat(15)
calls_train, calls_test = record(birds_train), record(birds_test)
a, b, same = pairs(birds_train, calls_train, 4000)
label = same.float() * 2 - 1
print(f"{len(a)} pairs, {same.float().mean():.0%} of one bird")

encoder = nn.Sequential(nn.Linear(BANDS, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 16))
loss_fn = nn.CosineEmbeddingLoss(margin=0.2)
optimizer = torch.optim.Adam(encoder.parameters(), lr=2e-3, weight_decay=1e-5)

for epoch in range(8):
    order = torch.randperm(len(a))
    losses = 0.0
    for k in range(0, len(order), 50):
        pick = order[k : k + 50]
        loss = loss_fn(encoder(a[pick]), encoder(b[pick]), label[pick])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses += loss.item()
    print(f"epoch {epoch}: loss {losses / math.ceil(len(order) / 50):.4f}")

a, b, same = pairs(birds_test, calls_test, 1000)
with torch.no_grad():
    alike = torch.cosine_similarity(encoder(a), encoder(b))
accuracy = ((alike > 0.5) == same).float().mean().item()
print(f"mean similarity: same {alike[same].mean():.3f}, different {alike[~same].mean():.3f}")
print(f"final: accuracy={accuracy:.4f}")
