// Geometric transforms against torchvision's on Pillow images (make_geometry.py): each case in RGB,
// then in grey. Prints the mean and the largest difference of each function.
#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "stride/data/base/file.h"
#include "stride/data/image/decode.h"
#include "stride/data/image/image.h"
#include "stride/data/transform/affine.h"
#include "stride/data/transform/center_crop.h"
#include "stride/data/transform/crop.h"
#include "stride/data/transform/elastic.h"
#include "stride/data/transform/flip.h"
#include "stride/data/transform/perspective.h"
#include "stride/data/transform/random_resized_crop.h"
#include "stride/data/transform/resize.h"
#include "stride/data/transform/rotate.h"
#include "stride/data/transform/warp.h"
#include "stride/tests/golden/transforms/compare.h"

namespace stride {
namespace {

using GeometryFunction = std::function<std::vector<Image>(const Image&)>;

Image GeometryPicture(const std::string& name, ColorMode color) {
  DecodeOptions options;
  options.color = color;
  return ReadImage(kGoldenFolder + ("geometry_" + name) + ".png", options).value();
}

void ExpectGeometry(const std::string& name, const std::string& picture,
                    const std::vector<GeometryFunction>& cases, const Bounds& bounds = {}) {
  std::string found;
  for (const GeometryFunction& function : cases) {
    for (const ColorMode color : {ColorMode::kRgb, ColorMode::kGrey}) {
      for (const Image& image : function(GeometryPicture(picture, color))) found += Samples(image);
    }
  }
  ExpectSamples("geometry_" + name + ".u8", found, bounds);
}

// A case that yields one image.
template <typename F>
GeometryFunction One(F function) {
  return [=](const Image& image) { return std::vector<Image>{function(image)}; };
}

std::vector<GeometryFunction> Resizes(const std::vector<Size>& sizes) {
  std::vector<GeometryFunction> cases;
  for (const InterpolationMode mode :
       {InterpolationMode::kNearest, InterpolationMode::kBilinear, InterpolationMode::kBicubic,
        InterpolationMode::kBox, InterpolationMode::kHamming, InterpolationMode::kLanczos}) {
    for (const Size& size : sizes) {
      cases.push_back(One([=](const Image& image) { return Resize(image, size, mode); }));
    }
  }
  return cases;
}

TEST(GeometryGolden, Resize) {
  ExpectGeometry("shrink", "large", Resizes({{23, 19}, {9, 135}, {101, 11}, {1, 1}}));
  ExpectGeometry("grow", "small", Resizes({{43, 50}, {35, 52}, {17, 71}}));
}

TEST(GeometryGolden, ResizeByTheShorterSide) {
  const auto to = [](int side, std::optional<int> max_size) {
    return One([=](const Image& image) {
      return Resize(image, ResizedSize{{side}, max_size}.Of(image));
    });
  };
  ExpectGeometry("shorter_side", "large", {to(24, {}), to(24, 28), to(33, {})});
}

constexpr InterpolationMode kWarpModes[] = {
    InterpolationMode::kNearest, InterpolationMode::kBilinear, InterpolationMode::kBicubic};

Fill FillOf(const Image& image) { return image.channels() == 3 ? Fill(200, 100, 50) : Fill(77); }

TEST(GeometryGolden, CenterCrop) {
  std::vector<GeometryFunction> cases;
  for (const Size& size : {Size(20, 31), Size(15, 100), Size(41, 9), Size(60, 61), Size(34, 46)}) {
    cases.push_back(One([=](const Image& image) { return CenterCrop(image, size); }));
  }
  ExpectGeometry("center_crop", "small", cases);
}

TEST(GeometryGolden, SeveralCrops) {
  const auto ten = [](bool vertical) {
    return [=](const Image& image) { return *TenCrop(image, {11, 8}, vertical); };
  };
  ExpectGeometry("several_crops", "small",
                 {[](const Image& image) { return *FiveCrop(image, 9); }, ten(false), ten(true)});
}

TEST(GeometryGolden, VerticalFlipAndPad) {
  ExpectGeometry("vertical_flip", "small", {One(VerticalFlip)});
  ExpectGeometry("pad", "small", {One([](const Image& image) {
                   return *Pad(image, {3, 1, 2, 4}, PaddingMode::kConstant, FillOf(image));
                 })});
}

TEST(GeometryGolden, ResizedCrop) {
  std::vector<GeometryFunction> cases;
  const auto add = [&](const ImageBox& box, const Size& size, InterpolationMode mode) {
    cases.push_back(One([=](const Image& image) { return *ResizedCrop(image, box, size, mode); }));
  };
  for (const InterpolationMode mode : kWarpModes) {
    add({3, 5, 20, 31}, 16, mode);
    add({0, 0, 7, 9}, {24, 30}, mode);
    add({50, 90, 51, 45}, {12, 45}, mode);
  }
  ExpectGeometry("resized_crop", "large", cases);
}

TEST(GeometryGolden, Rotate) {
  std::vector<GeometryFunction> cases;
  for (const InterpolationMode mode : kWarpModes) {
    const auto add = [&](double angle, bool expand, const std::optional<Point>& center, bool fill) {
      cases.push_back(One([=](const Image& image) {
        return *Rotate(image, angle, {mode, expand, center, fill ? FillOf(image) : 0});
      }));
    };
    add(17.3, false, {}, false);
    add(-130.8, false, Point(5, 30), true);
    add(38, true, {}, true);
    add(270, true, {}, false);
  }
  ExpectGeometry("rotate", "small", cases);
}

TEST(GeometryGolden, Affine) {
  std::vector<GeometryFunction> cases;
  for (const InterpolationMode mode : kWarpModes) {
    const auto add = [&](const AffineParameters& parameters, const std::optional<Point>& center) {
      cases.push_back(One([=](const Image& image) {
        return *Affine(image, parameters, mode, center.has_value() ? 0 : FillOf(image), center);
      }));
    };
    add({0, {3, -5}, 1.3, 0}, {});
    add({-25.5, {0, 4}, 0.8, {12, -7}}, {});
    add({95, {1, 1}, 1.7, {-20, 0}}, Point(10, 12));
  }
  ExpectGeometry("affine", "small", cases);
}

// torchvision's matrix, solved in float32, is off by what moves a sample in a thousand by a level.
TEST(GeometryGolden, Perspective) {
  const Corners ends[] = {{{{7, 3}, {44, 9}, {40, 33}, {2, 29}}},
                          {{{0, 12}, {46, 0}, {36, 34}, {10, 20}}}};
  std::vector<GeometryFunction> cases;
  for (const InterpolationMode mode : {InterpolationMode::kBilinear, InterpolationMode::kBicubic}) {
    for (const Corners& end : ends) {
      cases.push_back(One([=](const Image& image) {
        return *Perspective(image, CornersOf(35, 47), end, mode, FillOf(image));
      }));
    }
  }
  ExpectGeometry("perspective", "small", cases, {1, 0.001});
}

TEST(GeometryGolden, PerspectiveByItsMatrix) {
  const PerspectiveMatrix matrix{1.25, 0.125, -7.5, -0.25, 1.5, 2.0, 0.0078125, -0.00390625};
  std::vector<GeometryFunction> cases;
  for (const InterpolationMode mode : kWarpModes) {
    cases.push_back(One([=](const Image& image) {
      return *WarpPerspective(image, {35, 47}, matrix, mode, FillOf(image));
    }));
  }
  ExpectGeometry("perspective_matrix", "small", cases);
}

// In [-1, 1), as make_geometry.py has it.
Displacement Noise(int count) {
  Displacement noise;
  for (uint32_t i = 0; i < count; ++i) {
    uint32_t hash = i * 2654435761U;
    hash ^= hash >> 15;
    hash *= 2246822519U;
    hash ^= hash >> 13;
    noise.push_back(static_cast<float>(hash >> 8) / 8388608 - 1);
  }
  return noise;
}

TEST(GeometryGolden, ElasticTransform) {
  const std::string golden =
      ReadFile(kGoldenFolder + std::string("geometry_displacement.f32")).value();
  const Displacement found = SmoothDisplacement(Noise(2 * 35 * 47), {35, 47}, {90, 60}, {3, 4});
  ASSERT_EQ(golden.size(), found.size() * sizeof(float));
  Displacement expected(found.size());
  std::memcpy(expected.data(), golden.data(), golden.size());
  for (size_t i = 0; i < found.size(); ++i) ASSERT_NEAR(found[i], expected[i], 1e-6) << i;

  std::vector<GeometryFunction> cases;
  for (const InterpolationMode mode : {InterpolationMode::kNearest, InterpolationMode::kBilinear}) {
    for (const uint8_t fill : {0, 77}) {
      cases.push_back(
          One([=](const Image& image) { return *ElasticTransform(image, expected, mode, fill); }));
    }
  }
  ExpectGeometry("elastic", "small", cases, {1, 0.001});
}

}  // namespace
}  // namespace stride
