"""Pinned Debian packages, fetched by this machine's apt and unpacked once for all clones."""

def debian_release(ctx):
    """The release whose locks are used: Debian 13 takes its own, every other machine Debian 12's."""
    chosen = ctx.os.environ.get("STRIDE_DEBIAN")
    if chosen:
        if chosen not in ["12", "13"]:
            fail("STRIDE_DEBIAN=%s: there are locks for 12 and 13" % chosen)
        return chosen
    os_release = ctx.path("/etc/os-release")
    lines = ctx.read(os_release).replace("\"", "").split("\n") if os_release.exists else []
    return "13" if "ID=debian" in lines and "VERSION_ID=13" in lines else "12"

def _cache_folder(ctx):
    env = ctx.os.environ
    if env.get("STRIDE_CACHE"):
        return env["STRIDE_CACHE"]
    home = env.get("XDG_CACHE_HOME") or (env["HOME"] + "/.cache" if env.get("HOME") else "")
    if not home:
        fail("set HOME, XDG_CACHE_HOME or STRIDE_CACHE: the packages need a folder to be kept in")
    return home + "/stride"

def _run(ctx, argv):
    result = ctx.execute(argv, timeout = 3600, quiet = False)
    if result.return_code:
        fail("setting up @%s failed; the reason is printed above" % ctx.name)

# The tree's name is a hash of all that goes into it. It appears under that name only when complete.
_UNPACK_ONCE = """
set -euo pipefail
list=$1 links=$2 share=$3 cache=$4 unpack=$5
sort -o "$list" "$list"
key=$(sed 's#.*/##' "$list" | cat - "$links" "$unpack" <(echo "$share") | sha256sum | cut -c1-16)
tree=$cache/tree-$key
if [[ ! -e $tree ]]; then
  echo "stride: unpacking $(wc -l <"$list") packages of $(basename "$links" .links)" >&2
  work=$(mktemp -d "$cache/.unpack.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  bash "$unpack" "$list" "$links" "$share" "$work" >&2
  chmod 755 "$work"
  mv -T "$work" "$tree" 2>/dev/null || [[ -e $tree ]]
fi
echo -n "$tree" >tree
"""

def _impl(ctx):
    release = debian_release(ctx)
    lock, links = [
        ctx.path(Label("//third_party/debian:%s-%s.%s" % (ctx.attr.lock, release, kind)))
        for kind in ["lock", "links"]
    ]
    cache = _cache_folder(ctx)
    ctx.report_progress("fetching packages")
    strict = ctx.os.environ.get("STRIDE_STRICT", "0")
    _run(ctx, ["bash", ctx.path(ctx.attr._fetch), lock, cache + "/debs", strict, "list"])
    ctx.report_progress("unpacking packages")
    share = "1" if ctx.attr.share else "0"
    _run(ctx, ["bash", "-c", _UNPACK_ONCE, "_", "list", links, share, cache, ctx.path(ctx.attr._unpack)])
    for entry in ctx.path(ctx.read("tree")).readdir():
        ctx.symlink(entry, entry.basename)
    for name, text in ctx.attr.scripts.items():
        ctx.file(name, text.replace("{LLVM}", _llvm_version(ctx, lock)), executable = True)
    for label, name in ctx.attr.files.items():
        ctx.symlink(label, name)
    ctx.file("release.bzl", "DEBIAN = %s\nLLVM = %s\n" % (release, _llvm_version(ctx, lock) or 0))
    ctx.symlink(ctx.attr.build, "BUILD")
    ctx.file("WORKSPACE", "workspace(name = \"%s\")\n" % ctx.name)

def _llvm_version(ctx, lock):
    for line in ctx.read(lock).split("\n"):
        if line.startswith("clang-1"):
            return line.split(" ")[0][len("clang-"):]
    return ""

debian_packages = repository_rule(
    implementation = _impl,
    doc = "A folder `root` with the unpacked packages of a lock, and the links that its .links file names.",
    environ = ["HOME", "STRIDE_CACHE", "STRIDE_DEBIAN", "STRIDE_STRICT", "XDG_CACHE_HOME"],
    attrs = {
        "lock": attr.string(mandatory = True, doc = "<lock>-<release>.lock and .links stand beside this file"),
        "build": attr.label(mandatory = True, allow_single_file = True),
        "files": attr.label_keyed_string_dict(doc = "further files to link in, with their names"),
        "scripts": attr.string_dict(doc = "scripts to write, by name; {LLVM} becomes clang's version"),
        "share": attr.bool(doc = "keep usr/share"),
        "_fetch": attr.label(default = "//third_party/debian:fetch.sh"),
        "_unpack": attr.label(default = "//third_party/debian:unpack.sh"),
    },
)
