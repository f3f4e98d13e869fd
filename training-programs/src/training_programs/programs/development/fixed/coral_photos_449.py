# %% [markdown]
# Coral health from reef photos. Few photos have labels, so the encoder first learns which way is up (four turns);
# then a new head is trained on it, and at last everything together.

# %%
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(449)


def photos(n):
    """A reef from above: light falls from the top; ill coral has many small white spots, healthy coral few large ones."""
    grid = torch.linspace(-1, 1, 20)
    y, x = torch.meshgrid(grid, grid, indexing="ij")
    state = torch.randint(3, (n,))
    image = 0.4 * (0.5 - y).expand(n, 20, 20).clone() * torch.empty(n, 1, 1).uniform_(0.6, 1.4)
    for i in range(n):
        spots, size = [(3, 0.24), (8, 0.14), (20, 0.08)][int(state[i])]
        for _ in range(spots):
            cx, cy = torch.empty(2).uniform_(-0.9, 0.9)
            image[i] += 0.9 * torch.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * size**2))
    image = image + 0.15 * torch.randn_like(image)
    image = image - image.mean((1, 2), keepdim=True)
    return image[:, None] / image.std(), state


all_images, all_states = photos(1300)
unlabeled, (train_x, train_y) = all_images[:600], (all_images[600:1000], all_states[600:1000])
test_x, test_y = all_images[1000:], all_states[1000:]


# %%
class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 8, 3, padding=1)
        self.conv2 = nn.Conv2d(8, 16, 3, padding=1)
        self.conv3 = nn.Conv2d(16, 16, 3, padding=1)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        return F.avg_pool2d(F.relu(self.conv3(x)), 2).flatten(1)


def fit(net, optimizer, x, y, epochs, title):
    for epoch in range(epochs):
        total = 0.0
        for rows in torch.randperm(len(x)).split(32):
            loss = F.cross_entropy(net(x[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows) / len(x)
    print(f"{title}: loss {total:.4f}")


# %% Which way is up?
turned = torch.cat([torch.rot90(unlabeled, k, (2, 3)) for k in range(4)])
turns = torch.arange(4).repeat_interleave(len(unlabeled))
encoder = Encoder()
pretext = nn.Sequential(encoder, nn.Linear(16 * 4, 4))
fit(pretext, torch.optim.Adam(pretext.parameters(), lr=2e-3), turned, turns, 2, "turns")

# %% A new head on the frozen encoder
for p in encoder.parameters():
    p.requires_grad = False
model = nn.Sequential(encoder, nn.Linear(16 * 4, 3))
fit(model, torch.optim.Adam(model[1].parameters(), lr=1e-3), train_x, train_y, 4, "head")

# %% Everything together
encoder.requires_grad_(True)
optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
fit(model, optimizer, train_x, train_y, 18, "fine-tuning")

# %%
model.eval()
with torch.no_grad():
    accuracy = (model(test_x).argmax(1) == test_y).float().mean().item()
print(f"final: accuracy={accuracy:.4f}")
