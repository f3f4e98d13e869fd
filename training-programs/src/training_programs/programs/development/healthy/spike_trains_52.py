"""A spiking network (leaky integrate-and-fire) tells four rhythms apart; most neurons are silent most of the time."""
import torch
from torch import nn

torch.manual_seed(52)
STEPS, INPUTS, HIDDEN, RHYTHMS = 25, 20, 60, 4


class Spike(torch.autograd.Function):
    """A step forward, the slope of a fast sigmoid backward (Zenke & Ganguli 2018)."""

    @staticmethod
    def forward(ctx, potential):
        ctx.save_for_backward(potential)
        return (potential > 0).float()

    @staticmethod
    def backward(ctx, grad):
        (potential,) = ctx.saved_tensors
        return grad / (1 + 5 * potential.abs()) ** 2


class SpikingNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.inward = nn.Linear(INPUTS, HIDDEN, bias=False)
        self.readout = nn.Linear(HIDDEN, RHYTHMS)
        nn.init.normal_(self.inward.weight, std=0.4)

    def forward(self, spikes):
        membrane = torch.zeros(len(spikes), HIDDEN)
        votes = torch.zeros(len(spikes), RHYTHMS)
        fired = 0.0
        for t in range(spikes.shape[1]):
            membrane = 0.8 * membrane + self.inward(spikes[:, t])
            out = Spike.apply(membrane - 1.0)
            membrane = membrane * (1 - out.detach())
            votes = 0.95 * votes + self.readout(out)
            fired += out.mean().item()
        return votes / 5, fired / spikes.shape[1]


phase = torch.rand(RHYTHMS, INPUTS) * 6.28
speed = torch.rand(RHYTHMS, INPUTS) * 0.8 + 0.3


def listen(n):
    rhythm = torch.randint(RHYTHMS, (n,))
    t = torch.arange(STEPS).view(1, STEPS, 1)
    chance = 0.22 * (1 + torch.sin(phase[rhythm][:, None] + speed[rhythm][:, None] * t))
    return (torch.rand(n, STEPS, INPUTS) < chance).float(), rhythm


x, y = listen(2000)
x_test, y_test = listen(500)
net = SpikingNet()
optimizer = torch.optim.Adamax(net.parameters(), lr=2e-2)
for epoch in range(8):
    for idx in torch.randperm(len(x)).split(50):
        votes, fired = net(x[idx])
        loss = nn.functional.cross_entropy(votes, y[idx])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(f"epoch {epoch}  loss {loss.item():.3f}  share of neurons that fire {fired:.3f}")
with torch.no_grad():
    accuracy = (net(x_test)[0].argmax(1) == y_test).float().mean().item()
print(f"final: accuracy={accuracy:.4f}")
