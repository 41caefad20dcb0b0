"""PyTorch and torchvision at the same work as Stride's benchmarks; prints "items_per_second X".

    pytorch.py step vgg|resnet18|airbench fp32|bf16     training on one batch in memory
    pytorch.py start                           programs that read a resnet18's weights and name what is in a picture
    pytorch.py infer MODEL fp32|bf16 BATCH eager|frozen     at 224x224
    pytorch.py loader cifar|mnist              from memory: crop, flip, normalise, batch
    pytorch.py loader jpeg32|jpeg224|photographs   the same from the files that our benchmark has made
    pytorch.py fit mlp|cnn                     epochs of MNIST's images, loading included
"""
import os
import subprocess
import sys
import tempfile
import time

import numpy as np
import torch
import torchvision
from PIL import Image
from torch import nn
from torchvision import transforms as T

BATCH = 128
SECONDS = 3


def vgg():
    layers, channels = [], 3
    for width in (64, None, 128, None, 256, 256, None, 512, 512, None, 512, 512, None):
        if width is None:
            layers.append(nn.MaxPool2d(2))
            continue
        layers += [nn.Conv2d(channels, width, 3, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU(inplace=True)]
        channels = width
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(512, 10))


def resnet18():
    net = torchvision.models.resnet18(num_classes=10)
    net.conv1 = nn.Conv2d(3, 64, 3, padding=1, bias=False)
    net.maxpool = nn.Identity()
    return net


class Airbench(nn.Module):
    """The network of cifar10_speedrun."""

    def __init__(self):
        super().__init__()
        self.whiten = nn.Conv2d(3, 24, 2)
        self.whiten.weight.requires_grad = False
        layers, channels = [nn.GELU()], 24
        for width in (64, 256, 256):
            layers += [nn.Conv2d(channels, width, 3, padding=1, bias=False), nn.MaxPool2d(2), self.norm(width), nn.GELU(),
                       nn.Conv2d(width, width, 3, padding=1, bias=False), self.norm(width), nn.GELU()]
            channels = width
        self.layers = nn.Sequential(*layers, nn.MaxPool2d(3), nn.Flatten())
        self.head = nn.Linear(256, 10, bias=False)

    @staticmethod
    def norm(width):
        norm = nn.BatchNorm2d(width, eps=1e-12, momentum=0.4)
        norm.weight.requires_grad = False
        return norm

    def forward(self, images):
        return self.head(self.layers(self.whiten(images))) / 256


class Muon(torch.optim.Optimizer):
    """Nesterov momentum, orthogonalised by three Newton-Schulz iterations, on filters of fixed norm."""

    def __init__(self, filters):
        super().__init__(filters, dict(lr=0.24, momentum=0.6))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for filters in group["params"]:
                sums = self.state[filters].setdefault("sums", torch.zeros_like(filters))
                sums.mul_(group["momentum"]).add_(filters.grad)
                filters.mul_(len(filters) ** 0.5 / filters.norm())
                change = self.orthogonal(filters.grad.add(sums, alpha=group["momentum"]).reshape(len(filters), -1))
                filters.sub_(change.view(filters.shape), alpha=group["lr"])

    @staticmethod
    def orthogonal(matrix):
        rows, columns = matrix.shape
        x = matrix.bfloat16()
        x = (x.T if rows > columns else x) / (x.norm() + 1e-7)
        for _ in range(3):
            gram = x @ x.T
            x = 3.4445 * x + (2.0315 * gram @ gram - 4.7750 * gram) @ x
        return x.T if rows > columns else x


def rate(work):
    """Items a second of work(), which returns how many it has done; the first two calls warm up."""
    for _ in range(2):
        work()
    start, done = time.perf_counter(), 0
    while time.perf_counter() - start < SECONDS:
        done += work()
    return done / (time.perf_counter() - start)


def step(name, precision):
    torch.set_num_threads(2)
    net = {"vgg": vgg, "resnet18": resnet18, "airbench": Airbench}[name]().to(memory_format=torch.channels_last)
    trained = [p for p in net.parameters() if p.requires_grad]
    filters = [p for p in trained if p.dim() == 4 and name == "airbench"]
    others = [p for p in trained if not any(p is f for f in filters)]
    optimizers = [torch.optim.SGD(others, lr=1e-4, momentum=0.9)] + ([Muon(filters)] if filters else [])
    batch = 2000 if name == "airbench" else BATCH
    images = torch.randn(batch, 3, 32, 32).contiguous(memory_format=torch.channels_last)
    labels = torch.randint(10, (batch,))

    def work():
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=precision == "bf16"):
            logits = net(images)
        loss = nn.functional.cross_entropy(logits.float(), labels)
        net.zero_grad()
        loss.backward()
        for optimizer in optimizers:
            optimizer.step()
        return batch

    return rate(work)


