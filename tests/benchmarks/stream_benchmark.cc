// Images a second from a packed file of raw pixels, 256 x 256, cropped to 224, flipped and
// normalised by two threads. Arguments: images; cold, the file's pages thrown out of the page cache
// before each epoch. Counters: the file's MiB and the most MiB that this program had resident at
// any batch, above what it had before the first. Where the file must not fit into memory:
//
//   systemd-run --scope -p MemoryMax=1G bazel-bin/tests/benchmarks/stream_benchmark
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "glog/logging.h"
#include "stride/data/dataset/pack.h"
#include "stride/data/dataset/packed.h"
#include "stride/data/loader/loader.h"
#include "stride/data/transform/compose.h"
#include "stride/data/transform/crop.h"
#include "stride/data/transform/flip.h"
#include "stride/tests/benchmarks/images.h"

namespace stride {
namespace {

std::string PackedImages(int64_t count) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::temp_directory_path() / "stride_benchmark_packed";
  fs::create_directories(folder);
  std::string path = (folder / absl::StrCat(count, ".packed")).string();
  if (fs::exists(path)) return path;
  const auto packed = Pack(*BenchmarkImages(count, 256, 3), path);
  CHECK(packed.ok()) << packed.status();
  return path;
}

void DropFromPageCache(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  CHECK_GE(file, 0) << path;
  CHECK_EQ(posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED), 0);
  close(file);
}

double ResidentMiB() {
  int64_t all = 0;
  int64_t resident = 0;
  std::ifstream("/proc/self/statm") >> all >> resident;
  return static_cast<double>(resident * sysconf(_SC_PAGESIZE)) / (1 << 20);
}

std::unique_ptr<Loader> MakeLoader(const std::string& path) {
  LoaderOptions options;
  options.batch_size = 32;
  options.shuffle = true;
  options.num_threads = 2;
  options.channels_last = true;
  options.transform = Compose({RandomCrop(224), RandomHorizontalFlip()});
  options.normalize = ImageNetNormalize();
  return *Loader::Create(OpenPacked(path).value(), options);
}

void BM_Packed(benchmark::State& state) {
  const std::string path = PackedImages(state.range(0));
  int64_t epoch = 0;
  double most = 0;
  const double before = ResidentMiB();
  for (auto _ : state) {
    state.PauseTiming();
    if (state.range(1) != 0) DropFromPageCache(path);
    const auto loader = MakeLoader(path);
    state.ResumeTiming();
    const absl::Status started = loader->StartEpoch(epoch++);
    CHECK(started.ok()) << started;
    while (std::optional<Batch> batch = *loader->Next()) most = std::max(most, ResidentMiB());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.counters["file_mib"] = static_cast<double>(std::filesystem::file_size(path)) / (1 << 20);
  state.counters["resident_mib"] = most - before;
}

BENCHMARK(BM_Packed)
    ->ArgNames({"images", "cold"})
    ->ArgsProduct({{2048, 8192}, {0, 1}})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace stride
