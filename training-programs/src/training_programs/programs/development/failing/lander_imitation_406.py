"""Behaviour cloning of a lander's pilot with the actor of our PPO code: what would he do in this state?"""
import argparse

import numpy as np
import torch
import torch.nn as nn

ACTIONS = ["nothing", "left engine", "main engine", "right engine"]


def layer_init(layer, std=0.01, bias_const=0.0):
    torch.nn.init.orthogonal_(layer.weight, std)
    torch.nn.init.constant_(layer.bias, bias_const)
    return layer


class Actor(nn.Module):
    def __init__(self, obs_dim, n_actions, width):
        super().__init__()
        self.network = nn.Sequential(
            layer_init(nn.Linear(obs_dim, width)),
            nn.Tanh(),
            layer_init(nn.Linear(width, width)),
            nn.Tanh(),
            layer_init(nn.Linear(width, width)),
            nn.Tanh(),
            layer_init(nn.Linear(width, n_actions), std=0.01),
        )

    def forward(self, obs):
        return torch.distributions.Categorical(logits=self.network(obs))


def pilot(obs):
    """The heuristic pilot: hold an angle that leads back to the pad, brake when falling too fast."""
    x, y, vx, vy, angle, spin = obs[:, :6].T
    wanted_angle = np.clip(0.5 * x + 1.0 * vx, -0.8, 0.8)
    wanted_height = 0.55 * np.abs(x)
    turn = 0.5 * (wanted_angle - angle) - 0.4 * spin
    thrust = 0.5 * (wanted_height - y) - 0.5 * vy
    legs = obs[:, 6] * obs[:, 7] > 0
    turn = np.where(legs, 0, turn)
    action = np.zeros(len(obs), dtype=np.int64)
    main = (thrust > np.abs(turn)) & (thrust > 0.05)
    action[main] = 2
    action[~main & (turn < -0.05)] = 3
    action[~main & (turn > 0.05)] = 1
    return action


def flights(n, rng):
    obs = rng.normal(0, 1, (n, 8))
    obs[:, 6:] = rng.random((n, 2)) < 0.3
    obs[:, 1] = np.abs(obs[:, 1]) - 0.5
    return obs.astype(np.float32), pilot(obs)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--lr", type=float, default=0.05)
    parser.add_argument("--epochs", type=int, default=25)
    parser.add_argument("--minibatch", type=int, default=64)
    parser.add_argument("--width", type=int, default=48)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()

    torch.manual_seed(args.seed)
    rng = np.random.default_rng(args.seed)
    obs, act = map(torch.from_numpy, flights(2000, rng))
    obs_eval, act_eval = map(torch.from_numpy, flights(800, rng))
    print("share of each action:", (torch.bincount(act) / len(act)).tolist())

    actor = Actor(8, len(ACTIONS), args.width)
    optimizer = torch.optim.SGD(actor.parameters(), lr=args.lr, momentum=0.9, nesterov=True)
    for epoch in range(args.epochs):
        inds = torch.randperm(len(obs))
        for start in range(0, len(obs), args.minibatch):
            mb = inds[start : start + args.minibatch]
            dist = actor(obs[mb])
            loss = -dist.log_prob(act[mb]).mean()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(actor.parameters(), 0.5)
            optimizer.step()
        if (epoch + 1) % 5 == 0:
            print(f"epoch {epoch + 1}: nll {loss.item():.4f}, entropy {dist.entropy().mean().item():.3f}")

    with torch.no_grad():
        hit = (actor(obs_eval).probs.argmax(1) == act_eval).float().mean().item()
    print(f"final: accuracy={hit:.4f}")
