// Geometric transforms against torchvision's on Pillow images (make_geometry.py): each case in RGB,
// then in grey. Prints the mean and the largest difference of each function.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "stride/data/base/file.h"
#include "stride/data/image/decode.h"
#include "stride/data/image/image.h"
#include "stride/data/transform/resize.h"

namespace stride {
namespace {

using Function = std::function<Image(const Image&)>;

const std::string kFolder = "tests/golden/transforms/geometry_";

Image Picture(const std::string& name, ColorMode color) {
  DecodeOptions options;
  options.color = color;
  return ReadImage(kFolder + name + ".png", options).value();
}

std::string Samples(const Image& image) {
  return std::string(image.data(), image.data() + image.size_bytes());
}

struct Bounds {
  int largest = 0;
  double mean = 0;
};

void ExpectGolden(const std::string& name, const std::string& picture,
                  const std::vector<Function>& cases, const Bounds& bounds = {}) {
  const std::string golden = ReadFile(kFolder + name + ".u8").value();
  std::string found;
  for (const Function& function : cases) {
    for (const ColorMode color : {ColorMode::kRgb, ColorMode::kGrey}) {
      found += Samples(function(Picture(picture, color)));
    }
  }
  ASSERT_EQ(found.size(), golden.size()) << name;
  int largest = 0;
  double sum = 0;
  for (size_t i = 0; i < found.size(); ++i) {
    const int difference =
        std::abs(static_cast<uint8_t>(found[i]) - static_cast<uint8_t>(golden[i]));
    largest = std::max(largest, difference);
    sum += difference;
  }
  const double mean = sum / found.size();
  std::cout << name << ": mean difference " << mean << ", largest " << largest << "\n";
  EXPECT_LE(largest, bounds.largest) << name;
  EXPECT_LE(mean, bounds.mean) << name;
}

std::vector<Function> Resizes(const std::vector<Size>& sizes) {
  std::vector<Function> cases;
  for (const InterpolationMode mode :
       {InterpolationMode::kNearest, InterpolationMode::kBilinear, InterpolationMode::kBicubic,
        InterpolationMode::kBox, InterpolationMode::kHamming, InterpolationMode::kLanczos}) {
    for (const Size& size : sizes) {
      cases.push_back([=](const Image& image) { return Resize(image, size, mode); });
    }
  }
  return cases;
}

TEST(GeometryGolden, Resize) {
  ExpectGolden("shrink", "large", Resizes({{23, 19}, {37, 135}, {101, 41}, {1, 1}}));
  ExpectGolden("grow", "small", Resizes({{53, 50}, {35, 61}, {17, 71}}));
}

TEST(GeometryGolden, ResizeByTheShorterSide) {
  const auto to = [](int side, std::optional<int> max_size) {
    return [=](const Image& image) {
      return Resize(image, ResizedSize{{side}, max_size}.Of(image));
    };
  };
  ExpectGolden("shorter_side", "large", {to(24, {}), to(24, 28), to(33, {})});
}

}  // namespace
}  // namespace stride
