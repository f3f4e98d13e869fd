import torch
from sklearn.datasets import make_classification
from torch import nn

torch.manual_seed(142)
X, y = make_classification(1500, 20, n_informative=8, n_classes=5, n_clusters_per_class=1, class_sep=1.6, random_state=142)
X, y = torch.tensor(X, dtype=torch.float32) / 2, torch.tensor(y)


class Net(nn.Module):
    def __init__(self, outputs):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(20, 40), nn.ReLU())
        self.head = nn.Linear(40, outputs)

    def forward(self, x):
        return self.head(self.body(x))


model = Net(outputs=1000)
optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
# five kinds instead of a thousand, and a narrower body
model.body = nn.Sequential(nn.Linear(20, 12), nn.ReLU())
model.head = nn.Linear(12, 5)
for epoch in range(15):
    for rows in torch.randperm(1200).split(40):
        loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    if epoch % 3 == 0:
        print(f"epoch {epoch}: {loss.item():.4f}")
with torch.no_grad():
    print(f"final: accuracy={(model(X[1200:]).argmax(1) == y[1200:]).float().mean().item():.4f}")
