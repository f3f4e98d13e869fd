# Remember the first symbol of a sequence: which of four was it?
import argparse

import torch
from torch import nn

parser = argparse.ArgumentParser()
parser.add_argument("--length", type=int, default=12)
parser.add_argument("--hidden", type=int, default=48)
parser.add_argument("--steps", type=int, default=400)
parser.add_argument("--seed", type=int, default=6)
args = parser.parse_args()

torch.manual_seed(args.seed)


def make_batch(n):
    seq = torch.randint(4, 8, (n, args.length))
    key = torch.randint(0, 4, (n,))
    seq[:, 0] = key
    return seq, key


class Recaller(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(8, 12)
        self.rnn = nn.RNN(12, args.hidden, batch_first=True)
        nn.init.orthogonal_(self.rnn.weight_hh_l0)
        self.head = nn.Linear(args.hidden, 4)

    def forward(self, seq):
        out, _ = self.rnn(self.embed(seq))
        return self.head(out[:, -1])


net = Recaller()
opt = torch.optim.Adam(net.parameters(), lr=0.003)
running = None
for step in range(1, args.steps + 1):
    seq, key = make_batch(64)
    loss = nn.functional.cross_entropy(net(seq), key)
    opt.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    opt.step()
    running = loss.item() if running is None else 0.95 * running + 0.05 * loss.item()
    if step % 50 == 0:
        print(f"step {step}  loss {running:.4f}")

net.eval()
with torch.no_grad():
    seq, key = make_batch(500)
    hits = (net(seq).argmax(-1) == key).float().mean()
print(f"final: accuracy={hits.item():.4f}")
