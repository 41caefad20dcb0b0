// A transform that looks at one part of the image only, so that no more than that must be decoded.
#ifndef STRIDE_DATA_TRANSFORM_PART_TRANSFORM_H_
#define STRIDE_DATA_TRANSFORM_PART_TRANSFORM_H_

#include <utility>

#include "stride/data/image/part.h"
#include "stride/data/transform/transform.h"

namespace stride {

// ChoosePart and then ApplyToPart, with one random stream, give what Apply gives.
class PartTransform : public Transform {
 public:
  // The part of an image of these sizes.
  virtual ImageBox ChoosePart(int height, int width, RandomStream& random) const = 0;
  virtual absl::StatusOr<Image> ApplyToPart(const ImagePart& part, RandomStream& random) const = 0;

  absl::StatusOr<Image> Apply(Image image, RandomStream& random) const final {
    const ImageBox box = ChoosePart(image.height(), image.width(), random);
    return ApplyToPart({std::move(image), box}, random);
  }
};

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_PART_TRANSFORM_H_
