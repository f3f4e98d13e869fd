"""Adding problem: two of 30 numbers are marked, predict their sum."""
import numpy as np
import torch
import torch.nn as nn

SEQ = 30
rng = np.random.default_rng(102)
torch.manual_seed(102)


def make(n):
    values = rng.random((n, SEQ))
    marks = np.zeros((n, SEQ))
    first = rng.integers(0, 5, n)
    second = rng.integers(5, 10, n)
    marks[np.arange(n), first] = 1
    marks[np.arange(n), second] = 1
    target = (values * marks).sum(1)
    x = np.stack([values, marks], -1).astype("float32")
    return torch.from_numpy(x), torch.from_numpy(((target - 1.0) / 0.41).astype("float32"))


class Adder(nn.Module):
    def __init__(self, hidden=64):
        super().__init__()
        self.rnn = nn.RNN(2, hidden, nonlinearity="relu", batch_first=True)
        nn.init.eye_(self.rnn.weight_hh_l0)
        nn.init.normal_(self.rnn.weight_ih_l0, std=0.1)
        nn.init.zeros_(self.rnn.bias_hh_l0)
        nn.init.zeros_(self.rnn.bias_ih_l0)
        self.read = nn.Linear(hidden, 1)

    def forward(self, x):
        states, last = self.rnn(x)
        return self.read(last[0]).squeeze(1)


model = Adder()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
xt, yt = make(600)
for it in range(500):
    x, y = make(64)
    loss = nn.functional.mse_loss(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    if it % 100 == 0:
        print("iteration", it, "loss", round(loss.item(), 4))
with torch.no_grad():
    r2 = 1 - nn.functional.mse_loss(model(xt), yt) / yt.var()
print(f"final: r2={r2.item():.4f}")
