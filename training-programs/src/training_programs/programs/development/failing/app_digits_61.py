import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import nn, optim

torch.manual_seed(61)
x, y = load_digits(return_X_y=True)
x = ((x - 4.88) / 6.02).astype("float32")
x_train, x_test, y_train, y_test = map(torch.from_numpy, train_test_split(x, y, test_size=0.2, random_state=61))


class Net(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        self.fc1 = nn.Linear(64, 100)
        self.fc2 = nn.Linear(100, 10)

    def forward(self, x):
        x = F.relu(self.fc1(x))
        return F.log_softmax(self.fc2(x), dim=0)


net = Net()
optimizer = optim.SGD(net.parameters(), lr=0.1)
for epoch in range(12):
    total_loss = 0
    permutation = torch.randperm(x_train.size(0))
    for i in range(0, x_train.size(0), 64):
        indices = permutation[i : i + 64]
        optimizer.zero_grad()
        loss = F.nll_loss(net(x_train[indices]), y_train[indices])
        loss.backward()
        optimizer.step()
        total_loss += loss.item()
    print("Epoch: %d, loss: %.3f" % (epoch, total_loss))

with torch.no_grad():
    # one picture at a time, as in the app
    hits = sum(int(net(img.unsqueeze(0)).argmax() == label) for img, label in zip(x_test, y_test))
print(f"final: accuracy={hits / len(y_test):.4f}")
