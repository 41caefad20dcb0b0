"""What clang-tidy needs, as an aspect: bazel build --config=tidy //..., which .ci/tidy calls.

Builds the headers of every target, and TARGET.tidy: a line for each source, then one for each flag.
"""

def _sources(rule):
    return [
        file.path
        for label in rule.attr.srcs
        for file in label.files.to_list()
        if file.extension == "cc" and file.is_source
    ]

def _impl(target, ctx):
    if CcInfo not in target or target.label.workspace_root or ctx.rule.kind not in ["cc_library", "cc_binary", "cc_test"]:
        return []
    infos = [dep[CcInfo] for dep in ctx.rule.attr.deps if CcInfo in dep]
    context = cc_common.merge_cc_infos(cc_infos = infos + [target[CcInfo]]).compilation_context
    lines = (
        _sources(ctx.rule) +
        ["-I" + folder for folder in context.includes.to_list()] +
        ["-isystem" + folder for folder in context.system_includes.to_list()] +
        ["-iquote" + folder for folder in context.quote_includes.to_list()] +
        ["-D" + define for define in context.defines.to_list()]
    )
    flags = ctx.actions.declare_file(ctx.rule.attr.name + ".tidy")
    ctx.actions.write(flags, "".join([line + "\n" for line in lines]))
    files = depset([flags], transitive = [context.headers, ctx.attr._tools.files])
    return [OutputGroupInfo(tidy = files)]

tidy = aspect(
    implementation = _impl,
    attrs = {"_tools": attr.label(default = "@toolchain//:all")},
)
