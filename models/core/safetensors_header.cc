#include "stride/models/core/safetensors_header.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <set>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "nlohmann/json.hpp"
#include "stride/data/base/status_macros.h"

namespace stride {
namespace {

using Json = nlohmann::json;

constexpr char kMetadata[] = "__metadata__";
constexpr size_t kMaxMessage = 400;
constexpr int kMaxDepth = 3;  // file, tensor, list of numbers

absl::Status Corrupt(absl::string_view problem) {
  // The problem may quote the file, at any length.
  return absl::DataLossError(
      absl::StrCat("not a sound safetensors header: ", problem.substr(0, kMaxMessage)));
}

absl::Status CorruptTensor(absl::string_view name, absl::string_view problem) {
  return Corrupt(absl::StrCat("tensor '", name, "': ", problem));
}

// Finds what nlohmann's parser lets pass: keys that occur twice, and nesting without end.
class StructureCheck {
 public:
  bool operator()(int depth, Json::parse_event_t event, const Json& parsed) {
    if (!problem_.empty()) return false;
    if (depth > kMaxDepth) problem_ = "it nests too deeply";
    if (event == Json::parse_event_t::object_start) keys_.emplace_back();
    if (event == Json::parse_event_t::object_end) keys_.pop_back();
    if (event == Json::parse_event_t::key) CheckKey(parsed.get<std::string>());
    return problem_.empty();
  }
  const std::string& problem() const { return problem_; }

 private:
  void CheckKey(const std::string& key) {
    if (!keys_.back().insert(key).second) problem_ = absl::StrCat("key '", key, "' occurs twice");
  }

