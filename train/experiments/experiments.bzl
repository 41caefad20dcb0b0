"""Every experiment: NAME.cc beside this file, `bazel run //:NAME`."""

EXPERIMENTS = [
    "activations",
    "cifar10_cnn",
    "fashion_mnist_cnn",
    "losses",
    "mnist_cnn",
    "mnist_mlp",
    "mnist_permutation",
    "output_arithmetic",
    "overfit",
    "pooling",
]
