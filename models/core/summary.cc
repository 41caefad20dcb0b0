#include "stride/models/core/summary.h"

#include <array>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "stride/models/core/text_table.h"

namespace stride {
namespace {

constexpr size_t kNameWidth = 22;
constexpr size_t kLayerWidth = 36;

// 61706 becomes "61,706".
std::string WithCommas(int64_t count) {
  std::string digits = absl::StrCat(count);
  for (int64_t i = static_cast<int64_t>(digits.size()) - 3; i > 0; i -= 3) digits.insert(i, ",");
  return digits;
}

// 416520 becomes "416.5 K".
std::string WithUnit(int64_t count) {
  constexpr std::array<absl::string_view, 5> kUnits = {"", " K", " M", " G", " T"};
  double value = static_cast<double>(count);
  size_t unit = 0;
  while (value >= 999.95 && unit + 1 < kUnits.size()) {
    value /= 1000;
    ++unit;
  }
  return unit == 0 ? absl::StrCat(count) : absl::StrFormat("%.1f%s", value, kUnits[unit]);
}

// The end of a qualified name tells more than its beginning.
std::string ClipStart(const std::string& text, size_t width) {
  return text.size() <= width ? text : absl::StrCat("..", text.substr(text.size() - width + 2));
}

std::string ClipEnd(const std::string& text, size_t width) {
  return text.size() <= width ? text : absl::StrCat(text.substr(0, width - 2), "..");
}

std::vector<std::string> Row(const LayerRecord& layer) {
  return {ClipStart(layer.name, kNameWidth),
          ClipEnd(absl::StrCat(layer.type, " ", layer.description), kLayerWidth),
          SizesToString(layer.output), layer.parameters == 0 ? "" : WithCommas(layer.parameters),
          layer.multiply_adds == 0 ? "" : WithUnit(layer.multiply_adds)};
}

}  // namespace

int64_t CountParameters(const Classifier& classifier) {
  int64_t count = 0;
  for (const NamedTensor& parameter : classifier.Parameters()) count += parameter.tensor.numel();
  return count;
}

int64_t CountMultiplyAdds(const Classifier& classifier) {
  int64_t count = 0;
  for (const LayerRecord& layer : classifier.layers()) count += layer.multiply_adds;
  return count;
}

std::string Summary(const Classifier& classifier) {
  std::vector<std::vector<std::string>> rows = {
      {"name", "layer", "output", "parameters", "mult-adds"}};
  for (const LayerRecord& layer : classifier.layers()) rows.push_back(Row(layer));
  return absl::StrCat(classifier.name(), ": ", classifier.input_shape().ToString(), " images, ",
                      classifier.num_classes(), " classes\n", FormatTable(rows, "lllrr"),
                      "total: ", WithCommas(CountParameters(classifier)), " parameters, ",
                      WithUnit(CountMultiplyAdds(classifier)), " multiply-adds an image\n");
}

}  // namespace stride
