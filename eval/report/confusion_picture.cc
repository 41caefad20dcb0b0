#include "stride/eval/report/confusion_picture.h"

#include <algorithm>
#include <cmath>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "glog/logging.h"
#include "stride/eval/report/canvas.h"
#include "stride/eval/report/opencv_error.h"
#include "stride/eval/report/style.h"

namespace stride {
namespace {

constexpr int64_t kMostClasses = 1000;
constexpr int64_t kMostClassesWithText = 20;
constexpr int kPreferredSide = 620;  // of the matrix
constexpr int kLargestCell = 62;
constexpr double kHead = 84;  // above the matrix
constexpr double kLongestName = 120;
constexpr double kNameGap = 9;
constexpr double kAxisTitle = 30;
constexpr double kTitleSpace = 320;
constexpr double kMargin = 24;
constexpr Color kRightColor = {0, 90, 160};
constexpr Color kErrorColor = {213, 94, 0};
constexpr double kDarkShare = 0.45;  // from here on, text on the cell is white

struct Layout {
  int cell;
  bool has_text;
  double name_space;  // beside and below the matrix
  Box matrix;
  int width;
  int height;
};

double NameSpace(const std::vector<std::string>& names) {
  double longest = 0;
  for (const std::string& name : names) longest = std::max(longest, TextWidth(name, {}));
  return std::min(longest, kLongestName) + kNameGap;
}

Layout MakeLayout(const std::vector<std::string>& names) {
  const int64_t classes = static_cast<int64_t>(names.size());
  Layout layout;
  layout.cell = std::clamp(kPreferredSide / static_cast<int>(classes), 1, kLargestCell);
  layout.has_text = classes <= kMostClassesWithText;
  const double side = layout.cell * static_cast<double>(classes);
  layout.name_space = layout.has_text ? NameSpace(names) : 0;
  layout.matrix = {std::ceil(kMargin + kAxisTitle + layout.name_space), kHead, side, side};
  layout.width = static_cast<int>(layout.matrix.left + std::max(side + kMargin, kTitleSpace));
  layout.height =
      static_cast<int>(layout.matrix.bottom() + layout.name_space + kAxisTitle + kMargin);
  return layout;
}

// share: of the row. Its square root lifts rare errors out of the white.
void DrawCell(int64_t label, int64_t predicted, int64_t count, double share, const Layout& layout,
              Canvas& canvas) {
  const double strength = std::sqrt(share);
  const Box cell = {layout.matrix.left + layout.cell * predicted,
                    layout.matrix.top + layout.cell * label, 1. * layout.cell, 1. * layout.cell};
  canvas.Fill(cell, Mix(kWhite, label == predicted ? kRightColor : kErrorColor, strength));
  if (!layout.has_text) return;
  const std::string text = absl::StrCat(count);
  TextStyle style;
  style.anchor = Anchor::kMiddle;
  style.color = strength > kDarkShare ? kWhite : kInk;
  style.size = std::min(kTextSize, kTextSize * (layout.cell - 6) / TextWidth(text, style));
  canvas.Text(text, cell.centre(), style);
}

void DrawRow(const ConfusionMatrix& matrix, int64_t label, const Layout& layout, Canvas& canvas) {
  const double row_total = static_cast<double>(matrix.LabelCount(label));
  for (int64_t i = 0; i < matrix.num_classes(); ++i) {
    const int64_t count = matrix.count(label, i);
    if (count > 0) DrawCell(label, i, count, count / row_total, layout, canvas);
  }
}

void DrawGrid(const Layout& layout, Canvas& canvas) {
  const Box& matrix = layout.matrix;
  if (layout.has_text) {
    for (double at = 0; at < matrix.width; at += layout.cell) {
      canvas.Fill({matrix.left + at, matrix.top, 1, matrix.height}, kRule);
      canvas.Fill({matrix.left, matrix.top + at, matrix.width, 1}, kRule);
    }
  }
  canvas.Frame({matrix.left, matrix.top, matrix.width + 1, matrix.height + 1}, kQuietInk, 1);
}

void DrawNames(const std::vector<std::string>& names, const Layout& layout, Canvas& canvas) {
  TextStyle style;
  style.anchor = Anchor::kEnd;
  for (size_t i = 0; i < names.size(); ++i) {
    const std::string name = FitText(names[i], style, kLongestName);
    const double middle = layout.cell * (i + 0.5);
    style.upwards = false;
    canvas.Text(name, {layout.matrix.left - kNameGap, layout.matrix.top + middle}, style);
    style.upwards = true;
    canvas.Text(name, {layout.matrix.left + middle, layout.matrix.bottom() + kNameGap}, style);
  }
}

void DrawTitles(const ConfusionMatrix& matrix, const Layout& layout, Canvas& canvas) {
  TextStyle style;
  style.size = kTitleSize;
  style.bold = true;
  canvas.Text("Confusion matrix", {layout.matrix.left, 28}, style);
  style = {};
  style.color = kQuietInk;
  canvas.Text(
      absl::StrFormat("%.2f%% of %d examples are right", 100 * matrix.accuracy(), matrix.total()),
      {layout.matrix.left, 56}, style);
  style.color = kInk;
  style.anchor = Anchor::kMiddle;
  canvas.Text("predicted", {layout.matrix.centre().x, layout.height - kMargin}, style);
  style.upwards = true;
  canvas.Text("true", {kMargin, layout.matrix.centre().y}, style);
}

}  // namespace

absl::StatusOr<Image> DrawConfusion(const ConfusionMatrix& matrix,
                                    const std::vector<std::string>& class_names) {
  const int64_t classes = matrix.num_classes();
  CHECK_EQ(static_cast<int64_t>(class_names.size()), classes);
  if (classes > kMostClasses) {
    return absl::InvalidArgumentError(absl::StrCat("a picture of a confusion matrix holds at most ",
                                                   kMostClasses, " classes, found ", classes));
  }
  return CatchOpenCvErrors("drawing a confusion matrix", [&]() -> absl::StatusOr<Image> {
    const Layout layout = MakeLayout(class_names);
    Canvas canvas(layout.width, layout.height);
    for (int64_t label = 0; label < classes; ++label) DrawRow(matrix, label, layout, canvas);
    DrawGrid(layout, canvas);
    if (layout.has_text) DrawNames(class_names, layout, canvas);
    DrawTitles(matrix, layout, canvas);
    return canvas.Finish();
  });
}

}  // namespace stride
