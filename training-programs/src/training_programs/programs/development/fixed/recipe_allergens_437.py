# %% Allergens of a recipe from its list of ingredients
import random

import torch
from sklearn.metrics import f1_score
from torch import nn

random.seed(437)
torch.manual_seed(437)

CONTAINS = {
    "gluten": ["flour", "pasta", "breadcrumbs", "couscous", "soy sauce", "semolina", "beer"],
    "milk": ["butter", "cream", "parmesan", "yoghurt", "mascarpone", "buttermilk"],
    "egg": ["eggs", "mayonnaise", "fresh pasta", "meringue"],
    "nuts": ["almonds", "hazelnuts", "pesto", "praline", "walnuts"],
    "soy": ["tofu", "soy sauce", "miso", "edamame"],
    "fish": ["anchovies", "salmon", "fish sauce", "tuna"],
    "sesame": ["tahini", "hummus", "sesame oil"],
}
CONTAINS["milk"] += ["pesto"]
CONTAINS["gluten"] += ["fresh pasta"]
PLAIN = ["rice", "tomatoes", "onion", "garlic", "carrots", "chicken", "olive oil", "salt", "pepper", "lemon", "basil", "sugar",
         "potatoes", "spinach", "lentils", "ginger", "chili", "beef", "mushrooms", "apples", "cocoa", "honey", "peas", "thyme"]
ALLERGENS = list(CONTAINS)
RISKY = sorted({i for items in CONTAINS.values() for i in items})
WORDS = PLAIN + RISKY

# %%
def recipe():
    items = random.sample(PLAIN, random.randint(3, 7)) + random.sample(RISKY, random.choice([0, 0, 0, 1, 2, 4]))
    random.shuffle(items)
    labels = [float(any(i in CONTAINS[a] for i in items)) for a in ALLERGENS]
    labels = [l if random.random() > 0.02 else 1 - l for l in labels]      # people mistype
    return [WORDS.index(i) for i in items], labels


def batch_of(recipes):
    flat = torch.tensor([w for items, _ in recipes for w in items])
    starts = torch.tensor([0] + [len(items) for items, _ in recipes[:-1]]).cumsum(0)
    return flat, starts, torch.tensor([labels for _, labels in recipes])


cookbook = [recipe() for _ in range(3000)]
train, test = cookbook[:2400], cookbook[2400:]
print(len(train), "recipes,", sum(sum(l) for _, l in train) / len(train), "allergens each")

# %%
class Reader(nn.Module):
    def __init__(self):
        super().__init__()
        self.bag = nn.EmbeddingBag(len(WORDS), 32, mode="sum")
        self.mix = nn.Linear(32, 64)
        self.out = nn.Linear(64, len(ALLERGENS))

    def forward(self, flat, starts):
        return self.out(torch.relu(self.mix(self.bag(flat, starts))))


reader = Reader()
opt = torch.optim.Adam(reader.parameters(), lr=3e-3)
loss_fn = nn.BCEWithLogitsLoss()

# %%
for epoch in range(10):
    random.shuffle(train)
    total = 0.0
    for i in range(0, len(train), 60):
        flat, starts, labels = batch_of(train[i:i + 60])
        loss = loss_fn(reader(flat, starts), labels)
        opt.zero_grad()
        loss.backward()
        opt.step()
        total += loss.item()
    print(f"epoch {epoch + 1:2d}  loss {total / (len(train) // 60):.4f}")

# %%
with torch.no_grad():
    flat, starts, labels = batch_of(test)
    predicted = torch.sigmoid(reader(flat, starts)) > 0.5
for a, score in zip(ALLERGENS, f1_score(labels, predicted, average=None, zero_division=0)):
    print(f"{a:8s} {score:.3f}")
print(f"final: f1={f1_score(labels, predicted, average='macro', zero_division=0):.4f}")
