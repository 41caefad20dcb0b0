// A surface to draw a picture on: smooth lines and text, in RGB.
//
// Positions and lengths are in pixels of the finished picture, from its top left corner, and need
// not be whole: everything is drawn several times as large and averaged down. Throws cv::Exception.
#ifndef STRIDE_EVAL_REPORT_CANVAS_H_
#define STRIDE_EVAL_REPORT_CANVAS_H_

#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "stride/data/image/image.h"
#include "stride/eval/report/style.h"

namespace stride {

struct Point {
  double x;
  double y;
};

struct Box {
  double left;
  double top;
  double width;
  double height;

  double right() const { return left + width; }
  double bottom() const { return top + height; }
  Point centre() const { return {left + width / 2, top + height / 2}; }
};

// The part of a text that lies at the position given for it.
enum class Anchor { kStart, kMiddle, kEnd };

struct TextStyle {
  double size = kTextSize;  // height of a capital letter
  Color color = kInk;
  Anchor anchor = Anchor::kStart;
  bool bold = false;
  bool upwards = false;  // reads from bottom to top
};

// Width of the text when drawn. Letters outside ASCII have no glyphs: they show as '?'.
double TextWidth(const std::string& text, const TextStyle& style);

// The text, or as much of its start as `width` takes, then two dots.
std::string FitText(const std::string& text, const TextStyle& style, double width);

class Canvas {
 public:
  Canvas(int width, int height);  // white

  void Fill(const Box& box, Color color);
  void Frame(const Box& box, Color color, double thickness);  // drawn inside the box
  void Line(Point from, Point to, Color color, double thickness);
  void Polyline(const std::vector<Point>& points, Color color, double thickness);
  void Disc(Point centre, double radius, Color color);

  // `position` is the middle of the capital letters' height, and the anchor along the text. What
  // reaches beyond the canvas is cut off.
  void Text(const std::string& text, Point position, const TextStyle& style);

  // Fits the image into the box, centred, in its own proportions: small images keep their hard
  // pixels, large ones are averaged down.
  void Picture(const Image& image, const Box& box);

  Image Finish() const;

 private:
  cv::Mat pixels_;  // RGB
};

}  // namespace stride

#endif  // STRIDE_EVAL_REPORT_CANVAS_H_
