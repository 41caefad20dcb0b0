"""clang-tidy as an aspect: bazel build --config=tidy //..."""

def _sources(rule):
    return [
        file
        for label in rule.attr.srcs
        for file in label.files.to_list()
        if file.extension == "cc" and file.is_source
    ]

def _impl(target, ctx):
    if CcInfo not in target or target.label.workspace_root or ctx.rule.kind not in ["cc_library", "cc_binary", "cc_test"]:
        return []
    infos = [dep[CcInfo] for dep in ctx.rule.attr.deps if CcInfo in dep]
    context = cc_common.merge_cc_infos(cc_infos = infos + [target[CcInfo]]).compilation_context
    flags = (
        ["-I" + folder for folder in context.includes.to_list()] +
        ["-isystem" + folder for folder in context.system_includes.to_list()] +
        ["-iquote" + folder for folder in context.quote_includes.to_list()] +
        ["-D" + define for define in context.defines.to_list()] +
        ["-std=c++17", "-march=x86-64-v3", "--sysroot=external/toolchain/root", "--gcc-toolchain=external/toolchain/root/usr"]
    )
    stamps = []
    for source in _sources(ctx.rule):
        stamp = ctx.actions.declare_file("%s.%s.tidy" % (ctx.rule.attr.name, source.basename))
        ctx.actions.run_shell(
            inputs = depset([source, ctx.file._config], transitive = [context.headers, ctx.attr._tools.files]),
            outputs = [stamp],
            command = "external/toolchain/clang-tidy.sh --quiet --config-file=%s %s -- %s 2>/dev/null && touch %s" % (
                ctx.file._config.path,
                source.path,
                " ".join(flags),
                stamp.path,
            ),
            mnemonic = "ClangTidy",
            progress_message = "Linting " + source.short_path,
        )
        stamps.append(stamp)
    return [OutputGroupInfo(tidy = depset(stamps))]

tidy = aspect(
    implementation = _impl,
    attrs = {
        "_config": attr.label(default = "//:.clang-tidy", allow_single_file = True),
        "_tools": attr.label(default = "@toolchain//:all"),
    },
)
