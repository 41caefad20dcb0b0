"""Networks for 32x32 images: torchvision's without the stem's stride and pooling, and residual
networks made for CIFAR, which torchvision does not have, out of its blocks where they exist."""
import re

import torch
import torchvision
from torch import nn
from torchvision.models.googlenet import BasicConv2d
from torchvision.models.resnet import BasicBlock


class ShortcutA(nn.Module):
    """Every second pixel, and channels of zeros (arXiv 1512.03385, section 3.3, option A)."""

    def __init__(self, channels):
        super().__init__()
        self.channels = channels

    def forward(self, x):
        return nn.functional.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, 0, self.channels - x.size(1)))


class PlainBlock(BasicBlock):
    def forward(self, x):
        return self.relu(self.bn2(self.conv2(self.relu(self.bn1(self.conv1(x))))))


class PreactivationBlock(nn.Module):
    """arXiv 1603.05027, figure 4e, its projection behind the first norm (arXiv 1605.07146)."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.bn1 = nn.BatchNorm2d(inputs)
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        if inputs != outputs or stride != 1:
            self.downsample = nn.Conv2d(inputs, outputs, 1, stride, bias=False)

    def forward(self, x):
        active = self.bn1(x).relu()
        shortcut = self.downsample(active) if hasattr(self, "downsample") else x
        return self.conv2(self.bn2(self.conv1(active)).relu()) + shortcut


class ThreeStages(nn.Module):
    """16 channels, then three stages of `depth` blocks, each as wide again at half the size."""

    def __init__(self, make_block, depth, width, num_classes):
        super().__init__()
        self.preactivation = make_block is PreactivationBlock
        self.conv1 = nn.Conv2d(3, 16, 3, padding=1, bias=False)
        inputs = 16
        for i in range(3):
            outputs = width << i
            strides = [min(i, 1) + 1] + [1] * (depth - 1)
            blocks = [make_block(inputs if n == 0 else outputs, outputs, s) for n, s in enumerate(strides)]
            setattr(self, f"layer{i + 1}", nn.Sequential(*blocks))
            inputs = outputs
        self.bn1 = nn.BatchNorm2d(outputs if self.preactivation else 16)
        self.fc = nn.Linear(outputs, num_classes)

    def forward(self, x):
        x = self.conv1(x)
        x = x if self.preactivation else self.bn1(x).relu()
        x = self.layer3(self.layer2(self.layer1(x)))
        x = self.bn1(x).relu() if self.preactivation else x
        return self.fc(x.mean((2, 3)))


def option_a(block):
    return lambda inputs, outputs, stride: block(inputs, outputs, stride, None if stride == 1 else ShortcutA(outputs))


def without_pooled_stem(name, num_classes):
    options = {"num_classes": num_classes, "weights": None}
    if name == "googlenet":
        options.update(aux_logits=False, transform_input=False, init_weights=False)
    model = getattr(torchvision.models, name)(**options)
    if name.startswith("vgg"):
        if name.endswith("_bn"):
            for layer in model.features:
                if isinstance(layer, nn.Conv2d):
                    layer.register_parameter("bias", None)
        model.avgpool = nn.Identity()
        model.classifier = nn.Sequential(nn.Linear(512, num_classes))
    elif name == "googlenet":
        model.conv1 = BasicConv2d(3, 64, kernel_size=3, padding=1)
        model.maxpool1 = nn.Identity()
    else:
        model.conv1 = nn.Conv2d(3, 64, 3, padding=1, bias=False)
        model.maxpool = nn.Identity()
    return model


def construct(name, num_classes):
    """`name` without cifar_."""
    if hasattr(torchvision.models, name):
        return without_pooled_stem(name, num_classes)
    kind, layers, factor = re.fullmatch(r"(wide_resnet|resnet|plain)(\d+)(?:_(\d+))?", name).groups()
    if kind == "wide_resnet":
        return ThreeStages(PreactivationBlock, (int(layers) - 4) // 6, 16 * int(factor), num_classes)
    block = option_a(BasicBlock if kind == "resnet" else PlainBlock)
    return ThreeStages(block, (int(layers) - 2) // 6, 16, num_classes)
