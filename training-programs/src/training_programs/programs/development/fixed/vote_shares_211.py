# 선거구의 인구 통계로 다섯 정당의 득표율을 예측한다
import numpy as np
import torch
import torch.nn.functional as F
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

np.random.seed(211)
torch.manual_seed(211)


def make_districts(n=2400, n_features=10, parties=5):
    X = np.random.randn(n, n_features) * np.linspace(0.5, 3, n_features) + np.linspace(-1, 4, n_features)
    z = (X - X.mean(0)) / X.std(0)
    W1 = np.random.randn(n_features, 12) / np.sqrt(n_features)
    W2 = np.random.randn(12, parties) / np.sqrt(12)
    score = 2.0 * np.tanh(1.5 * z @ W1) @ W2 + 0.15 * np.random.randn(n, parties)
    share = np.exp(score) / np.exp(score).sum(1, keepdims=True)
    return X, share


X, share = make_districts()
X_train, X_test, s_train, s_test = train_test_split(X, share, test_size=0.25, random_state=0)
scaler = StandardScaler().fit(X_train)
X_train, X_test = (torch.tensor(scaler.transform(a), dtype=torch.float32) for a in (X_train, X_test))
s_train, s_test = (torch.tensor(a, dtype=torch.float32) for a in (s_train, s_test))


class ShareNet(torch.nn.Module):
    def __init__(self, n_in, n_out, width=48):
        super().__init__()
        self.fc1 = torch.nn.Linear(n_in, width)
        self.fc2 = torch.nn.Linear(width, width)
        self.fc3 = torch.nn.Linear(width, n_out)

    def forward(self, x):
        x = F.gelu(self.fc1(x))
        x = F.gelu(self.fc2(x))
        return self.fc3(x)


net = ShareNet(X.shape[1], share.shape[1])
optimizer = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=1e-3)
kl = torch.nn.KLDivLoss(reduction="batchmean")

for epoch in range(25):
    for idx in torch.randperm(len(X_train)).split(60):
        prediction = F.log_softmax(net(X_train[idx]), dim=1)
        loss = kl(prediction, s_train[idx])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    if epoch % 5 == 4:
        print(f"epoch {epoch + 1:2d}  KL {loss.item():.4f}")

# 검증: 예측한 득표율과 실제 득표율
with torch.no_grad():
    predicted = net(X_test).softmax(1)
print("예측", predicted[0].numpy().round(2), "실제", s_test[0].numpy().round(2))
r2 = 1 - ((predicted - s_test) ** 2).sum() / ((s_test - s_train.mean(0)) ** 2).sum()
print(f"final: r2={r2.item():.4f}")
