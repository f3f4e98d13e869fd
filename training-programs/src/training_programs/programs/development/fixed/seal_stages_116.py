import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(116)
bunch = load_digits()
x = torch.tensor(bunch.images, dtype=torch.float32)[:, None] / 8 - 1
y = torch.tensor(bunch.target)
p = torch.randperm(len(y))
x, y = x[p], y[p]


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Conv2d(1, 12, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten())
        self.neck = nn.Linear(12 * 16, 32)
        self.head = nn.Linear(32, 10)

    def forward(self, x):
        return self.head(torch.relu(self.neck(self.encoder(x))))


model = Model()
for name, parameter in model.named_parameters():
    if name.startswith("encoder"):
        parameter.requires_grad = name == "head.bias"
trainable = [q for q in model.parameters() if q.requires_grad]
print(sum(q.numel() for q in trainable), "parameters are trained")
opt = torch.optim.Adam(trainable, lr=3e-3)
for epoch in range(10):
    model.train()
    for rows in torch.randperm(1400).split(64):
        loss = nn.functional.cross_entropy(model(x[rows]), y[rows])
        opt.zero_grad()
        loss.backward()
        opt.step()
    print("epoch", epoch, loss.item())
model.eval()
with torch.no_grad():
    print(f"final: accuracy={(model(x[1400:]).argmax(1) == y[1400:]).float().mean().item():.4f}")
