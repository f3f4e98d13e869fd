"""Domain adaptation: air quality stations of two cities, labels only from the first (gradient reversal)."""
import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(62)


class Reverse(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, strength):
        ctx.strength = strength
        return x.view_as(x)

    @staticmethod
    def backward(ctx, grad):
        return -ctx.strength * grad, None


def city(n, offset):
    """Good / moderate / bad air; four columns tell it, four more only tell which city it is."""
    air = torch.randint(0, 3, (n,))
    signal = torch.tensor([[1.2, 0, -0.6, 0], [0, 1.2, 0.6, -0.6], [-1.2, -0.6, 0, 1.2]])[air]
    signal = signal + 0.6 * torch.randn(n, 4)
    local = offset + 0.5 * torch.randn(n, 4)
    return torch.cat([signal + 0.2 * offset, local], dim=1), air


x_source, y_source = city(2000, offset=0.6)
x_target, _ = city(2000, offset=-0.6)
x_test, y_test = city(800, offset=-0.6)

features = nn.Sequential(nn.Linear(8, 48), nn.ReLU(), nn.Linear(48, 32), nn.ReLU())
air_head = nn.Linear(32, 3)
city_head = nn.Sequential(nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 1))
modules = nn.ModuleList([features, air_head, city_head])
optimizer = torch.optim.Adam(modules.parameters(), lr=5e-4)

steps = 600
for step in range(steps):
    strength = 2 / (1 + torch.exp(torch.tensor(-10.0 * step / steps)).item()) - 1
    s = torch.randint(0, len(x_source), (64,))
    t = torch.randint(0, len(x_target), (64,))
    h_source, h_target = features(x_source[s]), features(x_target[t])
    air_loss = F.cross_entropy(air_head(h_source), y_source[s])

    both = torch.cat([h_source, h_target])
    is_target = torch.cat([torch.zeros(64), torch.ones(64)])
    city_logit = city_head(Reverse.apply(both, strength)).squeeze(1)
    city_loss = F.binary_cross_entropy_with_logits(city_logit, is_target)

    optimizer.zero_grad()
    (air_loss + city_loss).backward()
    optimizer.step()
    if (step + 1) % 100 == 0:
        print(f"step {step + 1}: air {air_loss.item():.3f}, city {city_loss.item():.3f}, strength {strength:.2f}")

modules.eval()
with torch.no_grad():
    accuracy = (air_head(features(x_test)).argmax(1) == y_test).float().mean().item()
print(f"final: accuracy={accuracy:.4f}")
