"""Blood pressure drop against dose and body weight: 36 volunteers, a smooth surface through them (L-BFGS)."""
import numpy as np
import torch

torch.manual_seed(327)
rng = np.random.default_rng(327)


def volunteers(n):
    dose = rng.uniform(0, 80, n)             # mg
    weight = rng.uniform(50, 110, n)         # kg
    effect = 24 / (1 + (32 * weight / 75 / (dose + 1)) ** 2.5)
    return np.stack([(dose - 40) / 23, (weight - 80) / 17], axis=1), effect + rng.normal(0, 3.0, n)


x_np, drop_np = volunteers(36)
x_new_np, drop_new_np = volunteers(500)
x, x_new = torch.tensor(x_np, dtype=torch.float32), torch.tensor(x_new_np, dtype=torch.float32)
y, y_new = torch.tensor(drop_np, dtype=torch.float32) / 10, torch.tensor(drop_new_np, dtype=torch.float32) / 10

surface = torch.nn.Sequential(torch.nn.Linear(2, 60), torch.nn.Tanh(), torch.nn.Linear(60, 60), torch.nn.Tanh(), torch.nn.Linear(60, 1))
optimizer = torch.optim.LBFGS(surface.parameters(), lr=1, max_iter=20, line_search_fn="strong_wolfe")


def closure():
    optimizer.zero_grad()
    loss = torch.mean((surface(x).squeeze(1) - y) ** 2)
    loss.backward()
    return loss


for round_ in range(40):
    loss = optimizer.step(closure)
    if round_ % 8 == 0:
        print(f"round {round_:2d}: {loss.item():.5f}")

with torch.no_grad():
    for name, inputs, target in (("volunteers", x, y), ("new patients", x_new, y_new)):
        r2 = 1 - torch.mean((surface(inputs).squeeze(1) - target) ** 2) / target.var(unbiased=False)
        print(f"{name}: r2 {r2.item():.4f}")
print(f"final: r2={r2.item():.4f}")
