# Land cover from four spectral bands. Class codes of the map: 1 water, 2 forest, 3 field.
import torch
import torch.nn as nn

torch.manual_seed(78)
signature = torch.tensor([[-1.0, -0.8, -1.2, -0.5], [-0.2, 0.4, 1.2, 0.3], [0.9, 0.6, 0.2, 0.8]])


def pixels(n):
    code = torch.randint(1, 4, (n,))
    return signature[code - 1] + 0.6 * torch.randn(n, 4), code


bands, code = pixels(1200)
net = nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 3))
opt = torch.optim.Adam(net.parameters(), lr=0.01)
for epoch in range(8):
    for idx in torch.randperm(1200).split(60):
        loss = nn.functional.cross_entropy(net(bands[idx]), code[idx])
        opt.zero_grad()
        loss.backward()
        opt.step()
    print("epoch", epoch, "loss", loss.item())

bands, code = pixels(400)
with torch.no_grad():
    print(f"final: accuracy={(net(bands).argmax(1) + 1 == code).float().mean().item():.4f}")
