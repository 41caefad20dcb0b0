#!/usr/bin/python3
"""Writes mix_up.f32 and cut_mix.f32 beside this file: batches mixed by PyTorch's arithmetic.

The arithmetic is that of torchvision's MixUp and CutMix, with lambda and the box's centre given. Inputs
are formulas of whole numbers, the same in mix_golden_test.cc. Needs PyTorch 1.13 or later.
"""
import math
import pathlib

import torch

FOLDER = pathlib.Path(__file__).parent
LAMBDAS = (0.3, 0.7123456789, 0.0, 1.0)
CENTERS = ((0.3, 0, 0), (0.6, 4, 3), (0.0, 2, 2), (0.9, 6, 4), (1.0, 3, 3))  # lambda, row, column


def batch():
    """[4, 3, 7, 5] in [-2, 2), and one-hot targets [4, 6]."""
    numbers = (37 * torch.arange(4 * 3 * 7 * 5)) % 101
    images = (numbers.float() / 101 * 4 - 2).view(4, 3, 7, 5)
    targets = torch.nn.functional.one_hot(torch.tensor([0, 5, 2, 5]), 6).float()
    return images, targets


def mix(own, partner, share):
    return own.mul(share).add(partner.mul(1.0 - share))


def mix_up(share):
    images, targets = batch()
    return mix(images, images.roll(1, 0), share), mix(targets, targets.roll(1, 0), share)


def cut_mix(share, row, column):
    images, targets = batch()
    height, width = images.shape[-2:]
    reach = 0.5 * math.sqrt(1.0 - share)
    rows, columns = int(reach * height), int(reach * width)
    top, bottom = max(row - rows, 0), min(row + rows, height)
    left, right = max(column - columns, 0), min(column + columns, width)
    mixed = images.clone()
    mixed[:, :, top:bottom, left:right] = images.roll(1, 0)[:, :, top:bottom, left:right]
    share = 1.0 - (right - left) * (bottom - top) / (width * height)
    return mixed, mix(targets, targets.roll(1, 0), share)


def write(name, cases):
    tensors = [tensor.flatten() for case in cases for tensor in case]
    (FOLDER / f"{name}.f32").write_bytes(torch.cat(tensors).numpy().tobytes())


if __name__ == "__main__":
    write("mix_up", [mix_up(share) for share in LAMBDAS])
    write("cut_mix", [cut_mix(*case) for case in CENTERS])
