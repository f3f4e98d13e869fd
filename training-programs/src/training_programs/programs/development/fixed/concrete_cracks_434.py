"""Mark the pixels of hairline cracks in photographs of concrete (32 x 32)."""
import torch
import torch.nn as nn


def photographs(n, g, side=32):
    pictures, masks = [], []
    rough = torch.nn.functional.avg_pool2d(torch.randn(n, 1, side + 4, side + 4, generator=g), 5, stride=1)[:, 0] * 3
    for i in range(n):
        mask = torch.zeros(side, side)
        row = torch.rand(1, generator=g).item() * side
        slope = torch.randn(1, generator=g).item() * 0.4
        for col in range(side):
            row += slope + 0.6 * torch.randn(1, generator=g).item()
            if 0 <= row < side:
                mask[int(row), col] = 1
        if torch.rand(1, generator=g).item() < 0.5:
            mask = mask.t()
        pictures.append(rough[i] * 0.6 + 0.7 * torch.randn(side, side, generator=g) - 1.15 * mask)
        masks.append(mask)
    return torch.stack(pictures)[:, None], torch.stack(masks)[:, None]


class CrackNet(nn.Module):
    def __init__(self, width=12):
        super().__init__()
        self.enter = nn.Conv2d(1, width, 3, padding=1)
        self.wide = nn.Conv2d(width, width, 3, padding=2, dilation=2)
        self.wider = nn.Conv2d(width, width, 3, padding=4, dilation=4)
        self.leave = nn.Conv2d(2 * width, 1, 1)

    def forward(self, x):
        near = torch.relu(self.enter(x))
        far = torch.relu(self.wider(torch.relu(self.wide(near))))
        return self.leave(torch.cat([near, far], dim=1))


class Trainer:
    def __init__(self, net, lr):
        self.net = net
        self.optimizer = torch.optim.RMSprop(net.parameters(), lr=lr)
        self.loss = nn.BCEWithLogitsLoss(pos_weight=torch.tensor(25.0))

    def fit(self, pictures, masks, epochs, batch=16):
        for epoch in range(epochs):
            running = 0.0
            for rows in torch.randperm(len(pictures)).split(batch):
                self.optimizer.zero_grad()
                loss = self.loss(self.net(pictures[rows]), masks[rows])
                loss.backward()
                self.optimizer.step()
                running += loss.item() * len(rows) / len(pictures)
            print(f"epoch {epoch}: {running:.4f}")

    @torch.no_grad()
    def score(self, pictures, masks):
        found = self.net(pictures) > 0
        crack = masks.bool()
        return (found[crack].float().mean().item() + (~found[~crack]).float().mean().item()) / 2


generator = torch.Generator().manual_seed(434)
torch.manual_seed(434)
train, test = photographs(240, generator), photographs(80, generator)
print(f"share of crack pixels: {train[1].mean():.3f}")
trainer = Trainer(CrackNet(), lr=2e-3)
trainer.fit(*train, epochs=8)
print(f"final: balanced_accuracy={trainer.score(*test):.4f}")
