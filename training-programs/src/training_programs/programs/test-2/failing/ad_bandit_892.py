"""REINFORCE for a contextual bandit: which of 6 banners to show to a visitor."""
import torch
from torch import nn
from torch.distributions import Categorical

torch.manual_seed(892)
FEATURES, BANNERS = 6, 6

taste = nn.Sequential(nn.Linear(FEATURES, 16), nn.Tanh(), nn.Linear(16, BANNERS))  # the visitors' hidden preferences
for layer in (taste[0], taste[2]):
    nn.init.normal_(layer.weight, std=0.5)
    nn.init.zeros_(layer.bias)
taste.requires_grad_(False)


def visitors(n):
    return torch.randn(n, FEATURES)


def click(x, banner):
    """Reward 1 for the favourite banner, a small share for the others by rank."""
    liking = taste(x)
    better = (liking > liking.gather(1, banner[:, None])).sum(1)
    return 0.2 ** better.float()


class Policy(nn.Module):
    def __init__(self, hidden=64):
        super().__init__()
        self.features = nn.Sequential(nn.Linear(FEATURES, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU())
        self.actions = nn.Linear(hidden, BANNERS)

    def forward(self, x):
        return torch.softmax(self.actions(self.features(x)), dim=-1)


policy = Policy()
optimizer = torch.optim.Adam(policy.parameters(), lr=3e-3)
schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.05, total_iters=1500)
baseline = 0.0
for step in range(1, 1501):
    x = visitors(256)
    choice = Categorical(logits=policy(x))
    banner = choice.sample()
    reward = click(x, banner)
    advantage = (reward - baseline) / (reward.std() + 1e-6)
    loss = -(choice.log_prob(banner) * advantage).mean() - 0.01 * choice.entropy().mean()
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(policy.parameters(), 1.0)
    optimizer.step()
    schedule.step()
    baseline = 0.95 * baseline + 0.05 * reward.mean().item()
    if step % 300 == 0:
        print(f"step {step:4d}  reward {reward.mean():.3f}  entropy {choice.entropy().mean():.3f}")

with torch.no_grad():
    x = visitors(3000)
    shown = Categorical(logits=policy(x)).sample()
    accuracy = (shown == taste(x).argmax(1)).float().mean().item()
print(f"final: accuracy={accuracy:.4f}")
