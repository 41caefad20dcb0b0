// From one normalisation of images to another: torchvision's weights of the Inception networks were
// trained on pixels with mean and deviation of 0.5 each.
#ifndef STRIDE_MODELS_LAYERS_INCEPTION_RANGE_H_
#define STRIDE_MODELS_LAYERS_INCEPTION_RANGE_H_

#include <ATen/core/Tensor.h>

namespace stride {

// images [N, 3, H, W], RGB, normalised by ImageNet's mean (0.485, 0.456, 0.406) and deviation
// (0.229, 0.224, 0.225). Throws c10::Error for other numbers of channels.
at::Tensor ImagenetToInceptionRange(const at::Tensor& images);

}  // namespace stride

#endif  // STRIDE_MODELS_LAYERS_INCEPTION_RANGE_H_
