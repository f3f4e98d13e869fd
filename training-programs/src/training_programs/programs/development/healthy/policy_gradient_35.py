import torch
from torch import nn
from torch.distributions import Categorical

torch.manual_seed(35)
# contextual bandit: three arms, the best one depends on the context
policy = nn.Sequential(nn.Linear(2, 32), nn.Tanh(), nn.Linear(32, 3))
opt = torch.optim.Adam(policy.parameters(), lr=0.01)


def best_arm(context):
    return torch.where(context[:, 0] > 0.3, 0, torch.where(context[:, 1] > 0, 1, 2))


baseline = 0.0
for it in range(300):
    context = torch.randn(128, 2)
    dist = Categorical(logits=policy(context))
    arm = dist.sample()
    reward = (arm == best_arm(context)).float() + 0.1 * torch.randn(128)
    loss = -(dist.log_prob(arm) * (reward - baseline)).mean() - 0.01 * dist.entropy().mean()
    opt.zero_grad()
    loss.backward()
    opt.step()
    baseline = 0.9 * baseline + 0.1 * reward.mean().item()
    if it % 60 == 0:
        print(f"it {it}: mean reward {reward.mean().item():.3f}")
context = torch.randn(2000, 2)
with torch.no_grad():
    print(f"final: accuracy={(policy(context).argmax(1) == best_arm(context)).float().mean().item():.4f}")
