"""에코 상태 신경망: 저수지(무작위 순환층)는 그대로 두고 읽기층만 배운다. NARMA 수열 맞히기"""
import torch
from torch import nn

torch.manual_seed(63)


def narma(n, order=5):
    u = 0.5 * torch.rand(n)
    y = torch.zeros(n)
    for t in range(order, n):
        y[t] = 0.3 * y[t - 1] + 0.05 * y[t - 1] * y[t - order : t].sum() + 1.5 * u[t - order] * u[t - 1] + 0.1
    return u, y


class Reservoir(nn.Module):
    def __init__(self, size=150, radius=0.9, density=0.1, scale=1.0):
        super().__init__()
        w = torch.randn(size, size) * (torch.rand(size, size) < density)
        w = w * radius / torch.linalg.eigvals(w).abs().max()
        self.register_buffer("w", w)
        self.register_buffer("w_in", scale * (2 * torch.rand(size) - 1))
        self.readout = nn.Linear(size + 1, 1, bias=False)

    @torch.no_grad()
    def states(self, u):
        h = torch.zeros(len(self.w))
        out = []
        for value in u:
            h = torch.tanh(self.w @ h + self.w_in * value)
            out.append(h)
        return torch.stack(out)

    def forward(self, states):
        ones = torch.ones(len(states), 1)
        return self.readout(torch.cat([states, ones], dim=1)).squeeze(1)


u, y = narma(2600)
u = (u - 0.25) * 4
y = (y - y[100:2000].mean()) / y[100:2000].std()

model = Reservoir()
states = model.states(u)
center, spread = states[100:2000].mean(0), states[100:2000].std(0)
states = (states - center) / spread
x_train, y_train = states[100:2000], y[100:2000]
x_test, y_test = states[2000:], y[2000:]

trainable = [p for p in model.parameters() if p.requires_grad]
print("배우는 수:", sum(p.numel() for p in trainable), "/ 고정된 수:", sum(b.numel() for b in model.buffers()))
optimizer = torch.optim.Adam(trainable, lr=5e-3)
for epoch in range(40):
    total = 0.0
    for rows in torch.randperm(len(x_train)).split(100):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(x_train[rows]), y_train[rows])
        loss.backward()
        optimizer.step()
        total += loss.item() * len(rows)
    if epoch % 8 == 7:
        print(f"{epoch + 1:2d}회 평균 제곱 오차 {total / len(x_train):.4f}")

with torch.no_grad():
    r2 = 1 - nn.functional.mse_loss(model(x_test), y_test) / y_test.var()
print(f"final: r2={r2.item():.4f}")
