#!/usr/bin/python3
"""Writes geometry*: pictures, and what torchvision 0.14 makes of them by way of Pillow 9.4.

Every geometry_NAME.u8 holds the cases that geometry_test.cc lists, in its order: each in RGB, then
in grey.
"""
import pathlib
from unittest import mock

import numpy as np
import torch
from PIL import Image
from torchvision.transforms import ElasticTransform
from torchvision.transforms import functional as F
from torchvision.transforms import functional_pil
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

WARPS = (Mode.NEAREST, Mode.BILINEAR, Mode.BICUBIC)


def fill(image):
    return (200, 100, 50) if image.mode == "RGB" else 77


def resize():
    modes = [Mode.NEAREST, Mode.BILINEAR, Mode.BICUBIC, Mode.BOX, Mode.HAMMING, Mode.LANCZOS]
    sizes = [(23, 19), (9, 135), (101, 11), (1, 1)]
    write("shrink", LARGE, [lambda i, s=s, m=m: F.resize(i, s, m) for m in modes for s in sizes])
    sizes = [(43, 50), (35, 52), (17, 71)]
    write("grow", SMALL, [lambda i, s=s, m=m: F.resize(i, s, m) for m in modes for s in sizes])
    short = [(24, None), (24, 28), (33, None)]
    write("shorter_side", LARGE, [lambda i, a=a: F.resize(i, a[0], max_size=a[1]) for a in short])


def crop():
    center = [(20, 31), (15, 100), (41, 9), (60, 61), (34, 46)]
    write("center_crop", SMALL, [lambda i, s=s: F.center_crop(i, s) for s in center])
    several = [lambda i: F.five_crop(i, 9)]
    several += [lambda i, v=v: F.ten_crop(i, (11, 8), v) for v in (False, True)]
    flat = lambda f: lambda i: np.concatenate([np.asarray(c).ravel() for c in f(i)])
    write("several_crops", SMALL, [flat(f) for f in several])
    write("vertical_flip", SMALL, [F.vflip])
    boxes = [(3, 5, 20, 31, (16, 16)), (0, 0, 7, 9, (24, 30)), (50, 90, 51, 45, (12, 45))]
    resized = [lambda i, b=b, m=m: F.resized_crop(i, *b, m) for m in WARPS for b in boxes]
    write("resized_crop", LARGE, resized)
    write("pad", SMALL, [lambda i: F.pad(i, (3, 1, 2, 4), fill(i))])


def by_mode(functions, modes=WARPS):
    return [lambda i, f=f, m=m: f(i, m) for m in modes for f in functions]


def warp():
    rotate = [
        lambda i, m: F.rotate(i, 17.3, m),
        lambda i, m: F.rotate(i, -130.8, m, center=[5, 30], fill=fill(i)),
        lambda i, m: F.rotate(i, 38, m, expand=True, fill=fill(i)),
        lambda i, m: F.rotate(i, 270, m, expand=True),
    ]
    write("rotate", SMALL, by_mode(rotate))
    affine = [
        lambda i, m: F.affine(i, 0, [3, -5], 1.3, [0, 0], m, fill(i)),
        lambda i, m: F.affine(i, -25.5, [0, 4], 0.8, [12, -7], m, fill(i)),
        lambda i, m: F.affine(i, 95, [1, 1], 1.7, [-20, 0], m, center=[10, 12]),
    ]
    write("affine", SMALL, by_mode(affine))
    start = [[0, 0], [46, 0], [46, 34], [0, 34]]
    ends = [[[7, 3], [44, 9], [40, 33], [2, 29]], [[0, 12], [46, 0], [36, 34], [10, 20]]]
    modes = (Mode.BILINEAR, Mode.BICUBIC)
    perspective = [lambda i, m, e=e: F.perspective(i, start, e, m, fill(i)) for e in ends]
    write("perspective", SMALL, by_mode(perspective, modes))
    matrix = [1.25, 0.125, -7.5, -0.25, 1.5, 2.0, 0.0078125, -0.00390625]
    write("perspective_matrix", SMALL, [
        lambda i, p=p: functional_pil.perspective(i, matrix, p, fill(i))
        for p in (Image.NEAREST, Image.BILINEAR, Image.BICUBIC)
    ])


def noise(count):
    """In [0, 1); geometry_test.cc makes the same."""
    i = np.arange(count, dtype=np.uint32) * np.uint32(2654435761)
    i ^= i >> 15
    i *= np.uint32(2246822519)
    i ^= i >> 13
    return torch.from_numpy(((i >> 8) / 2**24).astype(np.float32))


def elastic():
    width, height = SMALL.size
    planes = list(noise(2 * height * width).reshape(2, 1, 1, height, width))
    with mock.patch("torch.rand", side_effect=planes):
        displacement = ElasticTransform.get_params([90.0, 60.0], [3.0, 4.0], [height, width])
    planes = displacement[0].permute(2, 0, 1).numpy()
    (FOLDER / "geometry_displacement.f32").write_bytes(planes.tobytes())
    modes = (Mode.NEAREST, Mode.BILINEAR)
    write("elastic", SMALL, [
        lambda i, m=m, v=v: F.elastic_transform(i, displacement, m, v) for m in modes for v in (0, 77)
    ])


if __name__ == "__main__":
    LARGE.save(FOLDER / "geometry_large.png")
    SMALL.save(FOLDER / "geometry_small.png")
    resize()
    crop()
    warp()
    elastic()
