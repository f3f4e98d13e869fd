# MNIST-like digits with weights we control
import torch
from sklearn.datasets import load_digits

torch.manual_seed(111)
digits = load_digits()
pixels, target = torch.tensor(digits.data).float() / 16, torch.tensor(digits.target)
mix = torch.randperm(1797)
pixels, target = pixels[mix], target[mix]


class Dense(torch.nn.Module):
    def __init__(self, fan_in, fan_out):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.full((fan_in, fan_out), 0.05))
        self.bias = torch.nn.Parameter(torch.zeros(fan_out))

    def forward(self, x):
        return x @ self.weight + self.bias


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = Dense(64, 50), Dense(50, 10)

    def forward(self, x):
        return self.b(torch.relu(self.a(x)))


net = Net()
sgd = torch.optim.SGD(net.parameters(), lr=0.2)
for epoch in range(12):
    for start in range(0, 1400, 50):
        loss = torch.nn.functional.cross_entropy(net(pixels[start : start + 50]), target[start : start + 50])
        sgd.zero_grad()
        loss.backward()
        sgd.step()
    print(f"epoch {epoch} loss {loss.item():.3f}")
print(f"final: accuracy={(net(pixels[1400:]).argmax(1) == target[1400:]).float().mean().item():.4f}")
