"""Where did I put it? Six "thing -> place" notes, then a thing: name its place. Attention without softmax (linear).

A memory is the sum of outer products of keys and values, as in "Transformers are RNNs" (Katharopoulos et al. 2020).
"""
import torch
import torch.nn.functional as F
from torch import nn

THINGS, PLACES, NOTES = 16, 8, 6


def episodes(n, generator):
    things = torch.rand(n, THINGS, generator=generator).argsort(1)[:, :NOTES]
    places = torch.randint(PLACES, (n, NOTES), generator=generator)
    asked = torch.randint(NOTES, (n,), generator=generator)
    row = torch.arange(n)
    return things, places, things[row, asked], places[row, asked]


class Memory(nn.Module):
    """Writes notes (batch, time, dim) into a matrix and reads with queries (batch, dim)."""

    def __init__(self, dim):
        super().__init__()
        self.key, self.value, self.query = (nn.Linear(dim, dim) for _ in range(3))

    def forward(self, notes, values, question):
        k = F.elu(self.key(notes)) + 1
        q = F.elu(self.query(question)) + 1
        v = self.value(values)
        memory = torch.einsum("btd,bte->bde", k, v) / k.shape[1]
        read = torch.einsum("bd,bde->be", q, memory)
        strength = torch.einsum("bd,btd->b", q, k) / k.shape[1]
        return read / strength.unsqueeze(1)


class Keeper(nn.Module):
    def __init__(self, dim=32):
        super().__init__()
        self.thing = nn.Embedding(THINGS, dim)
        self.place = nn.Embedding(PLACES, dim)
        self.memory = Memory(dim)
        self.answer = nn.Sequential(nn.LayerNorm(dim), nn.Linear(dim, 64), nn.ReLU(), nn.Linear(64, PLACES))

    def forward(self, things, places, asked):
        t, p, a = self.thing(things), self.place(places), self.thing(asked)
        return self.answer(self.memory(t, p, a))


generator = torch.Generator().manual_seed(424)
torch.manual_seed(424)
train = episodes(6000, generator)
test = episodes(1000, generator)

net = Keeper()
optimizer = torch.optim.Adam(net.parameters(), lr=3e-3)
for epoch in range(1, 7):
    hits, losses = 0, []
    for rows in torch.randperm(6000).split(60):
        things, places, asked, target = (part[rows] for part in train)
        out = net(things, places, asked)
        loss = F.cross_entropy(out, target)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        hits += (out.argmax(1) == target).sum().item()
        losses.append(loss.item())
    if epoch % 2 == 0:
        print(f"epoch {epoch:2d} loss {sum(losses) / len(losses):.4f} right {hits / 6000:.3f}")

net.eval()
right = 0
with torch.no_grad():
    for rows in torch.arange(1000).split(100):
        things, places, asked, target = (part[rows] for part in test)
        right += (net(things, places, asked).argmax(1) == target).sum().item()
print(f"final: accuracy={right / 1000:.4f}")
