"""MNIST-style digits, ported from a TensorFlow 2 course notebook (GradientTape, apply_gradients)."""

import numpy as np
import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

torch.manual_seed(636)
rng = np.random.default_rng(636)


def glorot(n_in, n_out):
    limit = np.sqrt(6 / (n_in + n_out))
    return torch.tensor(rng.uniform(-limit, limit, size=(n_in, n_out)), dtype=torch.float32, requires_grad=True)


def zeros(n):
    return torch.zeros(n, requires_grad=True)


class Momentum:
    """tf.keras.optimizers.SGD(learning_rate, momentum)"""

    def __init__(self, learning_rate, momentum):
        self.learning_rate, self.momentum = learning_rate, momentum
        self.velocity = {}

    def apply_gradients(self, grads_and_vars):
        with torch.no_grad():
            for i, (grad, var) in enumerate(grads_and_vars):
                v = self.momentum * self.velocity.get(i, 0.0) - self.learning_rate * grad
                self.velocity[i] = v
                var += v


class Dense:
    def __init__(self, n_in, n_out, activation=None):
        self.kernel, self.bias, self.activation = glorot(n_in, n_out), zeros(n_out), activation

    def __call__(self, x):
        x = x @ self.kernel + self.bias
        return self.activation(x) if self.activation else x


class Model:
    def __init__(self):
        self.layers = [Dense(64, 48, torch.tanh), Dense(48, 32, torch.tanh), Dense(32, 10)]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    @property
    def trainable_variables(self):
        return [v for layer in self.layers for v in (layer.kernel, layer.bias)]


def sparse_categorical_crossentropy(labels, logits):
    log_p = logits - torch.logsumexp(logits, dim=1, keepdim=True)
    return -log_p[torch.arange(len(labels)), labels].mean()


def gradient(loss, variables):
    """tape.gradient(loss, variables)"""
    loss.backward()
    return [v.grad for v in variables]


images, labels = load_digits(return_X_y=True)
images = (images - 8.0) / 8.0
x_train, x_test, y_train, y_test = train_test_split(images, labels, test_size=0.25, random_state=636, stratify=labels)
x_train, x_test = torch.tensor(x_train, dtype=torch.float32), torch.tensor(x_test, dtype=torch.float32)
y_train, y_test = torch.tensor(y_train), torch.tensor(y_test)

model = Model()
optimizer = Momentum(learning_rate=0.02, momentum=0.9)
for epoch in range(12):
    losses = []
    for rows in torch.randperm(len(x_train)).split(32):
        loss = sparse_categorical_crossentropy(y_train[rows], model(x_train[rows]))
        grads = gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(grads, model.trainable_variables))
        losses.append(loss.item())
    print(f"Epoch {epoch + 1}/12 - loss: {np.mean(losses):.4f}")

with torch.no_grad():
    accuracy = (model(x_test).argmax(dim=1) == y_test).float().mean().item()
print(f"final: accuracy={accuracy:.4f}")
