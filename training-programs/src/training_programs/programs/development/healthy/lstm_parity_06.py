import torch
import torch.nn as nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_sequence

torch.manual_seed(6)


def batch(n):
    lengths = torch.randint(4, 16, (n,))
    seqs = [torch.randn(int(k), 1) for k in lengths]
    target = torch.stack([s.cumsum(0)[-1, 0] / 3 for s in seqs])
    return pad_sequence(seqs, batch_first=True), lengths, target


class SumLSTM(nn.Module):
    def __init__(self, hidden=24):
        super().__init__()
        self.lstm = nn.LSTM(1, hidden, batch_first=True)
        self.fc = nn.Linear(hidden, 1)
        with torch.no_grad():
            self.lstm.bias_ih_l0[hidden : 2 * hidden] = 1.0

    def forward(self, x, lengths):
        packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        _, (h, _) = self.lstm(packed)
        return self.fc(h[-1]).squeeze(1)


net = SumLSTM()
opt = torch.optim.Adam(net.parameters(), lr=5e-3)
for step in range(300):
    x, n, y = batch(64)
    loss = nn.functional.mse_loss(net(x, n), y)
    opt.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    opt.step()
    if step % 50 == 49:
        print("step", step + 1, "mse", round(loss.item(), 4))
with torch.no_grad():
    x, n, y = batch(500)
    print(f"final: r2={1 - (nn.functional.mse_loss(net(x, n), y) / y.var()).item():.4f}")
