// Padding and cropping, as torchvision.transforms has them.
#ifndef STRIDE_DATA_TRANSFORM_CROP_H_
#define STRIDE_DATA_TRANSFORM_CROP_H_

#include "absl/status/statusor.h"
#include "stride/data/image/image.h"
#include "stride/data/transform/arguments.h"
#include "stride/data/transform/fill.h"
#include "stride/data/transform/size.h"
#include "stride/data/transform/transform.h"

namespace stride {

enum class PaddingMode {
  kConstant,   // of the colour `fill`
  kEdge,       // repeats the outermost pixels
  kReflect,    // mirrors without repeating the outermost: 2 1 | 0 1 2
  kSymmetric,  // mirrors and repeats it: 1 0 | 0 1 2
};

EnumNames<PaddingMode> NamesOf(PaddingMode);

struct Padding {
  int left = 0;
  int top = 0;
  int right = 0;
  int bottom = 0;
};

// InvalidArgument: negative padding; colour in a grey image; reflect needs less padding than the
// image has pixels, symmetric no more.
absl::StatusOr<Image> Pad(const Image& image, const Padding& padding,
                          PaddingMode mode = PaddingMode::kConstant, const Fill& fill = 0);

// InvalidArgument when the rectangle is not within the image.
absl::StatusOr<Image> Crop(const Image& image, int top, int left, int height, int width);

struct RandomCropOptions {
  Size size;
  int padding = 0;  // on every side, before cropping
  bool pad_if_needed = false;
  Fill fill;
  PaddingMode padding_mode = PaddingMode::kConstant;
};

// A crop at a place of which each is as likely. InvalidArgument for an image that is smaller.
TransformPtr RandomCrop(const RandomCropOptions& options);
TransformPtr RandomCrop(Size size, int padding = 0);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_CROP_H_
