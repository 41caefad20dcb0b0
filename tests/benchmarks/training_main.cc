// The main function of benchmarks that train: memory and threads as experiments have them.
// OMP_NUM_THREADS says how many threads; two without it.
#include <ATen/Parallel.h>
#include <benchmark/benchmark.h>

#include <cstdlib>

#include "stride/train/experiments/allocator.h"

int main(int argc, char** argv) {
  stride::KeepFreedMemory();
  if (std::getenv("OMP_NUM_THREADS") == nullptr) at::set_num_threads(2);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
