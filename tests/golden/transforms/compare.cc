#include "stride/tests/golden/transforms/compare.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iostream>

#include "stride/data/base/file.h"

namespace stride {

std::string Samples(const Image& image) {
  return std::string(image.data(), image.data() + image.size_bytes());
}

void ExpectSamples(const std::string& file, const std::string& found, const Bounds& bounds) {
  const std::string golden = ReadFile(kGoldenFolder + file).value();
  ASSERT_EQ(found.size(), golden.size()) << file;
  int largest = 0;
  double sum = 0;
  for (size_t i = 0; i < found.size(); ++i) {
    const int difference =
        std::abs(static_cast<uint8_t>(found[i]) - static_cast<uint8_t>(golden[i]));
    largest = std::max(largest, difference);
    sum += difference;
  }
  const double mean = sum / found.size();
  std::cout << file << ": mean difference " << mean << ", largest " << largest << "\n";
  EXPECT_LE(largest, bounds.largest) << file;
  EXPECT_LE(mean, bounds.mean) << file;
}

}  // namespace stride
