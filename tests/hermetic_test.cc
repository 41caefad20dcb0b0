// Nothing of the machine's own libraries may be in this process, glibc's aside, after a training
// step and the reading and writing of pictures have loaded whatever they load late.

#include <ATen/ops/matmul.h>
#include <ATen/ops/randn.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "stride/data/image/decode.h"
#include "stride/data/image/encode.h"

namespace stride {
namespace {

// The libraries of a sanitizer's run time come with the compiler and are linked statically.
bool OfGlibc(const std::string& path) {
  for (const char* name : {"ld-linux-x86-64", "libc", "libm", "libdl", "libpthread", "libresolv",
                           "librt", "libutil", "libmvec"}) {
    if (absl::StrContains(path, absl::StrCat("/", name, ".so.")) ||
        absl::StrContains(path, absl::StrCat("/", name, "-2."))) {
      return true;
    }
  }
  return false;
}

bool OfTheRepository(const std::string& path) {
  return absl::StrContains(path, "/tree-") || absl::StrContains(path, "/external/debian/") ||
         absl::StrContains(path, "/external/toolchain/") || absl::StrContains(path, "/bazel-out/");
}

std::set<std::string> LoadedLibraries() {
  std::set<std::string> loaded;
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    const size_t slash = line.find('/');
    if (slash != std::string::npos && absl::StrContains(line, ".so")) {
      loaded.insert(line.substr(slash));
    }
  }
  return loaded;
}

TEST(Hermetic, EveryLibraryComesFromTheRepository) {
  const auto png = EncodePng(Image(8, 8, 3));
  ASSERT_TRUE(png.ok()) << png.status();
  ASSERT_TRUE(DecodeImage(*png).ok());
  const at::Tensor weights = at::randn({64, 64}).requires_grad_();
  at::matmul(weights, weights).sum().backward();

  int own = 0;
  for (const std::string& path : LoadedLibraries()) {
    if (OfTheRepository(path)) {
      ++own;
    } else {
      EXPECT_TRUE(OfGlibc(path)) << "the machine's own library: " << path;
    }
  }
  EXPECT_GT(own, 200);
}

}  // namespace
}  // namespace stride
