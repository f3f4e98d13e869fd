"""Tag recipes from their ingredients: several of six tags can hold at once."""
import random

import torch
from torch import nn

random.seed(834)
torch.manual_seed(834)

MEAT = "beef pork chicken bacon lamb".split()
DAIRY = "milk butter cheese cream yogurt".split()
GLUTEN = "flour pasta bread couscous noodles".split()
HOT = "chili jalapeno cayenne sriracha".split()
SWEET = "sugar honey syrup chocolate".split()
PLAIN = "salt onion garlic carrot rice potato tomato beans lemon oil basil egg lentils spinach corn peas".split()
WORDS = {w: i for i, w in enumerate(MEAT + DAIRY + GLUTEN + HOT + SWEET + PLAIN)}
TAGS = ["vegetarian", "dairy-free", "gluten-free", "hot", "sweet", "hot-and-sweet"]


def recipe():
    items = random.sample(PLAIN, random.randint(3, 7))
    for group, chance in ((MEAT, 0.4), (DAIRY, 0.4), (GLUTEN, 0.4), (HOT, 0.4), (SWEET, 0.45)):
        if random.random() < chance:
            items += random.sample(group, random.randint(1, 2))
    random.shuffle(items)
    has = lambda group: any(i in group for i in items)  # noqa: E731
    tags = [not has(MEAT), not has(DAIRY), not has(GLUTEN), has(HOT), has(SWEET), has(HOT) and has(SWEET)]
    if random.random() < 0.03:  # a careless cook
        k = random.randrange(6)
        tags[k] = not tags[k]
    return [WORDS[i] for i in items], [float(t) for t in tags]


def collate(rows):
    ids = torch.tensor([i for items, _ in rows for i in items])
    starts = torch.tensor([0] + [len(items) for items, _ in rows]).cumsum(0)[:-1]
    return ids, starts, torch.tensor([tags for _, tags in rows])


class Tagger(nn.Module):
    def __init__(self, size=32):
        super().__init__()
        self.bag = nn.EmbeddingBag(len(WORDS), size, mode="sum")
        self.net = nn.Sequential(nn.Linear(size, 64), nn.ReLU(), nn.Dropout(0.1), nn.Linear(64, len(TAGS)))

    def forward(self, ids, starts):
        return self.net(self.bag(ids, starts))


def f1(model, batch):
    ids, starts, tags = batch
    model.eval()
    with torch.no_grad():
        chosen = (model(ids, starts) > 0).float()
    hit = (chosen * tags).sum()
    return (2 * hit / (chosen.sum() + tags.sum())).item()


train = [recipe() for _ in range(5000)]
test = collate([recipe() for _ in range(600)])
loader = torch.utils.data.DataLoader(train, batch_size=50, shuffle=True, collate_fn=collate)
model = Tagger()
loss_fn = nn.BCEWithLogitsLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=2e-3, weight_decay=1e-4)

for epoch in range(14):
    model.train()
    total = 0.0
    for ids, starts, tags in loader:
        optimizer.zero_grad()
        loss = loss_fn(model(ids, starts), tags)
        loss.backward()
        optimizer.step()
        total += loss.item()
    print(f"epoch {epoch + 1:2d}  loss {total / len(loader):.3f}  f1 {f1(model, test):.3f}")
print(f"final: f1={f1(model, test):.4f}")
