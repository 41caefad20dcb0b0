#include "stride/models/core/layer_record.h"

#include "absl/strings/str_cat.h"
#include "stride/models/core/text_table.h"

namespace stride {

std::string LayerTitle(const LayerRecord& layer) {
  const std::string what =
      absl::StrCat(layer.type, layer.description.empty() ? "" : " ", layer.description);
  return layer.name.empty() ? what : absl::StrCat(layer.name, " (", what, ")");
}

std::string ArithmeticTable(const ImageShape& input, absl::Span<const LayerRecord> layers) {
  std::vector<std::vector<std::string>> rows;
  rows.push_back({"layer", "arithmetic", "output"});
  rows.push_back({"input", "", input.ToString()});
  for (const LayerRecord& layer : layers) {
    rows.push_back({LayerTitle(layer), layer.formula,
                    layer.output.empty() ? "-" : SizesToString(layer.output)});
  }
  return FormatTable(rows, "lll");
}

}  // namespace stride
