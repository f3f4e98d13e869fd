# %% [markdown]
# # Learning the right-hand side of an oscillator from whole trajectories
# We only see the states; the network is unrolled from the first state and compared with all later ones.

# %%
import torch
import torch.nn as nn

torch.manual_seed(7)
MU, DT, STEPS = 1.0, 0.05, 120


def van_der_pol(s):
    x, v = s[..., 0], s[..., 1]
    return torch.stack([v, MU * (1 - x**2) * v - x], -1)


def simulate(s, steps, h):
    """Runge-Kutta, four substeps for every step that is kept."""
    out = [s]
    for _ in range(steps):
        for _ in range(4):
            k = h / 4
            a = van_der_pol(s)
            b = van_der_pol(s + k / 2 * a)
            c = van_der_pol(s + k / 2 * b)
            d = van_der_pol(s + k * c)
            s = s + k / 6 * (a + 2 * b + 2 * c + d)
        out.append(s)
    return torch.stack(out, 1)


start = torch.rand(360, 2) * 4 - 2
paths = simulate(start, STEPS, DT)
paths = paths + 0.01 * torch.randn_like(paths)
train, test = paths[:300], paths[300:]
print("trajectories", tuple(train.shape))


# %%
class Field(nn.Module):
    def __init__(self, hidden=48):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(2, hidden), nn.ReLU(),
            nn.Linear(hidden, hidden), nn.ReLU(),
            nn.Linear(hidden, 2),
        )

    def forward(self, state):
        return self.net(state)


class Rollout(nn.Module):
    def __init__(self, field):
        super().__init__()
        self.field = field

    def forward(self, state, steps):
        states = []
        for _ in range(steps):
            state = state + DT * self.field(state)
            states.append(state)
        return torch.stack(states, 1)


# %%
model = Rollout(Field())
opt = torch.optim.Adam(model.parameters(), lr=5e-3)
history = []
for it in range(200):
    pick = torch.randint(len(train), (50,))
    pred = model(train[pick, 0], STEPS)
    loss = ((pred - train[pick, 1:]) ** 2).mean()
    opt.zero_grad()
    loss.backward()
    opt.step()
    history.append(loss.item())
    if it % 50 == 0:
        print(f"iteration {it:3d}  mse {loss.item():.4g}")

# %%
with torch.no_grad():
    pred = model(test[:, 0], STEPS)
    truth = test[:, 1:]
    r2 = 1 - ((pred - truth) ** 2).sum() / ((truth - truth.mean((0, 1))) ** 2).sum()
print("last losses", [round(h, 4) for h in history[-3:]])
print(f"final: r2={r2.item():.4f}")
