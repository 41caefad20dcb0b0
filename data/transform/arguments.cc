#include "stride/data/transform/arguments.h"

#include <cmath>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"

namespace stride {
namespace {

bool ReadNumber(const std::string& text, double& value) { return absl::SimpleAtod(text, &value); }
bool ReadNumber(const std::string& text, float& value) { return absl::SimpleAtof(text, &value); }

// The fewest digits, from 6 to `most`, that are read back as the same value.
template <typename Number>
std::string Shortest(Number value, int most) {
  for (int digits = 6; digits < most; ++digits) {
    std::string text = absl::StrFormat("%.*g", digits, value);
    Number back = 0;
    if (ReadNumber(text, back) && back == value) return text;
  }
  return absl::StrFormat("%.*g", most, value);
}

template <typename Number>
absl::Status ReadFinite(const TextNode& node, Number& value) {
  if (node.kind == TextNode::Kind::kNumber && ReadNumber(node.text, value) &&
      std::isfinite(value)) {
    return absl::OkStatus();
  }
  return ErrorAt(node, absl::StrCat("expected a number, found ", Describe(node)));
}

}  // namespace

namespace internal {

absl::Status ReadInteger(const TextNode& node, int64_t low, int64_t high, int64_t& value) {
  if (node.kind != TextNode::Kind::kNumber || !absl::SimpleAtoi(node.text, &value)) {
    return ErrorAt(node, absl::StrCat("expected a whole number, found ", Describe(node)));
  }
  if (value < low || value > high) {
    return ErrorAt(node, absl::StrCat("expected a whole number from ", low, " to ", high,
                                      ", found ", node.text));
  }
  return absl::OkStatus();
}

absl::Status ExpectedOneOf(const TextNode& node, const std::vector<std::string>& names) {
  return ErrorAt(node, absl::StrCat("expected one of ", absl::StrJoin(names, ", "), "; found ",
                                    Describe(node)));
}

std::string ShortestText(double value) { return Shortest(value, 17); }
std::string ShortestText(float value) { return Shortest(value, 9); }

}  // namespace internal

absl::Status ReadArgument(const TextNode& node, bool& value) {
  value = node.text == "true";
  if (node.kind == TextNode::Kind::kStage && (value || node.text == "false")) {
    return absl::OkStatus();
  }
  return internal::ExpectedOneOf(node, {"true", "false"});
}

absl::Status ReadArgument(const TextNode& node, double& value) { return ReadFinite(node, value); }
absl::Status ReadArgument(const TextNode& node, float& value) { return ReadFinite(node, value); }

std::string Arguments::Write(absl::string_view name, const Arguments& defaults) const {
  std::vector<std::string> texts;
  for (size_t i = 0; i < arguments_.size(); ++i) {
    const std::string text = arguments_[i].write();
    if (text == defaults.arguments_[i].write()) continue;
    texts.push_back(i == 0 ? text : absl::StrCat(arguments_[i].name, "=", text));
  }
  if (texts.empty()) return std::string(name);
  return absl::StrCat(name, "(", absl::StrJoin(texts, ", "), ")");
}

absl::Status Arguments::ReadOne(const TextNode& stage, size_t position, const TextNode& node,
                                std::vector<bool>& given) const {
  size_t found = position;
  if (!node.key.empty()) {
    found = 0;
    while (found < arguments_.size() && arguments_[found].name != node.key) ++found;
  }
  if (found >= arguments_.size()) {
    const std::string names = absl::StrJoin(
        arguments_, ", ",
        [](std::string* out, const Argument& argument) { out->append(argument.name); });
    return ErrorAt(node, absl::StrCat(stage.text, " has no argument ",
                                      node.key.empty() ? absl::StrCat(position + 1) : node.key,
                                      names.empty() ? "" : "; its arguments are ", names));
  }
  if (given[found]) {
    return ErrorAt(node, absl::StrCat(stage.text, ": ", arguments_[found].name, " is given twice"));
  }
  given[found] = true;
  return arguments_[found].read(node);
}

absl::Status Arguments::Read(const TextNode& stage) const {
  std::vector<bool> given(arguments_.size());
  bool by_name = false;
  for (size_t i = 0; i < stage.children.size(); ++i) {
    const TextNode& node = stage.children[i];
    if (by_name && node.key.empty()) {
      return ErrorAt(node, absl::StrCat(stage.text,
                                        ": an argument without a name stands behind "
                                        "one with a name"));
    }
    by_name = !node.key.empty();
    STRIDE_RETURN_IF_ERROR(ReadOne(stage, i, node, given));
  }
  return absl::OkStatus();
}

}  // namespace stride
