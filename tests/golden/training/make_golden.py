#!/usr/bin/python3
"""Writes training.safetensors beside this file: what PyTorch's losses, optimizers and schedules yield.

Inputs are formulas of whole numbers, the same in training_golden_test.cc. Needs PyTorch 1.13 or later.
"""
import json
import pathlib
import struct

import torch
from torch.nn import functional
from torch.optim import SGD, Adam, AdamW, lr_scheduler

STEPS = 40
TYPES = {torch.float32: "F32", torch.float64: "F64"}


def pattern(size, offset):
    """Values in [-1, 1] that repeat after 101."""
    numbers = (37 * torch.arange(size, dtype=torch.float64) + offset) % 101
    return (numbers / 50 - 1).float()


def optimizer_path(make, momentum_cycle=False):
    """[STEPS, 48]: a weight [5, 8] and a bias [8], which learns at half the rate and does not decay."""
    weight = pattern(40, 11).view(5, 8).requires_grad_()
    bias = pattern(8, 5).requires_grad_()
    groups = [{"params": [weight]}, {"params": [bias], "lr": 0.01, "weight_decay": 0}]
    optimizer = make(groups)
    schedule = momentum_cycle and lr_scheduler.OneCycleLR(optimizer, [0.02, 0.01], total_steps=STEPS)
    path = []
    for step in range(STEPS):
        weight.grad = pattern(40, 29 * step + 7).view(5, 8)
        bias.grad = pattern(8, 29 * step + 3)
        optimizer.step()
        if schedule and step + 1 < STEPS:
            schedule.step()
        path.append(torch.cat([weight.detach().flatten(), bias.detach()]))
    return torch.stack(path)


def optimizers():
    paths = {
        "sgd": lambda p: SGD(p, lr=0.02),
        "sgd_weight_decay": lambda p: SGD(p, lr=0.02, weight_decay=0.1),
        "sgd_momentum": lambda p: SGD(p, lr=0.02, momentum=0.9, weight_decay=0.1),
        "sgd_dampening": lambda p: SGD(p, lr=0.02, momentum=0.9, dampening=0.3),
        "sgd_nesterov": lambda p: SGD(p, lr=0.02, momentum=0.9, nesterov=True, weight_decay=0.1),
        "adam": lambda p: Adam(p, lr=0.02),
        "adam_weight_decay": lambda p: Adam(p, lr=0.02, betas=(0.8, 0.95), weight_decay=0.1),
        "adamw": lambda p: AdamW(p, lr=0.02, weight_decay=0.1),
    }
    tensors = {f"optimizer.{name}": optimizer_path(make) for name, make in paths.items()}
    for name in ("sgd_momentum", "adam"):
        tensors[f"optimizer.{name}_one_cycle"] = optimizer_path(paths[name], momentum_cycle=True)
    return tensors


def losses():
    """[1 + 6 * 5]: the loss, then its gradient."""
    hard = torch.arange(6) * 3 % 5
    soft = pattern(30, 17).view(6, 5) + 1.25
    soft = soft / soft.sum(1, keepdim=True)
    functions = {
        "cross_entropy": lambda x: functional.cross_entropy(x, hard),
        "cross_entropy_smoothed": lambda x: functional.cross_entropy(x, hard, label_smoothing=0.1),
        "cross_entropy_soft": lambda x: functional.cross_entropy(x, soft),
        "cross_entropy_soft_smoothed": lambda x: functional.cross_entropy(x, soft, label_smoothing=0.1),
        "log_softmax_nll": lambda x: functional.nll_loss(functional.log_softmax(x, 1), hard),
        "mean_squared_error": lambda x: functional.mse_loss(x, functional.one_hot(hard, 5).float()),
    }
    tensors = {}
    for name, function in functions.items():
        logits = (3 * pattern(30, 23)).view(6, 5).requires_grad_()
        loss = function(logits)
        loss.backward()
        tensors[f"loss.{name}"] = torch.cat([loss.detach().view(1), logits.grad.flatten()])
    return tensors


def schedule_path(make):
    """[STEPS, 2]: learning rate and momentum."""
    optimizer = SGD([torch.zeros(1, requires_grad=True)], lr=0.4, momentum=0.9)
    schedule = make(optimizer)
    path = []
    for step in range(STEPS):
        group = optimizer.param_groups[0]
        path.append([group["lr"], group["momentum"]])
        optimizer.step()
        if step + 1 < STEPS:
            schedule.step()
    return torch.tensor(path, dtype=torch.float64)


def warm_cosine(optimizer):
    warm = lr_scheduler.LinearLR(optimizer, start_factor=0.01, total_iters=10)
    cosine = lr_scheduler.CosineAnnealingLR(optimizer, T_max=30)
    return lr_scheduler.SequentialLR(optimizer, [warm, cosine], milestones=[10])


def schedules():
    makers = {
        "constant": lambda o: lr_scheduler.ConstantLR(o, factor=1),
        "step_decay": lambda o: lr_scheduler.MultiStepLR(o, [10, 15, 30], gamma=0.3),
        "cosine": lambda o: lr_scheduler.CosineAnnealingLR(o, T_max=STEPS, eta_min=0.01),
        "cosine_warm": warm_cosine,
        "one_cycle": lambda o: lr_scheduler.OneCycleLR(o, 0.4, total_steps=STEPS),
        "one_cycle_linear": lambda o: lr_scheduler.OneCycleLR(
            o, 0.4, total_steps=STEPS, pct_start=0.21, anneal_strategy="linear", div_factor=10,
            final_div_factor=100, base_momentum=0.8, max_momentum=0.9),
    }
    return {f"schedule.{name}": schedule_path(make) for name, make in makers.items()}


def write_safetensors(path, tensors):
    header, data = {}, b""
    for name, tensor in tensors.items():
        content = tensor.contiguous().numpy().tobytes()
        header[name] = {"dtype": TYPES[tensor.dtype], "shape": list(tensor.shape),
                        "data_offsets": [len(data), len(data) + len(content)]}
        data += content
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


if __name__ == "__main__":
    write_safetensors(pathlib.Path(__file__).with_name("training.safetensors"),
                      {**schedules(), **optimizers(), **losses()})
