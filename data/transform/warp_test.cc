#include "stride/data/transform/warp.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stride/data/transform/transform_test_util.h"

namespace stride {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr InterpolationMode kModes[] = {InterpolationMode::kNearest, InterpolationMode::kBilinear,
                                        InterpolationMode::kBicubic};

TEST(Warp, TheIdentityChangesNothing) {
  for (const InterpolationMode mode : kModes) {
    for (const int channels : {1, 3}) {
      const Image image = NumberedImage(4, 5, channels);
      EXPECT_EQ(*WarpAffine(image, {4, 5}, {1, 0, 0, 0, 1, 0}, mode, 0), image);
      EXPECT_EQ(*WarpPerspective(image, {4, 5}, {1, 0, 0, 0, 1, 0, 0, 0}, mode, 0), image);
    }
  }
}

TEST(Warp, FillsWhatIsOutside) {
  const Image row = NumberedImage(1, 3, 1);
  for (const InterpolationMode mode : kModes) {
    EXPECT_THAT(SamplesOf(*WarpAffine(row, {1, 5}, {1, 0, -1, 0, 1, 0}, mode, 9)),
                ElementsAre(9, 1, 2, 3, 9));
  }
  const Image colour = *WarpAffine(NumberedImage(1, 1, 3), {1, 2}, {1, 0, 0, 0, 1, 0},
                                   InterpolationMode::kNearest, {7, 8, 9});
  EXPECT_THAT(SamplesOf(colour), ElementsAre(1, 2, 3, 7, 8, 9));
}

TEST(Warp, HalfWayIsTheMean) {
  EXPECT_THAT(SamplesOf(*WarpAffine(NumberedImage(1, 3, 1), {1, 2}, {1, 0, 0.5, 0, 1, 0},
                                    InterpolationMode::kBilinear, 9)),
              ElementsAre(1, 2));  // 1.5 and 2.5, cut off
}

// Beyond what 16 bits before the point hold.
TEST(Warp, PlacesFarAwayAreOutside) {
  const AffineMatrix far{1e6, 1, 0, 1, 1e6, 0};
  EXPECT_THAT(
      SamplesOf(*WarpAffine(NumberedImage(1, 2, 1), {1, 2}, far, InterpolationMode::kNearest, 9)),
      ElementsAre(9, 9));
  const PerspectiveMatrix horizon{1, 0, 0, 0, 1, 0, -2, 0};  // the first pixel is at infinity
  EXPECT_EQ(
      WarpPerspective(NumberedImage(1, 2, 1), {1, 2}, horizon, InterpolationMode::kBilinear, 9)
          ->data()[0],
      9);
}

TEST(Warp, RefusesWhatItCannotDo) {
  const AffineMatrix same{1, 0, 0, 0, 1, 0};
  const auto error = [&](const Size& size, InterpolationMode mode, const Fill& fill) {
    return WarpAffine(NumberedImage(2, 2, 1), size, same, mode, fill).status().ToString();
  };
  EXPECT_THAT(error(2, InterpolationMode::kLanczos, 0),
              HasSubstr("interpolation: expected nearest, bilinear or bicubic, found lanczos"));
  EXPECT_THAT(error(0, InterpolationMode::kNearest, 0), HasSubstr("size: expected at least 1"));
  EXPECT_THAT(error(2, InterpolationMode::kNearest, {1, 2, 3}), HasSubstr("grey"));
}

}  // namespace
}  // namespace stride
