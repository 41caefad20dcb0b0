#!/usr/bin/python3
"""Writes FAMILY.json: what torchvision's networks are made of and what they answer.

    make_golden.py [FAMILY...]       all families without one
    make_golden.py --names VARIANT   the tensors of one variant, to compare with what a test prints

Weights and images are computed from their names (parity.cc has the same formula), so that nothing
large is stored. Needs torchvision 0.14 or later.
"""
import json
import pathlib
import sys

import numpy as np
import torch
import torchvision

import cifar_forms

FOLDER = pathlib.Path(__file__).parent
NUM_CLASSES = 10
LARGE = 70_000_000  # parameters; tested apart

# Variants and the side of the images that they are tried on: small where the network allows it.
FAMILIES = json.loads((FOLDER / "variants.json").read_text())


def fnv1a(text, bits):
    offset, prime = {32: (2166136261, 16777619), 64: (14695981039346656037, 1099511628211)}[bits]
    for byte in text.encode():
        offset = (offset ^ byte) * prime % 2**bits
    return offset


def units(name, count):
    """`count` numbers in [-1, 1) that look random: murmur3's finaliser of name and position."""
    with np.errstate(over="ignore"):
        h = np.uint32(fnv1a(name, 32)) + np.arange(count, dtype=np.uint32) * np.uint32(2654435761)
        h ^= h >> 16
        h *= np.uint32(0x85EBCA6B)
        h ^= h >> 13
        h *= np.uint32(0xC2B2AE35)
        h ^= h >> 16
    return (h >> 8).astype(np.float64) / 2**23 - 1


def values(name, shape, gain):
    count = int(np.prod(shape))
    unit = units(name, count)
    last = name.rsplit(".", 1)[-1]
    if last in ("class_token", "pos_embedding", "relative_position_bias_table"):
        unit = 0.5 * unit
    elif last == "running_var":
        unit = 1 + 0.5 * unit
    elif last == "weight" and len(shape) == 1:
        unit = 0.9 + 0.2 * unit
    elif last == "layer_scale" or len(shape) == 1:
        unit = 0.1 * unit
    else:
        unit = gain * np.sqrt(6 * shape[0] / count) * unit
    return torch.from_numpy(unit.astype(np.float32).reshape(shape))


def construct(variant, side):
    if variant.startswith("cifar_"):
        return cifar_forms.construct(variant[len("cifar_"):], NUM_CLASSES)
    if variant == "vit_ti_16":  # arXiv 2012.12877, table 1; not in torchvision
        return torchvision.models.VisionTransformer(side, 16, 12, 3, 192, 768, num_classes=NUM_CLASSES)
    options = {"image_size": side} if variant.startswith("vit") else {}
    return getattr(torchvision.models, variant)(num_classes=NUM_CLASSES, weights=None, **options)


def build(variant, side, gain=1):
    model = construct(variant, side)
    for name, tensor in model.state_dict().items():
        if tensor.is_floating_point():
            tensor.copy_(values(name, tensor.shape, gain))
    return model.eval()


def tensor_lines(model):
    return sorted(f"{n} {'x'.join(map(str, t.shape))}" for n, t in model.state_dict().items())


def answers(variant, side):
    """The logits, with weights small enough that rounding is not magnified, and their factor."""
    images = torch.from_numpy(units("images", 2 * 3 * side**2).astype(np.float32))
    images = images.reshape(2, 3, side, side)
    for gain in (1, 0.5, 0.25, 0.125):
        model = build(variant, side, gain)
        with torch.no_grad():
            logits = model(images)
            exact = model.double()(images.double())
        assert logits.isfinite().all() and logits.std() > 0, variant
        if (logits - exact).abs().max() <= 1e-5 * exact.abs().max():
            return logits, gain
    raise AssertionError(f"{variant}: rounding is magnified")


def golden(variant, side):
    model = build(variant, side)
    lines = tensor_lines(model)
    parameters = sum(p.numel() for p in model.parameters())
    logits, gain = answers(variant, side)
    return {
        "variant": variant,
        "side": side,
        "parameters": parameters,
        "large": parameters > LARGE,
        "gain": gain,
        "tensors": len(lines),
        "tensors_fnv1a": f"{fnv1a(chr(10).join(lines), 64):016x}",
        "logits": [float(x) for x in logits.flatten()],
    }


def main():
    if sys.argv[1:2] == ["--names"]:
        variant = sys.argv[2]
        side = next(sides[variant] for sides in FAMILIES.values() if variant in sides)
        print("\n".join(tensor_lines(build(variant, side))))
        return
    for family in sys.argv[1:] or FAMILIES:
        variants = [golden(name, side) for name, side in FAMILIES[family].items()]
        (FOLDER / f"{family}.json").write_text(json.dumps(variants, indent=1) + "\n")


if __name__ == "__main__":
    main()
