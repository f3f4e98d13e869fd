import math
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn


@dataclass
class ModelConfig:
    hidden: list[int] = field(default_factory=lambda: [96, 96, 48])
    activation: type[nn.Module] = nn.GELU
    output_activation: type[nn.Module] = nn.Identity


@dataclass
class TrainConfig:
    seed: int = 228
    samples: int = 4000
    steps: int = 900
    batch_size: int = 128
    lr: float = 3e-3
    weight_decay: float = 1e-5
    model: ModelConfig = field(default_factory=ModelConfig)


def build_model(n_in: int, n_out: int, cfg: ModelConfig) -> nn.Sequential:
    sizes = [n_in, *cfg.hidden, n_out]
    layers: list[nn.Module] = []
    for j in range(len(sizes) - 1):
        act = cfg.activation if j > len(sizes) - 2 else cfg.output_activation
        layers += [nn.Linear(sizes[j], sizes[j + 1]), act()]
    return nn.Sequential(*layers)


def forward_kinematics(q: Tensor) -> Tensor:
    """Tip of an arm with three joints in the plane, links of 1.0, 0.7 and 0.4."""
    a, b, c = q[:, 0], q[:, 0] + q[:, 1], q[:, 0] + q[:, 1] + q[:, 2]
    x = a.cos() + 0.7 * b.cos() + 0.4 * c.cos()
    y = a.sin() + 0.7 * b.sin() + 0.4 * c.sin()
    return torch.stack([x, y], dim=1)


def main(cfg: TrainConfig) -> None:
    torch.manual_seed(cfg.seed)
    q = (torch.rand(cfg.samples, 3) * 2 - 1) * torch.tensor([math.pi, 2.0, 1.5])
    tip = forward_kinematics(q) + 0.02 * torch.randn(cfg.samples, 2)
    cut = int(0.85 * cfg.samples)
    model = build_model(3, 2, cfg.model)
    opt = torch.optim.AdamW(model.parameters(), lr=cfg.lr, weight_decay=cfg.weight_decay)
    sched = torch.optim.lr_scheduler.LinearLR(opt, 1.0, 0.05, total_iters=cfg.steps)
    for step in range(cfg.steps):
        idx = torch.randint(0, cut, (cfg.batch_size,))
        loss = nn.functional.mse_loss(model(q[idx]), tip[idx])
        opt.zero_grad(set_to_none=True)
        loss.backward()
        opt.step()
        sched.step()
        if step % 150 == 0:
            print(f"step {step:4d} loss {loss.item():.4f}")
    model.eval()
    with torch.inference_mode():
        mse = (model(q[cut:]) - tip[cut:]).pow(2).mean(0)
        r2 = (1 - mse / tip[cut:].var(0)).mean()
    print(f"final: r2={r2.item():.4f}")


if __name__ == "__main__":
    main(TrainConfig())
