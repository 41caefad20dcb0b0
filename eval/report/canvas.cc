#include "stride/eval/report/canvas.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace stride {
namespace {

constexpr int kScale = 3;         // drawn pixels for each pixel of the finished picture
constexpr int kFractionBits = 4;  // OpenCV's fixed-point coordinates
constexpr int kFont = cv::FONT_HERSHEY_SIMPLEX;
constexpr double kCapitalHeight = 21;  // of the font at scale 1

cv::Scalar ToScalar(Color color) { return {1. * color.red, 1. * color.green, 1. * color.blue}; }

int ToPixels(double length) { return static_cast<int>(std::lround(length * kScale)); }

// Pixel centres lie at whole coordinates in OpenCV, at halves here.
cv::Point ToFixedPoint(Point point) {
  const auto convert = [](double value) {
    return static_cast<int>(std::lround((value * kScale - 0.5) * (1 << kFractionBits)));
  };
  return {convert(point.x), convert(point.y)};
}

cv::Rect ToRect(const Box& box) {
  return {cv::Point(ToPixels(box.left), ToPixels(box.top)),
          cv::Point(ToPixels(box.right()), ToPixels(box.bottom()))};
}

int LineWidth(double thickness) { return std::max(1, ToPixels(thickness)); }

double FontScale(const TextStyle& style) { return style.size * kScale / kCapitalHeight; }

int PenWidth(const TextStyle& style) {
  return std::max(1, ToPixels(style.size * (style.bold ? 0.17 : 0.11)));
}

double Offset(Anchor anchor, double width) {
  if (anchor == Anchor::kStart) return 0;
  return anchor == Anchor::kMiddle ? -width / 2 : -width;
}

cv::Mat Header(const Image& image) {
  return cv::Mat(image.height(), image.width(), CV_8UC(image.channels()),
                 const_cast<uint8_t*>(image.data()));
}

}  // namespace

double TextWidth(const std::string& text, const TextStyle& style) {
  int baseline = 0;
  return cv::getTextSize(text, kFont, FontScale(style), PenWidth(style), &baseline).width /
         static_cast<double>(kScale);
}

std::string FitText(const std::string& text, const TextStyle& style, double width) {
  if (TextWidth(text, style) <= width) return text;
  std::string start = text;
  while (!start.empty() && TextWidth(start + "..", style) > width) start.pop_back();
  return start + "..";
}

Canvas::Canvas(int width, int height)
    : pixels_(height * kScale, width * kScale, CV_8UC3, ToScalar(kWhite)) {}

void Canvas::Fill(const Box& box, Color color) {
  cv::rectangle(pixels_, ToRect(box), ToScalar(color), cv::FILLED);
}

void Canvas::Frame(const Box& box, Color color, double thickness) {
  const double t = thickness;
  Fill({box.left, box.top, box.width, t}, color);
  Fill({box.left, box.bottom() - t, box.width, t}, color);
  Fill({box.left, box.top, t, box.height}, color);
  Fill({box.right() - t, box.top, t, box.height}, color);
}

void Canvas::Line(Point from, Point to, Color color, double thickness) {
  Polyline({from, to}, color, thickness);
}

void Canvas::Polyline(const std::vector<Point>& points, Color color, double thickness) {
  std::vector<cv::Point> fixed(points.size());
  std::transform(points.begin(), points.end(), fixed.begin(), ToFixedPoint);
  cv::polylines(pixels_, fixed, /*isClosed=*/false, ToScalar(color), LineWidth(thickness),
                cv::LINE_AA, kFractionBits);
}

void Canvas::Disc(Point centre, double radius, Color color) {
  cv::circle(pixels_, ToFixedPoint(centre), ToPixels(radius) << kFractionBits, ToScalar(color),
             cv::FILLED, cv::LINE_AA, kFractionBits);
}

void Canvas::Text(const std::string& text, Point position, const TextStyle& style) {
  // Text that reads upwards is drawn level on the canvas turned by a quarter.
  cv::Mat turned;
  if (style.upwards) cv::rotate(pixels_, turned, cv::ROTATE_90_CLOCKWISE);
  cv::Mat& target = style.upwards ? turned : pixels_;
  if (style.upwards) {
    position = {pixels_.rows / static_cast<double>(kScale) - position.y, position.x};
  }
  const cv::Point origin(ToPixels(position.x + Offset(style.anchor, TextWidth(text, style))),
                         ToPixels(position.y + style.size / 2));
  cv::putText(target, text, origin, kFont, FontScale(style), ToScalar(style.color), PenWidth(style),
              cv::LINE_AA);
  if (style.upwards) cv::rotate(turned, pixels_, cv::ROTATE_90_COUNTERCLOCKWISE);
}

void Canvas::Picture(const Image& image, const Box& box) {
  const double factor = std::min(box.width / image.width(), box.height / image.height());
  const double width = image.width() * factor;
  const double height = image.height() * factor;
  const Box target = {box.centre().x - width / 2, box.centre().y - height / 2, width, height};
  const cv::Rect rect = ToRect(target) & cv::Rect(cv::Point(), pixels_.size());
  if (rect.empty()) return;
  cv::Mat rgb = Header(image);
  if (image.channels() == 1) cv::cvtColor(rgb, rgb, cv::COLOR_GRAY2RGB);
  const int how = factor * kScale > 1 ? cv::INTER_NEAREST : cv::INTER_AREA;
  cv::resize(rgb, pixels_(rect), rect.size(), 0, 0, how);
}

Image Canvas::Finish() const {
  Image image(pixels_.rows / kScale, pixels_.cols / kScale, 3);
  cv::Mat small(image.height(), image.width(), CV_8UC3, image.mutable_data());
  cv::resize(pixels_, small, small.size(), 0, 0, cv::INTER_AREA);
  return image;
}

}  // namespace stride
