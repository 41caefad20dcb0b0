#include "stride/eval/report/curves.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "glog/logging.h"
#include "stride/eval/report/canvas.h"
#include "stride/eval/report/opencv_error.h"
#include "stride/eval/report/style.h"

namespace stride {
namespace {

constexpr int kPlotWidth = 600;
constexpr int kPlotHeight = 420;
constexpr double kLeftMargin = 72;
constexpr double kRightMargin = 24;
constexpr double kTopMargin = 78;
constexpr double kBottomMargin = 58;
constexpr double kTitleLine = 26;
constexpr double kLegendTop = 53;
constexpr double kLegendLine = 20;
constexpr double kLegendMark = 27;  // the piece of line before a name, and the space after it
constexpr double kLegendGap = 22;
constexpr double kCurveWidth = 2;
constexpr double kMarkerRadius = 3;
constexpr size_t kMostMarkers = 30;  // a longer series is a line alone
constexpr int kMostXIntervals = 10;
constexpr int kMostYIntervals = 6;

struct Axis {
  AxisRange range;
  double step;
  double low_pixel;
  double high_pixel;

  double ToPixel(double value) const {
    const double share = (value - range.low) / (range.high - range.low);
    return low_pixel + share * (high_pixel - low_pixel);
  }
};

// A range without width gets some, and no values at all the range 0 to 1.
AxisRange Extent(const std::vector<Series>& series, const std::vector<double> Series::*values) {
  AxisRange range = {std::numeric_limits<double>::infinity(),
                     -std::numeric_limits<double>::infinity()};
  for (const Series& one : series) {
    for (const double value : one.*values) {
      if (!std::isfinite(value)) continue;
      range.low = std::min(range.low, value);
      range.high = std::max(range.high, value);
    }
  }
  if (range.low > range.high) return {0, 1};
  if (range.low == range.high) {
    const double half = range.low == 0 ? 0.5 : std::abs(range.low) / 20;
    return {range.low - half, range.high + half};
  }
  return range;
}

bool AreWhole(const std::vector<Series>& series) {
  for (const Series& one : series) {
    for (const double x : one.x) {
      if (x != std::floor(x)) return false;
    }
  }
  return true;
}

Axis XAxis(const Plot& plot, const Box& area) {
  const AxisRange range = Extent(plot.series, &Series::x);
  double step = TickStep(range, kMostXIntervals);
  if (AreWhole(plot.series)) step = std::max(step, 1.0);
  return {range, step, area.left, area.right()};
}

Axis YAxis(const Plot& plot, const Box& area) {
  const AxisRange range = plot.y_range.value_or(Extent(plot.series, &Series::y));
  const double step = TickStep(range, kMostYIntervals);
  return {plot.y_range.value_or(WidenToSteps(range, step)), step, area.bottom(), area.top};
}

void DrawAxes(const Plot& plot, const Box& area, const Axis& x, const Axis& y, Canvas& canvas) {
  for (const double value : Ticks(y.range, y.step)) {
    const double at = y.ToPixel(value);
    canvas.Line({area.left, at}, {area.right(), at}, kRule, 1);
    TextStyle style;
    style.anchor = Anchor::kEnd;
    style.color = kQuietInk;
    canvas.Text(TickLabel(value, y.step), {area.left - 9, at}, style);
  }
  canvas.Line({area.left, area.bottom()}, {area.right(), area.bottom()}, kQuietInk, 1);
  TextStyle style;
  style.anchor = Anchor::kMiddle;
  style.color = kQuietInk;
  for (const double value : Ticks(x.range, x.step)) {
    const double at = x.ToPixel(value);
    canvas.Line({at, area.bottom()}, {at, area.bottom() + 4}, kQuietInk, 1);
    canvas.Text(TickLabel(value, x.step), {at, area.bottom() + 15}, style);
  }
  style.color = kInk;
  canvas.Text(plot.x_label, {area.centre().x, area.bottom() + 39}, style);
  style.upwards = true;
  canvas.Text(plot.y_label, {area.left - 56, area.centre().y}, style);
}

// Where each entry of the legend begins: side by side, in as many lines as they need.
std::vector<Point> LegendPositions(const std::vector<Series>& series, double left, double right) {
  std::vector<Point> positions;
  Point next = {left, kLegendTop};
  for (const Series& one : series) {
    const double width = kLegendMark + TextWidth(one.name, {});
    if (next.x > left && next.x + width > right) next = {left, next.y + kLegendLine};
    positions.push_back(next);
    next.x += width + kLegendGap;
  }
  return positions;
}

void DrawLegendEntry(const Series& series, Color color, Point position, Canvas& canvas) {
  canvas.Line(position, {position.x + 20, position.y}, color, kCurveWidth);
  canvas.Disc({position.x + 10, position.y}, kMarkerRadius, color);
  canvas.Text(series.name, {position.x + kLegendMark, position.y}, {});
}

void DrawSeries(const Series& series, Color color, const Axis& x, const Axis& y, Canvas& canvas) {
  std::vector<Point> run;  // of finite points
  const auto finish_run = [&] {
    if (run.size() > 1) canvas.Polyline(run, color, kCurveWidth);
    if (run.size() == 1 || series.x.size() <= kMostMarkers) {
      for (const Point& point : run) canvas.Disc(point, kMarkerRadius, color);
    }
    run.clear();
  };
  for (size_t i = 0; i < series.x.size(); ++i) {
    if (!std::isfinite(series.x[i]) || !std::isfinite(series.y[i])) {
      finish_run();
      continue;
    }
    const double value = std::clamp(series.y[i], y.range.low, y.range.high);
    run.push_back({x.ToPixel(series.x[i]), y.ToPixel(value)});
  }
  finish_run();
}

void DrawPlot(const Plot& plot, double left, Canvas& canvas) {
  Box area = {left + kLeftMargin, kTopMargin, kPlotWidth - kLeftMargin - kRightMargin, 0};
  const std::vector<Point> legend = LegendPositions(plot.series, area.left, area.right());
  if (!legend.empty()) area.top += legend.back().y - kLegendTop;
  area.height = kPlotHeight - kBottomMargin - area.top;
  const Axis x = XAxis(plot, area);
  const Axis y = YAxis(plot, area);
  TextStyle title;
  title.size = kTitleSize;
  title.bold = true;
  canvas.Text(plot.title, {area.left, kTitleLine}, title);
  DrawAxes(plot, area, x, y, canvas);
  for (size_t i = 0; i < plot.series.size(); ++i) {
    DrawLegendEntry(plot.series[i], SeriesColor(i), legend[i], canvas);
    DrawSeries(plot.series[i], SeriesColor(i), x, y, canvas);
  }
}

void AddSeries(const std::string& name, const std::vector<double>& x, const std::vector<double>& y,
               double factor, Plot& plot) {
  if (y.empty()) return;
  Series series = {name, x, y};
  for (double& value : series.y) value *= factor;
  plot.series.push_back(series);
}

}  // namespace

absl::StatusOr<Image> DrawCurves(const std::vector<Plot>& side_by_side) {
  CHECK(!side_by_side.empty());
  for (const Plot& plot : side_by_side) {
    for (const Series& series : plot.series) CHECK_EQ(series.x.size(), series.y.size());
  }
  return CatchOpenCvErrors("drawing curves", [&]() -> absl::StatusOr<Image> {
    Canvas canvas(kPlotWidth * static_cast<int>(side_by_side.size()), kPlotHeight);
    for (size_t i = 0; i < side_by_side.size(); ++i) {
      DrawPlot(side_by_side[i], static_cast<double>(kPlotWidth * i), canvas);
    }
    return canvas.Finish();
  });
}

std::vector<Plot> LearningPlots(const LearningCurves& curves) {
  Plot loss = {"Loss", "epoch", "mean loss", {}, {}};
  AddSeries("train", curves.epochs, curves.train_loss, 1, loss);
  AddSeries("test", curves.epochs, curves.test_loss, 1, loss);
  Plot accuracy = {"Accuracy", "epoch", "accuracy, %", {}, {}};
  AddSeries("train", curves.epochs, curves.train_accuracy, 100, accuracy);
  AddSeries("test", curves.epochs, curves.test_accuracy, 100, accuracy);
  return {loss, accuracy};
}

}  // namespace stride
