import random
from itertools import islice

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_sequence

# Does a parcel's route (sequence of depots) pass a border twice? Routes are batched by length.
torch.manual_seed(60)
random.seed(60)
DEPOTS = 15  # 1..5 north, 6..10 middle, 11..15 south


def route():
    zone, crossings, stops = random.randrange(3), 0, []
    stay = random.uniform(0.75, 0.97)
    for _ in range(random.randint(4, 30)):
        if random.random() > stay:
            new = random.choice([z for z in range(3) if abs(z - zone) == 1])
            crossings += 1
            zone = new
        stops.append(1 + zone * 5 + random.randrange(5))
    return torch.tensor(stops), int(crossings >= 2)


routes = [route() for _ in range(2600)]
train, test = routes[:2200], routes[2200:]


class BucketSampler:
    """Batches of routes of similar length: sorts by length, cuts, and visits the pieces in random order."""

    def __init__(self, data, size):
        self.data, self.size = data, size

    def __iter__(self):
        order = sorted(range(len(self.data)), key=lambda i: (len(self.data[i][0]), random.random()))
        batches = [order[i : i + self.size] for i in range(0, len(order), self.size)]
        random.shuffle(batches)
        for batch in batches:
            yield [self.data[i] for i in batch]


def collate(samples):
    samples = sorted(samples, key=lambda s: -len(s[0]))
    lengths = torch.tensor([len(s) for s, _ in samples])
    return pad_sequence([s for s, _ in samples], batch_first=True), lengths, torch.tensor([y for _, y in samples])


class RouteNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.depot = nn.Embedding(DEPOTS + 1, 10, padding_idx=0)
        self.gru = nn.GRU(10, 32, batch_first=True)
        self.out = nn.Linear(32, 2)

    def forward(self, ids, lengths):
        packed = pack_padded_sequence(self.depot(ids), lengths, batch_first=True)
        _, h = self.gru(packed)
        return self.out(h[-1])


net = RouteNet()
opt = torch.optim.Adam(net.parameters(), lr=6e-3)
for epoch in range(12):
    losses = []
    for samples in BucketSampler(train, 40):
        ids, lengths, y = collate(samples)
        loss = nn.functional.cross_entropy(net(ids, lengths), y)
        opt.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        opt.step()
        losses.append(loss.item())
    if epoch % 3 == 2:
        print(f"epoch {epoch + 1}: {sum(losses) / len(losses):.4f}  first batches", [round(v, 2) for v in islice(losses, 4)])

net.eval()
right = 0
with torch.no_grad():
    for i in range(0, len(test), 100):
        ids, lengths, y = collate(test[i : i + 100])
        right += (net(ids, lengths).argmax(1) == y).sum().item()
print(f"final: accuracy={right / len(test):.4f}")
