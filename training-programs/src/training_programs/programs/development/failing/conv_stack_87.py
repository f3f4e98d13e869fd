import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(87)
digits = load_digits()
images = torch.tensor(digits.images, dtype=torch.float32).unsqueeze(1)
labels = torch.tensor(digits.target)
perm = torch.randperm(len(images))
train_idx, val_idx = perm[:1400], perm[1400:]


def conv(n_in, n_out):
    return nn.Sequential(nn.Conv2d(n_in, n_out, 3, padding=1, bias=False), nn.BatchNorm2d(n_out), nn.ReLU())


net = nn.Sequential(
    nn.BatchNorm2d(1), conv(1, 8), conv(8, 8), nn.MaxPool2d(2), conv(8, 16), conv(16, 16), nn.MaxPool2d(2),
    nn.Flatten(), nn.Linear(64, 32, bias=False), nn.BatchNorm1d(32), nn.ReLU(), nn.Linear(32, 10),
)


def validate():
    net.eval()
    with torch.no_grad():
        return (net(images[val_idx]).argmax(1) == labels[val_idx]).float().mean().item()


print("before training:", validate())
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
for epoch in range(5):
    for rows in train_idx[torch.randperm(1400)].split(50):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(net(images[rows]), labels[rows])
        loss.backward()
        optimizer.step()
    accuracy = validate()
    print(f"epoch {epoch + 1}: loss {loss.item():.4f} val {accuracy:.4f}")
print(f"final: accuracy={accuracy:.4f}")
