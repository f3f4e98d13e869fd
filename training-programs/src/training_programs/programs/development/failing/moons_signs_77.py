import torch
import torch.nn.functional as F
from sklearn.datasets import make_moons
from sklearn.metrics import accuracy_score
from torch import nn

torch.manual_seed(77)
x, y = make_moons(900, noise=0.2, random_state=77)
x = torch.tensor((x - x.mean(0)) / x.std(0)).float()
sign = torch.tensor(2 * y - 1).float()


class Classifier(nn.Module):
    def __init__(self, units=24):
        super().__init__()
        self.a = nn.Linear(2, units)
        self.b = nn.Linear(units, units)
        self.c = nn.Linear(units, 1)

    def forward(self, x):
        return self.c(F.elu(self.b(F.elu(self.a(x))))).flatten()

    def fit(self, x, sign, epochs, lr):
        opt = torch.optim.SGD(self.parameters(), lr=lr, momentum=0.9)
        for epoch in range(epochs):
            for idx in torch.randperm(len(x)).split(35):
                loss = F.binary_cross_entropy_with_logits(self(x[idx]), sign[idx])
                opt.zero_grad()
                loss.backward()
                opt.step()
            if epoch % 5 == 4:
                print(f"epoch {epoch + 1} loss {loss.item():.3f}")

    @torch.no_grad()
    def predict(self, x):
        return self(x).sign()


clf = Classifier()
clf.fit(x[:700], sign[:700], epochs=20, lr=0.03)
print(f"final: accuracy={accuracy_score(sign[700:], clf.predict(x[700:])):.4f}")
