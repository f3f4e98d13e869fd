# %% [markdown]
# Two-stage fine-tuning: first the head, then the whole network.
# The backbone comes from a coarse pretext task (is the picture upside down?).

# %%
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn import functional as F

torch.manual_seed(924)
data = load_digits()
images = torch.tensor(data.images, dtype=torch.float32).unsqueeze(1) / 16
labels = torch.tensor(data.target)
perm = torch.randperm(len(images))
images, labels = images[perm], labels[perm]
train_x, train_y = images[:1300], labels[:1300]
test_x, test_y = images[1300:], labels[1300:]


# %%
class Backbone(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 16, 3, padding=1)
        self.bn1 = nn.BatchNorm2d(16)
        self.conv2 = nn.Conv2d(16, 32, 3, padding=1)
        self.bn2 = nn.BatchNorm2d(32)
        self.conv3 = nn.Conv2d(32, 16, 3, padding=1)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(x))), 2)
        x = F.relu(self.bn2(self.conv2(x)))
        return F.relu(self.conv3(x)).mean((2, 3))


class Classifier(nn.Module):
    def __init__(self, backbone, classes):
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(16, classes)

    def forward(self, x):
        return self.head(self.backbone(x))


def run_epochs(net, optimizer, epochs, pretext=False):
    for epoch in range(epochs):
        net.train()
        total = 0.0
        for idx in torch.randperm(len(train_x)).split(26):
            x, y = train_x[idx], train_y[idx]
            if pretext:
                y = torch.randint(0, 2, (len(idx),))
                x = torch.where(y.view(-1, 1, 1, 1) == 1, x.flip(2), x)
            loss = F.cross_entropy(net(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(idx)
        print(f"   {epoch:2d}: loss {total / len(train_x):.4f}")


@torch.no_grad()
def accuracy(net):
    net.eval()
    return (net(test_x).argmax(1) == test_y).float().mean().item()


# %%
print("pretext task")
pretext_net = Classifier(Backbone(), 2)
run_epochs(pretext_net, torch.optim.Adam(pretext_net.parameters(), lr=2e-3), 3, pretext=True)

# %%
print("stage 1: head only")
net = Classifier(pretext_net.backbone, 10)
for p in net.backbone.parameters():
    p.requires_grad = False
run_epochs(net, torch.optim.Adam(net.head.parameters(), lr=5e-3), 4)
print("   accuracy", round(accuracy(net), 4))

# %%
print("stage 2: everything, backbone at a smaller rate")
net.backbone.requires_grad = True
optimizer = torch.optim.Adam([
    {"params": net.head.parameters(), "lr": 5e-3},
    {"params": net.backbone.parameters(), "lr": 2e-3},
])
run_epochs(net, optimizer, 14)

# %%
print(f"final: accuracy={accuracy(net):.4f}")
