# Head pose from 2-D landmarks: which rotation does a face have, given fourteen image points?
# Trained on pairs of neighboring video frames, whose poses should not differ much.
# The network adds to the frontal pose; six numbers become a rotation by Gram-Schmidt (Zhou et al. 2019).
import math

import torch
import torch.nn.functional as F
from torch import nn

SEED = 332
N_TRAIN, N_TEST = 2000, 400
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


def project(rotations):
    points = torch.einsum("nij,kj->nki", rotations, FACE) + 0.03 * torch.randn(len(rotations), len(FACE), 3)
    return points[..., :2] * 4.0 / (4.0 - points[..., 2:])


def record(n):
    """Pairs of frames. In every tenth the tracker had not got a new picture yet and repeats the last one."""
    angles = torch.randn(n, 3) * torch.tensor([0.6, 0.35, 0.25])
    later = angles + 0.04 * torch.randn(n, 3)
    rotations = torch.stack([rotation(*angles.T), rotation(*later.T)], 1)
    points = torch.stack([project(rotations[:, 0]), project(rotations[:, 1])], 1)
    points[::10, 1], rotations[::10, 1] = points[::10, 0], rotations[::10, 0]
    return points, rotations


class PoseNet(nn.Module):
    def __init__(self, width=96):
        super().__init__()
        self.body = nn.Sequential(
            nn.Flatten(), nn.Linear(2 * len(FACE), width), nn.SiLU(), nn.Linear(width, width), nn.SiLU()
        )
        self.offset = nn.Linear(width, 6)
        self.register_buffer("frontal", torch.tensor([1.0, 0.0, 0.0, 0.0, 1.0, 0.0]))

    def forward(self, points):
        six = self.frontal + self.offset(self.body(points))
        a, b = six[:, :3], six[:, 3:]
        x = F.normalize(a, dim=1)
        y = F.normalize(b - (x * b).sum(1, keepdim=True) * x, dim=1)
        return torch.stack([x, y, torch.linalg.cross(x, y)], dim=2)


def geodesic(predicted, true):
    """The angle by which one would have to turn on."""
    trace = torch.einsum("...ij,...ij->...", predicted, true)
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
            predicted = net(points[rows].flatten(0, 1)).view(-1, 2, 3, 3)
            angle = geodesic(predicted, rotations[rows]).mean()
            loss = angle + 0.05 * geodesic(predicted[:, 0], predicted[:, 1]).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            angles.append(angle.item())
        scheduler.step()
        if epoch % 4 == 3:
            print(f"epoch {epoch + 1}: {math.degrees(sum(angles) / len(angles)):.2f} degrees")

    net.eval()
    with torch.no_grad():
        error = geodesic(net(test_points[:, 0]), test_rotations[:, 0]).mean().item()
    print(f"test: {math.degrees(error):.2f} degrees")
    print(f"final: loss={error:.4f}")


if __name__ == "__main__":
    main()
