// A part of an image, for who looks at no more of it.
#ifndef STRIDE_DATA_IMAGE_PART_H_
#define STRIDE_DATA_IMAGE_PART_H_

#include "absl/functional/function_ref.h"
#include "stride/data/image/image.h"

namespace stride {

// Pixels.
struct ImageBox {
  int top = 0;
  int left = 0;
  int height = 0;
  int width = 0;
};

// Called once with an image's height and width before it is decoded; what it chooses must be within
// the image.
using BoxChooser = absl::FunctionRef<ImageBox(int height, int width)>;

// An image that shows at least what was chosen, and where in it that is.
struct ImagePart {
  Image image;
  ImageBox box;
};

}  // namespace stride

#endif  // STRIDE_DATA_IMAGE_PART_H_
