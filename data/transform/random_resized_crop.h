// A part of the image, of random area and shape, resized: the augmentation of Szegedy et al.,
// "Going Deeper with Convolutions" (2015), section 6, as torchvision.transforms has it.
#ifndef STRIDE_DATA_TRANSFORM_RANDOM_RESIZED_CROP_H_
#define STRIDE_DATA_TRANSFORM_RANDOM_RESIZED_CROP_H_

#include "absl/status/statusor.h"
#include "stride/data/image/image.h"
#include "stride/data/transform/interpolation.h"
#include "stride/data/transform/range.h"
#include "stride/data/transform/resample.h"
#include "stride/data/transform/size.h"
#include "stride/data/transform/transform.h"

namespace stride {

// InvalidArgument when the box is not within the image.
absl::StatusOr<Image> ResizedCrop(const Image& image, const ImageBox& box, const Size& size,
                                  InterpolationMode interpolation = InterpolationMode::kBilinear);

struct RandomResizedCropOptions {
  Size size;
  Range scale{0.08, 1.0};             // the part's area, as a fraction of the image's
  Range ratio{3.0 / 4.0, 4.0 / 3.0};  // width / height; its logarithm is uniform
  InterpolationMode interpolation = InterpolationMode::kBilinear;
};

// The first of ten parts that is within the image; else the largest one in the middle whose ratio
// is in the range.
ImageBox RandomBox(int height, int width, const Range& scale, const Range& ratio,
                   RandomStream& random);

TransformPtr RandomResizedCrop(const RandomResizedCropOptions& options);
TransformPtr RandomResizedCrop(const Size& size);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_RANDOM_RESIZED_CROP_H_