def infer(name, precision, batch, how):
    torch.set_num_threads(2)
    net = torchvision.models.get_model(name).eval().to(memory_format=torch.channels_last)
    images = torch.randn(int(batch), 3, 224, 224).contiguous(memory_format=torch.channels_last)
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=precision == "bf16"):
        if how == "frozen":
            net = torch.jit.freeze(torch.jit.trace(net, images, check_trace=False))
        return rate(lambda: len(net(images)))


PREDICT = """
import sys, torch, torchvision
from PIL import Image
from torchvision import transforms as T
torch.set_num_threads(2)
net = torchvision.models.resnet18()
net.load_state_dict(torch.load(sys.argv[1]))
transform = T.Compose([T.Resize(256), T.CenterCrop(224), T.ToTensor(), T.Normalize((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))])
with torch.no_grad():
    print(net.eval()(transform(Image.open(sys.argv[2]).convert("RGB"))[None]).softmax(1).topk(5))
"""


def start():
    folder = os.path.join(tempfile.gettempdir(), "stride_benchmark_pictures")
    weights = os.path.join(folder, "resnet18.pt")
    torch.save(torchvision.models.resnet18().state_dict(), weights)
    command = [sys.executable, "-c", PREDICT, weights, os.path.join(folder, "500x375/0/00000.jpg")]

    def work():
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return 1

    return rate(work)


class InMemory(torch.utils.data.Dataset):
    def __init__(self, images, transform):
        self.images, self.transform = images, transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, i):
        return self.transform(Image.fromarray(self.images[i])), i % 10  # one label: denormal gradients


def normalise(channels):
    return [T.ToTensor(), T.Normalize((0.5,) * channels, (0.25,) * channels)]


def in_memory(side, channels):
    transform = T.Compose([T.RandomCrop(side, padding=4), T.RandomHorizontalFlip(), *normalise(channels)])
    shape = (12800, side, side, 3) if channels == 3 else (12800, side, side)
    return InMemory(np.random.default_rng(1).integers(0, 256, shape, np.uint8), transform)


def from_files(folder, crop):
    transform = T.Compose([crop, T.RandomHorizontalFlip(), *normalise(3)])
    path = os.path.join(tempfile.gettempdir(), "stride_benchmark_pictures", folder)
    return torchvision.datasets.ImageFolder(path, transform)


def loader(name):
    torch.set_num_threads(1)
    data = {
        "cifar": lambda: in_memory(32, 3),
        "mnist": lambda: in_memory(28, 1),
        "jpeg32": lambda: from_files("32x32", T.RandomCrop(32, padding=4)),
        "jpeg224": lambda: from_files("32x32", T.RandomResizedCrop(224)),
        "photographs": lambda: from_files("375x500", T.RandomResizedCrop(224)),
    }[name]()
    batches = torch.utils.data.DataLoader(data, BATCH, shuffle=True, num_workers=2, persistent_workers=True)
    return rate(lambda: sum(len(labels) for _, labels in batches))


def mlp():
    return nn.Sequential(
        nn.Flatten(), nn.Linear(784, 512), nn.ReLU(), nn.Dropout(0.2), nn.Linear(512, 512), nn.ReLU(), nn.Dropout(0.2),
        nn.Linear(512, 10))


def cnn():
    return nn.Sequential(
        nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout(0.25), nn.Flatten(),
        nn.Linear(9216, 128), nn.ReLU(), nn.Dropout(0.5), nn.Linear(128, 10))


def fit(name):
    torch.set_flush_denormal(True)  # as our optimizer does; before the threads, which take it over
    torch.set_num_threads(2)
    net = {"mlp": mlp, "cnn": cnn}[name]()
    optimizer = torch.optim.Adam(net.parameters())
    transform = T.Compose([T.ToTensor(), T.Normalize((0.1307,), (0.3081,))])
    data = InMemory(np.random.default_rng(1).integers(0, 256, (3840, 28, 28), np.uint8), transform)
    batches = torch.utils.data.DataLoader(data, 64, shuffle=True, num_workers=2, persistent_workers=True)

    def work():
        for images, labels in batches:
            loss = nn.functional.cross_entropy(net(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        return len(data)

    return rate(work)


print("items_per_second", {"step": step, "start": start, "infer": infer, "loader": loader, "fit": fit}[sys.argv[1]](*sys.argv[2:]))
