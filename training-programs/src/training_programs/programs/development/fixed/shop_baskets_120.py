import torch
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler
from torch import nn

torch.manual_seed(120)
age = torch.randint(18, 80, (2000,)).double()
income = torch.exp(10.5 + 0.5 * torch.randn(2000).double())
share = torch.rand(2000).double()
spent = torch.sin(4 * share) + 0.02 * (age - 45) + 0.6 * torch.log(income / 36000)
spent = ((spent - spent.mean()) / spent.std()).float()
raw = torch.stack([age, income, share], 1).numpy()
pre = make_pipeline(FunctionTransformer(), StandardScaler())
x = torch.tensor(pre.fit_transform(raw), dtype=torch.float32)


class Spending(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(3, 64), nn.ReLU(), nn.Linear(64, 32), nn.ReLU())
        self.out = nn.Linear(32, 1)

    def forward(self, x):
        return self.out(self.body(x)).flatten()


model = Spending()
optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
for epoch in range(20):
    order = torch.randperm(1500)
    for i in range(0, 1500, 50):
        b = order[i : i + 50]
        loss = nn.functional.l1_loss(model(x[b]), spent[b])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    if epoch % 5 == 0:
        print(epoch, loss.item())
with torch.no_grad():
    r2 = 1 - (model(x[1500:]) - spent[1500:]).pow(2).mean() / spent[1500:].var()
print(f"final: r2={r2.item():.4f}")
