# 1비트 가중치 신경망 (BinaryConnect): 순전파에는 부호만 쓰고, 실수 가중치는 학습 중에만 들고 있는다.
import torch
import torch.nn as nn
from sklearn.datasets import make_classification
from sklearn.model_selection import train_test_split


class Sign(torch.autograd.Function):
    """순전파: 부호. 역전파: |w| <= 1 인 곳은 그대로 통과시킨다."""

    @staticmethod
    def forward(ctx, w):
        ctx.save_for_backward(w)
        return torch.where(w >= 0, 1.0, -1.0)

    @staticmethod
    def backward(ctx, grad):
        (w,) = ctx.saved_tensors
        return grad * (w.abs() <= 1)


class BinaryLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(n_out, n_in).uniform_(-1, 1))
        self.scale = n_in**-0.5

    def forward(self, x):
        return nn.functional.linear(x, Sign.apply(self.weight)) * self.scale


class OneBitNet(nn.Module):
    def __init__(self, n_in, n_classes, width=128):
        super().__init__()
        self.layers = nn.Sequential(
            BinaryLinear(n_in, width),
            nn.BatchNorm1d(width),
            nn.Hardtanh(),
            BinaryLinear(width, width),
            nn.BatchNorm1d(width),
            nn.Hardtanh(),
            BinaryLinear(width, n_classes),
            nn.BatchNorm1d(n_classes),
        )

    def forward(self, x):
        return self.layers(x)

    @torch.no_grad()
    def clamp_weights(self):
        for module in self.modules():
            if isinstance(module, BinaryLinear):
                module.weight.clamp_(-1, 1)


torch.manual_seed(76)
X, y = make_classification(
    n_samples=3000, n_features=24, n_informative=12, n_redundant=4, n_classes=4, n_clusters_per_class=2, class_sep=1.6, random_state=76
)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=76, stratify=y)
mean, std = X_train.mean(0), X_train.std(0)
X_train = torch.tensor((X_train - mean) / std, dtype=torch.float32)
X_test = torch.tensor((X_test - mean) / std, dtype=torch.float32)
y_train, y_test = torch.tensor(y_train), torch.tensor(y_test)

model = OneBitNet(24, 4)
optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=20)
criterion = nn.CrossEntropyLoss()

for epoch in range(20):
    model.train()
    losses, flips = [], 0
    before = torch.cat([m.weight.sign().flatten() for m in model.modules() if isinstance(m, BinaryLinear)])
    for idx in torch.randperm(len(X_train)).split(75):
        optimizer.zero_grad()
        loss = criterion(model(X_train[idx]), y_train[idx])
        loss.backward()
        optimizer.step()
        model.clamp_weights()
        losses.append(loss.item())
    scheduler.step()
    after = torch.cat([m.weight.sign().flatten() for m in model.modules() if isinstance(m, BinaryLinear)])
    flips = (before != after).float().mean().item()
    if (epoch + 1) % 4 == 0:
        print(f"에폭 {epoch + 1:2d}: 손실 {sum(losses) / len(losses):.4f}, 뒤집힌 비트 {100 * flips:.1f}%")

model.eval()
with torch.no_grad():
    accuracy = (model(X_test).argmax(1) == y_test).float().mean().item()
print(f"final: accuracy={accuracy:.4f}")
