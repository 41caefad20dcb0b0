// The header of a safetensors file, without the tensors: JSON that maps each tensor's name to its
// type, shape and place, and "__metadata__" to strings.
//
// File: 8 bytes of header length (little-endian), the header, then the tensors' bytes, row-major
// and little-endian. Offsets count from the end of the header. The tensors cover those bytes
// exactly: no gap, no overlap. https://github.com/huggingface/safetensors
#ifndef STRIDE_MODELS_CORE_SAFETENSORS_HEADER_H_
#define STRIDE_MODELS_CORE_SAFETENSORS_HEADER_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace stride {

constexpr uint64_t kMaxSafetensorsHeader = 100'000'000;  // bytes; the specification's limit

struct TensorEntry {
  std::string name;
  std::string type;  // "F32", ...: see TypeSize
  std::vector<int64_t> shape;
  uint64_t begin = 0;
  uint64_t end = 0;
};

struct SafetensorsHeader {
  std::vector<TensorEntry> tensors;  // by offset
  std::map<std::string, std::string> metadata;
};

// Bytes of one value of F64, F32, F16, BF16, I64, I32, I16, I8, U8 or BOOL; 0 for other names.
int64_t SafetensorsTypeSize(absl::string_view type);

// `json` is the header's text, `data_bytes` what follows it. Hostile input is DataLoss.
absl::StatusOr<SafetensorsHeader> ParseSafetensorsHeader(absl::string_view json,
                                                         uint64_t data_bytes);

// The header's text, padded with spaces to a multiple of 8 bytes. A name that occurs twice, is
// "__metadata__" or is not UTF-8 is InvalidArgument.
absl::StatusOr<std::string> FormatSafetensorsHeader(const SafetensorsHeader& header);

}  // namespace stride

#endif  // STRIDE_MODELS_CORE_SAFETENSORS_HEADER_H_
