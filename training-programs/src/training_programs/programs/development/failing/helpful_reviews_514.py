# %% [markdown]
# ## 도움이 되는 상품평 고르기
# 학습용 레이블은 아르바이트생이 붙였고(가끔 틀린다), 평가용은 전문가가 다시 확인했다.

# %%
import numpy as np
import torch
import torch.nn as nn

SEED = 514
torch.manual_seed(SEED)
rng = np.random.default_rng(SEED)

# %% 데이터: 상품평을 요약한 60개의 수치 (길이, 별점 차이, 감정 점수, ...)
n_train, n_test, n_cols = 480, 1000, 60
base = rng.normal(size=(n_train + n_test, 6))
cols = base @ rng.normal(size=(6, n_cols)) / 6**0.5 + 0.4 * rng.normal(size=(n_train + n_test, n_cols))
helpful = (base[:, 0] + 0.8 * base[:, 1] - 0.7 * base[:, 2] + 0.3 * base[:, 3] > 0).astype(np.float32)
rated = helpful.copy()
slips = rng.random(n_train) < 0.25
rated[:n_train][slips] = 1 - rated[:n_train][slips]

cols = (cols - cols[:n_train].mean(0)) / cols[:n_train].std(0)
x = torch.tensor(cols, dtype=torch.float32)
y = torch.from_numpy(rated)
x_train, y_train, x_test, y_test = x[:n_train], y[:n_train], x[n_train:], y[n_train:]

# %% 모델
model = nn.Sequential(
    nn.Linear(n_cols, 128),
    nn.ReLU(),
    nn.Linear(128, 128),
    nn.ReLU(),
    nn.Linear(128, 1),
)
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
bce = nn.BCEWithLogitsLoss()


# %% 학습
def evaluate():
    model.eval()
    with torch.no_grad():
        logits = model(x_test).squeeze(1)
    return bce(logits, y_test).item(), ((logits > 0).float() == y_test).float().mean().item()


for epoch in range(1, 61):
    model.train()
    train_loss = 0.0
    for rows in torch.randperm(n_train).split(24):
        loss = bce(model(x_train[rows]).squeeze(1), y_train[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        train_loss += loss.item() * len(rows) / n_train
    if epoch % 10 == 0:
        test_loss, acc = evaluate()
        print(f"epoch {epoch}: 학습 손실 {train_loss:.4f} | 평가 손실 {test_loss:.4f} | 정확도 {acc:.3f}")

# %% 결과
print(f"final: accuracy={evaluate()[1]:.4f}")
