// The main function of benchmarks that train: memory and threads as experiments have them.
#include <ATen/Parallel.h>
#include <benchmark/benchmark.h>

#include "stride/train/experiments/allocator.h"

int main(int argc, char** argv) {
  stride::KeepFreedMemory();
  at::set_num_threads(2);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
