// How the learning rate goes over a run: a pure function of the step, so that a resumed run needs
// no state of it.
#ifndef STRIDE_TRAIN_SCHEDULE_SCHEDULE_H_
#define STRIDE_TRAIN_SCHEDULE_SCHEDULE_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace stride {

// What the optimizer takes in one step.
struct Rates {
  double learning_rate = 0;
  // In place of the optimizer's own momentum (SGD) or beta1 (Adam).
  std::optional<double> momentum;
};

struct Schedule {
  std::string name;                       // with its values, for people: "cosine(0.1, 9370 steps)"
  std::function<Rates(int64_t step)> at;  // step: optimizer steps done before, from 0
};

}  // namespace stride

#endif  // STRIDE_TRAIN_SCHEDULE_SCHEDULE_H_
