# %% Leaf images: healthy, rust spots, mildew or mosaic
import torch
import torch.nn.functional as F
from torch import nn
from torch.optim.lr_scheduler import StepLR
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(864)
SIZE = 20


# %% Synthetic leaves
def leaves(n):
    yy, xx = torch.meshgrid(torch.linspace(-1, 1, SIZE), torch.linspace(-1, 1, SIZE), indexing="ij")
    images, labels = [], []
    for _ in range(n):
        label = int(torch.randint(0, 4, (1,)))
        green = 0.5 + 0.15 * torch.rand(1)
        img = torch.stack([0.25 + 0 * xx, green + 0.08 * xx, 0.2 + 0 * xx])
        img = img + 0.12 * torch.randn(3, SIZE, SIZE)
        centres = torch.rand(3, 2) * 1.4 - 0.7
        for cx, cy in centres:
            blob = torch.exp(-((xx - cx) ** 2 + (yy - cy) ** 2) / 0.02)
            if label == 1:
                img += 0.30 * blob * torch.tensor([1.0, -0.6, -0.2])[:, None, None]
            elif label == 2:
                img += 0.25 * torch.exp(-((xx - cx) ** 2 + (yy - cy) ** 2) / 0.12)
            else:
                img += 0.20 * blob * torch.randn(3, 1, 1)
        if label == 3:
            cells = F.interpolate(torch.randn(1, 1, 5, 5), size=(SIZE, SIZE))[0]
            img += 0.18 * cells * torch.tensor([0.3, 1.0, 0.2])[:, None, None]
        images.append(img)
        labels.append(label)
    return torch.stack(images), torch.tensor(labels)


x, y = leaves(1250)
x_val, y_val = leaves(500)
mean, std = x.mean((0, 2, 3), keepdim=True), x.std((0, 2, 3), keepdim=True)
x, x_val = (x - mean) / std, (x_val - mean) / std

# %% Network
net = nn.Sequential(
    nn.Conv2d(3, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
    nn.Flatten(), nn.Linear(32 * 25, 64), nn.ReLU(), nn.Dropout(0.25), nn.Linear(64, 4),
)  # fmt: skip
optimizer = torch.optim.SGD(net.parameters(), lr=0.02, momentum=0.9, weight_decay=1e-3)
scheduler = StepLR(optimizer, step_size=6, gamma=0.1)
loader = DataLoader(TensorDataset(x, y), batch_size=50, shuffle=True)

# %% Training
for epoch in range(12):
    net.train()
    losses = []
    for images, labels in loader:
        optimizer.zero_grad()
        loss = F.cross_entropy(net(images), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        scheduler.step()
    net.eval()
    with torch.no_grad():
        accuracy = (net(x_val).argmax(1) == y_val).float().mean().item()
    print(f"{epoch:2d}  train loss {sum(losses) / len(losses):.3f}  val accuracy {accuracy:.3f}")

# %%
print(f"final: accuracy={accuracy:.4f}")
