import torch
from torch import nn

torch.manual_seed(135)
ACTIVATIONS = {"relu": nn.ReLU, "tanh": nn.Tanh, "gelu": nn.GELU}
options = {"activation": "tanh", "width": 48, "depth": 3, "lr": 3e-3}


def build(activation, width, depth, **_):
    act = ACTIVATIONS.get(activation, nn.Identity)
    layers = [nn.Linear(2, width), act()]
    for _ in range(depth - 1):
        layers += [nn.Linear(width, width), act()]
    return nn.Sequential(*layers, nn.Linear(width, 2))


def orbit(n):
    angle, radius = 6.2832 * torch.rand(n), 1 + 0.3 * torch.rand(n)
    here = torch.stack([radius * angle.cos(), radius * angle.sin()], 1)
    there = torch.stack([(2 * angle).cos(), (2 * angle).sin()], 1)
    return here, there


net = build(**options)
opt = torch.optim.Adam(net.parameters(), lr=options["lr"])
for step in range(700):
    here, there = orbit(64)
    loss = nn.functional.mse_loss(net(here), there)
    opt.zero_grad()
    loss.backward()
    opt.step()
    if step % 100 == 0:
        print(step, loss.item())
with torch.no_grad():
    here, there = orbit(1000)
    print(f"final: r2={1 - (nn.functional.mse_loss(net(here), there) / there.var()).item():.4f}")
