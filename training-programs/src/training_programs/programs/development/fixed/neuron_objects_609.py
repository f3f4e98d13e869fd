# 손으로 쓴 숫자 이미지(0~9)를 분류합니다. 수업에서 배운 대로 뉴런을 하나씩 객체로 만들었습니다.
# 결과가 매번 같도록 seed 를 고정했습니다.
import numpy as np
import torch
import torch.nn as nn
from sklearn.datasets import load_digits

SEED = 609
torch.manual_seed(SEED)


class Neuron(nn.Module):
    """입력의 가중합 + 편향"""

    def __init__(self, n_inputs, rng):
        super().__init__()
        limit = np.sqrt(6.0 / n_inputs)
        self.w = nn.Parameter(torch.tensor(rng.uniform(-limit, limit, size=n_inputs), dtype=torch.float32))
        self.b = nn.Parameter(torch.zeros(()))

    def forward(self, x):
        return x @ self.w + self.b


class Layer(nn.Module):
    """뉴런 여러 개를 나란히 놓은 층"""

    def __init__(self, n_inputs, n_neurons, activation=None):
        super().__init__()
        rng = np.random.RandomState(SEED)
        self.neurons = nn.ModuleList([Neuron(n_inputs, rng) for _ in range(n_neurons)])
        self.activation = activation

    def forward(self, x):
        out = torch.stack([neuron(x) for neuron in self.neurons], dim=1)
        if self.activation is not None:
            out = self.activation(out)
        return out


class Network(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        hidden = [Layer(a, b, torch.relu) for a, b in zip(sizes[:-2], sizes[1:-1])]
        self.layers = nn.Sequential(*hidden, Layer(sizes[-2], sizes[-1]))

    def forward(self, x):
        return self.layers(x)


# 1. 데이터 준비: 0~16 픽셀 값을 -1~1 로 바꿉니다
digits = load_digits()
X = torch.tensor(digits.data / 8.0 - 1.0, dtype=torch.float32)
y = torch.tensor(digits.target)
perm = torch.randperm(len(X))
X_train, y_train = X[perm[:1300]], y[perm[:1300]]
X_test, y_test = X[perm[1300:]], y[perm[1300:]]

# 2. 모델: 64 -> 20 -> 14 -> 10
model = Network([64, 20, 14, 10])
print("뉴런 수:", sum(isinstance(m, Neuron) for m in model.modules()))

# 3. 학습
loss_fn = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.005)
n_epochs = 10
for epoch in range(n_epochs):
    perm = torch.randperm(len(X_train))
    epoch_loss = 0.0
    for i in range(0, len(X_train), 50):
        idx = perm[i:i + 50]
        optimizer.zero_grad()
        loss = loss_fn(model(X_train[idx]), y_train[idx])
        loss.backward()
        optimizer.step()
        epoch_loss += loss.item() * len(idx)
    print("%2d번째 에폭: 평균 손실 %.4f" % (epoch + 1, epoch_loss / len(X_train)))

# 4. 평가
with torch.no_grad():
    pred = model(X_test).argmax(dim=1)
acc = (pred == y_test).float().mean().item()
print("final: accuracy=%.4f" % acc)
