#include "stride/data/transform/registry.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "absl/strings/str_cat.h"
#include "stride/data/transform/compose.h"

namespace stride {
namespace {

std::map<std::string, internal::TransformFactory>& Registry() {
  static auto& registry = *new std::map<std::string, internal::TransformFactory>();
  return registry;
}

// Insertions, deletions and replacements from one to the other (Levenshtein).
size_t EditDistance(absl::string_view a, absl::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replaced = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

absl::Status UnknownTransform(const TextNode& stage) {
  std::string nearest;
  size_t least = stage.text.size() / 2 + 1;
  for (const std::string& name : TransformNames()) {
    const size_t distance = EditDistance(stage.text, name);
    if (distance >= least) continue;
    least = distance;
    nearest = name;
  }
  return ErrorAt(
      stage, absl::StrCat("there is no transform ", stage.text, nearest.empty() ? "" : "; is it ",
                          nearest, nearest.empty() ? "" : "?"));
}

}  // namespace

namespace internal {

bool RegisterTransform(const char* name, TransformFactory factory) {
  CHECK(Registry().emplace(name, factory).second) << "two transforms are called " << name;
  return true;
}

}  // namespace internal

std::vector<std::string> TransformNames() {
  std::vector<std::string> names;
  for (const auto& entry : Registry()) names.push_back(entry.first);
  return names;
}

absl::StatusOr<TransformPtr> BuildTransform(const TextNode& node) {
  if (node.kind == TextNode::Kind::kPipeline) {
    std::vector<TransformPtr> stages;
    for (const TextNode& child : node.children) {
      STRIDE_ASSIGN_OR_RETURN(stages.emplace_back(), BuildTransform(child));
    }
    return Compose(std::move(stages));
  }
  if (node.kind != TextNode::Kind::kStage) {
    return ErrorAt(node, absl::StrCat("expected a transform, found ", Describe(node)));
  }
  const auto found = Registry().find(node.text);
  if (found == Registry().end()) return UnknownTransform(node);
  return found->second(node);
}

absl::StatusOr<TransformPtr> ParseTransform(absl::string_view text) {
  STRIDE_ASSIGN_OR_RETURN(const TextNode node, ParseText(text));
  return BuildTransform(node);
}

absl::Status ReadArgument(const TextNode& node, TransformPtr& value) {
  STRIDE_ASSIGN_OR_RETURN(value, BuildTransform(node));
  return absl::OkStatus();
}

}  // namespace stride
