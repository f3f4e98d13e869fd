"""Film ratings with one network for viewers and one for films (two towers), each with its own optimizer."""
import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(246)

VIEWERS, FILMS, RATINGS = 150, 100, 8000


def tower(n, dim=16):
    return nn.Sequential(nn.Embedding(n, 24), nn.Linear(24, 32), nn.ReLU(), nn.Linear(32, dim))


# ratings from hidden tastes
taste, style = torch.randn(VIEWERS, 4), torch.randn(FILMS, 4)
mood, fame = 0.5 * torch.randn(VIEWERS), 0.7 * torch.randn(FILMS)
who = torch.randint(0, VIEWERS, (RATINGS,))
what = torch.randint(0, FILMS, (RATINGS,))
stars = (taste[who] * style[what]).sum(1) / 2 + mood[who] + fame[what] + 0.3 * torch.randn(RATINGS)
stars = (stars - stars.mean()) / stars.std()
split = 7000


class TwoTowers(nn.Module):
    def __init__(self):
        super().__init__()
        self.viewer = tower(VIEWERS)
        self.film = tower(FILMS)

    def forward(self, who, what):
        return (self.viewer(who) * self.film(what)).sum(-1)


class Trainer:
    def __init__(self, model):
        self.model = model
        self.opt_viewer = torch.optim.SGD(model.viewer.parameters(), lr=0.05, momentum=0.9)
        self.opt_film = torch.optim.SGD(model.film.parameters(), lr=0.05, momentum=0.9)

    def zero_grad(self):
        self.opt_viewer.zero_grad()
        self.opt_film.zero_grad()

    def step(self):
        self.opt_viewer.step()
        self.opt_film.step()

    def run_epoch(self, batch_size=100):
        self.model.train()
        losses = []
        for rows in torch.randperm(split).split(batch_size):
            self.zero_grad()
            loss = F.mse_loss(self.model(who[rows], what[rows]), stars[rows])
            loss.backward()
            self.step()
            losses.append(loss.item())
        return sum(losses) / len(losses)

    @torch.no_grad()
    def evaluate(self):
        self.model.eval()
        held = stars[split:]
        error = F.mse_loss(self.model(who[split:], what[split:]), held)
        return 1 - (error / held.var()).item()


trainer = Trainer(TwoTowers())
for epoch in range(1, 31):
    loss = trainer.run_epoch()
    if epoch % 5 == 0:
        print(f"{epoch:3d} train {loss:.4f} test r2 {trainer.evaluate():.4f}")
print(f"final: r2={trainer.evaluate():.4f}")
