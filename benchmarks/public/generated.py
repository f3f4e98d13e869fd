"""Data sets that programs ask for, generated in the same form: signals, pictures with masks, bodies of points."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

SAMPLES = 1800  # of the signals, a sixth of them to test


def signals(file: Path) -> None:
    """An .npz of nine sensors, 128 readings each, of six activities: `X_train`, one-hot `Y_train`, and to test."""
    random = np.random.default_rng(0)
    activity = random.integers(0, 6, SAMPLES)
    time = np.arange(128) / 128
    pitch = 2 + activity[:, None] + 0.3 * random.standard_normal((SAMPLES, 1))
    phase = random.uniform(0, 2 * np.pi, (SAMPLES, 9, 1))
    waves = np.sin(2 * np.pi * pitch[:, None] * time + phase) * random.uniform(0.3, 1, (SAMPLES, 9, 1))
    readings = (waves + 0.3 * random.standard_normal((SAMPLES, 9, 128))).astype(np.float32)
    names, known = np.eye(6)[activity], SAMPLES * 5 // 6
    np.savez(file, X_train=readings[:known], Y_train=names[:known], X_test=readings[known:], Y_test=names[known:])


def ellipses(folder: Path, count: int = 120, size: int = 64) -> None:
    """`imgs` with one bright ellipse in noise each and `masks` that say where it is."""
    random = np.random.default_rng(0)
    rows, columns = np.mgrid[:size, :size]
    for name in ("imgs", "masks"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for number in range(count):
        center, radius = random.uniform(0.3, 0.7, 2) * size, random.uniform(0.12, 0.3, 2) * size
        inside = ((rows - center[0]) / radius[0]) ** 2 + ((columns - center[1]) / radius[1]) ** 2 < 1
        color = random.uniform(60, 150, 3)
        picture = random.uniform(0, 120, (size, size, 3)) + inside[..., None] * color
        Image.fromarray(picture.clip(0, 255).astype(np.uint8)).save(folder / "imgs" / f"{number:03d}.png")
        Image.fromarray((255 * inside).astype(np.uint8)).save(folder / "masks" / f"{number:03d}.png")


def bodies(folder: Path, count: int = 120, points: int = 160) -> None:
    """Points on balls, boxes, cylinders and cones, in the form of ShapeNet's parts: points and labels by folder."""
    random = np.random.default_rng(0)
    kinds = ("ball", "box", "cylinder", "cone")
    folder.mkdir(parents=True, exist_ok=True)
    listed = "".join(f"{kind}\t{number:08d}\n" for number, kind in enumerate(kinds))
    (folder / "synsetoffset2category.txt").write_text(listed, encoding="utf-8")
    for number, kind in enumerate(kinds):
        for part in ("points", "points_label"):
            (folder / f"{number:08d}" / part).mkdir(parents=True, exist_ok=True)
        for one in range(count):
            places = _surface(kind, random, points) * random.uniform(0.6, 1, 3)
            np.savetxt(folder / f"{number:08d}" / "points" / f"{one:03d}.pts", places, fmt="%.4f")
            np.savetxt(folder / f"{number:08d}" / "points_label" / f"{one:03d}.seg", np.ones(points), fmt="%d")


def _surface(kind: str, random: np.random.Generator, points: int) -> np.ndarray:
    """Points on the surface of a body of about unit size, (points, 3)."""
    if kind in ("ball", "box"):
        way = random.standard_normal((points, 3))
        length = np.abs(way).max(1) if kind == "box" else np.linalg.norm(way, axis=1)
        return way / length[:, None]
    angle, height = random.uniform(0, 2 * np.pi, points), random.uniform(-1, 1, points)
    radius = np.ones(points) if kind == "cylinder" else (1 - height) / 2
    return np.stack([radius * np.cos(angle), radius * np.sin(angle), height], axis=1)


USERS, FILMS = 300, 200


def ratings(folder: Path) -> None:
    """Who liked which film, by hidden tastes: `ratings.dat` as MovieLens has it, and the files of He et al. (2017)."""
    random = np.random.default_rng(0)
    tastes, kinds = random.standard_normal((USERS, 4)), random.standard_normal((FILMS, 4))
    liking = tastes @ kinds.T + random.standard_normal((USERS, FILMS))  # (users, films)
    stars = np.clip(np.round(3 + liking), 1, 5).astype(int)
    seen = random.random((USERS, FILMS)) < 1 / (1 + np.exp(2 - liking))  # more of what one likes
    seen[:, 0] |= ~seen.any(1)
    folder.mkdir(parents=True, exist_ok=True)
    rows, known, test = [], [], []
    for user in range(USERS):
        films = random.permutation(np.flatnonzero(seen[user]))
        rows += [f"{user + 1}::{film + 1}::{stars[user, film]}::{time}" for time, film in enumerate(films)]
        known += [f"{user}\t{film}\t{stars[user, film]}\t{time}" for time, film in enumerate(films[:-1])]
        others = random.choice(np.flatnonzero(~seen[user]), 99, replace=False)
        test.append("\t".join([f"({user},{films[-1]})", *map(str, others)]))
    for name, lines in (("ratings.dat", rows), ("ml-1m.train.rating", known), ("ml-1m.test.negative", test)):
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
