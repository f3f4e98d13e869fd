# %% Lesion segmentation on simulated ultrasound frames
import torch
from torch import nn
from torch.nn import functional as F

torch.manual_seed(848)
N = 24

# %% data: a dark frame with speckle, one or two bright lesions
def frames(count):
    axis = torch.arange(N).float()
    mask = torch.zeros(count, N, N, dtype=torch.bool)
    for which in range(2):
        cy, cx = 4 + (N - 8) * torch.rand(2, count, 1, 1)
        r = 1.3 + 1.2 * torch.rand(count, 1, 1)
        disc = (axis[None, :, None] - cy) ** 2 + (axis[None, None, :] - cx) ** 2 < r**2
        shown = torch.ones(count, 1, 1, dtype=torch.bool) if which == 0 else torch.rand(count, 1, 1) < 0.4
        mask |= disc & shown
    image = 1.2 * mask.float() + 0.45 * torch.randn(count, N, N)
    return image[:, None], mask[:, None].float()


x_train, y_train = frames(500)
x_test, y_test = frames(200)
print("lesion pixels:", round(y_train.mean().item(), 4))

# %% model
class SmallUNet(nn.Module):
    def __init__(self, c=12):
        super().__init__()
        self.down = nn.Sequential(nn.Conv2d(1, c, 3, padding=1), nn.ReLU(), nn.Conv2d(c, c, 3, padding=1), nn.ReLU())
        self.deep = nn.Sequential(nn.Conv2d(c, 2 * c, 3, padding=1), nn.ReLU())
        self.up = nn.ConvTranspose2d(2 * c, c, 2, stride=2)
        self.last = nn.Sequential(nn.Conv2d(2 * c, c, 3, padding=1), nn.ReLU(), nn.Conv2d(c, 1, 1))

    def forward(self, x):
        fine = self.down(x)
        coarse = self.up(self.deep(F.max_pool2d(fine, 2)))
        return self.last(torch.cat([fine, coarse], 1))


def iou(net, x, y, level=0.5):
    with torch.no_grad():
        found = torch.sigmoid(net(x)) > level
    y = y > 0.5
    return ((found & y).sum() / (found | y).sum()).item()


# %% training
net = SmallUNet()
opt = torch.optim.Adam(net.parameters(), lr=2e-3)
crit = nn.BCEWithLogitsLoss()
for epoch in range(10):
    loss_sum = 0.0
    for rows in torch.randperm(len(x_train)).split(20):
        opt.zero_grad()
        loss = crit(net(x_train[rows]), y_train[rows])
        loss.backward()
        opt.step()
        loss_sum += loss.item()
    print(f"epoch {epoch} loss {loss_sum / 25:.4f} test iou {iou(net, x_test, y_test):.3f}")

# %% result
print(f"final: iou={iou(net, x_test, y_test):.4f}")
