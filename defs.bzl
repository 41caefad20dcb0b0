"""Stride's C++ rules: the include prefix `stride/` and our warnings; tests with a main of their own."""

_WARNINGS = [
    "-Wall",
    "-Wextra",
    "-Werror",
    "-Wno-sign-compare",
    "-Wno-unused-parameter",
]

def stride_cc_library(name, copts = [], **kwargs):
    """A cc_library whose headers are included as "stride/<package>/<header>", in any workspace."""
    native.cc_library(
        name = name,
        copts = _WARNINGS + copts,
        include_prefix = "stride",
        strip_include_prefix = "/",
        **kwargs
    )

def stride_cc_binary(name, copts = [], **kwargs):
    native.cc_binary(
        name = name,
        copts = _WARNINGS + copts,
        **kwargs
    )

def stride_cc_test(name, copts = [], deps = [], size = "small", main = "gtest_main", **kwargs):
    """A test on GoogleTest; with main = "gtest" a dep brings the main function."""
    native.cc_test(
        name = name,
        size = size,
        copts = _WARNINGS + copts,
        deps = deps + [
            "@stride//third_party/gtest:" + main,
            "@stride//third_party/toolchain:sanitizer_defaults",
        ],
        **kwargs
    )
