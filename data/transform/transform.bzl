"""How a transform is built: so that its text form is known wherever it is linked."""

load("//:defs.bzl", "stride_cc_library", "stride_cc_test")

def stride_transform(name, deps = []):
    """NAME.h and NAME.cc, which registers its transforms (registry.h), and NAME_test.cc.

    Args:
      name: of the files and the target
      deps: what it needs beyond the registry, images, random streams and Abseil
    """
    stride_cc_library(
        name = name,
        srcs = [name + ".cc"],
        hdrs = [name + ".h"],
        alwayslink = True,
        deps = deps + [
            ":registry",
            ":transform",
            "//data/base:check_option",
            "//data/base:random",
            "//data/base:status_macros",
            "//data/image",
            "//third_party/absl",
            "//third_party/glog",
        ],
    )
    stride_cc_test(
        name = name + "_test",
        srcs = [name + "_test.cc"],
        deps = [
            ":" + name,
            ":transform_test_util",
        ],
    )
