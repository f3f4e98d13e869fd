"""기상 관측소 자료로 일사량 예측하기"""
import numpy as np
import torch
import torch.nn as nn

torch.manual_seed(50)
rng = np.random.default_rng(50)

n = 1000
station = np.full(n, 8413.0)
cloud = rng.uniform(0, 1, n)
hour = rng.uniform(6, 20, n)
humidity = rng.uniform(20, 95, n)
radiation = np.maximum(0, np.sin((hour - 6) / 14 * np.pi)) * (1 - 0.75 * cloud) - 0.001 * (humidity - 57)
radiation += rng.normal(0, 0.03, n)

columns = {
    "station": station,
    "cloud": (cloud - 0.5) * 3.46,
    "hour": (hour - 13) / 4,
    "humidity": (humidity - 57) / 22,
}
x = torch.tensor(np.column_stack(list(columns.values())), dtype=torch.float32)
y = torch.tensor((radiation - radiation.mean()) / radiation.std(), dtype=torch.float32)[:, None]

model = nn.Sequential(nn.Linear(len(columns), 24), nn.ReLU(), nn.Linear(24, 24), nn.ReLU(), nn.Linear(24, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=0.005)
for epoch in range(30):
    losses = []
    for rows in torch.randperm(800).split(32):
        loss = nn.functional.mse_loss(model(x[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    if epoch % 5 == 4:
        print(f"에폭 {epoch + 1}: {np.mean(losses):.4f}")
with torch.no_grad():
    mse = nn.functional.mse_loss(model(x[800:]), y[800:])
print(f"final: r2={1 - (mse / y[800:].var()).item():.4f}")
