#!/usr/bin/python3
"""Writes the files beside this one: pictures, and what Pillow and torchvision make of them.

Needs Pillow 9.4 and torchvision 0.14 or later.
"""
import pathlib

import numpy as np
import torch
from PIL import Image
from torchvision.transforms import functional as F

FOLDER = pathlib.Path(__file__).parent
MEAN, STD = (0.4914, 0.4822, 0.4465), (0.2470, 0.2435, 0.2616)


def picture(height, width):
    """Slopes with noise on them: every step of a decoder leaves its mark."""
    random = np.random.default_rng(3)
    y, x = np.mgrid[:height, :width]
    slopes = np.stack([9 * x, 11 * y, 5 * x + 4 * y, 255 - 6 * x], axis=2)
    return np.clip(slopes + random.integers(-30, 30, slopes.shape), 0, 255).astype(np.uint8)


def write_expected(name, images):
    """Samples without a header, so that no decoder stands between the two sides."""
    (FOLDER / f"{name}.u8").write_bytes(b"".join(np.asarray(i).tobytes() for i in images))


def decode_goldens():
    pixels = picture(19, 21)
    rgb = Image.fromarray(pixels[..., :3])
    grey = Image.fromarray(pixels[..., 0])
    rgb.save(FOLDER / "rgb_420.jpg", quality=85, subsampling=2)
    rgb.save(FOLDER / "rgb_444.jpg", quality=85, subsampling=0)
    rgb.save(FOLDER / "progressive.jpg", quality=85, progressive=True)
    grey.save(FOLDER / "grey.jpg", quality=85)
    rgb.save(FOLDER / "rgb.png")
    grey.save(FOLDER / "grey.png")
    Image.fromarray(pixels).save(FOLDER / "rgba.png")
    rgb.quantize(16).save(FOLDER / "palette.png")
    Image.fromarray(pixels[..., 0].astype(np.uint16) * 256 + 200).save(FOLDER / "grey_16.png")
    Image.fromarray(pixels, "CMYK").save(FOLDER / "cmyk.jpg", quality=85)
    for path in sorted([*FOLDER.glob("*.jpg"), *FOLDER.glob("*.png")]):
        if path.name == "grey_16.png":
            continue  # Pillow clips it; its high bytes are grey.png
        image = Image.open(path).convert("RGB")
        write_expected(path.name, [image, image.convert("L")])


def transform_goldens():
    """All of rgb.png, 19 x 21."""
    image = Image.open(FOLDER / "rgb.png")
    padding = [2, 3, 4, 5]  # left, top, right, bottom
    modes = ("constant", "edge", "reflect", "symmetric")
    write_expected("pad", [F.pad(image, padding, 77, mode) for mode in modes])
    write_expected("crop", [F.crop(image, top=3, left=5, height=7, width=11)])
    write_expected("horizontal_flip", [F.hflip(image)])


def normalize_goldens():
    """Every sample value in every channel: a picture of 16 x 16. CHW, float32."""
    ramp = np.arange(256, dtype=np.uint8).reshape(16, 16)
    pixels = np.stack([ramp, 255 - ramp, ramp.T], axis=2)
    tensor = F.to_tensor(Image.fromarray(pixels))
    assert tensor.dtype == torch.float32
    normalized = F.normalize(tensor, MEAN, STD)
    for name, values in (("to_tensor", tensor), ("normalize", normalized)):
        (FOLDER / f"{name}.f32").write_bytes(values.numpy().tobytes())


if __name__ == "__main__":
    decode_goldens()
    transform_goldens()
    normalize_goldens()
