"""Feedback alignment (Lillicrap et al. 2016): errors travel back through fixed random matrices instead of the weights."""
import argparse

import torch
from sklearn.datasets import load_digits
from torch import nn


class AlignedFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, weight, bias, feedback):
        ctx.save_for_backward(x, feedback)
        return x @ weight.T + bias

    @staticmethod
    def backward(ctx, grad):
        x, feedback = ctx.saved_tensors
        return grad @ feedback, grad.T @ x, grad.sum(0), None


class AlignedLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n_out, n_in) / n_in**0.5)
        self.bias = nn.Parameter(torch.zeros(n_out))
        self.register_buffer("feedback", torch.randn(n_out, n_in) / n_in**0.5)

    def forward(self, x):
        return AlignedFunction.apply(x, self.weight, self.bias, self.feedback)

    def angle(self):
        """Between what backpropagation would use and what is used."""
        cosine = nn.functional.cosine_similarity(self.weight.flatten(), self.feedback.flatten(), dim=0)
        return torch.rad2deg(torch.acos(cosine)).item()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--width", type=int, default=80)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--lr", type=float, default=0.05)
    args = parser.parse_args()

    torch.manual_seed(101)
    x, y = load_digits(return_X_y=True)
    x = torch.tensor(x, dtype=torch.float32) / 8 - 1
    y = torch.tensor(y)
    order = torch.randperm(len(y))
    train, test = order[:1400], order[1400:]

    net = nn.Sequential(
        AlignedLinear(64, args.width), nn.Tanh(), AlignedLinear(args.width, args.width), nn.Tanh(), AlignedLinear(args.width, 10)
    )
    optimizer = torch.optim.SGD(net.parameters(), lr=args.lr, momentum=0.9)
    for epoch in range(args.epochs):
        net.train()
        total = 0.0
        for rows in train[torch.randperm(len(train))].split(50):
            loss = nn.functional.cross_entropy(net(x[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows) / len(train)
        if epoch % 4 == 3:
            print(f"epoch {epoch + 1}: loss {total:.4f}, angles {net[2].angle():.0f} and {net[4].angle():.0f} degrees")

    net.eval()
    with torch.no_grad():
        accuracy = (net(x[test]).argmax(1) == y[test]).float().mean().item()
    print(f"final: accuracy={accuracy:.4f}")


if __name__ == "__main__":
    main()
