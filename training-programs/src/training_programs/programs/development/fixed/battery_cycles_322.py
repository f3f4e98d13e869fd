# 배터리 충방전 기록으로 남은 용량(SOH, %)을 예측한다.
import numpy as np
import torch
import torch.nn.functional as F

rng = np.random.default_rng(322)
torch.manual_seed(322)


def load_cells(n_cells=60, per_cell=40):
    rows, soh = [], []
    for _ in range(n_cells):
        fade = rng.uniform(0.4, 1.2)          # 셀마다 열화 속도가 다르다
        temp = rng.normal(27, 4)
        for cycle in np.sort(rng.integers(5, 800, per_cell)):
            health = 100 - 0.02 * fade * cycle - 6 * (cycle / 800) ** 4 + 0.15 * (temp - 27) * cycle / 800
            resistance = 0.055 + 0.0011 * (100 - health) + rng.normal(0, 0.0012)
            charge_time = 62 * health / 100 + rng.normal(0, 1.2)
            rows.append([cycle, temp + rng.normal(0, 1), resistance, charge_time, 2600.0, rng.uniform(0.5, 1.5)])
            soh.append(health + rng.normal(0, 0.4))
    return np.array(rows), np.array(soh)


class Scaler:
    """열마다 평균 0, 표준편차 1."""

    def fit(self, table):
        self.mean = table.mean(axis=0)
        self.std = table.std(axis=0)
        return self

    def transform(self, table):
        spread = np.where(self.std > 0, self.std, 1.0)
        return (table - self.mean) / spread


# 열: 사이클 수, 온도, 내부 저항, 충전 시간(분), 정격 용량(mAh), C-rate
table, soh = load_cells()
order = rng.permutation(len(table))
table, soh = table[order], soh[order]
cut = int(0.8 * len(table))

scaler = Scaler().fit(table[:cut])
x = torch.tensor(scaler.transform(table), dtype=torch.float32)
y = torch.tensor((soh - soh[:cut].mean()) / soh[:cut].std(), dtype=torch.float32)

w1 = torch.nn.Parameter(torch.randn(6, 40) * (2 / 6) ** 0.5)
b1 = torch.nn.Parameter(torch.zeros(40))
w2 = torch.nn.Parameter(torch.randn(40, 20) * (2 / 40) ** 0.5)
b2 = torch.nn.Parameter(torch.zeros(20))
w3 = torch.nn.Parameter(torch.randn(20, 1) * (1 / 20) ** 0.5)
b3 = torch.nn.Parameter(torch.zeros(1))
weights = [w1, b1, w2, b2, w3, b3]


def predict(inputs):
    h = F.relu(inputs @ w1 + b1)
    h = F.relu(h @ w2 + b2)
    return (h @ w3 + b3)[:, 0]


optimizer = torch.optim.SGD(weights, lr=0.02, momentum=0.9)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=8, gamma=0.4)
for epoch in range(24):
    losses = []
    for batch in torch.randperm(cut).split(64):
        loss = F.smooth_l1_loss(predict(x[batch]), y[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    scheduler.step()
    if epoch % 6 == 5:
        print(f"[{epoch + 1}/24] 손실 {np.mean(losses):.4f}")

with torch.no_grad():
    error = ((predict(x[cut:]) - y[cut:]) ** 2).mean()
print(f"final: r2={1 - error.item() / y[cut:].var().item():.4f}")
