# %% [markdown]
# Route support tickets of a telescope shop to one of five desks.
# Word vectors come from a general corpus; the shop's own terms are not in it.

# %%
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

rng = np.random.default_rng(905)
torch.manual_seed(905)

COMMON = ("hello my the a is it was please could you i have since when with and on not very new"
          " question order thanks again still yesterday help want know about").split()  # fmt: skip
DESKS = {
    "optics": ["barlow", "dielectric", "coma", "collimation", "eyepiece", "reticle"],
    "mounts": ["altaz", "equatorial", "goto", "worm", "dovetail", "backlash"],
    "cameras": ["cmos", "amp-glow", "binning", "guider", "debayer", "readout"],
    "domes": ["shutter", "azimuth", "rotator", "slit", "weatherseal", "encoder"],
    "billing": ["vat", "iban", "proforma", "incoterm", "refund", "creditnote"],
}
TERMS = [t for words in DESKS.values() for t in words]
VOCAB = {w: n for n, w in enumerate(["<pad>"] + COMMON + TERMS)}
SIZE, LENGTH = 32, 16

# %%
# general-purpose vectors: random stand-ins for the common words, zeros where the corpus lacks the word
general = {w: rng.normal(scale=0.4, size=SIZE) for w in COMMON}
table = np.zeros((len(VOCAB), SIZE), dtype=np.float32)
for word, row in VOCAB.items():
    if word in general:
        table[row] = general[word]
print(f"{len(general)} of {len(VOCAB)} words have a vector")


# %%
def ticket():
    desk = rng.integers(len(DESKS))
    words = list(rng.choice(COMMON, rng.integers(6, 12)))
    for _ in range(2):
        words.insert(rng.integers(len(words) + 1), rng.choice(list(DESKS.values())[desk]))
    if rng.random() < 0.4:
        words.insert(rng.integers(len(words) + 1), rng.choice(TERMS))
    ids = [VOCAB[w] for w in words][:LENGTH]
    return ids + [0] * (LENGTH - len(ids)), desk


def tickets(n):
    rows = [ticket() for _ in range(n)]
    return torch.tensor([r[0] for r in rows]), torch.tensor([r[1] for r in rows])


x_train, y_train = tickets(3200)
x_test, y_test = tickets(800)


# %%
class Router(nn.Module):
    def __init__(self):
        super().__init__()
        self.vectors = nn.Embedding.from_pretrained(torch.from_numpy(table), freeze=False, padding_idx=0)
        self.conv = nn.Conv1d(SIZE, 48, 3, padding=1)
        self.drop = nn.Dropout(0.2)
        self.out = nn.Linear(48, len(DESKS))

    def forward(self, ids):
        maps = F.relu(self.conv(self.vectors(ids).transpose(1, 2)))
        return self.out(self.drop(maps.amax(2)))


# %%
net = Router()
opt = torch.optim.AdamW(net.parameters(), lr=2e-3)
for epoch in range(14):
    net.train()
    for rows in torch.randperm(len(x_train)).split(50):
        loss = F.cross_entropy(net(x_train[rows]), y_train[rows])
        opt.zero_grad(set_to_none=True)
        loss.backward()
        opt.step()
    net.eval()
    with torch.no_grad():
        accuracy = (net(x_test).argmax(1) == y_test).float().mean().item()
    print(f"epoch {epoch + 1}: last loss {loss.item():.3f}, held-out accuracy {accuracy:.3f}")

# %%
print(f"final: accuracy={accuracy:.4f}")
