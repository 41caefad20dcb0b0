#include "stride/train/loop/count_correct.h"

#include <algorithm>

namespace stride {

int64_t CountCorrect(const at::Tensor& logits, const at::Tensor& labels) {
  const at::Tensor scores = logits.detach().cpu().contiguous();
  const at::Tensor classes = (labels.dim() == 2 ? labels.argmax(1) : labels).cpu().contiguous();
  const int64_t num_classes = scores.size(1);
  const float* row = scores.data_ptr<float>();
  const int64_t* label = classes.data_ptr<int64_t>();
  int64_t correct = 0;
  for (int64_t i = 0; i < scores.size(0); ++i, row += num_classes) {
    correct += std::max_element(row, row + num_classes) - row == label[i];
  }
  return correct;
}

}  // namespace stride
