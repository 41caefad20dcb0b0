"""Every experiment: NAME.cc beside this file, `bazel run //:NAME`."""

EXPERIMENTS = [
    "activations",
    "cifar10_alexnet",
    "cifar10_cnn",
    "cifar10_googlenet",
    "cifar10_resnet18",
    "cifar10_speedrun",
    "cifar10_vgg16",
    "depth",
    "fashion_mnist_cnn",
    "fashion_mnist_resnet18",
    "finetune",
    "losses",
    "mnist_cnn",
    "mnist_mlp",
    "mnist_permutation",
    "mnist_speedrun",
    "output_arithmetic",
    "overfit",
    "pooling",
]
