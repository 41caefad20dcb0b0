// A transform: an image in, an image out, with the example's own random stream. Names, parameters,
// defaults and results are torchvision's.
#ifndef STRIDE_DATA_TRANSFORM_TRANSFORM_H_
#define STRIDE_DATA_TRANSFORM_TRANSFORM_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "stride/data/base/random.h"
#include "stride/data/image/image.h"

namespace stride {

// Immutable, and applied by many threads at once.
class Transform {
 public:
  virtual ~Transform() = default;
  // InvalidArgument for an image that the transform cannot take.
  virtual absl::StatusOr<Image> Apply(Image image, RandomStream& random) const = 0;
  // The recipe's text form: "random_crop(32, padding=4)"; arguments with default values are left
  // out.
  virtual std::string ToString() const = 0;
};

using TransformPtr = std::shared_ptr<const Transform>;

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_TRANSFORM_H_
