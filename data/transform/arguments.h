// The arguments of a transform, named once for both ways: from the recipe's text and back to it.
//
//   struct Options {
//     int size = 0;
//     double p = 0.5;
//     void Visit(Arguments& arguments) {
//       arguments("size", size);
//       arguments("p", p);
//     }
//   };
//
// Values: bool (true, false), integers, double and float, enums, T or none (std::optional), (a, b,
// ...) (std::vector, or one value without parentheses), and transforms (registry.h).
#ifndef STRIDE_DATA_TRANSFORM_ARGUMENTS_H_
#define STRIDE_DATA_TRANSFORM_ARGUMENTS_H_

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/transform/text.h"

namespace stride {

// An enum's values and their names; an enum that is an argument has, in its own namespace,
// `EnumNames<E> NamesOf(E)`.
template <typename E>
using EnumNames = std::vector<std::pair<const char*, E>>;

namespace internal {
absl::Status ReadInteger(const TextNode& node, int64_t low, int64_t high, int64_t& value);
absl::Status ExpectedOneOf(const TextNode& node, const std::vector<std::string>& names);
std::string ShortestText(double value);
std::string ShortestText(float value);
}  // namespace internal

absl::Status ReadArgument(const TextNode& node, bool& value);
absl::Status ReadArgument(const TextNode& node, double& value);
absl::Status ReadArgument(const TextNode& node, float& value);
inline std::string WriteArgument(bool value) { return value ? "true" : "false"; }
inline std::string WriteArgument(double value) { return internal::ShortestText(value); }
inline std::string WriteArgument(float value) { return internal::ShortestText(value); }

template <typename T, std::enable_if_t<std::is_integral_v<T>, int> = 0>
absl::Status ReadArgument(const TextNode& node, T& value) {
  constexpr uint64_t kMost = std::numeric_limits<int64_t>::max();
  int64_t wide = 0;
  STRIDE_RETURN_IF_ERROR(
      internal::ReadInteger(node, std::is_signed_v<T> ? std::numeric_limits<T>::min() : 0,
                            std::min<uint64_t>(kMost, std::numeric_limits<T>::max()), wide));
  value = static_cast<T>(wide);
  return absl::OkStatus();
}
template <typename T, std::enable_if_t<std::is_integral_v<T>, int> = 0>
std::string WriteArgument(T value) {
  return absl::StrCat(static_cast<int64_t>(value));
}

template <typename E, std::enable_if_t<std::is_enum_v<E>, int> = 0>
absl::Status ReadArgument(const TextNode& node, E& value) {
  std::vector<std::string> names;
  for (const auto& [name, candidate] : NamesOf(E())) {
    if (node.kind == TextNode::Kind::kStage && node.text == name && node.children.empty()) {
      value = candidate;
      return absl::OkStatus();
    }
    names.push_back(name);
  }
  return internal::ExpectedOneOf(node, names);
}
template <typename E, std::enable_if_t<std::is_enum_v<E>, int> = 0>
std::string WriteArgument(E value) {
  for (const auto& [name, candidate] : NamesOf(E())) {
    if (candidate == value) return name;
  }
  return "";
}

template <typename T>
absl::Status ReadArgument(const TextNode& node, std::vector<T>& values);
template <typename T>
std::string WriteArgument(const std::vector<T>& values);

template <typename T>
absl::Status ReadArgument(const TextNode& node, std::optional<T>& value) {
  value.reset();
  if (node.kind == TextNode::Kind::kStage && node.text == "none") return absl::OkStatus();
  return ReadArgument(node, value.emplace());
}
template <typename T>
std::string WriteArgument(const std::optional<T>& value) {
  return value.has_value() ? WriteArgument(*value) : "none";
}

template <typename T>
absl::Status ReadArgument(const TextNode& node, std::vector<T>& values) {
  values.clear();
  if (node.kind != TextNode::Kind::kTuple) return ReadArgument(node, values.emplace_back());
  for (const TextNode& item : node.children) {
    STRIDE_RETURN_IF_ERROR(ReadArgument(item, values.emplace_back()));
  }
  return absl::OkStatus();
}
template <typename T>
std::string WriteArgument(const std::vector<T>& values) {
  if (values.size() == 1) return WriteArgument(values.front());
  return absl::StrCat(
      "(",
      absl::StrJoin(values, ", ",
                    [](std::string* out, const T& value) { out->append(WriteArgument(value)); }),
      ")");
}

class Arguments {
 public:
  template <typename T>
  void operator()(const char* name, T& value) {
    arguments_.push_back({name, [&value] { return WriteArgument(value); },
                          [&value](const TextNode& node) { return ReadArgument(node, value); }});
  }

  // `name(first, other=...)`: arguments that `defaults` writes alike are left out.
  std::string Write(absl::string_view name, const Arguments& defaults) const;
  // From a stage's arguments: by position until the first one by name, each at most once.
  absl::Status Read(const TextNode& stage) const;

 private:
  struct Argument {
    std::string name;
    std::function<std::string()> write;
    std::function<absl::Status(const TextNode&)> read;
  };
  absl::Status ReadOne(const TextNode& stage, size_t position, const TextNode& node,
                       std::vector<bool>& given) const;

  std::vector<Argument> arguments_;
};

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_ARGUMENTS_H_
