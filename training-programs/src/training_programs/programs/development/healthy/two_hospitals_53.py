# Train with labels from one hospital only, but for both: domain-adversarial training with gradient reversal.
# The loss of the domain head is supposed to stay near log 2.
import torch
import torch.nn as nn
from torch.autograd import Function
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(53)
FEATURES = 16
mix = torch.randn(2, FEATURES)
device_a, device_b = torch.zeros(FEATURES), torch.cat([torch.zeros(10), torch.full((6,), 1.2)])


def patients(n, device):
    state = torch.randn(n, 2)
    ill = (state[:, 0] * state[:, 1] > 0).long()
    lab = state @ mix + device + 0.3 * torch.randn(n, FEATURES)
    return lab / 1.5, ill


class ReverseGrad(Function):
    @staticmethod
    def forward(ctx, x, alpha):
        ctx.alpha = alpha
        return x.view_as(x)

    @staticmethod
    def backward(ctx, grad_output):
        return -ctx.alpha * grad_output, None


class DANN(nn.Module):
    def __init__(self):
        super().__init__()
        self.feature = nn.Sequential(nn.Linear(FEATURES, 48), nn.ReLU(), nn.Linear(48, 24), nn.ReLU())
        self.classifier = nn.Sequential(nn.Linear(24, 24), nn.ReLU(), nn.Linear(24, 2))
        self.domain = nn.Sequential(nn.Linear(24, 24), nn.ReLU(), nn.Linear(24, 2))

    def forward(self, x, alpha):
        z = self.feature(x)
        return self.classifier(z), self.domain(ReverseGrad.apply(z, alpha))


xa, ya = patients(1600, device_a)
xb, _ = patients(1600, device_b)
x_test, y_test = patients(600, device_b)
loader_a = DataLoader(TensorDataset(xa, ya), batch_size=50, shuffle=True)
loader_b = DataLoader(TensorDataset(xb), batch_size=50, shuffle=True)

model = DANN()
optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
criterion = nn.CrossEntropyLoss()
EPOCHS = 14
for epoch in range(EPOCHS):
    alpha = 0.5 * epoch / EPOCHS
    for (a, label), (b,) in zip(loader_a, loader_b):
        optimizer.zero_grad()
        answer, domain_a = model(a, alpha)
        _, domain_b = model(b, alpha)
        loss_label = criterion(answer, label)
        origin = torch.cat([torch.zeros(len(a)), torch.ones(len(b))]).long()
        loss_domain = criterion(torch.cat([domain_a, domain_b]), origin)
        (loss_label + loss_domain).backward()
        optimizer.step()
    print(f"epoch {epoch + 1:2d}: label {loss_label.item():.3f}, domain {loss_domain.item():.3f}")

model.eval()
with torch.no_grad():
    accuracy = (model(x_test, 0.0)[0].argmax(1) == y_test).float().mean().item()
print(f"final: accuracy={accuracy:.4f}")
