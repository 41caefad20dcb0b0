// How one budget of processor cores is divided.
#ifndef STRIDE_TRAIN_EXPERIMENTS_THREADS_H_
#define STRIDE_TRAIN_EXPERIMENTS_THREADS_H_

namespace stride {

struct ThreadBudget {
  int model = 1;   // of LibTorch's arithmetic
  int loader = 1;  // that read, transform and normalise
};

// The cores that this process may run on.
int AvailableCores();

// A quarter of the cores loads, the rest computes. Below four cores the loader, which is seldom
// busy, shares them with the arithmetic, which gets all of them.
ThreadBudget DivideCores(int cores);

}  // namespace stride

#endif  // STRIDE_TRAIN_EXPERIMENTS_THREADS_H_
