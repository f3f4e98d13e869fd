"""Predict how players rate board games: latent factors of players and games (a notebook as a script)."""
# %%
import torch
from torch import nn

torch.manual_seed(829)
PLAYERS, GAMES, TASTES = 260, 140, 5

# %% ratings: taste of the player times character of the game, plus likes of their own
taste = torch.randn(PLAYERS, TASTES)
character = torch.randn(GAMES, TASTES) / TASTES**0.5
table = 6.5 + 1.3 * taste @ character.T
table = table + 0.5 * torch.randn(PLAYERS, 1) + 0.6 * torch.randn(1, GAMES) + 0.25 * torch.randn(PLAYERS, GAMES)
player, game = torch.where(torch.rand(PLAYERS, GAMES) < 0.55)
rating = table[player, game]
mix = torch.randperm(len(rating))
player, game, rating = player[mix], game[mix], rating[mix]
held = len(rating) // 6
print(len(rating), "ratings, of which", held, "are held out")


# %%
class LatentFactors(nn.Module):
    def __init__(self, players, games, size, average):
        super().__init__()
        self.player_factors = nn.Embedding(players, size)
        self.game_factors = nn.Embedding(games, size)
        self.player_bias = nn.Embedding(players, 1)
        self.game_bias = nn.Embedding(games, 1)
        self.average = nn.Parameter(torch.tensor(float(average)))
        for table in (self.player_factors, self.game_factors):
            nn.init.normal_(table.weight, std=0.1)
        for table in (self.player_bias, self.game_bias):
            nn.init.zeros_(table.weight)

    def forward(self, player, game):
        match = (self.player_factors(player) * self.game_factors(game)).sum(1)
        return self.average + self.player_bias(player)[:, 0] + self.game_bias(game)[:, 0] + match


model = LatentFactors(PLAYERS, GAMES, 8, rating[held:].mean())
optimizer = torch.optim.Adam(model.parameters(), lr=0.01, weight_decay=1e-5)
schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=15)


# %%
@torch.no_grad()
def explained(rows):
    error = (model(player[rows], game[rows]) - rating[rows]).pow(2).mean()
    return 1 - (error / rating[rows].var()).item()


test_rows, train_rows = torch.arange(held), torch.arange(held, len(rating))
for epoch in range(15):
    squared = 0.0
    for rows in train_rows[torch.randperm(len(train_rows))].split(200):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(player[rows], game[rows]), rating[rows])
        loss.backward()
        optimizer.step()
        squared += loss.item() * len(rows)
    schedule.step()
    print(f"pass {epoch + 1:2d}  mse {squared / len(train_rows):.3f}  r2 on held-out ratings {explained(test_rows):.3f}")

# %%
print(f"r2 on training ratings {explained(train_rows):.3f}")
print(f"final: r2={explained(test_rows):.4f}")
