// Resizing by OpenCV: other pixels than Pillow's. Where an image grows it takes half of the time of
// `resize`; where it shrinks, more time (tests/benchmarks/resize_benchmark.cc).
#ifndef STRIDE_DATA_TRANSFORM_RESIZE_FAST_H_
#define STRIDE_DATA_TRANSFORM_RESIZE_FAST_H_

#include "absl/status/statusor.h"
#include "stride/data/image/image.h"
#include "stride/data/transform/resize.h"
#include "stride/data/transform/size.h"
#include "stride/data/transform/transform.h"

namespace stride {

// The mean of the area (INTER_AREA) where both sides shrink, else bilinear without antialiasing
// (INTER_LINEAR).
absl::StatusOr<Image> ResizeFast(const Image& image, const Size& size);

TransformPtr ResizeFast(const ResizedSize& size);
TransformPtr ResizeFast(int shorter_side);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_RESIZE_FAST_H_
