"""Everything that a workspace which uses Stride must declare: call stride_deps() in its WORKSPACE."""

load("//third_party/coverage:repository.bzl", "coverage_tools")
load("//third_party/debian:repository.bzl", "debian_packages")
load("//third_party/libtorch:repository.bzl", "libtorch")

# A tool is run by a script that points the host's loader to the tool's own libraries.
_TOOL = """#!/bin/sh
here=$(dirname "$0")
LD_LIBRARY_PATH=$here/tools exec "$here/root/usr/lib/llvm-{LLVM}/bin/%s" "$@"
"""

# A program names only those shared objects that it takes a symbol from: the loader looks symbols up
# in all that are named. Bazel has no place for this flag before the libraries. Tests link the
# workspace's own libraries as shared objects, which may be there for what they register.
_CLANG = """#!/bin/sh
here=$(dirname "$0")
for last; do :; done
case $last in
  @*.params) grep -q _Slib "${last#@}" || set -- -Wl,--as-needed "$@" ;;
esac
LD_LIBRARY_PATH=$here/tools exec "$here/root/usr/lib/llvm-{LLVM}/bin/clang" "$@"
"""

# Bazel calls it through a link, expects gcov, and takes one above version 8 for GCC's.
_GCOV = """#!/bin/sh
[ "$1" = --version ] && echo "gcov 8.0.0" && exit
here=$(dirname "$(readlink -f "$0")")
LD_LIBRARY_PATH=$here/tools exec "$here/root/usr/lib/llvm-{LLVM}/bin/llvm-cov" gcov "$@"
"""

_TOOLS = {
    "ar": "llvm-ar",
    "clang-format": "clang-format",
    "clang-tidy": "clang-tidy",
    "nm": "llvm-nm",
    "objdump": "llvm-objdump",
    "strip": "llvm-strip",
    "symbolizer": "llvm-symbolizer",
}

# Debian's rules_cc needs a newer Bazel than Debian's Bazel; the native rules are the same ones.
_RULES_CC = """
cc_binary = native.cc_binary
cc_import = native.cc_import
cc_library = native.cc_library
cc_proto_library = native.cc_proto_library
cc_test = native.cc_test
cc_toolchain = native.cc_toolchain
cc_toolchain_suite = native.cc_toolchain_suite
fdo_prefetch_hints = native.fdo_prefetch_hints
fdo_profile = native.fdo_profile
objc_import = native.objc_import
objc_library = native.objc_library
"""

def _files_impl(ctx):
    ctx.file("WORKSPACE", "workspace(name = \"%s\")\n" % ctx.name)
    for path, text in ctx.attr.files.items():
        ctx.file(path, text)

_files = repository_rule(implementation = _files_impl, attrs = {"files": attr.string_dict()})

def stride_deps():
    """Declares what is not declared yet: libraries, compiler, and what Bazel itself would download."""
    have = native.existing_rules()
    if "rules_cc" not in have:
        _files(name = "rules_cc", files = {"BUILD": "", "cc/BUILD": "", "cc/defs.bzl": _RULES_CC})
    if "rules_java" not in have:
        native.local_repository(name = "rules_java", path = "/usr/share/bazel/rules/java")
    if "rules_proto" not in have:
        native.local_repository(name = "rules_proto", path = "/usr/share/bazel/rules/proto")
    if "remote_coverage_tools" not in have:
        coverage_tools(name = "remote_coverage_tools")
    if "toolchain" not in have:
        debian_packages(
            name = "toolchain",
            build = "@stride//third_party/debian:toolchain.BUILD",
            files = {"@stride//third_party/toolchain:config.bzl": "config.bzl"},
            lock = "toolchain",
            scripts = dict(
                {name + ".sh": _TOOL % tool for name, tool in _TOOLS.items()},
                **{"clang.sh": _CLANG, "gcov.sh": _GCOV}
            ),
        )
        native.register_toolchains("@toolchain//:clang")
    if "debian" not in have:
        debian_packages(
            name = "debian",
            build = "@stride//third_party/debian:libraries.BUILD",
            lock = "libraries",
        )
    if "libtorch" not in have:
        libtorch(name = "libtorch")
    if "fashion_mnist" not in have:
        debian_packages(
            name = "fashion_mnist",
            build = "@stride//third_party/debian:fashion_mnist.BUILD",
            lock = "fashion_mnist",
            share = True,
        )
