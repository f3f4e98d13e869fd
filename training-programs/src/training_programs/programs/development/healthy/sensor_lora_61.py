# Adapting a gas-sensor model to a second instrument with low-rank updates only.
import torch
from torch import nn

torch.manual_seed(61)


def draw(n, drift):
    g = torch.randint(0, 5, (n,))
    base = torch.randn(5, 20, generator=torch.Generator().manual_seed(1))
    x = base[g] * (0.7 + 0.6 * torch.rand(n, 1)) + 0.6 * torch.randn(n, 20)
    return (x @ drift) / 1.2, g


def train(model, params, x, y, epochs, lr):
    opt = torch.optim.AdamW(params, lr=lr, weight_decay=0.0)
    for epoch in range(epochs):
        model.train()
        total = 0.0
        for rows in torch.randperm(len(x)).split(50):
            opt.zero_grad()
            loss = nn.functional.cross_entropy(model(x[rows]), y[rows])
            loss.backward()
            opt.step()
            total += loss.item() * len(rows)
        if epoch % 4 == 3:
            print(f"epoch {epoch + 1}: {total / len(x):.4f}")


class LoRALinear(nn.Module):
    def __init__(self, base, rank=6, alpha=12):
        super().__init__()
        self.base = base.requires_grad_(False)
        self.A = nn.Parameter(torch.randn(rank, base.in_features) / base.in_features ** 0.5)
        self.B = nn.Parameter(torch.zeros(base.out_features, rank))
        self.scale = alpha / rank

    def forward(self, x):
        return self.base(x) + (x @ self.A.T @ self.B.T) * self.scale


def accuracy(model, x, y):
    model.eval()
    with torch.no_grad():
        return (model(x).argmax(1) == y).float().mean().item()


model = nn.Sequential(nn.Linear(20, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 5))
print("first instrument")
train(model, model.parameters(), *draw(2000, torch.eye(20)), epochs=8, lr=2e-3)

mix = torch.linalg.qr(torch.randn(20, 20))[0]
x, y = draw(1500, mix)
x_test, y_test = draw(500, mix)
print(f"second instrument, as it is: {accuracy(model, x_test, y_test):.3f}")
for i, layer in enumerate(model):
    if isinstance(layer, nn.Linear):
        model[i] = LoRALinear(layer)
adapters = [p for p in model.parameters() if p.requires_grad]
print(sum(p.numel() for p in adapters), "of", sum(p.numel() for p in model.parameters()), "numbers are trained")
train(model, adapters, x, y, epochs=12, lr=3e-3)
print(f"final: accuracy={accuracy(model, x_test, y_test):.4f}")
