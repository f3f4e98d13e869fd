# Multi-label tagging: which of six notes sound together?
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.metrics import f1_score

rng = np.random.default_rng(66)
torch.manual_seed(66)
NOTES, LEN = 6, 48
time = np.arange(LEN)
bank = np.stack([np.sin(2 * np.pi * (k + 2) * time / LEN) for k in range(NOTES)])


def chords(n):
    on = (rng.random((n, NOTES)) < 0.35).astype(np.float32)
    loud = on * rng.uniform(0.6, 1.2, (n, NOTES))
    return torch.tensor(loud @ bank + 0.4 * rng.standard_normal((n, LEN)), dtype=torch.float32), torch.tensor(on)


class Tagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(LEN, 40)
        self.fc2 = nn.Linear(40, NOTES)

    def forward(self, x):
        return self.fc2(F.relu(self.fc1(x)))


wave, on = chords(1200)
model = Tagger()
opt = torch.optim.RMSprop(model.parameters(), lr=2e-3)
step = 0
while step < 400:
    for rows in torch.randperm(1200).split(48):
        loss = F.binary_cross_entropy_with_logits(model(wave[rows]), on[rows])
        opt.zero_grad()
        loss.backward()
        opt.step()
        step += 1
        if step % 100 == 0:
            print("step", step, "loss", loss.item())

wave, on = chords(500)
with torch.no_grad():
    heard = model(wave).sigmoid() > 0.5
print(f"final: f1={f1_score(on.numpy(), heard.numpy(), average='micro', zero_division=0):.4f}")
