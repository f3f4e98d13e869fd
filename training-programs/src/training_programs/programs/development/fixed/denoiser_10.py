import torch
import torch.nn as nn
from sklearn.datasets import load_digits

torch.manual_seed(0)
digits = load_digits().data.astype("float32") / 16.0
data = torch.tensor(digits)
data = data - data.mean(0)
perm = torch.randperm(len(data))
train, test = data[perm[:1500]], data[perm[1500:]]


class Denoiser(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(64, 48), nn.ELU(), nn.Linear(48, 12))
        self.decoder = nn.Sequential(nn.Linear(12, 48), nn.ELU(), nn.Linear(48, 64))
        self.code = None

    def forward(self, x):
        z = self.encoder(x)
        # keep the last code for plotting
        self.code = z.detach()
        return self.decoder(z)


model = Denoiser()
opt = torch.optim.Adam(model.parameters(), lr=3e-3)
loss_fn = nn.MSELoss()
for epoch in range(30):
    total = 0
    for idx in torch.randperm(len(train)).split(50):
        clean = train[idx]
        noisy = clean + 0.1 * torch.randn_like(clean)
        opt.zero_grad()
        loss = loss_fn(model(noisy), clean)
        loss.backward()
        opt.step()
        total += loss.item() * len(idx)
    if epoch % 5 == 0:
        print(f"epoch {epoch} loss {total / len(train):.5f}, code std {model.code.std():.3f}")

model.eval()
with torch.no_grad():
    rest = loss_fn(model(test), test) / test.pow(2).mean()
print(f"final: r2={1 - rest.item():.4f}")
