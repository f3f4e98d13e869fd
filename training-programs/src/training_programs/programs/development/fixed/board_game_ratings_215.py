import torch
from torch import nn

torch.manual_seed(215)
PLAYERS, GAMES, RATINGS = 300, 200, 9000

# ratings = taste of the player x character of the game, plus how strict the player and how good the game is
taste, character = torch.randn(PLAYERS, 3), torch.randn(GAMES, 3)
strict, good = 0.5 * torch.randn(PLAYERS), 0.7 * torch.randn(GAMES)
who = torch.randint(PLAYERS, (RATINGS,))
what = torch.randint(GAMES, (RATINGS,))
stars = 6.5 + strict[who] + good[what] + 0.6 * (taste[who] * character[what]).sum(1) + 0.5 * torch.randn(RATINGS)
cut = int(0.8 * RATINGS)


class Factors(nn.Module):
    """Biases and a product of factors (Koren, Bell & Volinsky 2009)."""

    def __init__(self, n_users, n_items, rank, mean):
        super().__init__()
        self.user, self.item = nn.Embedding(n_users, rank), nn.Embedding(n_items, rank)
        self.user_bias, self.item_bias = nn.Embedding(n_users, 1), nn.Embedding(n_items, 1)
        self.mean = mean
        for table in (self.user, self.item):
            nn.init.normal_(table.weight, std=0.1)
        for table in (self.user_bias, self.item_bias):
            nn.init.zeros_(table.weight)

    def forward(self, user, item):
        dot = (self.user(user) * self.item(item)).sum(1)
        return self.mean + self.user_bias(user).squeeze(1) + self.item_bias(item).squeeze(1) + dot


model = Factors(PLAYERS, GAMES, rank=3, mean=stars[:cut].mean().item())
optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)


def r2(rows):
    with torch.no_grad():
        rest = stars[rows] - model(who[rows], what[rows])
    return 1 - (rest.square().mean() / stars[rows].var(unbiased=False)).item()


for epoch in range(1, 31):
    for idx in torch.randperm(cut).split(120):
        loss = nn.functional.mse_loss(model(who[idx], what[idx]), stars[idx])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    if epoch % 5 == 0:
        print(f"epoch {epoch:2d}  seen {r2(slice(0, cut)):.3f}  unseen {r2(slice(cut, None)):.3f}")
print(f"final: r2={r2(slice(cut, None)):.4f}")
