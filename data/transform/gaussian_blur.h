// Gaussian blur, as torchvision.transforms has it.
#ifndef STRIDE_DATA_TRANSFORM_GAUSSIAN_BLUR_H_
#define STRIDE_DATA_TRANSFORM_GAUSSIAN_BLUR_H_

#include <vector>

#include "absl/status/statusor.h"
#include "stride/data/image/image.h"
#include "stride/data/transform/range.h"
#include "stride/data/transform/transform.h"

namespace stride {

// Weights of a window, from its left or upper end: odd sizes, pixels; sums to 1.
std::vector<float> GaussianKernel(int kernel_size, double sigma);

// Each pixel becomes the mean of the window around it, by weights across and down; mirrored beyond
// the border without repeating the outermost pixels; rounded to even. InvalidArgument for an image
// of no more than half the window.
absl::StatusOr<Image> GaussianBlur(const Image& image, const std::vector<float>& across,
                                   const std::vector<float>& down);

// `kernel_size`: of a square window, or its width and height; odd. `sigma`, pixels, is uniform in
// its range, the same across and down.
TransformPtr GaussianBlur(std::vector<int> kernel_size, Range sigma = {0.1, 2});

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_GAUSSIAN_BLUR_H_
