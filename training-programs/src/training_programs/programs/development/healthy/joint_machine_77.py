"""A restricted Boltzmann machine over digits and their labels, by contrastive divergence; it classifies by free energy."""
import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch import nn


class JointRBM(nn.Module):
    def __init__(self, pixels=64, classes=10, hidden=120):
        super().__init__()
        self.pixels, self.classes = pixels, classes
        self.W = nn.Parameter(0.05 * torch.randn(pixels + classes, hidden))
        self.visible = nn.Parameter(torch.zeros(pixels + classes))
        self.hidden = nn.Parameter(torch.zeros(hidden))

    def up(self, v):
        return torch.sigmoid(v @ self.W + self.hidden)

    def down(self, h):
        field = h @ self.W.T + self.visible
        image = torch.sigmoid(field[:, : self.pixels])
        label = torch.softmax(field[:, self.pixels :], dim=1)
        return image, label

    def free_energy(self, v):
        return -(v @ self.visible) - F.softplus(v @ self.W + self.hidden).sum(1)

    def negative(self, h, steps):
        for _ in range(steps):
            image, label = self.down(torch.bernoulli(h))
            picked = F.one_hot(torch.multinomial(label, 1).squeeze(1), self.classes).float()
            v = torch.cat([torch.bernoulli(image), picked], 1)
            h = self.up(v)
        return v, h

    def classify(self, images):
        energies = []
        for k in range(self.classes):
            label = F.one_hot(torch.full((len(images),), k), self.classes).float()
            energies.append(self.free_energy(torch.cat([images, label], 1)))
        return torch.stack(energies, 1).argmin(1)


@torch.no_grad()
def main():
    torch.manual_seed(77)
    digits = load_digits()
    images = (torch.tensor(digits.data, dtype=torch.float32) > 7).float()
    labels = torch.tensor(digits.target)
    order = torch.randperm(len(labels))
    images, labels = images[order], labels[order]
    visible = torch.cat([images, F.one_hot(labels, 10).float()], 1)
    cut = 1400

    rbm = JointRBM()
    share = visible[:cut].mean(0).clamp(0.01, 0.99)
    rbm.visible.copy_((share / (1 - share)).log())
    optimizer = torch.optim.SGD(rbm.parameters(), lr=0.1, momentum=0.5, weight_decay=1e-4)
    for epoch in range(60):
        optimizer.param_groups[0]["momentum"] = 0.5 if epoch < 5 else 0.8
        wrong = 0.0
        for rows in torch.randperm(cut).split(50):
            data = visible[:cut][rows]
            positive = rbm.up(data)
            model, negative = rbm.negative(positive, steps=1)
            rbm.W.grad = -(data.T @ positive - model.T @ negative) / len(rows)
            rbm.visible.grad = -(data - model).mean(0)
            rbm.hidden.grad = -(positive - negative).mean(0)
            optimizer.step()
            wrong += (data - model).abs().mean().item() * len(rows) / cut
        if epoch % 10 == 9:
            accuracy = (rbm.classify(images[:cut]) == labels[:cut]).float().mean().item()
            print(f"epoch {epoch + 1}: reconstruction error {wrong:.4f}, train accuracy {accuracy:.3f}")

    accuracy = (rbm.classify(images[cut:]) == labels[cut:]).float().mean().item()
    print(f"final: accuracy={accuracy:.4f}")


if __name__ == "__main__":
    main()
