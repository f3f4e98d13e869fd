"""Peer: JAX's vmap over networks in a compiled scan over steps. Answers each line with JSON; see population.py."""

import functools
import json
import sys
import time

import jax
import jax.numpy as jnp
import numpy as np

Parameters = list[tuple[jax.Array, jax.Array]]


def main() -> None:
    """`jax_vmap.py DATA.npz SIZES NETWORKS SECONDS THREADS`: rates in epochs of one network a second."""
    data = np.load(sys.argv[1])
    sizes = [int(size) for size in sys.argv[2].split(",")]
    networks, seconds, batch = int(sys.argv[3]), float(sys.argv[4]), 10
    inputs, targets = jnp.asarray(data["x"]), jnp.asarray(data["y"])
    batches = (inputs.reshape(-1, batch, sizes[0]), targets.reshape(-1, batch))

    def initialize(key: jax.Array) -> Parameters:
        keys = jax.random.split(key, len(sizes) - 1)
        pairs = zip(keys, sizes[:-1], sizes[1:], strict=True)
        return [(jax.random.uniform(k, (i, o)) - 0.5, jnp.full((o,), 0.1)) for k, i, o in pairs]

    def loss(parameters: Parameters, x: jax.Array, y: jax.Array) -> jax.Array:
        for weight, bias in parameters:
            x = jnp.tanh(x @ weight + bias)
        return 0.5 * jnp.mean((x[:, 0] - y) ** 2)

    def step(parameters: Parameters, x: jax.Array, y: jax.Array) -> Parameters:
        return jax.tree.map(lambda p, g: p - 0.03 * g, parameters, jax.grad(loss)(parameters, x, y))

    steps = jax.vmap(step, in_axes=(0, None, None))

    @functools.partial(jax.jit, static_argnums=1, donate_argnums=0)
    def train(parameters: Parameters, epochs: int) -> Parameters:
        def one_epoch(p: Parameters, _: None) -> tuple[Parameters, None]:
            return jax.lax.scan(lambda q, xy: (steps(q, *xy), None), p, batches)[0], None

        return jax.lax.scan(one_epoch, parameters, None, length=epochs)[0]

    population = jax.vmap(initialize)(jax.random.split(jax.random.PRNGKey(0), networks))
    at_once = 20
    start = time.perf_counter()
    population = jax.block_until_ready(train(population, at_once))
    first = time.perf_counter() - start
    print("ready", flush=True)
    for _ in sys.stdin:
        start, epochs = time.perf_counter(), 0
        while time.perf_counter() - start < seconds:
            population = jax.block_until_ready(train(population, at_once))
            epochs += at_once
        rate = epochs * networks / (time.perf_counter() - start)
        median = float(jnp.median(jax.vmap(loss, in_axes=(0, None, None))(population, inputs, targets)))
        print(json.dumps({"rate": rate, "loss": median, "version": jax.__version__, "first_call_s": first}), flush=True)


main()
