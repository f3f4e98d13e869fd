import random

import torch
import torch.nn as nn
import torch.nn.functional as F

# Rewrites dates: "7 march 1984" -> "19840307"
torch.manual_seed(223)
random.seed(223)

MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december"]
SRC = "_ abcdefghijklmnopqrstuvwxyz0123456789,/."
TGT = "0123456789^"
BOS = TGT.index("^")


def sample_pair():
    d, m, y = random.randint(1, 28), random.randint(1, 12), random.randint(1950, 2029)
    name = MONTHS[m - 1]
    form = random.choice(["{d} {n} {y}", "{n} {d}, {y}", "{s} {d} {y}"])
    return form.format(d=d, n=name, s=name[:3] + ".", y=y), f"{y}{m:02d}{d:02d}"


def tensorize(pairs):
    width = 20
    src = torch.zeros(len(pairs), width, dtype=torch.long)
    tgt = torch.zeros(len(pairs), 8, dtype=torch.long)
    for i, (a, b) in enumerate(pairs):
        a = a.rjust(width, "_")
        src[i] = torch.tensor([SRC.index(c) for c in a])
        tgt[i] = torch.tensor([TGT.index(c) for c in b])
    return src, tgt


class Encoder(nn.Module):
    def __init__(self, emb=24, hid=48):
        super().__init__()
        self.emb = nn.Embedding(len(SRC), emb)
        self.gru = nn.GRU(emb, hid, batch_first=True, bidirectional=True)

    def forward(self, src):
        states, last = self.gru(self.emb(src))
        return states, torch.cat([last[0], last[1]], dim=1)


class Decoder(nn.Module):
    def __init__(self, emb=16, hid=96):
        super().__init__()
        self.emb = nn.Embedding(len(TGT), emb)
        self.cell = nn.GRUCell(emb + hid, hid)
        self.query = nn.Linear(hid, hid, bias=False)
        self.out = nn.Linear(2 * hid, len(TGT))

    def forward(self, states, h, tokens):
        """Teacher forcing: tokens are the wanted output shifted by one."""
        outputs = []
        context = states.mean(1)
        for t in range(tokens.shape[1]):
            h = self.cell(torch.cat([self.emb(tokens[:, t]), context], 1), h)
            weights = F.softmax((states @ self.query(h).unsqueeze(2)).squeeze(2), dim=1)
            context = (weights.unsqueeze(2) * states).sum(1)
            outputs.append(F.softmax(self.out(torch.cat([h, context], 1)), dim=-1))
        return torch.stack(outputs, dim=1)


src, tgt = tensorize([sample_pair() for _ in range(2000)])
val_src, val_tgt = tensorize([sample_pair() for _ in range(300)])
encoder, decoder = Encoder(), Decoder()
params = list(encoder.parameters()) + list(decoder.parameters())
optimizer = torch.optim.Adam(params, lr=3e-3)
criterion = nn.CrossEntropyLoss()


def run(src, tgt):
    shifted = torch.cat([torch.full((len(tgt), 1), BOS), tgt[:, :-1]], dim=1)
    states, h = encoder(src)
    return decoder(states, h, shifted)


for epoch in range(1, 6):
    total = 0.0
    for batch in torch.randperm(len(src)).split(64):
        out = run(src[batch], tgt[batch])
        loss = criterion(out.reshape(-1, len(TGT)), tgt[batch].reshape(-1))
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(params, 1.0)
        optimizer.step()
        total += loss.item() * len(batch)
    print(f"epoch {epoch}  loss {total / len(src):.4f}")

with torch.no_grad():
    acc = (run(val_src, val_tgt).argmax(-1) == val_tgt).float().mean()
print(f"final: accuracy={acc.item():.4f}")
