# %% [markdown]
# ## 착륙선 조종 모방 학습
# 전문가 규칙이 만든 비행 기록으로 정책망을 학습한다. 행동은 네 가지다:
# 대기, 왼쪽 분사, 주 엔진, 오른쪽 분사.

# %%
import numpy as np
import torch
from torch import nn

torch.manual_seed(894)
rng = np.random.default_rng(894)


def expert(s):
    """상태(가로, 높이, 가로 속도, 세로 속도, 기울기)를 보고 행동을 고른다."""
    x, height, vx, vy, tilt = s.T
    lean = 0.5 * x + 0.8 * vx - tilt
    action = np.where(lean > 0.25, 1, np.where(lean < -0.25, 3, 0))
    too_fast = -vy > 0.3 + 0.4 * np.sqrt(np.maximum(height, 0))
    return np.where(too_fast, 2, action)


def fly(n_flights, steps=40):
    s = np.stack([rng.uniform(-1, 1, n_flights), rng.uniform(1, 2, n_flights), rng.normal(0, 0.3, n_flights),
                  rng.normal(-0.4, 0.2, n_flights), rng.normal(0, 0.2, n_flights)], axis=1)  # fmt: skip
    states, actions = [], []
    for _ in range(steps):
        a = expert(s)
        states.append(s.copy())
        actions.append(a)
        # 조종이 항상 완벽하지는 않다: 가끔 다른 분사가 일어난다
        done = np.where(rng.uniform(size=n_flights) < 0.15, rng.integers(0, 4, n_flights), a)
        tilt = s[:, 4] + 0.1 * (done == 1) - 0.1 * (done == 3)
        vx = s[:, 2] - 0.1 * np.sin(tilt) - 0.05 * (done == 1) + 0.05 * (done == 3)
        vy = s[:, 3] - 0.06 + 0.15 * (done == 2)
        s = np.stack([s[:, 0] + 0.1 * vx, s[:, 1] + 0.1 * vy, vx, vy, tilt], axis=1)
    return np.concatenate(states), np.concatenate(actions)


# %% 데이터: 비행 단위로 학습과 평가를 나눈다
x_train, y_train = fly(150)
x_test, y_test = fly(50)
mean, std = x_train.mean(0), x_train.std(0)
to_tensor = lambda x: torch.tensor((x - mean) / std, dtype=torch.float32)
x_train, x_test = to_tensor(x_train), to_tensor(x_test)
y_train, y_test = torch.tensor(y_train), torch.tensor(y_test)
print("행동 비율:", (torch.bincount(y_train, minlength=4) / len(y_train)).tolist())

# %%
policy = nn.Sequential(
    nn.Linear(5, 64), nn.ReLU(),
    nn.Linear(64, 64), nn.ReLU(),
    nn.Linear(64, 4),
)  # fmt: skip
optimizer = torch.optim.AdamW(policy.parameters(), lr=3e-3, weight_decay=1e-3)
epochs = 15
scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, 5e-3, epochs=epochs, steps_per_epoch=-(-len(x_train) // 64))
for epoch in range(epochs):
    total = 0.0
    for rows in torch.randperm(len(x_train)).split(64):
        loss = nn.functional.cross_entropy(policy(x_train[rows]), y_train[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        scheduler.step()
        total += loss.item() * len(rows)
    if epoch % 3 == 2:
        print(f"에폭 {epoch + 1}: 손실 {total / len(x_train):.4f}")

# %%
with torch.no_grad():
    hit = (policy(x_test).argmax(1) == y_test).float()
print(f"final: accuracy={hit.mean().item():.4f}")
