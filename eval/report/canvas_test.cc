#include "stride/eval/report/canvas.h"

#include <algorithm>

#include "gtest/gtest.h"
#include "stride/eval/report/pixel_at.h"

namespace stride {
namespace {

constexpr Color kRed = {255, 0, 0};
constexpr Color kBlack = {0, 0, 0};

TEST(CanvasTest, FillsInRgb) {
  Canvas canvas(40, 20);
  canvas.Fill({10, 5, 20, 10}, kRed);
  const Image image = canvas.Finish();
  EXPECT_EQ(image.width(), 40);
  EXPECT_EQ(image.height(), 20);
  EXPECT_EQ(image.channels(), 3);
  EXPECT_EQ(PixelAt(image, 10, 5), kRed);
  EXPECT_EQ(PixelAt(image, 29, 14), kRed);
  EXPECT_EQ(CountPixels(image, kRed, 0, 0, 40, 20), 200);
  EXPECT_EQ(CountPixels(image, kWhite, 0, 0, 40, 20), 600);
}

TEST(CanvasTest, FramesStayInside) {
  Canvas canvas(20, 20);
  canvas.Frame({5, 5, 10, 10}, kBlack, 2);
  EXPECT_EQ(CountPixels(canvas.Finish(), kBlack, 0, 0, 20, 20), 100 - 36);
}

TEST(CanvasTest, LinesLieWhereTheyAreAsked) {
  Canvas canvas(30, 30);
  canvas.Line({5, 10.5}, {25, 10.5}, kBlack, 1);
  const Image image = canvas.Finish();
  EXPECT_EQ(PixelAt(image, 15, 10), kBlack);
  EXPECT_EQ(PixelAt(image, 15, 8), kWhite);
  EXPECT_EQ(PixelAt(image, 15, 12), kWhite);
}

// Rows or columns in which anything is drawn.
int InkedExtent(const Image& image, bool rows) {
  int inked = 0;
  for (int i = 0; i < (rows ? image.height() : image.width()); ++i) {
    const int white = rows ? CountPixels(image, kWhite, 0, i, image.width(), 1)
                           : CountPixels(image, kWhite, i, 0, 1, image.height());
    inked += white < (rows ? image.width() : image.height());
  }
  return inked;
}

TEST(CanvasTest, TextLiesAlongItsDirection) {
  TextStyle style;
  style.anchor = Anchor::kMiddle;
  Canvas level(100, 100);
  level.Text("Sneaker", {50, 50}, style);
  EXPECT_NEAR(InkedExtent(level.Finish(), /*rows=*/false), TextWidth("Sneaker", style), 3);
  EXPECT_NEAR(InkedExtent(level.Finish(), /*rows=*/true), style.size, 3);
  style.upwards = true;
  Canvas upright(100, 100);
  upright.Text("Sneaker", {50, 50}, style);
  EXPECT_NEAR(InkedExtent(upright.Finish(), /*rows=*/true), TextWidth("Sneaker", style), 3);
}

TEST(CanvasTest, TextBeyondTheEdgeIsCutOff) {
  Canvas canvas(20, 20);
  canvas.Text("much too long for this", {-10, 0}, {});
  EXPECT_EQ(canvas.Finish().width(), 20);
}

TEST(CanvasTest, FitTextCutsTheEnd) {
  const TextStyle style;
  EXPECT_EQ(FitText("short", style, 100), "short");
  const std::string cut = FitText("a name without an end", style, 60);
  EXPECT_LE(TextWidth(cut, style), 60);
  EXPECT_EQ(cut.substr(0, 4), "a na");
  EXPECT_EQ(cut.substr(cut.size() - 2), "..");
}

TEST(CanvasTest, SmallPicturesKeepHardPixels) {
  Image image(1, 2, 1);
  image.mutable_data()[0] = 0;
  image.mutable_data()[1] = 200;
  Canvas canvas(12, 12);
  canvas.Picture(image, {1, 1, 9, 9});  // becomes 9 x 4.5: columns 1 to 5.5 black, then grey
  const Image drawn = canvas.Finish();
  EXPECT_EQ(PixelAt(drawn, 3, 5), kBlack);
  EXPECT_EQ(PixelAt(drawn, 4, 5), kBlack);
  EXPECT_EQ(PixelAt(drawn, 6, 5), (Color{200, 200, 200}));
  EXPECT_EQ(PixelAt(drawn, 3, 2), kWhite);
}

TEST(CanvasTest, LargePicturesAreAveraged) {
  Image image(1000, 1000, 3);
  std::fill_n(image.mutable_data(), image.size_bytes(), 0);
  for (int64_t i = 0; i < image.size_bytes(); i += 6) image.mutable_data()[i] = 200;
  Canvas canvas(12, 12);
  canvas.Picture(image, {1, 1, 10, 10});
  EXPECT_EQ(PixelAt(canvas.Finish(), 5, 5), (Color{100, 0, 0}));
  EXPECT_EQ(PixelAt(canvas.Finish(), 0, 0), kWhite);
}

}  // namespace
}  // namespace stride
