#include "stride/eval/metrics/top_k.h"

#include <c10/util/Exception.h>

#include <algorithm>
#include <tuple>

namespace stride {

int64_t CountTopK(const at::Tensor& logits, const at::Tensor& labels, int64_t k) {
  TORCH_CHECK(logits.dim() == 2 && labels.dim() == 1 && logits.size(0) == labels.size(0),
              "top-k needs logits [N, K] and labels [N], got ", logits.sizes(), " and ",
              labels.sizes());
  TORCH_CHECK(k >= 1, "top-k needs k >= 1, got ", k);
  const at::Tensor ranked =
      std::get<1>(logits.sort(/*stable=*/true, /*dim=*/1, /*descending=*/true));
  const at::Tensor best = ranked.narrow(1, 0, std::min(k, logits.size(1)));
  return best.eq(labels.unsqueeze(1)).sum().item<int64_t>();
}

}  // namespace stride
