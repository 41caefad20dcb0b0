#!/usr/bin/python3
"""Writes colour*: a picture, and what torchvision 0.14 makes of it by way of Pillow 9.4.

Every colour_NAME.u8 holds the cases that colour_test.cc lists, in its order: each in RGB, then in
grey.
"""
import pathlib

import numpy as np
import torch
from PIL import Image
from torchvision.transforms import autoaugment as AA, functional as F

FOLDER = pathlib.Path(__file__).parent
HEIGHT, WIDTH = 23, 31


def photograph():
    """As a photograph has it: an amplitude of 1 / frequency, one hard edge, highlights that clip."""
    random = np.random.default_rng(5)
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    frequency = np.hypot(np.fft.fftfreq(HEIGHT)[:, None], np.fft.rfftfreq(WIDTH)[None, :])
    frequency[0, 0] = 1
    channels = []
    for base in (150, 120, 90):
        spectrum = np.fft.rfft2(random.standard_normal((HEIGHT, WIDTH))) / frequency
        channel = np.fft.irfft2(spectrum, (HEIGHT, WIDTH))
        channels.append(base + 45 * channel / channel.std() + 50 * (x > y + 9))
    return np.clip(np.stack(channels, axis=2), 0, 255).astype(np.uint8)


RGB = Image.fromarray(photograph())
PICTURES = (RGB, RGB.convert("L"))


def write(name, functions):
    samples = [np.asarray(f(p)).tobytes() for f in functions for p in PICTURES]
    (FOLDER / f"colour_{name}.u8").write_bytes(b"".join(samples))


def by_factor(function, factors):
    return [lambda image, f=f: function(image, f) for f in factors]


def tone():
    write("invert", [F.invert])
    write("posterize", by_factor(F.posterize, range(9)))
    write("solarize", by_factor(F.solarize, (0, 99.5, 128, 256)))
    write("autocontrast", [F.autocontrast, lambda i: F.autocontrast(i.point(lambda v: v // 3 + 40))])
    write("equalize", [F.equalize, lambda i: F.equalize(i.point(lambda v: min(v, 140)))])


def adjust():
    factors = (0, 0.1, 0.5, 0.73, 1, 1.31, 2, 4.7)
    for name in ("brightness", "contrast", "saturation", "sharpness"):
        write(name, by_factor(getattr(F, f"adjust_{name}"), factors))
    write("hue", by_factor(F.adjust_hue, (-0.5, -0.31, -0.05, 0.0, 0.002, 0.1, 0.25, 0.5)))
    write("grayscale", by_factor(F.to_grayscale, (1, 3)))


def erase():
    def erased(i, j, h, w, value):
        def function(image):
            v = torch.tensor(value[:len(image.getbands())], dtype=torch.uint8)[:, None, None]
            return F.erase(F.pil_to_tensor(image), i, j, h, w, v).permute(1, 2, 0)
        return function
    write("erase", [erased(3, 5, 7, 11, [77]), erased(0, 0, 23, 31, [0]),
                    erased(22, 0, 1, 31, [11, 22, 33])])


def gaussian_blur():
    cases = (((3, 3), (0.1, 0.1)), ((3, 3), (0.5, 0.5)), ((5, 5), (1, 1)), ((9, 5), (2, 2)),
             ((7, 7), (0.8, 3.1)), ((23, 23), (5, 5)))
    write("gaussian_blur", [lambda image, c=c: F.gaussian_blur(image, *c) for c in cases])


def policies():
    """A line a pair: policy, then operation, probability and magnitude's bin of both."""
    lines = []
    for policy in AA.AutoAugmentPolicy:
        for pair in AA.AutoAugment(policy).policies:
            steps = " ".join(f"{name} {p:g} {bin or 0}" for name, p, bin in pair)
            lines.append(f"{policy.value} {steps}\n")
    (FOLDER / "colour_policies.txt").write_text("".join(lines))


def fnv1a(images):
    value = 0xCBF29CE484222325
    for sample in b"".join(np.asarray(i).tobytes() for i in images):
        value = (value ^ sample) * 0x100000001B3 % 2**64
    return f"{value:016x}"


def operations():
    """A line an operation of a space at a magnitude: space, operation, bin, magnitude, and the hash
    of what becomes of both pictures (filled with 128), for signed ones at both signs."""
    size = (HEIGHT, WIDTH)
    spaces = {"auto_augment": AA.AutoAugment()._augmentation_space(10, size),
              "rand_augment": AA.RandAugment()._augmentation_space(31, size),
              "trivial_augment_wide": AA.TrivialAugmentWide()._augmentation_space(31),
              "aug_mix": AA.AugMix()._augmentation_space(10, size)}
    lines = []
    for space, entries in spaces.items():
        mode = F.InterpolationMode.BILINEAR if space == "aug_mix" else F.InterpolationMode.NEAREST
        for name, (magnitudes, signed) in entries.items():
            for bin, magnitude in enumerate(magnitudes.reshape(-1).tolist()):
                hashes = [fnv1a(AA._apply_op(p, name, sign * magnitude, mode, 128) for p in PICTURES)
                          for sign in ((1, -1) if signed else (1,))]
                lines.append(f"{space} {name} {bin} {magnitude:.9g} {' '.join(hashes)}\n")
    (FOLDER / "colour_operations.txt").write_text("".join(lines))


class MixOfTones(AA.AugMix):
    """Its weights and chains are fixed, so that what is left is the mixture."""

    def _sample_dirichlet(self, params):
        return torch.tensor([[0.3, 0.7]] if params.shape[1] == 2 else [[0.2, 0.5, 0.3]])

    def __call__(self, image):
        chains = iter((F.invert, lambda i: F.posterize(i, 3), lambda i: F.solarize(i, 128)))
        original = AA._apply_op
        AA._apply_op = lambda tensor, *_, **__: next(chains)(tensor)
        mixed = super().__call__(image)
        AA._apply_op = original
        return mixed


if __name__ == "__main__":
    RGB.save(FOLDER / "colour.png")
    tone()
    adjust()
    erase()
    gaussian_blur()
    policies()
    operations()
    write("mix", [MixOfTones(chain_depth=1)])
