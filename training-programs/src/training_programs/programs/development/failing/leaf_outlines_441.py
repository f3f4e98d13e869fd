"""A variational autoencoder of leaf outlines (64 radii around the stalk), to draw new ones later."""
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader


def outlines(n, g):
    angle = torch.linspace(0, 2 * torch.pi, 65)[:-1]
    draw = lambda lo, hi: lo + (hi - lo) * torch.rand(n, 1, generator=g)
    length, lobes, depth, tilt = draw(0.8, 1.6), torch.randint(2, 6, (n, 1), generator=g), draw(0, 0.45), draw(-0.6, 0.6)
    teeth = draw(0, 0.12)
    radius = length * (1 + 0.5 * torch.cos(angle - tilt)) * (1 + depth * torch.cos(lobes * (angle - tilt)))
    return radius + teeth * torch.sin(24 * angle) + 0.03 * torch.randn(n, 64, generator=g)


class VAE(nn.Module):
    def __init__(self, latent=6):
        super().__init__()
        self.fc1 = nn.Linear(64, 96)
        self.fc21 = nn.Linear(96, latent)
        self.fc22 = nn.Linear(96, latent)
        self.fc3 = nn.Linear(latent, 96)
        self.fc4 = nn.Linear(96, 64)

    def encode(self, x):
        h = F.relu(self.fc1(x))
        return self.fc21(h), self.fc22(h)

    def reparameterize(self, mu, logvar):
        return mu + torch.randn_like(mu) * torch.exp(0.5 * logvar)

    def decode(self, z):
        return self.fc4(F.relu(self.fc3(z)))

    def forward(self, x):
        mu, logvar = self.encode(x)
        return self.decode(self.reparameterize(mu, logvar)), mu, logvar


def loss_function(recon_x, x, mu, logvar):
    reconstruction = F.mse_loss(recon_x, x)
    # see Appendix B of Kingma and Welling, 2014
    KLD = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return reconstruction + KLD


torch.manual_seed(441)
leaves = outlines(2600, torch.Generator().manual_seed(441))
leaves = (leaves - leaves.mean()) / leaves.std()
train, test = leaves[:2000], leaves[2000:]

model = VAE()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
for epoch in range(1, 21):
    model.train()
    train_loss = 0.0
    for data in DataLoader(train, batch_size=50, shuffle=True):
        optimizer.zero_grad()
        recon, mu, logvar = model(data)
        loss = loss_function(recon, data, mu, logvar)
        loss.backward()
        train_loss += loss.item()
        optimizer.step()
    if epoch % 5 == 0:
        print(f"====> Epoch: {epoch} Average loss: {train_loss / len(train):.4f}")

model.eval()
with torch.no_grad():
    mu, _ = model.encode(test)
    error = F.mse_loss(model.decode(mu), test).item()
print(f"final: r2={1 - error / (test - test.mean(0)).pow(2).mean().item():.4f}")
