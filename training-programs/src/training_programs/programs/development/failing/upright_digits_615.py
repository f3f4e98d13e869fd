# 과제 3: 숫자 그림이 몇 도 돌아가 있는지 맞히기 (0, 90, 180, 270도)
# 자기지도학습(RotNet) 논문의 아이디어를 sklearn 숫자 데이터로 해 봅니다.
import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(615)

images = torch.tensor(load_digits().images, dtype=torch.float32).unsqueeze(1)
images = (images - 4.88) / 6.02
turns = torch.randint(0, 4, (len(images),))
images = torch.stack([torch.rot90(image, int(k), dims=(1, 2)) for image, k in zip(images, turns, strict=True)])

x_train, x_test, y_train, y_test = train_test_split(images, turns, test_size=0.25, random_state=615)
loader = DataLoader(TensorDataset(x_train, y_train), batch_size=32, shuffle=True)


class WarmupSGD:
    """SGD + momentum, 처음 몇 스텝은 학습률을 천천히 올린다."""

    def __init__(self, params, lr, warmup=50):
        self.params = params
        self.lr = lr
        self.warmup = warmup
        self.count = 0
        self.inner = torch.optim.SGD(params, lr=lr, momentum=0.9)

    def zero_grad(self):
        for p in self.params:
            p.grad = None

    def step(self):
        self.count += 1
        for group in self.inner.param_groups:
            group["lr"] = self.lr * min(1.0, self.count / self.warmup)
        self.inner.step()


class RotNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 16, 3, padding=1)
        self.conv2 = nn.Conv2d(16, 32, 3, padding=1)
        self.fc1 = nn.Linear(32 * 4, 48)
        self.fc2 = nn.Linear(48, 4)
        self.pool = nn.MaxPool2d(2)

    def forward(self, x):
        x = self.pool(torch.relu(self.conv1(x)))
        x = self.pool(torch.relu(self.conv2(x)))
        x = torch.relu(self.fc1(x.flatten(1)))
        return self.fc2(x)


model = RotNet()
criterion = nn.CrossEntropyLoss()
optimizer = WarmupSGD(model.parameters(), lr=0.01)

for epoch in range(10):
    running = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        running += loss.item()
    print(f"{epoch + 1}번째 에폭, 평균 손실 {running / len(loader):.4f}")

with torch.no_grad():
    accuracy = (model(x_test).argmax(dim=1) == y_test).float().mean().item()
print(f"final: accuracy={accuracy:.4f}")
