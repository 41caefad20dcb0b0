"""Writes test_32x32.mat: twelve pictures of a formula in SVHN's format.

What torchvision reads from it must be what svhn_golden_test.cc expects; needs torchvision, scipy.
"""

import pathlib

import numpy
import scipy.io
import torchvision

HERE = pathlib.Path(__file__).parent
row, column, channel, image = numpy.indices((32, 32, 3, 12))
x = ((3 * row + 5 * column + 70 * channel + 11 * image) % 256).astype(numpy.uint8)
y = (numpy.arange(12) % 10 + 1).astype(numpy.uint8)[:, None]
path = HERE / "test_32x32.mat"
scipy.io.savemat(path, {"X": x, "y": y}, do_compression=True)
# Without the date of its making.
content = path.read_bytes()
path.write_bytes(b"MATLAB 5.0 MAT-file".ljust(116) + content[116:])

torchvision.datasets.SVHN._check_integrity = lambda self: True
svhn = torchvision.datasets.SVHN(HERE, split="test")
for index in range(12):
    picture, label = svhn[index]
    assert label == (index + 1) % 10
    assert (numpy.asarray(picture) == x[:, :, :, index]).all()
