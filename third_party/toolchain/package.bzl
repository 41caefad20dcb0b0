"""A tar that runs anywhere: binaries, every library they load, glibc and data."""

def _runfiles_path(ctx, file):
    path = file.short_path
    return path[len("../"):] if path.startswith("../") else ctx.workspace_name + "/" + path

def _impl(ctx):
    out = ctx.actions.declare_file(ctx.label.name + ".tar")
    files = depset(transitive = [depset(ctx.files._glibc), ctx.attr._launcher.files] + [
        info.default_runfiles.files
        for info in [binary[DefaultInfo] for binary in ctx.attr.binaries]
    ])
    lines = ["glibc/%s\t%s" % (file.basename, file.path) for file in ctx.files._glibc]
    for binary in ctx.attr.binaries:
        info = binary[DefaultInfo]
        lines.append("%s\t%s" % (binary.label.name, ctx.file._launcher.path))
        lines.append("programs/%s\t%s" % (binary.label.name, _runfiles_path(ctx, info.files_to_run.executable)))
        lines += ["runfiles/%s\t%s" % (_runfiles_path(ctx, file), file.path) for file in info.default_runfiles.files.to_list()]
    manifest = ctx.actions.declare_file(ctx.label.name + ".manifest")
    ctx.actions.write(manifest, "\n".join(depset(lines).to_list()) + "\n")
    ctx.actions.run(
        inputs = depset([manifest], transitive = [files]),
        outputs = [out],
        executable = ctx.executable._pack,
        arguments = [manifest.path, ctx.attr.folder, out.path],
        mnemonic = "Package",
        progress_message = "Packing %s" % out.short_path,
        use_default_shell_env = True,
    )
    return [DefaultInfo(files = depset([out]))]

stride_package = rule(
    implementation = _impl,
    doc = """Writes <name>.tar with `folder`/<binary> for each binary. It can be unpacked anywhere, also where
there is no C library; only the kernel with its /proc and /dev, and the processor, are the machine's.""",
    attrs = {
        "binaries": attr.label_list(mandatory = True, doc = "cc_binary targets"),
        "folder": attr.string(default = "stride", doc = "the one folder that the tar unpacks to"),
        "_glibc": attr.label(default = "@toolchain//:glibc"),
        "_launcher": attr.label(default = "@stride//third_party/toolchain:launcher", allow_single_file = True),
        "_pack": attr.label(default = "@stride//third_party/toolchain:pack", executable = True, cfg = "exec"),
    },
)
