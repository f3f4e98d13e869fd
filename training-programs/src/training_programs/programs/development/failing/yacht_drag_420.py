# 요트 저항 추정: 작은 신경망을 L-BFGS로 학습 (전체 배치)
import numpy as np
import torch
import torch.nn as nn

torch.manual_seed(420)
torch.set_default_dtype(torch.float64)
rng = np.random.default_rng(420)

# 선형(船型) 계수 5개와 프루드 수 -> 잔류 저항
n = 900
hull = rng.uniform(-1, 1, (n, 5))
froude = rng.uniform(-1, 1, n)
hump = np.exp(2.0 * froude) * (1 + 0.25 * hull[:, 0] - 0.3 * hull[:, 1] * hull[:, 2])
drag = hump + 0.6 * np.sin(4 * froude + hull[:, 3]) + 0.2 * hull[:, 4] + 0.08 * rng.normal(size=n)

X = torch.tensor(np.column_stack([hull, froude]) / 0.577)
y = torch.tensor(drag).unsqueeze(1)
n_train = 650
X_train, X_test = X[:n_train], X[n_train:]
mean, std = y[:n_train].mean(), y[:n_train].std()
y_train, y_test = (y[:n_train] - mean) / std, (y[n_train:] - mean) / std

net = nn.Sequential(nn.Linear(6, 16), nn.Tanh(), nn.Linear(16, 16), nn.Tanh(), nn.Linear(16, 1))
criterion = nn.MSELoss()
optimizer = torch.optim.LBFGS(net.parameters(), lr=1, max_iter=20, history_size=10, line_search_fn="strong_wolfe")
decay = 1e-4


def closure():
    loss = criterion(net(X_train), y_train)
    loss = loss + decay * sum((w**2).sum() for w in net.parameters() if w.dim() > 1)
    loss.backward()
    return loss


for step in range(15):
    optimizer.zero_grad()
    loss = optimizer.step(closure)
    if step % 3 == 2:
        with torch.no_grad():
            held = criterion(net(X_test), y_test)
        print(f"{step + 1:2d}번째: 학습 손실 {loss.item():.4f}, 검증 {held.item():.4f}")

with torch.no_grad():
    rest = ((net(X_test) - y_test) ** 2).sum() / ((y_test - y_test.mean()) ** 2).sum()
print(f"final: r2={1 - rest.item():.4f}")
