#include "stride/eval/report/sample_grid.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "glog/logging.h"
#include "stride/data/base/status_macros.h"
#include "stride/eval/report/canvas.h"
#include "stride/eval/report/opencv_error.h"
#include "stride/eval/report/style.h"

namespace stride {
namespace {

constexpr double kPictureSide = 128;
constexpr double kFrame = 3;
constexpr double kTile = kPictureSide + 2 * kFrame;
constexpr double kGap = 16;
constexpr double kCaptionLine = 18;
constexpr double kGridMargin = 24;
constexpr double kGridHead = 76;

bool IsRight(const Prediction& prediction) { return prediction.label == prediction.predicted; }

std::vector<Prediction> SpreadEvenly(const std::vector<Prediction>& from, int64_t count) {
  std::vector<Prediction> chosen;
  const int64_t size = static_cast<int64_t>(from.size());
  for (int64_t i = 0; i < count; ++i) chosen.push_back(from[(2 * i + 1) * size / (2 * count)]);
  return chosen;
}

void DrawCaption(const std::vector<std::string>& names, const Prediction& prediction,
                 const Box& tile, Canvas& canvas) {
  const std::string percent = absl::StrFormat("%.0f%%", 100 * prediction.confidence);
  TextStyle style;
  const double space = tile.width - TextWidth(percent, style) - 8;
  canvas.Text(FitText(names[prediction.predicted], style, space), {tile.left, tile.bottom() + 14},
              style);
  style.color = kQuietInk;
  style.anchor = Anchor::kEnd;
  canvas.Text(percent, {tile.right(), tile.bottom() + 14}, style);
  if (IsRight(prediction)) return;
  style.color = kWrongAnswer;
  style.anchor = Anchor::kStart;
  canvas.Text(FitText(absl::StrCat("true: ", names[prediction.label]), style, tile.width),
              {tile.left, tile.bottom() + 14 + kCaptionLine}, style);
}

void DrawTile(const std::vector<std::string>& names, const Image& image,
              const Prediction& prediction, const Box& tile, Canvas& canvas) {
  canvas.Frame(tile, IsRight(prediction) ? kRightAnswer : kWrongAnswer, kFrame);
  canvas.Picture(image, {tile.left + kFrame, tile.top + kFrame, kPictureSide, kPictureSide});
  DrawCaption(names, prediction, tile, canvas);
}

void DrawHead(const std::vector<Prediction>& predictions, Canvas& canvas) {
  const int64_t right = std::count_if(predictions.begin(), predictions.end(), IsRight);
  TextStyle style;
  style.size = kTitleSize;
  style.bold = true;
  canvas.Text("Sample predictions", {kGridMargin, 28}, style);
  style = {};
  style.color = kQuietInk;
  canvas.Text(absl::StrFormat("%d of %d examples are right, %d wrong; the grid shows some of each",
                              right, predictions.size(), predictions.size() - right),
              {kGridMargin, 54}, style);
}

// Where each row of the grid begins, and the end of the last. A row of right answers is lower.
std::vector<double> RowTops(const std::vector<Prediction>& samples, int columns) {
  std::vector<double> tops = {kGridHead};
  for (size_t first = 0; first < samples.size(); first += columns) {
    const auto begin = samples.begin() + first;
    const auto end = begin + std::min<size_t>(columns, samples.size() - first);
    const int lines = std::all_of(begin, end, IsRight) ? 1 : 2;
    tops.push_back(tops.back() + kTile + lines * kCaptionLine + kGap);
  }
  return tops;
}

absl::StatusOr<Image> DrawGrid(const Dataset& dataset, const std::vector<Prediction>& predictions,
                               const SampleGridOptions& options) {
  const std::vector<Prediction> samples = ChooseSamples(predictions, options);
  const std::vector<double> tops = RowTops(samples, options.columns);
  Canvas canvas(static_cast<int>(2 * kGridMargin + options.columns * (kTile + kGap) - kGap),
                static_cast<int>(tops.back() - kGap + kGridMargin));
  DrawHead(predictions, canvas);
  for (size_t i = 0; i < samples.size(); ++i) {
    STRIDE_ASSIGN_OR_RETURN(const Example example, dataset.Get(samples[i].index));
    const Box tile = {kGridMargin + (i % options.columns) * (kTile + kGap),
                      tops[i / options.columns], kTile, kTile};
    DrawTile(dataset.class_names(), example.image, samples[i], tile, canvas);
  }
  return canvas.Finish();
}

}  // namespace

std::vector<Prediction> ChooseSamples(const std::vector<Prediction>& predictions,
                                      const SampleGridOptions& options) {
  std::vector<Prediction> right;
  std::vector<Prediction> wrong;
  for (const Prediction& prediction : predictions) {
    (IsRight(prediction) ? right : wrong).push_back(prediction);
  }
  const int64_t rights = static_cast<int64_t>(right.size());
  const int64_t wrongs = static_cast<int64_t>(wrong.size());
  const int64_t all = std::min(int64_t{options.columns} * options.rows, rights + wrongs);
  const int64_t wished = std::llround(options.wrong_share * static_cast<double>(all));
  const int64_t shown_wrong = std::clamp(wished, std::max<int64_t>(all - rights, 0), wrongs);

  std::vector<Prediction> chosen = SpreadEvenly(right, all - shown_wrong);
  for (const Prediction& prediction : SpreadEvenly(wrong, shown_wrong)) {
    chosen.push_back(prediction);
  }
  return chosen;
}

absl::StatusOr<Image> DrawSampleGrid(const Dataset& dataset,
                                     const std::vector<Prediction>& predictions,
                                     const SampleGridOptions& options) {
  CHECK(options.columns > 0 && options.rows > 0);
  CHECK(options.wrong_share >= 0 && options.wrong_share <= 1);
  if (predictions.empty()) return absl::InvalidArgumentError("no predictions to show samples of");
  return CatchOpenCvErrors("drawing sample predictions",
                           [&] { return DrawGrid(dataset, predictions, options); });
}

}  // namespace stride
