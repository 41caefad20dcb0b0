// The text form of batch transforms: `mixup(0.2)`, `cutmix`, `mix_one_of(mixup(0.2), cutmix)`, and
// several of them one after the other with `|`.
#ifndef STRIDE_DATA_LOADER_MIX_TEXT_H_
#define STRIDE_DATA_LOADER_MIX_TEXT_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "stride/data/loader/batch_transform.h"

namespace stride {

// What each stage's ToString writes is read back. InvalidArgument: what is wrong at which column.
absl::StatusOr<std::vector<BatchTransformPtr>> ParseBatchTransforms(absl::string_view text);

}  // namespace stride

#endif  // STRIDE_DATA_LOADER_MIX_TEXT_H_
