import torch
import torch.nn as nn
from sklearn.datasets import load_digits

torch.manual_seed(19)
d = load_digits()
x = torch.tensor(d.data / 8 - 1, dtype=torch.float32)
label = torch.tensor(d.target)
ink = x.mean(1, keepdim=True)
ink = (ink - ink.mean()) / ink.std()


class TwoHeads(nn.Module):
    def __init__(self):
        super().__init__()
        self.shared = nn.Sequential(nn.Linear(64, 64), nn.ReLU())
        self.digit = nn.Linear(64, 10)
        self.ink = nn.Linear(64, 1)

    def forward(self, x):
        h = self.shared(x)
        return {"digit": self.digit(h), "ink": self.ink(h)}


model = TwoHeads()
opt = torch.optim.Adam(model.parameters(), lr=2e-3)
ce, mse = nn.CrossEntropyLoss(), nn.MSELoss()
for epoch in range(12):
    for idx in torch.randperm(1400).split(50):
        out = model(x[idx])
        loss_digit, loss_ink = ce(out["digit"], label[idx]), mse(out["ink"], ink[idx])
        loss = loss_digit + 0.3 * loss_ink
        opt.zero_grad()
        loss.backward()
        opt.step()
    print(f"epoch {epoch}: digit {loss_digit.item():.4f} ink {loss_ink.item():.4f}")
with torch.no_grad():
    out = model(x[1400:])
    acc = (out["digit"].argmax(1) == label[1400:]).float().mean().item()
    r2 = 1 - (mse(out["ink"], ink[1400:]) / ink[1400:].var()).item()
print("digit accuracy", acc)
print(f"final: r2={min(acc, r2):.4f}")