  std::vector<std::set<std::string>> keys_;  // of each open object
  std::string problem_;
};

absl::StatusOr<Json> ParseJson(absl::string_view text) {
  StructureCheck check;
  try {
    Json json = Json::parse(text.begin(), text.end(), std::ref(check));
    if (!check.problem().empty()) return Corrupt(check.problem());
    if (!json.is_object()) return Corrupt("its JSON is not an object");
    return json;
  } catch (const Json::exception& error) {
    return Corrupt(error.what());
  }
}

absl::StatusOr<std::vector<uint64_t>> ToNumbers(const Json& entry, const char* key) {
  const auto found = entry.find(key);
  if (found == entry.end() || !found->is_array()) {
    return absl::DataLossError(absl::StrCat("no list '", key, "'"));
  }
  std::vector<uint64_t> numbers;
  for (const Json& number : *found) {
    if (!number.is_number_unsigned()) {
      return absl::DataLossError(absl::StrCat("'", key, "' holds something that is not a size"));
    }
    numbers.push_back(number.get<uint64_t>());
  }
  return numbers;
}

// The number of bytes, or -1 if it, or a stride in it, is beyond int64.
int64_t ByteCount(const std::vector<uint64_t>& shape, int64_t type_size) {
  constexpr uint64_t kLimit = std::numeric_limits<int64_t>::max();
  uint64_t bytes = type_size;
  bool empty = false;
  for (const uint64_t size : shape) {
    empty = empty || size == 0;
    if (size > kLimit / bytes) return -1;
    bytes *= std::max<uint64_t>(size, 1);
  }
  return empty ? 0 : static_cast<int64_t>(bytes);
}

absl::StatusOr<TensorEntry> ParseEntry(const std::string& name, const Json& json) {
  if (!json.is_object()) return absl::DataLossError("its entry is not an object");
  const auto type = json.find("dtype");
  if (type == json.end() || !type->is_string()) return absl::DataLossError("no string 'dtype'");
  const int64_t type_size = SafetensorsTypeSize(type->get<std::string>());
  if (type_size == 0) return absl::DataLossError(absl::StrCat("unknown dtype ", type->dump()));
  STRIDE_ASSIGN_OR_RETURN(const std::vector<uint64_t> shape, ToNumbers(json, "shape"));
  STRIDE_ASSIGN_OR_RETURN(const std::vector<uint64_t> offsets, ToNumbers(json, "data_offsets"));
  if (offsets.size() != 2 || offsets[0] > offsets[1]) {
    return absl::DataLossError("'data_offsets' is not a begin and an end");
  }
  const int64_t bytes = ByteCount(shape, type_size);
  if (bytes < 0 || static_cast<uint64_t>(bytes) != offsets[1] - offsets[0]) {
    return absl::DataLossError(absl::StrCat(
        "dtype ", type->dump(), " and shape [", absl::StrJoin(shape, ", "), "] do not fill the ",
        offsets[1] - offsets[0], " bytes of data_offsets [", offsets[0], ", ", offsets[1], "]"));
  }
  return TensorEntry{name, *type, {shape.begin(), shape.end()}, offsets[0], offsets[1]};
}

absl::Status ParseMetadata(const Json& json, std::map<std::string, std::string>& metadata) {
  if (!json.is_object()) return Corrupt("__metadata__ is not an object");
  for (const auto& [key, value] : json.items()) {
    if (!value.is_string()) return Corrupt(absl::StrCat("metadata '", key, "' is not a string"));
    metadata[key] = value.get<std::string>();
  }
  return absl::OkStatus();
}

absl::Status CheckCover(const std::vector<TensorEntry>& tensors, uint64_t data_bytes) {
  uint64_t position = 0;
  for (const TensorEntry& tensor : tensors) {
    if (tensor.begin != position) {
      return CorruptTensor(tensor.name,
                           absl::StrCat("it begins at byte ", tensor.begin, ", expected ", position,
                                        ": a gap or an overlap"));
    }
    if (tensor.end > data_bytes) {
      return CorruptTensor(tensor.name, absl::StrCat("it ends at byte ", tensor.end, " of ",
                                                     data_bytes, ": the file is cut short"));
    }
    position = tensor.end;
  }
  if (position == data_bytes) return absl::OkStatus();
  return Corrupt(absl::StrCat(data_bytes - position, " bytes after the last tensor"));
}

}  // namespace

int64_t SafetensorsTypeSize(absl::string_view type) {
  constexpr std::pair<absl::string_view, int64_t> kSizes[] = {
      {"F64", 8}, {"F32", 4}, {"F16", 2}, {"BF16", 2}, {"I64", 8},
      {"I32", 4}, {"I16", 2}, {"I8", 1},  {"U8", 1},   {"BOOL", 1}};
  for (const auto& [name, size] : kSizes) {
    if (name == type) return size;
  }
  return 0;
}

absl::StatusOr<SafetensorsHeader> ParseSafetensorsHeader(absl::string_view json,
                                                         uint64_t data_bytes) {
  STRIDE_ASSIGN_OR_RETURN(const Json root, ParseJson(json));
  SafetensorsHeader header;
  for (const auto& [name, value] : root.items()) {
    if (name == kMetadata) {
      STRIDE_RETURN_IF_ERROR(ParseMetadata(value, header.metadata));
      continue;
    }
    absl::StatusOr<TensorEntry> entry = ParseEntry(name, value);
    if (!entry.ok()) return CorruptTensor(name, entry.status().message());
    header.tensors.push_back(*std::move(entry));
  }
  std::stable_sort(header.tensors.begin(), header.tensors.end(),
                   [](const TensorEntry& a, const TensorEntry& b) {
                     return std::make_pair(a.begin, a.end) < std::make_pair(b.begin, b.end);
                   });
  STRIDE_RETURN_IF_ERROR(CheckCover(header.tensors, data_bytes));
  return header;
}

absl::StatusOr<std::string> FormatSafetensorsHeader(const SafetensorsHeader& header) {
  Json root = Json::object();
  if (!header.metadata.empty()) root[kMetadata] = header.metadata;
  for (const TensorEntry& tensor : header.tensors) {
    if (tensor.name == kMetadata || root.contains(tensor.name)) {
      return absl::InvalidArgumentError(
          absl::StrCat("tensor name '", tensor.name, "' is reserved or occurs twice"));
    }
    root[tensor.name] = {{"dtype", tensor.type},
                         {"shape", tensor.shape},
                         {"data_offsets", {tensor.begin, tensor.end}}};
  }
  try {
    std::string text = root.dump();
    text.resize((text.size() + 7) / 8 * 8, ' ');
    return text;
  } catch (const Json::exception& error) {
    return absl::InvalidArgumentError(absl::StrCat("tensor name or metadata: ", error.what()));
  }
}

}  // namespace stride
