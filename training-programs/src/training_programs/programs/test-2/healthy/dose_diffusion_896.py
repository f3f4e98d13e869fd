"""Conditional diffusion model: the response of a sensor to a dose.

The network predicts the noise that was mixed into a response; drawing samples for
unseen doses and averaging them must give the true mean response.
"""
import math

import torch
from torch import nn

STEPS = 40


def measure(dose):
    """Response with a spread that grows with the dose; also the true mean."""
    mean = torch.tanh(1.5 * dose) + 0.5 * torch.sin(4 * dose)
    return mean + (0.1 + 0.1 * (dose + 1)) * torch.randn_like(dose), mean


class Schedule:
    """Cosine schedule of the share of signal left after every step."""

    def __init__(self):
        t = torch.arange(STEPS + 1) / STEPS
        level = torch.cos((t + 0.01) / 1.01 * math.pi / 2) ** 2
        self.keep = (level / level[0]).clamp(min=1e-4)
        self.beta = (1 - self.keep[1:] / self.keep[:-1]).clamp(max=0.95)

    def mix(self, clean, noise, step):
        keep = self.keep[step][:, None]
        return keep.sqrt() * clean + (1 - keep).sqrt() * noise


class NoisePredictor(nn.Module):
    def __init__(self, width=96):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(2 + 6, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, 1)
        )

    def forward(self, y, dose, step):
        angle = step[:, None] / STEPS * math.pi * torch.tensor([0.5, 1.0, 2.0])
        return self.net(torch.cat([y, dose, angle.sin(), angle.cos()], dim=1))


@torch.no_grad()
def sample(model, schedule, dose):
    y = torch.randn_like(dose)
    for step in range(STEPS, 0, -1):
        beta, keep = schedule.beta[step - 1], schedule.keep[step]
        noise = model(y, dose, torch.full((len(y),), step))
        y = (y - beta / (1 - keep).sqrt() * noise) / (1 - beta).sqrt()
        if step > 1:
            y = y + beta.sqrt() * torch.randn_like(y)
    return y


def main(updates=2500, batch=256):
    torch.manual_seed(896)
    dose = torch.rand(4000, 1) * 2 - 1
    response, _ = measure(dose)
    schedule, model = Schedule(), NoisePredictor()
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    decay = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, updates)
    smooth = 1.0
    for update in range(1, updates + 1):
        rows = torch.randint(len(dose), (batch,))
        step = torch.randint(1, STEPS + 1, (batch,))
        noise = torch.randn(batch, 1)
        noisy = schedule.mix(response[rows], noise, step)
        loss = (model(noisy, dose[rows], step) - noise).pow(2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        decay.step()
        smooth += 0.02 * (loss.item() - smooth)
        if update % 500 == 0:
            print(f"update {update}: noise loss {smooth:.4f}")

    fresh = torch.rand(150, 1) * 2 - 1
    _, truth = measure(fresh)
    drawn = sample(model, schedule, fresh.repeat(40, 1)).view(40, 150, 1).mean(0)
    r2 = 1 - (drawn - truth).pow(2).sum() / (truth - truth.mean()).pow(2).sum()
    print(f"final: r2={r2.item():.4f}")


if __name__ == "__main__":
    main()
