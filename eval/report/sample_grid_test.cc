#include "stride/eval/report/sample_grid.h"

#include <algorithm>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "stride/eval/report/pixel_at.h"
#include "stride/eval/report/style.h"

namespace stride {
namespace {

using ::testing::ElementsAre;

// Black images of one size, 100 of them.
class BlackDataset : public Dataset {
 public:
  BlackDataset(int height, int width, int channels)
      : height_(height), width_(width), channels_(channels) {}

  int64_t size() const override { return 100; }
  const std::vector<std::string>& class_names() const override { return names_; }
  std::string Id(int64_t index) const override { return absl::StrCat("black/", index); }
  absl::StatusOr<Example> Get(int64_t index) const override {
    if (index >= 100) return absl::OutOfRangeError("no such example");
    Image image(height_, width_, channels_);
    std::fill_n(image.mutable_data(), image.size_bytes(), 0);
    return Example{image, 0};
  }

 private:
  const int height_;
  const int width_;
  const int channels_;
  const std::vector<std::string> names_ = {"a class of a very long name", "cat"};
};

std::vector<Prediction> Predictions(int right, int wrong) {
  std::vector<Prediction> predictions(right + wrong);
  for (int i = 0; i < right + wrong; ++i) predictions[i] = {i, 0, i < right ? 0 : 1, 0.75};
  return predictions;
}

std::vector<int64_t> Chosen(int right, int wrong, const SampleGridOptions& options) {
  std::vector<int64_t> indices;
  for (const Prediction& prediction : ChooseSamples(Predictions(right, wrong), options)) {
    indices.push_back(prediction.index);
  }
  return indices;
}

TEST(ChooseSamplesTest, SpreadsBothKindsOverTheDataSet) {
  const SampleGridOptions options = {/*columns=*/2, /*rows=*/2, /*wrong_share=*/0.5};
  EXPECT_THAT(Chosen(80, 20, options), ElementsAre(20, 60, 85, 95));
}

TEST(ChooseSamplesTest, OneKindFillsUpForTheOther) {
  const SampleGridOptions options = {/*columns=*/2, /*rows=*/2, /*wrong_share=*/0.5};
  EXPECT_THAT(Chosen(4, 0, options), ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(Chosen(1, 10, options).size(), 4);
  EXPECT_THAT(Chosen(10, 1, options), ElementsAre(1, 5, 8, 10));
  EXPECT_THAT(Chosen(1, 1, options), ElementsAre(0, 1));
}

TEST(SampleGridTest, FramesTellRightFromWrong) {
  const SampleGridOptions options = {/*columns=*/2, /*rows=*/1, /*wrong_share=*/0.5};
  const auto image = DrawSampleGrid(BlackDataset(32, 32, 3), Predictions(50, 50), options);
  ASSERT_TRUE(image.ok()) << image.status();
  // Tiles of 134 pixels, 16 apart, from (24, 76).
  EXPECT_EQ(PixelAt(*image, 24, 76), kRightAnswer);
  EXPECT_EQ(PixelAt(*image, 24 + 150, 76), kWrongAnswer);
  EXPECT_EQ(PixelAt(*image, 24 + 67, 76 + 67), (Color{0, 0, 0}));
}

TEST(SampleGridTest, ImagesOfAnyKind) {
  for (const int channels : {1, 3}) {
    for (const int side : {1, 28, 300, 2000}) {
      const auto image =
          DrawSampleGrid(BlackDataset(side, side / 2 + 1, channels), Predictions(2, 1));
      ASSERT_TRUE(image.ok()) << image.status();
      EXPECT_EQ(PixelAt(*image, 24 + 67, 76 + 67), (Color{0, 0, 0}));
    }
  }
}

TEST(SampleGridTest, Errors) {
  const BlackDataset dataset(8, 8, 1);
  EXPECT_EQ(DrawSampleGrid(dataset, {}).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(DrawSampleGrid(dataset, {{100, 0, 0, 1}}).status().code(),
            absl::StatusCode::kOutOfRange);
}

}  // namespace
}  // namespace stride
