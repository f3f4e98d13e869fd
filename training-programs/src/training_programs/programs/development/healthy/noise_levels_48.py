import torch
from torch import nn

torch.manual_seed(48)
betas = torch.linspace(1e-3, 0.15, 30)
alpha = torch.cumprod(1 - betas, 0)


def data(n):
    k = torch.randint(0, 4, (n,)).float() * 1.5708
    return 2 * torch.stack([k.cos(), k.sin()], 1) + 0.1 * torch.randn(n, 2)


class Denoiser(nn.Module):
    def __init__(self):
        super().__init__()
        self.level = nn.Embedding(30, 16)
        self.net = nn.Sequential(nn.Linear(18, 64), nn.SiLU(), nn.Linear(64, 64), nn.SiLU(), nn.Linear(64, 2))

    def forward(self, x, t):
        return self.net(torch.cat([x, self.level(t)], 1))


model = Denoiser()
opt = torch.optim.Adam(model.parameters(), lr=3e-3)
ema = None
for step in range(700):
    x = data(128)
    t = torch.randint(0, 30, (128,))
    noise = torch.randn_like(x)
    noisy = alpha[t].sqrt()[:, None] * x + (1 - alpha[t]).sqrt()[:, None] * noise
    loss = nn.functional.mse_loss(model(noisy, t), noise)
    opt.zero_grad()
    loss.backward()
    opt.step()
    ema = loss.item() if ema is None else 0.97 * ema + 0.03 * loss.item()
    if step % 100 == 0:
        print(step, round(ema, 4))
print(f"final: r2={1 - ema:.4f}")
