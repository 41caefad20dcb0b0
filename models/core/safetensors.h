// Named tensors in a file that Python's safetensors reads and writes (safetensors_header.h has the
// layout).
#ifndef STRIDE_MODELS_CORE_SAFETENSORS_H_
#define STRIDE_MODELS_CORE_SAFETENSORS_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "stride/models/core/named_tensor.h"

namespace stride {

struct TensorFile {
  std::vector<NamedTensor> tensors;  // contiguous, on the CPU; in the order of their bytes
  std::map<std::string, std::string> metadata;
};

// Types: float64, float32, float16, bfloat16, int64, int32, int16, int8, uint8 and bool; any
// strides, any device. The file appears whole or not at all; on error what was at `path` stands.
// Names that occur twice and other types are InvalidArgument.
absl::Status WriteSafetensors(const std::string& path, const std::vector<NamedTensor>& tensors,
                              const std::map<std::string, std::string>& metadata = {});

// NotFound, or DataLoss for a file that is truncated, damaged or made to harm.
absl::StatusOr<TensorFile> ReadSafetensors(const std::string& path);

}  // namespace stride

#endif  // STRIDE_MODELS_CORE_SAFETENSORS_H_
