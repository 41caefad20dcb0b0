"""clang, lld and the C++ library from Debian's packages: nothing of the host's is compiled in."""

load("@bazel_tools//tools/build_defs/cc:action_names.bzl", "ACTION_NAMES")
load(
    "@bazel_tools//tools/cpp:cc_toolchain_config_lib.bzl",
    "feature",
    "flag_group",
    "flag_set",
    "tool_path",
    "with_feature_set",
)
load(":release.bzl", "LLVM")

_SYSROOT = "external/toolchain/root"

_COMPILE = [
    ACTION_NAMES.assemble,
    ACTION_NAMES.c_compile,
    ACTION_NAMES.cpp_compile,
    ACTION_NAMES.cpp_header_parsing,
    ACTION_NAMES.linkstamp_compile,
    ACTION_NAMES.preprocess_assemble,
]

_LINK = [
    ACTION_NAMES.cpp_link_dynamic_library,
    ACTION_NAMES.cpp_link_executable,
    ACTION_NAMES.cpp_link_nodeps_dynamic_library,
]

_COMMON_FLAGS = [
    "--gcc-toolchain=" + _SYSROOT + "/usr",
    "-no-canonical-prefixes",
]

_COMPILE_FLAGS = _COMMON_FLAGS + [
    "-fno-omit-frame-pointer",
    "-fstack-protector",
    "-Wno-builtin-macro-redefined",
    "-D__DATE__=\"redacted\"",
    "-D__TIME__=\"redacted\"",
    "-D__TIMESTAMP__=\"redacted\"",
]

# From clang 18 on constrained templates are mangled otherwise than by the g++ that built Abseil.
_CXX_FLAGS = ["-std=c++17"] + (["-fclang-abi-compat=17"] if LLVM > 17 else [])

_LINK_FLAGS = _COMMON_FLAGS + [
    "-fuse-ld=lld",
    "-lstdc++",
    "-lm",
    "-Wl,-z,relro,-z,now",
]

_TOOLS = {
    "ar": "ar",
    "cpp": "clang",
    "gcc": "clang",
    "gcov": "gcov",
    "ld": "clang",
    "nm": "nm",
    "objdump": "objdump",
    "strip": "strip",
}

def _flags(actions, flags, mode = None):
    return flag_set(
        actions = actions,
        flag_groups = [flag_group(flags = flags)],
        with_features = [with_feature_set(features = [mode])] if mode else [],
    )

def _impl(ctx):
    modes = [feature(name = mode) for mode in ["dbg", "fastbuild", "opt"]]
    supported = [
        feature(name = name, enabled = True)
        for name in ["supports_dynamic_linker", "supports_pic", "supports_start_end_lib"]
    ]
    base = feature(
        name = "base",
        enabled = True,
        flag_sets = [
            _flags(_COMPILE, _COMPILE_FLAGS),
            _flags(_COMPILE, ["-O2", "-DNDEBUG", "-ffunction-sections", "-fdata-sections"], "opt"),
            _flags(_COMPILE, ["-g"], "dbg"),
            _flags([ACTION_NAMES.cpp_compile, ACTION_NAMES.cpp_header_parsing], _CXX_FLAGS),
            _flags(_LINK, _LINK_FLAGS),
            _flags(_LINK, ["-Wl,--gc-sections"], "opt"),
        ],
    )
    coverage = feature(
        name = "coverage",
        flag_sets = [_flags(_COMPILE + _LINK, ["--coverage"])],
    )
    return cc_common.create_cc_toolchain_config_info(
        ctx = ctx,
        toolchain_identifier = "stride-clang",
        host_system_name = "local",
        target_system_name = "local",
        target_cpu = "k8",
        target_libc = "glibc",
        compiler = "clang",
        abi_version = "local",
        abi_libc_version = "local",
        builtin_sysroot = _SYSROOT,
        cxx_builtin_include_directories = ["%sysroot%/usr/include", "%sysroot%/usr/lib"],
        tool_paths = [tool_path(name = name, path = tool + ".sh") for name, tool in _TOOLS.items()],
        features = modes + supported + [base, coverage],
    )

clang_config = rule(implementation = _impl, provides = [CcToolchainConfigInfo])
