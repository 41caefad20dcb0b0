// What the golden tests of transforms share: samples against those in a file.
#ifndef STRIDE_TESTS_GOLDEN_TRANSFORMS_COMPARE_H_
#define STRIDE_TESTS_GOLDEN_TRANSFORMS_COMPARE_H_

#include <string>

#include "stride/data/image/image.h"

namespace stride {

constexpr char kGoldenFolder[] = "tests/golden/transforms/";

struct Bounds {
  int largest = 0;  // levels
  double mean = 0;
};

std::string Samples(const Image& image);

// Expects as many samples as in kGoldenFolder/<file>, with differences within the bounds,
// and prints these differences.
void ExpectSamples(const std::string& file, const std::string& found, const Bounds& bounds);

}  // namespace stride

#endif  // STRIDE_TESTS_GOLDEN_TRANSFORMS_COMPARE_H_
