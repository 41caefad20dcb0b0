"""How a family of networks is built: so that its variants are known by name wherever it is linked."""

load("//:defs.bzl", "stride_cc_library", "stride_cc_test")

def model_family(name, srcs = [], hdrs = [], deps = []):
    """NAME.h (options), NAME_module.h (torch::nn) and NAME.cc, which registers variants, and NAME_test.cc.

    Args:
      name: of the files and the target
      srcs: further files
      hdrs: further headers
      deps: what it needs beyond models/core, models/layers, the registry, Abseil and LibTorch
    """
    stride_cc_library(
        name = name,
        srcs = [name + ".cc"] + srcs,
        hdrs = [
            name + ".h",
            name + "_module.h",
        ] + hdrs,
        alwayslink = True,
        deps = deps + [
            "//models/core:auxiliary_heads",
            "//models/core:build_classifier",
            "//models/core:classifier",
            "//models/core:initialize",
            "//models/core:shape",
            "//models/core:tracer",
            "//models/layers:activation",
            "//models/layers:batch_norm2d",
            "//models/layers:conv2d",
            "//models/layers:dense_layers",
            "//models/layers:linear",
            "//models/layers:pooling",
            "//models/registry",
            "//third_party/absl",
            "//third_party/glog",
            "//third_party/libtorch",
        ],
    )
    stride_cc_test(
        name = name + "_test",
        srcs = [name + "_test.cc"],
        deps = [
            ":" + name,
            "//models/core:summary",
            "//models/registry",
            "//third_party/absl",
            "//third_party/libtorch",
        ],
    )
