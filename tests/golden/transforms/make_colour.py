#!/usr/bin/python3
"""Writes colour*: a picture, and what torchvision 0.14 makes of it by way of Pillow 9.4.

Every colour_NAME.u8 holds the cases that colour_test.cc lists, in its order: each in RGB, then in
grey.
"""
import pathlib

import numpy as np
import torch
from PIL import Image
from torchvision.transforms import functional as F

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


if __name__ == "__main__":
    RGB.save(FOLDER / "colour.png")
    tone()
    adjust()
    erase()
    gaussian_blur()
