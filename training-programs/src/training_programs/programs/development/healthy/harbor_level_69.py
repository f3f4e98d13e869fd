"""A Gaussian process through 24 measurements: kernel parameters by the marginal likelihood, everything in one batch."""
import math

import torch


class Kernel(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.log_height = torch.nn.Parameter(torch.zeros(()))
        self.log_length = torch.nn.Parameter(torch.tensor(1.5))
        self.log_period = torch.nn.Parameter(torch.tensor(math.log(11.0)))
        self.log_wiggle = torch.nn.Parameter(torch.zeros(()))
        self.log_noise = torch.nn.Parameter(torch.tensor(-1.0))

    def forward(self, a, b):
        gap = a[:, None] - b[None, :]
        slow = torch.exp(-0.5 * (gap / (4 * self.log_length.exp())) ** 2)
        tide = torch.exp(-2 * (torch.sin(math.pi * gap / self.log_period.exp()) / self.log_wiggle.exp()) ** 2)
        return self.log_height.exp() ** 2 * slow * tide

    def noise(self, n):
        return (self.log_noise.exp() ** 2 + 1e-6) * torch.eye(n, dtype=torch.float64)


def negative_log_likelihood(kernel, t, y):
    cov = kernel(t, t) + kernel.noise(len(t))
    chol = torch.linalg.cholesky(cov)
    alpha = torch.cholesky_solve(y[:, None], chol).squeeze(1)
    return 0.5 * y @ alpha + chol.diagonal().log().sum() + 0.5 * len(t) * math.log(2 * math.pi)


def predict(kernel, t, y, where):
    cov = kernel(t, t) + kernel.noise(len(t))
    return kernel(where, t) @ torch.linalg.solve(cov, y)


def level(t):
    return (1 + 0.006 * t) * torch.sin(2 * math.pi * t / 12.4) * 0.3 + 0.1 * torch.sin(4 * math.pi * t / 12.4 + 1)


def main():
    torch.manual_seed(69)
    torch.set_default_dtype(torch.float64)
    t = (60 * torch.rand(24)).sort().values
    y = level(t) + 0.02 * torch.randn(24)
    kernel = Kernel().double()
    optimizer = torch.optim.Adam(kernel.parameters(), lr=0.03)
    for step in range(1, 301):
        loss = negative_log_likelihood(kernel, t, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step % 50 == 0:
            print(f"step {step}: {loss.item():8.3f}, period {kernel.log_period.exp().item():.2f} h")

    where = torch.linspace(1, 59, 200)
    with torch.no_grad():
        error = (predict(kernel, t, y, where) - level(where)).pow(2).mean()
    print(f"final: r2={1 - (error / level(where).var(unbiased=False)).item():.4f}")


if __name__ == "__main__":
    main()
