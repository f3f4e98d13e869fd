# Translate Roman numerals into decimal digits with an encoder and a decoder, each with its optimizer
import random

import torch
import torch.nn as nn
from torch import optim

random.seed(20)
torch.manual_seed(20)

SYMBOLS = "_IVXLCDM"
START = 10


def roman(n):
    text = ""
    for value, sign in [(900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
                        (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]:
        while n >= value:
            text += sign
            n -= value
    return text


def encode(numbers):
    rows = [[0] * (12 - len(roman(n))) + [SYMBOLS.index(c) for c in roman(n)] for n in numbers]
    digits = [[int(d) for d in f"{n:03d}"] for n in numbers]
    return torch.tensor(rows), torch.tensor(digits)


numbers = list(range(1, 1000))
random.shuffle(numbers)
train_x, train_y = encode(numbers[:800])
test_x, test_y = encode(numbers[800:])


class EncoderRNN(nn.Module):
    def __init__(self, hidden_size):
        super().__init__()
        self.embedding = nn.Embedding(len(SYMBOLS), 16)
        self.gru = nn.GRU(16, hidden_size, batch_first=True)

    def forward(self, x):
        return self.gru(self.embedding(x))[1]


class DecoderRNN(nn.Module):
    def __init__(self, hidden_size):
        super().__init__()
        self.embedding = nn.Embedding(11, 16)
        self.gru = nn.GRU(16, hidden_size, batch_first=True)
        self.out = nn.Linear(hidden_size, 10)

    def forward(self, previous, hidden):
        output, hidden = self.gru(self.embedding(previous), hidden)
        return self.out(output), hidden


def train(x, y, encoder, decoder, encoder_optimizer, decoder_optimizer, criterion):
    encoder_optimizer.zero_grad()
    decoder_optimizer.zero_grad()
    hidden = encoder(x)
    previous = torch.cat([torch.full((len(y), 1), START), y[:, :-1]], 1)     # teacher forcing
    output, _ = decoder(previous, hidden)
    loss = criterion(output.reshape(-1, 10), y.reshape(-1))
    loss.backward()
    encoder_optimizer.step()
    decoder_optimizer.step()
    return loss.item()


def evaluate(x, encoder, decoder):
    with torch.no_grad():
        hidden = encoder(x)
        token = torch.full((len(x), 1), START)
        digits = []
        for _ in range(3):
            output, hidden = decoder(token, hidden)
            token = output.argmax(-1)
            digits.append(token)
    return torch.cat(digits, 1)


encoder, decoder = EncoderRNN(48), DecoderRNN(48)
encoder_optimizer = optim.Adam(encoder.parameters(), lr=1e-2)
decoder_optimizer = optim.Adam(decoder.parameters(), lr=1e-2)
criterion = nn.CrossEntropyLoss()
for epoch in range(1, 21):
    total, batches = 0.0, torch.randperm(800).split(40)
    for b in batches:
        total += train(train_x[b], train_y[b], encoder, decoder, encoder_optimizer, decoder_optimizer, criterion)
    if epoch % 5 == 0:
        print(f"({epoch / 20:.0%}) loss {total / len(batches):.4f}")

guess = evaluate(test_x, encoder, decoder)
for n, g in list(zip(numbers[800:], guess))[:3]:
    print(f"> {roman(n)} = {n}  < {''.join(map(str, g.tolist()))}")
print(f"final: accuracy={(guess == test_y).float().mean().item():.4f}")
