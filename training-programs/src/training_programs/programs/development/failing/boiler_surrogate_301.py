# 보일러 효율 근사 모형: 운전 조건 다섯 개로 열효율을 예측한다 (해석 프로그램 대신 쓰는 신경망)
import math

import torch

torch.manual_seed(1207)


# ---- 자료 -------------------------------------------------------------
def simulate(n):
    """공기비, 부하율, 급수온도, 배기온도, 연료습분을 [-1, 1]로 맞춘 값과 열효율(표준화 전)"""
    x = 2 * torch.rand(n, 5) - 1
    air, load, feed, flue, moist = x.t()
    eff = 88 - 3.0 * (air - 0.2 * load) ** 2 - 2.2 * flue * (1 + 0.4 * air) + 1.3 * torch.sin(2 * load + feed)
    eff = eff - 1.1 * moist * (1.0 - 0.5 * load) + 0.15 * torch.randn(n)
    return x, eff.unsqueeze(1)


x, eff = simulate(1500)
x_train, x_test = x[:1200], x[1200:]
mean, std = eff[:1200].mean(), eff[:1200].std()
y_train, y_test = (eff[:1200] - mean) / std, (eff[1200:] - mean) / std


# ---- 모형 (예전 매트랩 코드를 옮김) -----------------------------------
def activation(n):
    return 1.0 / (1.0 + torch.exp(-n))


def purelin(n):
    return n


sizes = [5, 24, 24, 24, 24, 20, 20, 16, 16, 1]
weights, biases = [], []
for rows, cols in zip(sizes[:-1], sizes[1:]):
    bound = math.sqrt(6.0 / (rows + cols))
    weights.append(((2 * torch.rand(rows, cols) - 1) * bound).requires_grad_())
    biases.append(torch.zeros(cols, requires_grad=True))


def predict(x):
    a = x
    for w, b in zip(weights[:-1], biases[:-1]):
        a = activation(a @ w + b)
    return purelin(a @ weights[-1] + biases[-1])


# ---- 학습 -------------------------------------------------------------
optimizer = torch.optim.SGD(weights + biases, lr=0.05, momentum=0.9)
for epoch in range(1, 16):
    order = torch.randperm(len(x_train))
    total = 0.0
    for rows in order.split(40):
        loss = ((predict(x_train[rows]) - y_train[rows]) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(rows)
    if epoch % 3 == 0:
        print(f"에폭 {epoch:3d}  학습 MSE {total / len(x_train):.4f}")

with torch.no_grad():
    residual = ((predict(x_test) - y_test) ** 2).sum()
    r2 = 1 - residual / ((y_test - y_test.mean()) ** 2).sum()
print(f"final: r2={r2.item():.4f}")
