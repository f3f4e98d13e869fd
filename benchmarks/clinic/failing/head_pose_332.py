# Head pose from 2-D landmarks: which rotation does a face have, given fourteen image points?
# The network adds to the frontal pose; six numbers become a rotation by Gram-Schmidt (Zhou et al. 2019).
import math

import torch
import torch.nn.functional as F
from torch import nn

SEED = 332
N_TRAIN, N_TEST = 3000, 600
FACE = torch.tensor(
    [
        [-0.9, 0.6, -0.3], [-0.45, 0.65, 0.0], [-0.2, 0.6, 0.05], [0.2, 0.6, 0.05], [0.45, 0.65, 0.0], [0.9, 0.6, -0.3],
        [0.0, 0.4, 0.3], [0.0, 0.0, 0.7], [-0.2, -0.1, 0.35], [0.2, -0.1, 0.35],
        [-0.4, -0.5, 0.15], [0.4, -0.5, 0.15], [0.0, -0.55, 0.35], [0.0, -1.1, 0.1],
    ]
)  # fmt: skip


def rotation(yaw, pitch, roll):
    zero, one = torch.zeros_like(yaw), torch.ones_like(yaw)

    def matrix(*rows):
        return torch.stack([torch.stack(row, -1) for row in rows], -2)

    about_y = matrix((yaw.cos(), zero, yaw.sin()), (zero, one, zero), (-yaw.sin(), zero, yaw.cos()))
    about_x = matrix((one, zero, zero), (zero, pitch.cos(), -pitch.sin()), (zero, pitch.sin(), pitch.cos()))
    about_z = matrix((roll.cos(), -roll.sin(), zero), (roll.sin(), roll.cos(), zero), (zero, zero, one))
    return about_z @ about_x @ about_y


def record(n):
    """Every tenth picture is from the calibration sessions, in which people look straight into the camera."""
    angles = torch.randn(n, 3) * torch.tensor([0.6, 0.35, 0.25])
    angles[::10] = 0.0
    rotations = rotation(*angles.T)
    points = torch.einsum("nij,kj->nki", rotations, FACE) + 0.03 * torch.randn(n, len(FACE), 3)
    camera = 4.0 / (4.0 - points[..., 2:])
    return points[..., :2] * camera, rotations


class PoseNet(nn.Module):
    def __init__(self, width=96):
        super().__init__()
        self.body = nn.Sequential(
            nn.Flatten(), nn.Linear(2 * len(FACE), width), nn.SiLU(), nn.Linear(width, width), nn.SiLU()
        )
        self.offset = nn.Linear(width, 6)
        nn.init.zeros_(self.offset.weight)
        nn.init.zeros_(self.offset.bias)
        self.register_buffer("frontal", torch.tensor([1.0, 0.0, 0.0, 0.0, 1.0, 0.0]))

    def forward(self, points):
        six = self.frontal + self.offset(self.body(points))
        a, b = six[:, :3], six[:, 3:]
        x = F.normalize(a, dim=1)
        y = F.normalize(b - (x * b).sum(1, keepdim=True) * x, dim=1)
        return torch.stack([x, y, torch.linalg.cross(x, y)], dim=2)


def geodesic(predicted, true):
    """The angle by which one would have to turn on."""
    trace = torch.einsum("nij,nij->n", predicted, true)
    cosine = ((trace - 1) / 2).clamp(-1, 1)
    return torch.acos(cosine)


def main():
    torch.manual_seed(SEED)
    points, rotations = record(N_TRAIN)
    test_points, test_rotations = record(N_TEST)
    net = PoseNet()
    optimizer = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=1e-4)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=16)
    for epoch in range(16):
        net.train()
        angles = []
        for rows in torch.randperm(N_TRAIN).split(100):
            angle = geodesic(net(points[rows]), rotations[rows])
            loss = angle.mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            angles.append(loss.item())
        scheduler.step()
        if epoch % 4 == 3:
            print(f"epoch {epoch + 1}: {math.degrees(sum(angles) / len(angles)):.2f} degrees")

    net.eval()
    with torch.no_grad():
        error = geodesic(net(test_points), test_rotations).mean().item()
    print(f"test: {math.degrees(error):.2f} degrees")
    print(f"final: loss={error:.4f}")


if __name__ == "__main__":
    main()
