#include "stride/eval/report/confusion_picture.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "stride/eval/report/pixel_at.h"

namespace stride {
namespace {

std::vector<std::string> Names(int count) {
  std::vector<std::string> names(count);
  for (int i = 0; i < count; ++i) names[i] = absl::StrCat("class ", i);
  return names;
}

Image Draw(const ConfusionMatrix& matrix) {
  const auto image = DrawConfusion(matrix, Names(static_cast<int>(matrix.num_classes())));
  EXPECT_TRUE(image.ok()) << image.status();
  return *image;
}

// Of a matrix of two classes.
constexpr int kCell = 62;
constexpr int kMatrixTop = 84;
int MatrixLeft(const Image& image) { return image.width() - 320; }

bool IsBlue(Color color) { return color.blue > color.red + 60; }
bool IsOrange(Color color) { return color.red > color.blue + 60; }

TEST(ConfusionPictureTest, RightAnswersAreBlueAndErrorsOrange) {
  ConfusionMatrix matrix(2);
  matrix.Add(0, 0, 7);
  matrix.Add(0, 1, 2);
  matrix.Add(1, 1, 1);
  const Image image = Draw(matrix);
  // A point near the cells' corners, away from the counts.
  const int left = MatrixLeft(image);
  const int top = kMatrixTop;
  EXPECT_TRUE(IsBlue(PixelAt(image, left + 5, top + 5)));
  EXPECT_TRUE(IsOrange(PixelAt(image, left + kCell + 5, top + 5)));
  EXPECT_EQ(PixelAt(image, left + 5, top + kCell + 5), kWhite);
  EXPECT_TRUE(IsBlue(PixelAt(image, left + kCell + 5, top + kCell + 5)));
  // Row-normalised: one example of one is a fuller blue than seven of nine.
  EXPECT_LT(PixelAt(image, left + kCell + 5, top + kCell + 5).red,
            PixelAt(image, left + 5, top + 5).red);
}

TEST(ConfusionPictureTest, CountsAreDrawnInReadableInk) {
  ConfusionMatrix matrix(2);
  matrix.Add(0, 0, 99999);
  matrix.Add(0, 1, 1);
  const Image image = Draw(matrix);
  const int left = MatrixLeft(image);
  EXPECT_GT(CountPixels(image, kWhite, left + 10, kMatrixTop + 20, 42, 22), 5);
  EXPECT_EQ(CountPixels(image, kInk, left + 10, kMatrixTop + 20, 42, 22), 0);
  EXPECT_GT(CountPixels(image, kInk, left + kCell + 10, kMatrixTop + 20, 42, 22), 2);
}

TEST(ConfusionPictureTest, AnyNumberOfClassesUpToAThousand) {
  for (const int classes : {1, 10, 20, 21, 100, 1000}) {
    ConfusionMatrix matrix(classes);
    for (int i = 0; i < classes; ++i) matrix.Add(i, i, 5);
    const Image image = Draw(matrix);
    EXPECT_GE(image.width(), classes);
    EXPECT_LE(image.width(), 1200);
  }
  const auto too_many = DrawConfusion(ConfusionMatrix(1001), Names(1001));
  ASSERT_FALSE(too_many.ok());
  EXPECT_THAT(std::string(too_many.status().message()), ::testing::HasSubstr("found 1001"));
}

TEST(ConfusionPictureDeathTest, ANameForEachClass) {
  EXPECT_DEATH(DrawConfusion(ConfusionMatrix(3), Names(2)).status().IgnoreError(), "");
}

}  // namespace
}  // namespace stride
