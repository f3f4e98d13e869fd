"""
지연 반응 과제: 네 방향 중 하나를 잠깐 보여 주고, 긴 지연 뒤에 어느 방향이었는지 답하게 한다.
연속 시간 순환망(CTRNN)을 오일러 방법으로 푼다.
"""
import math

import torch
import torch.nn as nn

torch.manual_seed(217)

DT = 20.0          # ms
TAU = 20.0         # ms, 세포막 시간 상수
CUE, DELAY, GO = 6, 54, 4      # 각 구간의 길이 (스텝)
N_DIR = 4


def make_trials(n):
    direction = torch.randint(0, N_DIR, (n,))
    theta = 2 * math.pi * direction / N_DIR
    steps = CUE + DELAY + GO
    x = 0.1 * torch.randn(steps, n, 3)
    x[:CUE, :, 0] += torch.cos(theta)
    x[:CUE, :, 1] += torch.sin(theta)
    x[-GO:, :, 2] += 1.0          # 응답 신호
    return x, direction


class CTRNN(nn.Module):
    def __init__(self, n_in, n_hidden, n_out):
        super().__init__()
        self.alpha = DT / TAU
        self.n_hidden = n_hidden
        self.inp = nn.Linear(n_in, n_hidden)
        self.rec = nn.Linear(n_hidden, n_hidden, bias=False)
        self.out = nn.Linear(n_hidden, n_out)

    def forward(self, x):
        h = x.new_zeros(x.shape[1], self.n_hidden)
        for x_t in x:
            h = (1 - self.alpha) * h + self.alpha * torch.tanh(self.inp(x_t) + self.rec(h))
        return self.out(h)


net = CTRNN(3, 48, N_DIR)
optimizer = torch.optim.Adam(net.parameters(), lr=2e-3)
criterion = nn.CrossEntropyLoss()

running = 0.0
for step in range(1, 301):
    x, y = make_trials(50)
    optimizer.zero_grad()
    loss = criterion(net(x), y)
    loss.backward()
    optimizer.step()
    running += loss.item()
    if step % 50 == 0:
        print(f"시행 {step * 50:6d}  손실 {running / 50:.4f}")
        running = 0.0

net.eval()
with torch.no_grad():
    x, y = make_trials(500)
    accuracy = (net(x).argmax(1) == y).float().mean().item()
print(f"final: accuracy={accuracy:.4f}")
