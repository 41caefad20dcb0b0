#include "stride/eval/report/curves.h"

#include <cmath>

#include "gtest/gtest.h"
#include "stride/eval/report/pixel_at.h"
#include "stride/eval/report/style.h"

namespace stride {
namespace {

// The middle of a plot's axes.
constexpr int kMiddleX = 324;
constexpr int kMiddleY = 220;

Plot OneSeries(std::vector<double> y) {
  std::vector<double> x;
  for (size_t i = 0; i < y.size(); ++i) x.push_back(static_cast<double>(i + 1));
  return {"Title", "epoch", "loss", {{"train", x, y}}, AxisRange{0, 1}};
}

Image Draw(const std::vector<Plot>& plots) {
  const auto image = DrawCurves(plots);
  EXPECT_TRUE(image.ok()) << image.status();
  return *image;
}

TEST(CurvesTest, PlotsStandSideBySide) {
  const Image image = Draw({OneSeries({0.5, 0.5, 0.5}), OneSeries({0.1, 0.5, 0.9})});
  EXPECT_EQ(image.width(), 1200);
  EXPECT_EQ(image.height(), 420);
  EXPECT_EQ(PixelAt(image, kMiddleX, kMiddleY), SeriesColor(0));
  EXPECT_EQ(PixelAt(image, 600 + kMiddleX, kMiddleY), SeriesColor(0));
  EXPECT_EQ(PixelAt(image, kMiddleX - 60, kMiddleY), SeriesColor(0));
  EXPECT_NE(PixelAt(image, 600 + kMiddleX - 60, kMiddleY), SeriesColor(0));
}

TEST(CurvesTest, SeriesHaveTheirOwnColors) {
  Plot plot = OneSeries({0.9, 0.9, 0.9});
  plot.series.push_back({"test", {1, 2, 3}, {0.5, 0.5, 0.5}});
  EXPECT_EQ(PixelAt(Draw({plot}), kMiddleX, kMiddleY), SeriesColor(1));
}

TEST(CurvesTest, ALongLegendTakesMoreLines) {
  Plot plot = OneSeries({0.5});
  for (int i = 0; i < 5; ++i) plot.series.push_back({"a series of a long name", {1}, {0.5}});
  const Image image = Draw({plot});
  for (int y = 0; y < image.height(); ++y) EXPECT_EQ(PixelAt(image, 590, y), kWhite);
}

TEST(CurvesTest, ValuesThatAreNotFiniteLeaveAGap) {
  const Image image = Draw({OneSeries({0.5, 0.5, std::nan(""), 0.5, INFINITY})});
  EXPECT_NE(PixelAt(image, kMiddleX, kMiddleY), SeriesColor(0));
  EXPECT_EQ(PixelAt(image, kMiddleX - 200, kMiddleY), SeriesColor(0));
}

TEST(CurvesTest, LittleOrNothingToDraw) {
  Plot plot = OneSeries({0.5});
  plot.y_range.reset();
  EXPECT_EQ(PixelAt(Draw({plot}), kMiddleX, kMiddleY), SeriesColor(0));
  plot.series[0].y = {std::nan("")};
  Draw({plot});
  plot.series.clear();
  Draw({plot});
}

TEST(CurvesTest, LearningPlotsShowWhatWasMeasured) {
  LearningCurves curves;
  curves.epochs = {1, 2};
  curves.train_loss = {0.7, 0.4};
  curves.train_accuracy = {0.75, 0.875};
  curves.test_accuracy = {0.5, 0.625};
  const std::vector<Plot> plots = LearningPlots(curves);
  ASSERT_EQ(plots.size(), 2);
  ASSERT_EQ(plots[0].series.size(), 1);
  EXPECT_EQ(plots[0].series[0].y, curves.train_loss);
  ASSERT_EQ(plots[1].series.size(), 2);
  EXPECT_EQ(plots[1].series[1].name, "test");
  EXPECT_EQ(plots[1].series[1].x, curves.epochs);
  EXPECT_EQ(plots[1].series[1].y, (std::vector<double>{50, 62.5}));
}

TEST(CurvesDeathTest, LengthsDiffer) {
  Plot plot = OneSeries({0.5, 0.5});
  plot.series[0].x.pop_back();
  EXPECT_DEATH(DrawCurves({plot}).status().IgnoreError(), "");
  EXPECT_DEATH(DrawCurves({}).status().IgnoreError(), "");
}

}  // namespace
}  // namespace stride
