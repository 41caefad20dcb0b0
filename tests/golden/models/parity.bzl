"""Tests of a family of networks against torchvision's."""

load("//:defs.bzl", "stride_cc_test")

def model_parity_test(family, has_large):
    """FAMILY_test; where there are large variants, FAMILY_large_test too, which runs when named.

    Args:
      family: of //models, with FAMILY.json here
      has_large: whether the file has variants marked large
    """
    for suffix in [""] + (["_large"] if has_large else []):
        stride_cc_test(
            name = family + suffix + "_test",
            size = "large" if suffix else "medium",
            main = "gtest",
            args = ["$(location %s.json)" % family] + (["large"] if suffix else []),
            data = [family + ".json"],
            tags = ["manual"] if suffix else [],
            deps = [
                ":parity",
                "//models/" + family,
            ],
        )
