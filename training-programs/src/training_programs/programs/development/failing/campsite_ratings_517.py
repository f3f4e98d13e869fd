# Campsite recommender: who would give which campsite how many stars?
# Matrix factorization with biases, stars squeezed into 1..5 by a sigmoid.
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset

N_CAMPERS, N_SITES, N_RATINGS = 300, 180, 24_000
STARS_LOW, STARS_HIGH = 0.8, 5.2


def load_ratings(seed=17):
    rng = np.random.default_rng(seed)
    taste = rng.normal(size=(N_CAMPERS, 3))
    offer = rng.normal(size=(N_SITES, 3))
    mild = 0.5 * rng.normal(size=N_CAMPERS)
    good = 0.5 * rng.normal(size=N_SITES)
    pairs = rng.choice(N_CAMPERS * N_SITES, size=N_RATINGS, replace=False)
    camper, site = pairs // N_SITES, pairs % N_SITES
    liking = (taste[camper] * offer[site]).sum(1) / np.sqrt(3) + mild[camper] + good[site]
    stars = 1 + 4 / (1 + np.exp(-1.4 * liking)) + 0.25 * rng.normal(size=N_RATINGS)
    return torch.from_numpy(camper), torch.from_numpy(site), torch.from_numpy(stars.clip(1, 5)).float()


class CampsiteMF(nn.Module):
    def __init__(self, dim=64):
        super().__init__()
        self.camper = nn.Embedding(N_CAMPERS, dim)
        self.site = nn.Embedding(N_SITES, dim)
        self.camper_bias = nn.Embedding(N_CAMPERS, 1)
        self.site_bias = nn.Embedding(N_SITES, 1)
        nn.init.zeros_(self.camper_bias.weight)
        nn.init.zeros_(self.site_bias.weight)

    def forward(self, camper, site):
        score = (self.camper(camper) * self.site(site)).sum(-1)
        score = score + self.camper_bias(camper).squeeze(-1) + self.site_bias(site).squeeze(-1)
        return STARS_LOW + (STARS_HIGH - STARS_LOW) * torch.sigmoid(score)


def main():
    torch.manual_seed(517)
    camper, site, stars = load_ratings()
    cut = int(0.85 * N_RATINGS)
    train = TensorDataset(camper[:cut], site[:cut], stars[:cut])
    loader = DataLoader(train, batch_size=256, shuffle=True)
    model = CampsiteMF()
    optimizer = torch.optim.Adam(model.parameters(), lr=5e-3, weight_decay=2e-5)
    for epoch in range(6):
        model.train()
        total = 0.0
        for c, s, y in loader:
            optimizer.zero_grad()
            loss = F.mse_loss(model(c, s), y)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)
        model.eval()
        with torch.no_grad():
            mse = F.mse_loss(model(camper[cut:], site[cut:]), stars[cut:])
        print(f"epoch {epoch + 1:2d}: train mse {total / cut:.4f}, held-out mse {mse.item():.4f}")
    r2 = 1 - mse / stars[cut:].var(unbiased=False)
    print(f"final: r2={r2.item():.4f}")


if __name__ == "__main__":
    main()
