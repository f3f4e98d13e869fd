# %% [markdown]
# # Sparse non-negative codes of handwritten digits
# A convolution-free version of the sparse coding exercise: unrolled ISTA with learned matrices.

# %%
import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(234)

# %%
images = load_digits().data.astype("float32") / 16
train, test = train_test_split(images, test_size=0.25, random_state=0)
mean = train.mean(0)
train, test = torch.from_numpy(train - mean), torch.from_numpy(test - mean)
loader = DataLoader(TensorDataset(train), batch_size=64, shuffle=True)


# %%
class UnrolledCoder(nn.Module):
    """z <- relu(z W_z + x W_x - theta), a few times; the picture is read from the last z."""

    def __init__(self, n_pixels=64, n_atoms=96, n_iter=3, theta=4.0):
        super().__init__()
        self.n_iter = n_iter
        self.analyse = nn.Linear(n_pixels, n_atoms, bias=False)
        self.inhibit = nn.Linear(n_atoms, n_atoms, bias=False)
        self.theta = nn.Parameter(torch.full((n_atoms,), theta))
        self.synth = nn.Linear(n_atoms, n_pixels)
        nn.init.kaiming_normal_(self.analyse.weight)
        nn.init.normal_(self.inhibit.weight, std=0.02)

    def encode(self, x):
        drive = self.analyse(x)
        z = torch.relu(drive - self.theta)
        for _ in range(self.n_iter - 1):
            z = torch.relu(drive + self.inhibit(z) - self.theta)
        return z

    def forward(self, x):
        z = self.encode(x)
        return self.synth(z), z


# %%
net = UnrolledCoder()
opt = torch.optim.Adam(net.parameters(), lr=2e-3)
l1 = 1e-4

for epoch in range(25):
    total = 0.0
    for (x,) in loader:
        recon, code = net(x)
        loss = ((recon - x) ** 2).mean() + l1 * code.mean()
        opt.zero_grad()
        loss.backward()
        opt.step()
        total += loss.item() * len(x)
    if epoch % 4 == 0:
        print(f"epoch {epoch:2d}  objective {total / len(train):.5f}")

# %%
with torch.no_grad():
    recon, code = net(test)
    r2 = 1 - ((recon - test) ** 2).sum() / ((test - train.mean(0)) ** 2).sum()
print(f"active per picture: {(code > 0).float().sum(1).mean().item():.1f} of {code.shape[1]}")
print(f"final: r2={r2.item():.4f}")
