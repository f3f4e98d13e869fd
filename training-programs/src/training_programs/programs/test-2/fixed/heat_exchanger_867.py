"""열교환기 출구 온도 예측.

두 유체의 유량과 입구 온도, 오염도로 뜨거운 쪽과 차가운 쪽의 출구 온도를 계산하는 대리 모델이다.
"""
import numpy as np
import torch
from torch import nn


def simulate(n, rng):
    """효율-NTU 방법으로 만든 운전 자료. 입력 다섯 개와 출력 두 개를 돌려준다."""
    m_hot = rng.uniform(0.5, 3.0, n)
    m_cold = rng.uniform(0.5, 3.0, n)
    t_hot = rng.uniform(60, 120, n)
    t_cold = rng.uniform(5, 30, n)
    fouling = rng.uniform(0, 1, n)
    c_min, c_max = np.minimum(m_hot, m_cold), np.maximum(m_hot, m_cold)
    ratio = c_min / c_max
    ntu = 2.0 / (1 + fouling) * (m_hot * m_cold) ** 0.3 / c_min
    e = np.exp(-ntu * (1 - ratio + 1e-6))
    effectiveness = (1 - e) / (1 - ratio * e)
    heat = effectiveness * c_min * (t_hot - t_cold)
    out_hot = t_hot - heat / m_hot + rng.normal(0, 0.5, n)
    out_cold = t_cold + heat / m_cold + rng.normal(0, 0.5, n)
    x = np.stack([m_hot, m_cold, t_hot, t_cold, fouling], 1)
    return x, np.stack([out_hot, out_cold], 1)


def standardize(train, test):
    """학습 자료의 평균과 표준편차로 두 자료를 표준화한다."""
    mean, std = train.mean(0), train.std(0)
    return [torch.tensor((a - mean) / std, dtype=torch.float32) for a in (train, test)]


def build(sizes):
    """크기 목록으로 다층 퍼셉트론을 만든다."""
    layers = []
    for i in range(len(sizes) - 1):
        layers.append(nn.Linear(sizes[i], sizes[i + 1]))
        if i < len(sizes) - 2:
            layers.append(nn.ReLU())
    return nn.Sequential(*layers)


def main():
    torch.manual_seed(867)
    rng = np.random.default_rng(867)
    x_raw, y_raw = simulate(2400, rng)
    x, x_test = standardize(x_raw[:2000], x_raw[2000:])
    y, y_test = standardize(y_raw[:2000], y_raw[2000:])

    model = build([5, 64, 64, 2])
    optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=30)
    for epoch in range(30):
        order = torch.randperm(len(x))
        total = 0.0
        for rows in order.split(50):
            loss = nn.functional.mse_loss(model(x[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows)
        schedule.step()
        if epoch % 5 == 4:
            print(f"에폭 {epoch + 1}: 학습 손실 {total / len(x):.4f}")

    with torch.no_grad():
        rest = (model(x_test) - y_test).square().sum()
    r2 = 1 - rest / (y_test - y_test.mean(0)).square().sum()
    print(f"final: r2={r2.item():.4f}")


if __name__ == "__main__":
    main()
