#include "absl/status/status.h"
#include "stride/models/fused/inference/inference_plan.h"

namespace stride {

absl::StatusOr<std::unique_ptr<InferencePlan>> InferencePlan::Create(
    const InferenceGraph& /*graph*/, const ImageShape& /*input*/, int64_t /*batch*/,
    Precision /*precision*/) {
  return absl::UnimplementedError("fused inference needs oneDNN 2, which Debian 12 has");
}

}  // namespace stride
