#!/usr/bin/python3
"""Writes geometry*: pictures, and what torchvision 0.14 makes of them by way of Pillow 9.4.

Every geometry_NAME.u8 holds the cases that geometry_test.cc lists, in its order: each in RGB, then
in grey.
"""
import pathlib

import numpy as np
from PIL import Image
from torchvision.transforms import functional as F
from torchvision.transforms.functional import InterpolationMode as Mode

FOLDER = pathlib.Path(__file__).parent


def photograph(height, width):
    """Noise of every size, the coarser the stronger, with hard edges and clipped highlights."""
    random = np.random.default_rng(7)
    total = np.full((height, width, 3), 110.0)
    for octave in range(6):
        cells = random.normal(0, 90 / 2**octave, (2**octave + 1, 2**octave + 1, 3))
        planes = [Image.fromarray(cells[..., c].astype(np.float32)) for c in range(3)]
        total += np.stack([p.resize((width, height), Image.BICUBIC) for p in planes], axis=2)
    y, x = np.mgrid[:height, :width]
    total[np.hypot(y - height / 3, x - width / 2) < height / 4] += 80
    total[(x + 2 * y) % 23 < 3] -= 60
    return Image.fromarray(np.clip(total, 0, 255).astype(np.uint8))


LARGE = photograph(101, 135)
SMALL = LARGE.crop((30, 11, 77, 46))  # 35 x 47


def write(name, picture, functions):
    cases = [f(p) for f in functions for p in (picture, picture.convert("L"))]
    samples = b"".join(np.asarray(case).tobytes() for case in cases)
    (FOLDER / f"geometry_{name}.u8").write_bytes(samples)


def resize():
    modes = [Mode.NEAREST, Mode.BILINEAR, Mode.BICUBIC, Mode.BOX, Mode.HAMMING, Mode.LANCZOS]
    sizes = [(23, 19), (37, 135), (101, 41), (1, 1)]
    write("shrink", LARGE, [lambda i, s=s, m=m: F.resize(i, s, m) for m in modes for s in sizes])
    sizes = [(53, 50), (35, 61), (17, 71)]
    write("grow", SMALL, [lambda i, s=s, m=m: F.resize(i, s, m) for m in modes for s in sizes])
    short = [(24, None), (24, 28), (33, None)]
    write("shorter_side", LARGE, [lambda i, a=a: F.resize(i, a[0], max_size=a[1]) for a in short])


if __name__ == "__main__":
    LARGE.save(FOLDER / "geometry_large.png")
    SMALL.save(FOLDER / "geometry_small.png")
    resize()
