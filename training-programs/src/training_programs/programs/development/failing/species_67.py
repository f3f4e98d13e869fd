import torch
import torch.nn as nn
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

torch.manual_seed(67)
iris = load_iris()
X = StandardScaler().fit_transform(iris.data)
X_tr, X_te, y_tr, y_te = train_test_split(X, iris.target, test_size=0.3, random_state=67, stratify=iris.target)
X_tr, X_te = torch.Tensor(X_tr), torch.Tensor(X_te)
y_tr, y_te = torch.LongTensor(y_tr), torch.LongTensor(y_te)


class IrisNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer1 = nn.Linear(4, 12)
        self.layer2 = nn.Linear(12, 3)

    def forward(self, x):
        x = torch.relu(self.layer1(x))
        return self.layer2(x)


net = IrisNet()
criterion = nn.NLLLoss()
optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.5)
for epoch in range(60):
    for rows in torch.randperm(len(X_tr)).split(21):
        optimizer.zero_grad()
        loss = criterion(net(X_tr[rows]), y_tr[rows])
        loss.backward()
        optimizer.step()
    if epoch % 10 == 0:
        print(f"epoch {epoch}: {loss.item():.4f}")
with torch.no_grad():
    print(f"final: accuracy={(net(X_te).argmax(1) == y_te).float().mean().item():.4f}")
