"""Where is the hand of a three-joint arm, and how much do its motors draw?

Two tasks of different noise share a residual network; the weight of each task is learned, too. Residual branches and
read-outs begin at zero, so the network begins as the constant 0.
"""
import torch
from torch import nn

torch.manual_seed(838)


def arm(n):
    angles = (torch.rand(n, 3) - 0.5) * 2.4
    lengths = torch.tensor([1.0, 0.8, 0.5])
    direction = angles.cumsum(1)
    place = torch.stack([(lengths * direction.cos()).sum(1), (lengths * direction.sin()).sum(1)], dim=1)
    lever = (lengths * direction.cos()).flip(1).cumsum(1)
    draw = lever.abs().sum(1, keepdim=True)
    return angles, place + 0.01 * torch.randn(n, 2), draw + 0.3 * torch.randn(n, 1)


class Block(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.norm = nn.LayerNorm(size)
        self.up = nn.Linear(size, 2 * size)
        self.down = nn.Linear(2 * size, size)
        nn.init.zeros_(self.down.weight)
        nn.init.zeros_(self.down.bias)

    def forward(self, x):
        return x + self.down(nn.functional.gelu(self.up(self.norm(x))))


class ArmNet(nn.Module):
    def __init__(self, size=48, depth=3):
        super().__init__()
        self.embed = nn.Linear(3, size)
        self.blocks = nn.Sequential(*[Block(size) for _ in range(depth)])
        self.place, self.draw = nn.Linear(size, 2), nn.Linear(size, 1)
        for readout in (self.place, self.draw):
            nn.init.zeros_(readout.weight)
            nn.init.zeros_(readout.bias)
        self.log_variance = nn.Parameter(torch.zeros(2))

    def forward(self, angles):
        h = self.blocks(self.embed(angles))
        return self.place(h), self.draw(h)

    def loss(self, angles, place, draw):
        p, d = self(angles)
        errors = torch.stack([(p - place).pow(2).mean(), (d - draw).pow(2).mean()])
        return 0.5 * (errors * torch.exp(-self.log_variance) + self.log_variance).sum()


angles, place, draw = arm(3500)
place, draw = (place - place[:3000].mean(0)) / place[:3000].std(0), (draw - draw[:3000].mean()) / draw[:3000].std()
net = ArmNet()
optimizer = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=1e-3)
epochs, batch = 18, 60
schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, total_steps=epochs * 50, pct_start=0.15)


@torch.no_grad()
def r2():
    p, d = net(angles[3000:])
    rest = torch.cat([p - place[3000:], d - draw[3000:]], dim=1).pow(2).mean(0)
    spread = torch.cat([place[3000:], draw[3000:]], dim=1).var(0)
    return (1 - rest / spread).mean().item()


for epoch in range(epochs):
    total = 0.0
    for rows in torch.randperm(3000).split(batch):
        loss = net.loss(angles[rows], place[rows], draw[rows])
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        total += loss.item() * batch / 3000
    if epoch % 3 == 2:
        sigma = torch.exp(0.5 * net.log_variance).tolist()
        print(f"epoch {epoch + 1:2d}  loss {total:+.3f}  noise of the tasks {sigma[0]:.3f} {sigma[1]:.3f}  r2 {r2():.3f}")
print(f"final: r2={r2():.4f}")
