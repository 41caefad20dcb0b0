"""Stands in for the Java tools that Bazel would download to merge coverage data."""

def _impl(ctx):
    ctx.file("WORKSPACE", "workspace(name = \"%s\")\n" % ctx.name)
    ctx.symlink(ctx.attr._merge, "merge.sh")
    ctx.file("BUILD", """
[sh_binary(
    name = name,
    srcs = ["merge.sh"],
    visibility = ["//visibility:public"],
) for name in ["coverage_report_generator", "lcov_merger"]]
""")

coverage_tools = repository_rule(
    implementation = _impl,
    attrs = {"_merge": attr.label(default = "//third_party/coverage:merge.sh")},
)
