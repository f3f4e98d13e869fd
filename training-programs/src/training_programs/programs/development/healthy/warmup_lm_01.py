"""A tiny causal language model of a little grammar; input and output embeddings are tied."""
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(1)
VOCAB, CONTEXT, DIM = 12, 16, 32


def sentences(n):
    """Counting upwards or downwards modulo 10, after a marker (10: up, 11: down)."""
    start = torch.randint(0, 10, (n, 1))
    up = torch.randint(0, 2, (n, 1))
    steps = torch.arange(CONTEXT)
    seq = (start + steps * (2 * up - 1)) % 10
    return torch.cat([10 + 1 - up, seq], dim=1)


class TinyLM(nn.Module):
    def __init__(self):
        super().__init__()
        self.tok = nn.Embedding(VOCAB, DIM)
        self.pos = nn.Embedding(CONTEXT, DIM)
        layer = nn.TransformerEncoderLayer(DIM, 2, 64, dropout=0.0, batch_first=True, norm_first=True)
        self.body = nn.TransformerEncoder(layer, 1, enable_nested_tensor=False)
        self.norm = nn.LayerNorm(DIM)
        self.head = nn.Linear(DIM, VOCAB, bias=False)
        nn.init.normal_(self.tok.weight, std=0.1)
        self.head.weight = self.tok.weight

    def forward(self, ids):
        mask = nn.Transformer.generate_square_subsequent_mask(ids.shape[1])
        x = self.tok(ids) + self.pos(torch.arange(ids.shape[1]))
        return self.head(self.norm(self.body(x, mask=mask, is_causal=True)))


model = TinyLM()
optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1.0, step / 60))
for step in range(300):
    ids = sentences(32)
    logits = model(ids[:, :-1])
    loss = F.cross_entropy(logits.reshape(-1, VOCAB), ids[:, 1:].reshape(-1))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    scheduler.step()
    if step % 50 == 0:
        print(f"step {step} lr {scheduler.get_last_lr()[0]:.5f} loss {loss.item():.4f}")
model.eval()
with torch.no_grad():
    ids = sentences(200)
    right = (model(ids[:, :-1]).argmax(-1) == ids[:, 1:])[:, 1:].float().mean().item()
print(f"final: accuracy={right:.4f}")
