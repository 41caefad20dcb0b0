// Random numbers without state that anybody shares: a stream is a pure function of its key, so that
// the number of threads, prefetching and an interrupted run never change what is drawn.
//
// Philox4x32-10 of Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3" (2011), by way of
// the Random123 library.
#ifndef STRIDE_DATA_BASE_RANDOM_H_
#define STRIDE_DATA_BASE_RANDOM_H_

#include <array>
#include <cstdint>
#include <vector>

namespace stride {

// What a choice is for. Values are part of what a seed means: never renumber them.
enum class RandomPurpose : uint32_t {
  kShuffle = 1,
  kTransform = 2,
  kSplit = 3,
  kPermutation = 4,
  kInitialisation = 5,
  kDropout = 6,
  kMix = 7,
  kEveryEpoch = 8,
};

class RandomStream {
 public:
  // `epoch` and `index` name the event: an epoch and an example, or a step and 0.
  RandomStream(uint64_t seed, uint64_t epoch, uint64_t index, RandomPurpose purpose);

  uint32_t epoch() const { return counter_[1]; }
  // A new stream for what is the same in every epoch: of the event's seed and index alone.
  RandomStream OfEveryEpoch() const;

  uint32_t NextUint32();
  uint64_t NextUint64();
  double Uniform();                               // in [0, 1), 53 bits
  double Uniform(double low, double high);        // in [low, high)
  int64_t UniformInt(int64_t low, int64_t high);  // in [low, high), unbiased; high > low
  double Normal();                                // mean 0, standard deviation 1
  bool Bernoulli(double probability);
  double Beta(double a, double b);  // in [0, 1]; a and b above 0

 private:
  std::array<uint32_t, 4> counter_;
  std::array<uint32_t, 2> key_;
  std::array<uint32_t, 4> block_;
  int used_ = 4;  // words of block_ that have been handed out
};

// A permutation of 0 ... size - 1, each as likely (Fisher and Yates).
std::vector<int64_t> RandomPermutation(int64_t size, RandomStream& random);

// A seed for somebody else's generator.
uint64_t DeriveSeed(uint64_t seed, uint64_t step, RandomPurpose purpose);

}  // namespace stride

#endif  // STRIDE_DATA_BASE_RANDOM_H_
