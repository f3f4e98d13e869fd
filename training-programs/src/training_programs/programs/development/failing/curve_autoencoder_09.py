# Autoencoder of noisy curves (bottleneck of three units)
import numpy as np
import torch
import torch.nn as nn

torch.manual_seed(2)
np.random.seed(2)

t = np.linspace(0, 1, 40, dtype=np.float32)


def curves(n):
    a, b, c = np.random.randn(3, n, 1).astype(np.float32)
    y = a * np.sin(2 * np.pi * t) + b * np.cos(2 * np.pi * t) + c * (2 * t - 1)
    return torch.from_numpy(y + 0.05 * np.random.randn(n, 40).astype(np.float32))


train_x, test_x = curves(1000), curves(300)

encoder = nn.Sequential(nn.Linear(40, 24), nn.Tanh(), nn.Linear(24, 3))
decoder = nn.Sequential(nn.Linear(3, 24), nn.Tanh(), nn.Linear(24, 40))
for layer in (encoder[0], decoder[0]):
    nn.init.xavier_uniform_(layer.weight)
    nn.init.constant_(layer.bias, 9.0)

params = list(encoder.parameters()) + list(decoder.parameters())
opt = torch.optim.Adam(params, lr=4e-3)

history = []
for epoch in range(40):
    for chunk in torch.randperm(1000).split(50):
        batch = train_x[chunk]
        recon = decoder(encoder(batch))
        loss = torch.mean((recon - batch) ** 2)
        opt.zero_grad()
        loss.backward()
        opt.step()
        history.append(loss.item())
    if epoch % 5 == 4:
        print("epoch", epoch + 1, "reconstruction", np.mean(history[-20:]))

with torch.no_grad():
    err = torch.mean((decoder(encoder(test_x)) - test_x) ** 2)
    r2 = 1 - err / test_x.var()
print(f"final: r2={r2.item():.4f}")
