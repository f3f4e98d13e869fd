# Keras의 mnist_cnn.py 예제를 파이토치로 옮긴 것 (8x8 숫자 사진)
import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

batch_size = 32
num_classes = 10
epochs = 10

torch.manual_seed(724)

digits = load_digits()
x_train, x_test, y_train, y_test = train_test_split(
    digits.images, digits.target, test_size=0.25, random_state=724, stratify=digits.target)

x_train = torch.tensor(x_train, dtype=torch.float32).unsqueeze(1) / 16
x_test = torch.tensor(x_test, dtype=torch.float32).unsqueeze(1) / 16
y_train, y_test = torch.tensor(y_train), torch.tensor(y_test)
print('x_train shape:', tuple(x_train.shape))


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, kernel_size=3)
        self.conv2 = nn.Conv2d(32, 32, kernel_size=3)
        self.pool = nn.MaxPool2d(2)
        self.drop1 = nn.Dropout(0.25)
        self.dense1 = nn.Linear(32 * 2 * 2, 128)
        self.drop2 = nn.Dropout(0.3)
        self.dense2 = nn.Linear(128, num_classes)

        for layer in (self.conv1, self.conv2, self.dense1, self.dense2):
            nn.init.xavier_uniform_(layer.weight)  # 케라스의 glorot_uniform
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
        x = self.drop1(self.pool(x)).flatten(1)
        x = F.relu(self.dense1(x))
        return self.dense2(self.drop2(x))


class KerasModel:
    """compile / fit / evaluate 흉내"""

    def __init__(self, net):
        self.net = net

    def compile(self, loss, optimizer):
        self.loss, self.optimizer = loss, optimizer

    def fit(self, x, y, batch_size, epochs):
        for epoch in range(1, epochs + 1):
            self.net.train()
            total = hits = 0
            for idx in torch.randperm(len(x)).split(batch_size):
                self.optimizer.zero_grad()
                out = self.net(x[idx])
                loss = self.loss(out, y[idx])
                loss.backward()
                self.optimizer.step()
                total += loss.item() * len(idx)
                hits += (out.argmax(1) == y[idx]).sum().item()
            print(f'Epoch {epoch}/{epochs} - loss: {total / len(x):.4f} - acc: {hits / len(x):.4f}')

    def evaluate(self, x, y):
        self.net.eval()
        with torch.no_grad():
            out = self.net(x)
        return self.loss(out, y).item(), (out.argmax(1) == y).float().mean().item()


model = KerasModel(Net())
model.compile(loss=nn.CrossEntropyLoss(),
              optimizer=torch.optim.Adadelta(model.net.parameters(), lr=0.001, rho=0.95, eps=1e-7))
model.fit(x_train, y_train, batch_size=batch_size, epochs=epochs)
score = model.evaluate(x_test, y_test)
print('Test loss:', score[0])
print(f'final: accuracy={score[1]:.4f}')
