# %% [markdown]
# 전문가 혼합(mixture of experts): 입력마다 전문가 하나만 고른다 (Switch Transformer, 2021)
# 고르지 않은 전문가는 그 표본에서 기울기를 받지 않는다.

# %%
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(56)


def robot_arm(n):
    """구간마다 다른 법칙을 따르는 두 관절 팔의 끝 높이"""
    q = torch.rand(n, 3) * 2 - 1
    a, b, c = q.unbind(1)
    z = torch.where(a > 0.2, torch.sin(3 * b) + c, torch.where(c > 0, 2 * b * b - 1, -b + 0.5 * torch.cos(4 * a)))
    return q / 0.577, (z + 0.05 * torch.randn(n)) / 0.9


class SwitchLayer(nn.Module):
    def __init__(self, d_in, d_hidden, d_out, experts=5):
        super().__init__()
        self.gate = nn.Linear(d_in, experts)
        self.experts = nn.ModuleList(
            nn.Sequential(nn.Linear(d_in, d_hidden), nn.ReLU(), nn.Linear(d_hidden, d_out)) for _ in range(experts)
        )

    def forward(self, x):
        p = self.gate(x).softmax(-1)
        weight, choice = p.max(-1)
        out = torch.zeros(len(x), self.experts[0][-1].out_features)
        for k, expert in enumerate(self.experts):
            rows = (choice == k).nonzero().flatten()
            if len(rows):
                out = out.index_add(0, rows, weight[rows, None] * expert(x[rows]))
        # 전문가가 고르게 쓰이게 하는 손실
        share = F.one_hot(choice, len(self.experts)).float().mean(0)
        return out, len(self.experts) * (share * p.mean(0)).sum()


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.inp = nn.Linear(3, 24)
        self.switch = SwitchLayer(24, 32, 24)
        self.out = nn.Linear(24, 1)

    def forward(self, x):
        h = F.relu(self.inp(x))
        update, balance = self.switch(h)
        return self.out(h + update).squeeze(-1), balance


# %%
x, y = robot_arm(3000)
x_test, y_test = robot_arm(800)
net = Net()
optimizer = torch.optim.AdamW(net.parameters(), lr=4e-3)
for epoch in range(12):
    for idx in torch.randperm(len(x)).split(75):
        pred, balance = net(x[idx])
        loss = F.mse_loss(pred, y[idx]) + 0.01 * balance
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    if epoch % 3 == 2:
        print(f"에폭 {epoch + 1:2d}: 손실 {loss.item():.4f}, 균형 {balance.item():.3f}")

# %%
with torch.no_grad():
    r2 = 1 - (net(x_test)[0] - y_test).square().mean() / y_test.var()
print(f"final: r2={r2.item():.4f}")
