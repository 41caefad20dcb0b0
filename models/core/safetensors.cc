#include "stride/models/core/safetensors.h"

#include <ATen/ops/empty.h>
#include <c10/util/Exception.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/data/base/file.h"
#include "stride/data/base/status_macros.h"
#include "stride/models/core/safetensors_header.h"

namespace stride {
namespace {

struct TypeName {
  at::ScalarType type;
  const char* name;
};

constexpr TypeName kTypeNames[] = {
    {at::kDouble, "F64"}, {at::kFloat, "F32"}, {at::kHalf, "F16"},  {at::kBFloat16, "BF16"},
    {at::kLong, "I64"},   {at::kInt, "I32"},   {at::kShort, "I16"}, {at::kChar, "I8"},
    {at::kByte, "U8"},    {at::kBool, "BOOL"},
};

const char* NameOf(at::ScalarType type) {
  for (const TypeName& entry : kTypeNames) {
    if (entry.type == type) return entry.name;
  }
  return nullptr;
}

at::ScalarType TypeOf(const std::string& name) {
  const auto* found = std::find_if(std::begin(kTypeNames), std::end(kTypeNames),
                                   [&](const TypeName& entry) { return name == entry.name; });
  TORCH_CHECK(found != std::end(kTypeNames), "no type ", name);  // the header was checked
  return found->type;
}

absl::StatusOr<SafetensorsHeader> MakeHeader(const std::vector<NamedTensor>& tensors,
                                             const std::map<std::string, std::string>& metadata) {
  SafetensorsHeader header;
  header.metadata = metadata;
  uint64_t offset = 0;
  for (const NamedTensor& item : tensors) {
    const char* type = NameOf(item.tensor.scalar_type());
    if (type == nullptr) {
      return absl::InvalidArgumentError(absl::StrCat("tensor ", item.name, ": safetensors has no ",
                                                     c10::toString(item.tensor.scalar_type())));
    }
    const uint64_t end = offset + item.tensor.nbytes();
    header.tensors.push_back({item.name, type, item.tensor.sizes().vec(), offset, end});
    offset = end;
  }
  return header;
}

std::string LittleEndian64(uint64_t value) {
  std::string bytes;
  for (int i = 0; i < 8; ++i) bytes.push_back(static_cast<char>(value >> (8 * i)));
  return bytes;
}

uint64_t ParseLittleEndian64(absl::string_view bytes) {
  uint64_t value = 0;
  for (int i = 7; i >= 0; --i) value = value << 8 | static_cast<uint8_t>(bytes[i]);
  return value;
}

absl::Status AppendTensor(const at::Tensor& tensor, const AppendFunction& append) {
  const at::Tensor bytes = tensor.detach().to(at::kCPU).contiguous();
  return append({static_cast<const char*>(bytes.data_ptr()), bytes.nbytes()});
}

// Wide types first: then each tensor begins at a multiple of its own width, which readers that map
// the file need.
std::vector<NamedTensor> WidestFirst(std::vector<NamedTensor> tensors) {
  std::stable_sort(tensors.begin(), tensors.end(), [](const NamedTensor& a, const NamedTensor& b) {
    return a.tensor.element_size() > b.tensor.element_size();
  });
  return tensors;
}

absl::Status Damaged(const std::string& path, absl::string_view what) {
  return absl::DataLossError(absl::StrCat(path, ": ", what, "; the file is damaged"));
}

// The header's text, from a file of `size` bytes that stands at its beginning.
absl::StatusOr<std::string> ReadHeaderText(std::ifstream& file, const std::string& path,
                                           uint64_t size) {
  std::string length_bytes(8, '\0');
  if (size < 8 || !file.read(&length_bytes[0], 8)) {
    return Damaged(path, absl::StrCat("expected at least 8 bytes, found ", size));
  }
  const uint64_t length = ParseLittleEndian64(length_bytes);
  if (length > kMaxSafetensorsHeader || length > size - 8) {
    return Damaged(path, absl::StrCat("a header of ", length, " bytes in a file of ", size));
  }
  std::string text(length, '\0');
  if (!file.read(&text[0], static_cast<std::streamsize>(length))) {
    return Damaged(path, "the header cannot be read");
  }
  return text;
}

bool HasOtherThanBools(const at::Tensor& tensor) {
  const auto* bytes = static_cast<const uint8_t*>(tensor.data_ptr());
  return std::any_of(bytes, bytes + tensor.numel(), [](uint8_t byte) { return byte > 1; });
}

absl::StatusOr<at::Tensor> ReadTensor(std::ifstream& file, const std::string& path,
                                      const TensorEntry& entry) {
  at::Tensor tensor = at::empty(entry.shape, at::TensorOptions(TypeOf(entry.type)));
  if (!file.read(static_cast<char*>(tensor.data_ptr()),
                 static_cast<std::streamsize>(tensor.nbytes()))) {
    return Damaged(path, absl::StrCat("tensor ", entry.name, " cannot be read"));
  }
  if (tensor.scalar_type() == at::kBool && HasOtherThanBools(tensor)) {
    return Damaged(path, absl::StrCat("tensor ", entry.name, " of type BOOL is not 0s and 1s"));
  }
  return tensor;
}

}  // namespace

absl::Status WriteSafetensors(const std::string& path, const std::vector<NamedTensor>& tensors,
                              const std::map<std::string, std::string>& metadata) {
  const std::vector<NamedTensor> ordered = WidestFirst(tensors);
  STRIDE_ASSIGN_OR_RETURN(const SafetensorsHeader header, MakeHeader(ordered, metadata));
  STRIDE_ASSIGN_OR_RETURN(const std::string text, FormatSafetensorsHeader(header));
  return WriteFileAtomically(path, [&](const AppendFunction& append) -> absl::Status {
    STRIDE_RETURN_IF_ERROR(append(LittleEndian64(text.size())));
    STRIDE_RETURN_IF_ERROR(append(text));
    for (const NamedTensor& item : ordered) {
      STRIDE_RETURN_IF_ERROR(AppendTensor(item.tensor, append));
    }
    return absl::OkStatus();
  });
}

absl::StatusOr<TensorFile> ReadSafetensors(const std::string& path) {
  std::error_code error;
  const uint64_t size = std::filesystem::file_size(path, error);
  std::ifstream file(path, std::ios::binary);
  if (error || !file) {
    return absl::NotFoundError(
        absl::StrCat("cannot read ", path, ": ", error ? error.message() : std::strerror(errno)));
  }
  STRIDE_ASSIGN_OR_RETURN(const std::string text, ReadHeaderText(file, path, size));
  const absl::StatusOr<SafetensorsHeader> header =
      ParseSafetensorsHeader(text, size - 8 - text.size());
  if (!header.ok()) {
    return absl::Status(header.status().code(),
                        absl::StrCat(path, ": ", header.status().message()));
  }
  TensorFile result;
  result.metadata = header->metadata;
  for (const TensorEntry& entry : header->tensors) {
    STRIDE_ASSIGN_OR_RETURN(at::Tensor tensor, ReadTensor(file, path, entry));
    result.tensors.push_back({entry.name, std::move(tensor)});
  }
  return result;
}

}  // namespace stride
