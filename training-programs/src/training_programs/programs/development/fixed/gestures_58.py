import torch
import torch.nn as nn

torch.manual_seed(58)
T, FEATURES = 10, 6


def gestures(n):
    """Recordings come time first: (T, n, FEATURES)."""
    kind = torch.randint(0, 4, (n,))
    t = torch.linspace(0, 1, T)[:, None]
    phase = torch.rand(n) * 0.6
    wave = torch.sin(2 * torch.pi * ((kind + 1) * 0.5 * t + phase))
    x = wave[:, :, None] * torch.linspace(1, -1, FEATURES) + 0.2 * torch.randn(T, n, FEATURES)
    return x, kind


class GestureNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(T * FEATURES, 48)
        self.fc2 = nn.Linear(48, 4)

    def forward(self, x):
        x = x.transpose(0, 1).reshape(x.shape[1], -1)
        return self.fc2(torch.relu(self.fc1(x)))


x, kind = gestures(800)
x_test, kind_test = gestures(300)
net = GestureNet()
opt = torch.optim.Adam(net.parameters(), lr=0.003)
for epoch in range(15):
    for rows in torch.randperm(800).split(40):
        loss = nn.functional.cross_entropy(net(x[:, rows].contiguous()), kind[rows])
        opt.zero_grad()
        loss.backward()
        opt.step()
    if epoch % 3 == 0:
        print("epoch", epoch, "loss", loss.item())
with torch.no_grad():
    print(f"final: accuracy={(net(x_test).argmax(1) == kind_test).float().mean().item():.4f}")
