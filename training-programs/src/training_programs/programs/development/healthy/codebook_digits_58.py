"""손글씨 숫자를 짧은 코드로 압축하는 VQ 오토인코더 (코드북 8개 x 코드 16개)."""
import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

torch.manual_seed(58)
images = load_digits().data / 16.0
train, test = train_test_split(torch.tensor(images, dtype=torch.float32), test_size=300, random_state=58)


class Quantizer(nn.Module):
    def __init__(self, groups=8, codes=16, dim=4, beta=0.25):
        super().__init__()
        self.codebook = nn.Parameter(0.5 * torch.randn(groups, codes, dim))
        self.beta = beta

    def forward(self, z):                                   # z: (B, G, D)
        d = ((z.unsqueeze(2) - self.codebook) ** 2).sum(-1)  # (B, G, K)
        index = d.argmin(-1)
        q = self.codebook[torch.arange(z.shape[1]), index]
        loss = F.mse_loss(q, z.detach()) + self.beta * F.mse_loss(z, q.detach())
        return z + (q - z).detach(), loss, index


class VQAutoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(64, 96), nn.ReLU(), nn.Linear(96, 32))
        self.quantizer = Quantizer()
        self.decoder = nn.Sequential(nn.Linear(32, 96), nn.ReLU(), nn.Linear(96, 64))

    def forward(self, x):
        z = self.encoder(x).view(len(x), 8, 4)
        q, vq_loss, index = self.quantizer(z)
        return self.decoder(q.flatten(1)), vq_loss, index


model = VQAutoencoder()
optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
for epoch in range(20):
    for rows in torch.randperm(len(train)).split(64):
        x = train[rows]
        out, vq_loss, index = model(x)
        loss = F.mse_loss(out, x) + 0.2 * vq_loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    if epoch % 5 == 4:
        print(f"{epoch + 1} 복원 {F.mse_loss(out, x).item():.4f} 양자화 {vq_loss.item():.4f} 사용된 코드 {len(index.unique())}")

with torch.no_grad():
    error = F.mse_loss(model(test)[0], test)
    base = F.mse_loss(train.mean(0).expand_as(test), test)
print(f"final: r2={1 - (error / base).item():.4f}")
