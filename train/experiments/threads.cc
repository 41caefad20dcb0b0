#include "stride/train/experiments/threads.h"

#include <sched.h>

#include <algorithm>

namespace stride {

int AvailableCores() {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  if (sched_getaffinity(0, sizeof(cores), &cores) != 0) return 1;
  return std::max(1, CPU_COUNT(&cores));
}

ThreadBudget DivideCores(int cores) {
  const int loader = std::max(1, cores / 4);
  return {cores < 4 ? std::max(1, cores) : cores - loader, loader};
}

}  // namespace stride
