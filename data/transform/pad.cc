#include "stride/data/transform/pad.h"

#include "absl/strings/str_cat.h"
#include "stride/data/base/check_option.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/transform/registry.h"

namespace stride {
namespace {

struct PadSpec : PadOptions {
  static constexpr char kName[] = "pad";

  void Visit(Arguments& arguments) {
    arguments("padding", padding);
    arguments("fill", fill);
    arguments("padding_mode", padding_mode);
  }

  absl::Status Prepare() {
    const size_t count = padding.size();
    if (count != 1 && count != 2 && count != 4) {
      return absl::InvalidArgumentError(
          absl::StrCat("padding: expected 1, 2 or 4 numbers, found ", count));
    }
    for (const int pixels : padding) STRIDE_RETURN_IF_ERROR(CheckAtLeast("padding", pixels, 0));
    return absl::OkStatus();
  }

  absl::StatusOr<Image> Apply(const Image& image, RandomStream&) const {
    const auto side = [this](size_t i) { return padding[i % padding.size()]; };
    return Pad(image, {side(0), side(1), side(2), side(3)}, padding_mode, fill);
  }
};
STRIDE_REGISTER_TRANSFORM(PadSpec);

}  // namespace

TransformPtr Pad(const PadOptions& options) { return MakeTransform(PadSpec{options}); }

TransformPtr Pad(int padding) {
  PadOptions options;
  options.padding = {padding};
  return Pad(options);
}

}  // namespace stride
