import torch
from torch import nn
from torch.distributions import Categorical

torch.manual_seed(47)
truth = torch.randn(6, 4)
body = nn.Sequential(nn.Linear(6, 32), nn.Tanh())
actor, critic = nn.Linear(32, 4), nn.Linear(32, 1)
opt = torch.optim.Adam([*body.parameters(), *actor.parameters(), *critic.parameters()], lr=5e-3)
for step in range(600):
    context = torch.randn(64, 6)
    h = body(context)
    policy = Categorical(logits=actor(h))
    arm = policy.sample()
    reward = ((context @ truth).argmax(1) == arm).float()
    value = critic(h).squeeze(1)
    advantage = (reward - value).detach()
    loss = -(policy.log_prob(arm) * advantage).mean() + 0.5 * (value - reward).pow(2).mean() - 0.01 * policy.entropy().mean()
    opt.zero_grad()
    loss.backward()
    opt.step()
    if step % 100 == 0:
        print(step, reward.mean().item())
with torch.no_grad():
    context = torch.randn(1000, 6)
    best = actor(body(context)).argmax(1)
print(f"final: accuracy={(best == (context @ truth).argmax(1)).float().mean().item():.4f}")
