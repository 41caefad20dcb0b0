// The specification (registry.h) of a transform that is a function of the image and happens with a
// probability:
//
//   constexpr char kRandomInvert[] = "random_invert";
//   using RandomInvertSpec = RandomlySpec<kRandomInvert, Invert>;
#ifndef STRIDE_DATA_TRANSFORM_RANDOMLY_H_
#define STRIDE_DATA_TRANSFORM_RANDOMLY_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "stride/data/base/check_option.h"
#include "stride/data/transform/arguments.h"
#include "stride/data/transform/transform.h"

namespace stride {

template <const char* kNameOf, Image (*kFunction)(Image)>
struct RandomlySpec {
  static constexpr const char* kName = kNameOf;
  double p = 0.5;

  void Visit(Arguments& arguments) { arguments("p", p); }
  absl::Status Prepare() { return CheckBetween("p", p, 0, 1); }
  absl::StatusOr<Image> Apply(Image image, RandomStream& random) const {
    if (!random.Bernoulli(p)) return image;
    return kFunction(std::move(image));
  }
};

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_RANDOMLY_H_
