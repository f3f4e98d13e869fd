import torch
import torch.nn as nn
from sklearn.datasets import make_friedman2
from sklearn.preprocessing import StandardScaler

torch.manual_seed(25)

x, y = make_friedman2(n_samples=1200, noise=20.0, random_state=25)
x = StandardScaler().fit_transform(x)
y = StandardScaler().fit_transform(y[:, None])
x = torch.tensor(x, dtype=torch.float32)
y = torch.tensor(y, dtype=torch.float32)
x_train, y_train, x_test, y_test = x[:900], y[:900], x[900:], y[900:]


class TanhNet(nn.Module):
    def __init__(self, width=128):
        super().__init__()
        self.fc1 = nn.Linear(4, width)
        self.fc2 = nn.Linear(width, width)
        self.fc3 = nn.Linear(width, 1)
        for fc in (self.fc1, self.fc2, self.fc3):
            nn.init.normal_(fc.weight)
            nn.init.zeros_(fc.bias)

    def forward(self, x):
        x = torch.tanh(self.fc1(x))
        x = torch.tanh(self.fc2(x))
        return self.fc3(x)


model = TanhNet()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
mse = nn.MSELoss()

for epoch in range(25):
    model.train()
    for idx in torch.randperm(900).split(30):
        optimizer.zero_grad()
        loss = mse(model(x_train[idx]), y_train[idx])
        loss.backward()
        optimizer.step()
    model.eval()
    with torch.no_grad():
        test_loss = mse(model(x_test), y_test)
    if epoch % 4 == 0:
        print(f"epoch {epoch}: train {loss.item():.4f}, test {test_loss.item():.4f}")

print(f"final: r2={1 - (test_loss / y_test.var()).item():.4f}")
