#include "stride/data/transform/fill.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/transform/arguments.h"

namespace stride {
namespace {

bool IsGrey(const Fill& fill) {
  return fill.samples[0] == fill.samples[1] && fill.samples[0] == fill.samples[2];
}

}  // namespace

absl::Status Fill::Check(int channels) const {
  if (channels == 3 || IsGrey(*this)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("fill: expected one number for a grey image, found ", WriteArgument(*this)));
}

absl::Status ReadArgument(const TextNode& node, Fill& value) {
  std::vector<uint8_t> samples;
  STRIDE_RETURN_IF_ERROR(ReadArgument(node, samples));
  if (samples.size() != 1 && samples.size() != 3) {
    return ErrorAt(
        node, absl::StrCat("expected one number or (red, green, blue), found ", Describe(node)));
  }
  value = samples.size() == 1 ? Fill(samples[0]) : Fill(samples[0], samples[1], samples[2]);
  return absl::OkStatus();
}

std::string WriteArgument(const Fill& value) {
  const auto& [red, green, blue] = value.samples;
  if (IsGrey(value)) return absl::StrCat(red);
  return absl::StrCat("(", red, ", ", green, ", ", blue, ")");
}

}  // namespace stride
