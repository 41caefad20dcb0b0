// Random erasing of Zhong et al., "Random Erasing Data Augmentation" (2017), section 3.2, as
// torchvision.transforms has it, but on the 8-bit image and so before Normalize: a value is a level
// in 0 ... 255 that is normalised as the picture is. Torchvision's erases normalised tensors, where
// the value 0 is the mean colour: to have that, give the mean in levels, for CIFAR-10
// (125, 123, 114).
#ifndef STRIDE_DATA_TRANSFORM_RANDOM_ERASING_H_
#define STRIDE_DATA_TRANSFORM_RANDOM_ERASING_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "stride/data/image/image.h"
#include "stride/data/transform/fill.h"
#include "stride/data/transform/range.h"
#include "stride/data/transform/text.h"
#include "stride/data/transform/transform.h"

namespace stride {

// Fills the rectangle. InvalidArgument when it is not within the image, or for colour in a grey
// image. An image that nobody shares is changed where it is.
absl::StatusOr<Image> Erase(Image image, int top, int left, int height, int width,
                            const Fill& fill);

// As an argument: `random`, or what a Fill is.
struct ErasingValue {
  // Every sample uniform in 0 ... 255, as in the paper; torchvision, on normalised tensors, draws
  // from the standard normal distribution.
  static ErasingValue Random() { return ErasingValue(std::optional<Fill>()); }

  ErasingValue(uint8_t level) : fill(Fill(level)) {}  // NOLINT: implicit
  ErasingValue(const Fill& fill) : fill(fill) {}      // NOLINT: implicit
  explicit ErasingValue(std::optional<Fill> fill) : fill(fill) {}

  std::optional<Fill> fill;  // none: random
};

absl::Status ReadArgument(const TextNode& node, ErasingValue& value);
std::string WriteArgument(const ErasingValue& value);

struct RandomErasingOptions {
  double p = 0.5;
  Range scale = {0.02, 0.33};  // of the rectangle's area, as a part of the image's; uniform
  Range ratio = {0.3, 3.3};    // of its height to its width; its logarithm is uniform
  ErasingValue value = Fill(0);
};

// A rectangle that does not fit is drawn again, ten times; then the image stays.
TransformPtr RandomErasing(const RandomErasingOptions& options = {});

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_RANDOM_ERASING_H_
