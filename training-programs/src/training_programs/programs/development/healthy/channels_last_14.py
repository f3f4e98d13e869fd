import torch
import torch.nn as nn

torch.manual_seed(14)


def stripes(n):
    kind = torch.randint(0, 3, (n,))
    i = torch.arange(14.0)
    phase = 6.28 * torch.rand(n, 1, 1)
    horizontal = torch.sin(i[None, :, None] * 1.5 + phase).expand(n, 14, 14)
    vertical = torch.sin(i[None, None, :] * 1.5 + phase).expand(n, 14, 14)
    both = (horizontal + vertical) / 1.41
    picture = torch.stack([horizontal, vertical, both])[kind, torch.arange(n)]
    return (picture[:, None].repeat(1, 3, 1, 1) + 0.5 * torch.randn(n, 3, 14, 14)), kind


x, k = stripes(600)
x = x.to(memory_format=torch.channels_last)
xt, kt = stripes(200)
model = nn.Sequential(
    nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(8, 16, 3, bias=False), nn.BatchNorm2d(16), nn.ReLU(), nn.Flatten(), nn.Linear(256, 3),
).to(memory_format=torch.channels_last)
opt = torch.optim.AdamW(model.parameters(), lr=2e-3)
for epoch in range(5):
    model.train()
    for idx in torch.randperm(600).split(40):
        loss = nn.functional.cross_entropy(model(x[idx]), k[idx])
        opt.zero_grad()
        loss.backward()
        opt.step()
    model.eval()
    with torch.no_grad():
        acc = (model(xt).argmax(1) == kt).float().mean().item()
    print(f"epoch {epoch + 1}: loss {loss.item():.4f} acc {acc:.3f}")
print(f"final: accuracy={acc:.4f}")
