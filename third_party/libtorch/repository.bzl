"""@libtorch//:torch is Debian's LibTorch, or the user's own: --repo_env=STRIDE_LIBTORCH=DIR."""

_OWN = """
package(default_visibility = ["//visibility:public"])

cc_library(
    name = "torch",
    srcs = glob(["lib/*.so*"], exclude = ["lib/libtorch_python*", "lib/lib*nvrtc*.alt*"]),
    hdrs = [{headers}],
    includes = ["include", "include/torch/csrc/api/include"],
    linkopts = ["-Wl,--disable-new-dtags"],
    deps = ["@debian//:glog", "@toolchain//:runtime"],
)
"""

_DEBIAN = """
alias(
    name = "torch",
    actual = "@debian//:torch",
    visibility = ["//visibility:public"],
)
"""

def _impl(ctx):
    ctx.file("WORKSPACE", "workspace(name = \"%s\")\n" % ctx.name)
    own = ctx.os.environ.get("STRIDE_LIBTORCH", "")
    if not own:
        ctx.file("BUILD", _DEBIAN)
        return
    for needed in ["include/ATen/ATen.h", "lib/libtorch_cpu.so", "lib/libc10.so"]:
        if not ctx.path(own + "/" + needed).exists:
            fail("STRIDE_LIBTORCH=%s: there is no %s; give the folder of an unpacked LibTorch 2.x (C++11 ABI)" % (own, needed))
    ctx.symlink(own + "/include", "include")
    ctx.symlink(own + "/lib", "lib")
    headers = [folder for folder in ["ATen", "c10", "caffe2", "torch"] if ctx.path(own + "/include/" + folder).exists]
    ctx.file("BUILD", _OWN.format(headers = ", ".join(["\"include/%s\"" % folder for folder in headers])))

libtorch = repository_rule(implementation = _impl, environ = ["STRIDE_LIBTORCH"])
