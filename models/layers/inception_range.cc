#include "stride/models/layers/inception_range.h"

#include <ATen/ops/tensor.h>
#include <c10/util/Exception.h>

namespace stride {

at::Tensor ImagenetToInceptionRange(const at::Tensor& images) {
  TORCH_CHECK(images.dim() == 4 && images.size(1) == 3,
              "transform_input takes RGB images [N, 3, H, W], found ", images.sizes());
  if (images.is_meta()) return images;  // only sizes matter
  const at::Tensor scale = at::tensor({0.229 / 0.5, 0.224 / 0.5, 0.225 / 0.5}, images.options());
  const at::Tensor shift =
      at::tensor({0.485 / 0.5 - 1, 0.456 / 0.5 - 1, 0.406 / 0.5 - 1}, images.options());
  return images.mul(scale.view({3, 1, 1})).add_(shift.view({3, 1, 1}));
}

}  // namespace stride
