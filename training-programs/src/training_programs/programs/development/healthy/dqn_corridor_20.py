# A corridor of eight fields; the goal is at the right end.
import copy
import random
from collections import deque

import torch
from torch import nn

random.seed(20)
torch.manual_seed(20)
N, GAMMA = 8, 0.9
q = nn.Sequential(nn.Linear(N, 32), nn.ReLU(), nn.Linear(32, 2))
q_target = copy.deepcopy(q)
opt = torch.optim.Adam(q.parameters(), lr=2e-3)
memory = deque(maxlen=2000)


def one_hot(s):
    v = torch.zeros(N)
    v[s] = 1
    return v


def act(s, eps):
    if random.random() < eps:
        return random.randrange(2)
    with torch.no_grad():
        return int(q(one_hot(s)).argmax())


state, steps = 0, 0
for t in range(1500):
    a = act(state, eps=max(0.1, 1 - t / 600))
    nxt = min(N - 1, max(0, state + (1 if a else -1)))
    done = nxt == N - 1
    memory.append((one_hot(state), a, float(done), one_hot(nxt), done))
    state, steps = (0, 0) if done or steps > 40 else (nxt, steps + 1)
    if len(memory) >= 64 and t % 2 == 0:
        s, acts, r, s2, end = zip(*random.sample(memory, 32))
        with torch.no_grad():
            best = q_target(torch.stack(s2)).max(1).values
            goal = torch.tensor(r) + GAMMA * best * (1 - torch.tensor(end, dtype=torch.float32))
        value = q(torch.stack(s)).gather(1, torch.tensor(acts)[:, None]).squeeze(1)
        loss = nn.functional.smooth_l1_loss(value, goal)
        opt.zero_grad()
        loss.backward()
        opt.step()
    if t % 50 == 0:
        q_target.load_state_dict(q.state_dict())
    if t % 300 == 299:
        print(f"t={t + 1} loss {loss.item():.5f}")

with torch.no_grad():
    values = q(torch.eye(N)[: N - 1])
    right = (values.argmax(1) == 1).float().mean().item()
print(f"final: accuracy={right:.4f}")
