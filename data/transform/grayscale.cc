#include "stride/data/transform/grayscale.h"

#include "absl/strings/str_cat.h"
#include "stride/data/base/check_option.h"
#include "stride/data/image/grey.h"
#include "stride/data/transform/registry.h"

namespace stride {
namespace {

struct GrayscaleSpec {
  static constexpr char kName[] = "grayscale";
  int num_output_channels = 1;

  void Visit(Arguments& arguments) { arguments("num_output_channels", num_output_channels); }
  absl::Status Prepare() {
    if (num_output_channels == 1 || num_output_channels == 3) return absl::OkStatus();
    return absl::InvalidArgumentError(
        absl::StrCat("num_output_channels: expected 1 or 3, found ", num_output_channels));
  }
  absl::StatusOr<Image> Apply(const Image& image, RandomStream&) const {
    const Image grey = ToGrey(image);
    return num_output_channels == 1 ? grey : ToRgb(grey);
  }
};
STRIDE_REGISTER_TRANSFORM(GrayscaleSpec);

struct RandomGrayscaleSpec {
  static constexpr char kName[] = "random_grayscale";
  double p = 0.1;

  void Visit(Arguments& arguments) { arguments("p", p); }
  absl::Status Prepare() { return CheckBetween("p", p, 0, 1); }
  absl::StatusOr<Image> Apply(const Image& image, RandomStream& random) const {
    if (!random.Bernoulli(p) || image.channels() == 1) return image;
    return ToRgb(ToGrey(image));
  }
};
STRIDE_REGISTER_TRANSFORM(RandomGrayscaleSpec);

}  // namespace

TransformPtr Grayscale(int num_output_channels) {
  return MakeTransform(GrayscaleSpec{num_output_channels});
}

TransformPtr RandomGrayscale(double p) { return MakeTransform(RandomGrayscaleSpec{p}); }

}  // namespace stride
