// From one value to another, by a fraction of the way.
#ifndef STRIDE_TRAIN_SCHEDULE_ANNEAL_H_
#define STRIDE_TRAIN_SCHEDULE_ANNEAL_H_

#include <cmath>

namespace stride {

inline constexpr double kPi = 3.14159265358979323846;

// fraction: 0 gives start, 1 gives end.
inline double AnnealLinear(double start, double end, double fraction) {
  return start + (end - start) * fraction;
}

// Half a wave of the cosine: flat at both ends.
inline double AnnealCosine(double start, double end, double fraction) {
  return end + (start - end) / 2 * (1 + std::cos(kPi * fraction));
}

}  // namespace stride

#endif  // STRIDE_TRAIN_SCHEDULE_ANNEAL_H_
