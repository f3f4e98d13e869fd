# Water level behind the last of a row of canal locks: what goes in upstream comes out hours later.
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(529)


class CausalConv(nn.Module):
    def __init__(self, c_in, c_out, kernel, dilation):
        super().__init__()
        self.pad = (kernel - 1) * dilation
        self.conv = nn.Conv1d(c_in, c_out, kernel, dilation=dilation)

    def forward(self, x):
        return self.conv(F.pad(x, (self.pad, 0)))


class Block(nn.Module):
    def __init__(self, channels, kernel, dilation):
        super().__init__()
        self.conv1 = CausalConv(channels, channels, kernel, dilation)
        self.conv2 = CausalConv(channels, channels, kernel, dilation)

    def forward(self, x):
        return x + self.conv2(F.relu(self.conv1(F.relu(x))))


class TCN(nn.Module):
    def __init__(self, c_in, channels=12, kernel=3, blocks=4):
        super().__init__()
        self.stem = nn.Conv1d(c_in, channels, 1)
        self.blocks = nn.Sequential(*[Block(channels, kernel, dilation=1) for i in range(blocks)])
        self.head = nn.Conv1d(channels, 1, 1)

    def forward(self, x):
        return self.head(F.relu(self.blocks(self.stem(x)))).squeeze(1)


def record(hours, gen):
    """Inflow, rain and gate opening -> level; the water takes 24 to 30 hours."""
    inflow = torch.randn(hours, generator=gen)
    rain = (torch.rand(hours, generator=gen) < 0.15).float() * torch.rand(hours, generator=gen) * 4
    gate = (torch.rand(hours, generator=gen) < 0.5).float() - 0.5
    delay = lambda s, d: F.pad(s, (d, 0))[:hours]
    released = delay(inflow, 24) * (1 + delay(gate, 24)) + 0.5 * delay(inflow, 27)
    level = released + 0.6 * delay(rain, 20) + 0.3 * delay(rain, 22) + 0.3 * rain + 0.2 * torch.randn(hours, generator=gen)
    level = (level - level.mean()) / level.std()
    return torch.stack([inflow, rain - 0.3, 2 * gate]), level


def windows(x, y, length, stride):
    return x.unfold(1, length, stride).transpose(0, 1), y.unfold(0, length, stride)


gen = torch.Generator().manual_seed(29)
x, y = windows(*record(16000, gen), length=96, stride=64)
x_val, y_val = windows(*record(4000, gen), length=96, stride=64)
SKIP = 32  # no score for hours whose past is not in the window

model = TCN(3)
optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
for epoch in range(1, 17):
    model.train()
    total = 0.0
    for rows in torch.randperm(len(x)).split(16):
        optimizer.zero_grad()
        loss = F.mse_loss(model(x[rows])[:, SKIP:], y[rows][:, SKIP:])
        loss.backward()
        optimizer.step()
        total += loss.item() * len(rows) / len(x)
    model.eval()
    with torch.no_grad():
        val = F.mse_loss(model(x_val)[:, SKIP:], y_val[:, SKIP:]).item()
    if epoch % 2 == 0:
        print(f"epoch {epoch}: train {total:.3f}, validation {val:.3f}")
print(f"final: r2={1 - val / y_val[:, SKIP:].var().item():.4f}")
